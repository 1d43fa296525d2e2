import { computed, signal } from '@preact/signals'
import { type DataShown, severitiesOf } from '../../core/data/address.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { CoverageView, DataApi } from './api.ts'

export const keyOfSeries = ({ ticker, interval }: { readonly ticker: string; readonly interval: string }): string =>
  `${ticker} ${interval}`

/** What is stored and what is known of it: coverage, findings, runs. */
export function makeStored({ view, go, resource }: State, api: DataApi) {
  /** What of the data page is asked for; null on other pages. */
  const dataShown = computed(() => (view.value.screen.kind === 'data' ? view.value.screen : null))
  const isHere = computed(() => dataShown.value !== null)

  /** Counts the moments at which a running job has changed the list of findings. */
  const found = signal(0)
  /** Counts looks at the list of runs. */
  const looks = signal(0)

  const allCoverage = resource(
    () => (isHere.value ? 'coverage' : null),
    (_, abort) => api.coverage(null, abort),
    () => true,
  )
  /** Series that were asked for anew while a job runs. */
  const freshCoverage = signal<ReadonlyMap<string, CoverageView>>(new Map())

  const runs = resource(
    () => (isHere.value ? { looks: looks.value } : null),
    (_, abort) => api.runs(abort),
    () => true,
  )

  return {
    dataShown,
    found,
    looks,
    allCoverage,
    freshCoverage,
    runs,
    show(change: Partial<DataShown>): void {
      const { screen } = view.peek()
      if (screen.kind === 'data') go({ screen: { ...screen, ...change } })
    },
    /** Every series, the newest answer of each. */
    coverage: computed((): readonly CoverageView[] | null => {
      const all = latest(allCoverage.state.value)
      const fresh = freshCoverage.value
      if (all === null || fresh.size === 0) return all
      const merged = new Map(all.map((series) => [keyOfSeries(series), series]))
      for (const [key, series] of fresh) merged.set(key, series)
      return [...merged.values()].sort((a, b) => (keyOfSeries(a) < keyOfSeries(b) ? -1 : 1))
    }),
    findings: resource(
      () => {
        const asked = dataShown.value
        if (asked === null) return null
        const { ticker, severity, status } = asked
        return { ticker, severity: severitiesOf(severity), status, found: found.value }
      },
      (question, abort) => api.findings(question, abort),
      () => true,
    ),
    /** A backfill that another process runs on this database; null when none does. */
    elsewhere: computed(() => {
      const known = latest(runs.state.value)
      return known?.running === null ? (known.runs.find(({ outcome }) => outcome === 'running') ?? null) : null
    }),
  }
}

export type Stored = ReturnType<typeof makeStored>
