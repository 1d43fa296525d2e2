import { computed, effect, signal } from '@preact/signals'
import { type Failure, failureOf } from '../../refusal.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { DataApi, UpkeepView } from './api.ts'
import type { Stored } from './stored.ts'

/** Milliseconds between two looks at a task that runs. */
const LOOK_EVERY = 400

const BYTES = 1_000_000

/** Verifying the database and backing it up, as the server tells of it. */
export function makeUpkeep(
  { page, words, announce, changes, resource, format }: State,
  { dataShown }: Stored,
  api: DataApi,
) {
  const looks = signal(0)
  const state = resource(
    () => (dataShown.value === null ? null : { looks: looks.value }),
    (_, abort) => api.upkeep(abort),
    () => true,
  )
  const view = computed(() => latest(state.state.value))
  const refused = signal<Failure | null>(null)

  const sizeOf = (bytes: number): string => words('data').upkeep.megabytes(format.value.plain(bytes / BYTES, 1))

  /** What came of the last task, in a sentence or two; null: none has ended since the server began. */
  const outcome = computed((): string | null => {
    const last = view.value?.last ?? null
    return last === null ? null : sentenceOf(last)
  })

  function sentenceOf({ task, result }: NonNullable<UpkeepView['last']>): string {
    const text = words('data').upkeep
    const count = (n: number) => format.value.plain(n, 0)
    switch (result.kind) {
      case 'sound':
        return text.sound(count(result.years), count(result.events))
      case 'unsound':
        return text.unsound
      case 'made': {
        const removed = result.removed.length > 0 ? ` ${text.removed(count(result.removed.length))}` : ''
        return text.made(result.name, sizeOf(result.bytes)) + removed
      }
      case 'stopped':
        return text.stopped[task]
      case 'failed':
        return result.message ?? text.failed
    }
  }

  async function order(give: () => Promise<unknown>): Promise<void> {
    refused.value = null
    try {
      await give()
    } catch (error) {
      refused.value = failureOf(error)
    }
    looks.value++
  }

  /** Looks again and again while a task runs, and says what came of it. @returns ends that */
  function watch(): () => void {
    let ran = false
    return effect(() => {
      const { value } = state.state
      if (value.kind !== 'ready') return
      const runs = value.value.running !== null
      if (ran && !runs) {
        if (outcome.peek() !== null) announce(outcome.peek() ?? '')
        changes.value++
      }
      ran = runs
      if (!runs) return
      const timer = page.setTimeout(() => looks.value++, LOOK_EVERY)
      return () => page.clearTimeout(timer)
    })
  }

  return {
    view,
    state,
    refused,
    outcome,
    sizeOf,
    start: (task: 'verify' | 'backup') => order(() => api.startUpkeep(task)),
    stop: () => order(api.stopUpkeep),
    watch,
  }
}
