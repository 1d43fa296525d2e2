import { computed, effect, signal } from '@preact/signals'
import type { BackfillForm } from '../../core/data/command.ts'
import { type Failure, failureOf } from '../../refusal.ts'
import type { State } from '../state.ts'
import type { DataApi } from './api.ts'
import type { Job } from './job.ts'
import type { Refresh } from './refresh.ts'
import type { Stored } from './stored.ts'

/** Milliseconds between two looks at the list of backfills. */
const LOOK_EVERY = 10_000
/** While another process runs one, whose progress is in that list alone. */
const FOLLOW_EVERY = 2000

/** Starting, stopping and noticing backfills. */
export function makeBackfills(
  { page, changes }: State,
  { dataShown, looks, allCoverage, freshCoverage, runs, elsewhere }: Stored,
  job: Job,
  refreshSoon: Refresh,
  api: DataApi,
) {
  /** Why the last start or stop did not work. */
  const refused = signal<Failure | null>(null)
  const isStarting = signal(false)

  async function start(form: BackfillForm): Promise<void> {
    isStarting.value = true
    refused.value = null
    try {
      const { id } = await api.start(form)
      looks.value++
      job.follow(id)
    } catch (error) {
      refused.value = failureOf(error)
      looks.value++
    } finally {
      isStarting.value = false
    }
  }

  async function stop(): Promise<void> {
    const { id } = job.state.peek() ?? {}
    if (id === undefined) return
    try {
      await api.stop(id)
    } catch (error) {
      refused.value = failureOf(error)
    }
  }

  /** What another process stores shows up series by series, and everything is asked for again at its end. */
  function followElsewhere(): () => void {
    let before: string | null = null
    let runs = false
    return effect(() => {
      const run = elsewhere.value
      const now = run?.progress?.ticker ?? null
      if (before !== null && before !== now) refreshSoon(before)
      before = now
      if (runs && run === null) changes.value++
      runs = run !== null
    })
  }

  const isBusyElsewhere = computed(() => elsewhere.value !== null)

  /** While the page is open: finds the job that runs, and looks for new ones. @returns ends that */
  function watch(): () => void {
    const look = () => {
      const inSight = page.document.visibilityState === 'visible'
      if (dataShown.peek() !== null && inSight && !job.isFollowed()) looks.value++
    }
    const ends = [
      // What was asked series by series stands until the whole list has been asked anew.
      effect(() => {
        if (allCoverage.state.value.kind === 'ready') freshCoverage.value = new Map()
      }),
      effect(() => {
        const state = runs.state.value
        if (state.kind === 'ready' && state.value.running !== null) job.follow(state.value.running.id)
      }),
      effect(() => {
        const timer = page.setInterval(look, isBusyElsewhere.value ? FOLLOW_EVERY : LOOK_EVERY)
        return () => page.clearInterval(timer)
      }),
      followElsewhere(),
      job.leave,
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  return { refused, isStarting, start, stop, watch }
}
