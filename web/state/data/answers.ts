import { computed, signal } from '@preact/signals'
import { severitiesOf } from '../../core/data/address.ts'
import { latest, resource } from '../resource.ts'
import { go, view } from '../view.ts'
import { askCoverage, askFindings, askRuns, type CoverageView } from './ask.ts'

/** What of the data page is asked for; null on other pages. */
export const dataShown = computed(() => (view.value.screen.kind === 'data' ? view.value.screen : null))

export function showData(change: Partial<Omit<NonNullable<typeof dataShown.value>, 'kind'>>): void {
  const { screen } = view.peek()
  if (screen.kind === 'data') go({ screen: { ...screen, ...change } })
}

const isHere = computed(() => dataShown.value !== null)
/** Counts the moments at which a running job has changed the list of findings. */
export const found = signal(0)
/** Counts looks at the list of runs. */
export const looks = signal(0)

const allCoverage = resource(
  () => (isHere.value ? 'coverage' : null),
  (_, abort) => askCoverage(null, abort),
  () => true,
)

/** Series that were asked for anew while a job runs. */
export const freshCoverage = signal<ReadonlyMap<string, CoverageView>>(new Map())
export const keyOfSeries = ({ ticker, interval }: { readonly ticker: string; readonly interval: string }): string =>
  `${ticker} ${interval}`

export const coverageState = allCoverage
export const coverage = computed((): readonly CoverageView[] | null => {
  const all = latest(allCoverage.state.value)
  const fresh = freshCoverage.value
  if (all === null || fresh.size === 0) return all
  const merged = new Map(all.map((series) => [keyOfSeries(series), series]))
  for (const [key, series] of fresh) merged.set(key, series)
  return [...merged.values()].sort((a, b) => (keyOfSeries(a) < keyOfSeries(b) ? -1 : 1))
})

export const findings = resource(
  () => {
    const asked = dataShown.value
    if (asked === null) return null
    const { ticker, severity, status } = asked
    return { ticker, severity: severitiesOf(severity), status, found: found.value }
  },
  (question, abort) => askFindings(question, abort),
  () => true,
)

export const runs = resource(
  () => (isHere.value ? { looks: looks.value } : null),
  (_, abort) => askRuns(abort),
  () => true,
)

/** A backfill that another process runs on this database; null when none does. */
export const elsewhere = computed(() => {
  const known = latest(runs.state.value)
  return known?.running === null ? (known.runs.find(({ outcome }) => outcome === 'running') ?? null) : null
})
