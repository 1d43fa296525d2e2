import { computed, signal } from '@preact/signals'
import { type Failure, failureOf } from '../../refusal.ts'
import type { State } from '../state.ts'
import type { DataApi } from './api.ts'

export type Decision = {
  readonly finding: number
  /** `UNIT_POINT MSFT 1d`: for the list of what was done. */
  readonly what: string
  readonly action: 'accept' | 'undo'
  readonly note: string | null
}

const opposite = { accept: 'undo', undo: 'accept' } as const

/** Decisions about findings, with the way back and forth. */
export function makeDecisions({ words, announce, changes }: State, api: DataApi) {
  const done = signal<readonly Decision[]>([])
  const undone = signal<readonly Decision[]>([])
  /** The finding that is being decided. */
  const deciding = signal<number | null>(null)
  const refused = signal<Failure | null>(null)

  async function apply({ finding, what, action, note }: Decision): Promise<boolean> {
    if (deciding.peek() !== null) return false
    deciding.value = finding
    refused.value = null
    try {
      await api.decide(finding, action, note)
      const text = words('data')
      announce(text.spokenDecision(what, text.decided[action]))
      changes.value++
      return true
    } catch (error) {
      refused.value = failureOf(error)
      return false
    } finally {
      deciding.value = null
    }
  }

  return {
    /** What was decided on this page, oldest first, and whether something can be done again. */
    done: computed(() => done.value),
    canRedo: computed(() => undone.value.length > 0),
    deciding: computed(() => deciding.value),
    refused,
    async decide(decision: Decision): Promise<void> {
      if (!(await apply(decision))) return
      done.value = [...done.peek(), decision]
      undone.value = []
    },
    async undo(): Promise<void> {
      const last = done.peek().at(-1)
      if (last === undefined || !(await apply({ ...last, action: opposite[last.action] }))) return
      done.value = done.peek().slice(0, -1)
      undone.value = [...undone.peek(), last]
    },
    async redo(): Promise<void> {
      const last = undone.peek().at(-1)
      if (last === undefined || !(await apply(last))) return
      undone.value = undone.peek().slice(0, -1)
      done.value = [...done.peek(), last]
    },
  }
}
