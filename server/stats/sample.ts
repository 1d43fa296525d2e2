import { meanOfAllPairs, type PairSums, pairSums } from './correlation.ts'
import { type ColumnTests, columnTests, type SampleGround, standardisedSpread } from './crossSection.ts'
import { studentTwoSided } from './distributions.ts'
import { returnNoise } from './fit.ts'
import { type LeaveOneOut, leaveOneOut } from './leaveOneOut.ts'
import { betaOf } from './modelFigures.ts'
import { type ExcludedEvent, type Panel, panelOf, type TestedColumn } from './panel.ts'
import type { EngineStep, Told } from './progress.ts'
import { rankTests } from './ranks.ts'
import type { Reason } from './reasons.ts'
import type { SampleEvent } from './sampleEvent.ts'
import type { Settings } from './settings.ts'

export type MultiDay = { readonly rel: number } & ColumnTests
export type MultiWindow = {
  readonly from: number
  readonly to: number
  /** Sum of the average abnormal returns: equal to `mean` when nothing is missing; null where the window has too few values. */
  readonly sumAar: number | null
  readonly zPatellClassic?: number | null
  readonly pPatellClassic?: number | null
} & ColumnTests

/** A sample's tests, in the field names of the methods (section 16, `expected.multi`). */
export type Multi = {
  readonly N: number
  /** Average share of positive estimation residuals (Cowan 1992). */
  readonly phat: number | null
  readonly cdaSd: number | null
  readonly cdaDf: number
  /** Mean of all pairwise residual correlations, overlapping or not; null beyond 300 events. */
  readonly rbarAllPairs: number | null
  /** Different dates of day 0; a sample with few of them is clustered. */
  readonly dates: number
  readonly days: readonly MultiDay[]
  readonly windows: readonly MultiWindow[]
}

/** One measured event of a sample in one line; `measureEvent` gives the whole of it. */
export type EventRow = {
  readonly id: string
  readonly security: string
  readonly day0: string
  readonly group: string | null
  readonly M: number
  readonly alpha: number
  readonly beta: number
  readonly sigma: number
  readonly windows: readonly EventRowWindow[]
  readonly confounded: boolean
}
export type EventRowWindow = {
  readonly from: number
  readonly to: number
  readonly car: number | null
  readonly seExact: number | null
  readonly tExact: number | null
  readonly pExact: number | null
}

export type MultiOrReason =
  | { readonly kind: 'tested'; readonly multi: Multi }
  | { readonly kind: 'untested'; readonly reason: Reason; readonly N: number }

export type SampleStudy = {
  readonly settings: Settings
  readonly excluded: readonly ExcludedEvent[]
  /** The measured events: `eventRow` tells each in a line when it is asked for, which of many would be most of what is held. */
  readonly panel: Panel
  /** Over all of them. */
  readonly pairs: PairSums
  readonly all: MultiOrReason
  /** Section 7 inside every group, in alphabetical order; empty when no event names a group. */
  readonly groups: readonly ({ readonly group: string } & MultiOrReason)[]
  /** The same without confounded events; null when none is. */
  readonly withoutConfounded: MultiOrReason | null
  readonly leaveOneOut: readonly LeaveOneOut[]
}

/**
 * Study a sample of events: abnormal returns of each, and every test of their averages.
 * Events that cannot be measured come back under `excluded` with their reason; none is dropped silently.
 * The figures do not depend on the order of `events`.
 *
 * @param told of every event that is measured, and then tested among all of them
 *
 * Two events with the same security and day 0 are one statistical event: merge them before (`sessionClusters`).
 */
export function studySample(events: readonly SampleEvent[], settings: Settings, told?: Told<EngineStep>): SampleStudy {
  const { panel, excluded } = panelOf(events, settings, told)
  const everyone = Int32Array.from(panel.events, (_, row) => row)
  const pairs = pairSums(panel, everyone)
  const names = [...new Set(panel.events.flatMap(({ group }) => (group === undefined ? [] : [group])))].sort()
  const where = (keep: (event: SampleEvent) => boolean) =>
    everyone.filter((row) => keep(panel.events[row] as SampleEvent))
  return {
    settings,
    excluded,
    panel,
    pairs,
    all: testRows(panel, everyone, pairs, told),
    groups: names.map((group) => ({
      group,
      ...testRows(
        panel,
        where((event) => event.group === group),
      ),
    })),
    withoutConfounded: panel.confounded.includes(1)
      ? testRows(
          panel,
          everyone.filter((row) => panel.confounded[row] !== 1),
        )
      : null,
    leaveOneOut: leaveOneOut(panel),
  }
}

/** Every test over the given rows of a panel, ascending; fewer than three events are not a sample. @param pairs of these rows */
export function testRows(
  panel: Panel,
  rows: Int32Array,
  pairs: PairSums = pairSums(panel, rows),
  told?: Told<EngineStep>,
): MultiOrReason {
  const N = rows.length
  if (N < 3) return { kind: 'untested', reason: 'tooFewEvents', N }
  const { sd, positions } = crudeDependence(panel, rows)
  const spreads = new Map([...panel.days, ...panel.windows].map((column) => [column, standardisedSpread(column, rows)]))
  const spread = (column: TestedColumn): number | null => spreads.get(column) ?? null
  const ground: SampleGround = {
    phat: shareOfPositiveResiduals(panel, rows),
    cdaSd: sd,
    cdaDf: positions - 1,
    weighted: pairs.weighted,
    room: [new Float64Array(N), new Float64Array(N)],
    spread,
    ranks: rankTests(panel, rows, spread, told),
  }
  const days = panel.days.map((column) => ({ rel: column.window[0], ...columnTests(panel, rows, column, ground) }))
  const windows = panel.windows.map((column) => {
    const [from, to] = column.window
    const tests = columnTests(panel, rows, column, ground)
    return { from, to, sumAar: tests.mean === null ? null : sumOfMeans(days, column), ...tests }
  })
  const { phat, cdaSd, cdaDf } = ground
  const dates = new Set(Array.from(rows, (row) => panel.day[row])).size
  return {
    kind: 'tested',
    multi: { N, phat, cdaSd, cdaDf, rbarAllPairs: meanOfAllPairs(panel, rows), dates, days, windows },
  }
}

function sumOfMeans(days: readonly MultiDay[], { window: [from, to] }: TestedColumn): number | null {
  let sum = 0
  for (const { rel, mean } of days) {
    if (rel < from || rel > to) continue
    if (mean === null) return null
    sum += mean
  }
  return sum
}

/** Mean over events of the share of positive estimation residuals; null when it is 0 or 1 and no test can use it. */
function shareOfPositiveResiduals({ fits }: Panel, rows: Int32Array): number | null {
  let sum = 0
  for (const row of rows) sum += (fits.positive[row] as number) / (fits.M[row] as number)
  const phat = sum / rows.length
  return phat > 0 && phat < 1 ? phat : null
}

/** Spread over estimation sessions of the average residual by relative session (Brown and Warner 1980). */
function crudeDependence(panel: Panel, rows: Int32Array) {
  const { L1 } = panel
  const { sums, counts } = rows.length === panel.events.length ? panel.fits : residualSums(panel, rows)
  let positions = 0
  let total = 0
  for (let t = 0; t < L1; t++) {
    if (counts[t] === 0) continue
    positions++
    total += (sums[t] as number) / (counts[t] as number)
  }
  const mean = total / positions
  let squares = 0
  for (let t = 0; t < L1; t++) if (counts[t] !== 0) squares += ((sums[t] as number) / (counts[t] as number) - mean) ** 2
  const sd = Math.sqrt(squares / (positions - 1))
  return { sd: sd > returnNoise ? sd : null, positions }
}

/** Sums of the residuals of some rows by session of the estimation window, and how many each is of. */
function residualSums({ fits, L1 }: Panel, rows: Int32Array) {
  const sums = new Float64Array(L1)
  const counts = new Int32Array(L1)
  const room = new Float64Array(L1)
  for (const row of rows) {
    const residual = fits.residual(row, room)
    for (let t = 0; t < L1; t++) {
      const e = residual[t] as number
      if (Number.isNaN(e)) continue
      sums[t] = (sums[t] as number) + e
      counts[t] = (counts[t] as number) + 1
    }
  }
  return { sums, counts }
}

/** A measured event in one line. */
export function eventRow(panel: Panel, row: number): EventRow {
  const { fits } = panel
  const event = panel.events[row] as SampleEvent
  return {
    id: event.id,
    security: event.security,
    day0: event.series.calendar[event.day0] ?? '',
    group: event.group ?? null,
    M: fits.M[row] as number,
    alpha: fits.alpha[row] as number,
    confounded: panel.confounded[row] === 1,
    beta: betaOf({ model: fits.model, slopes: fits.slopes(row) }),
    sigma: fits.sigma[row] as number,
    windows: panel.windows.map((_, w) => eventWindow(panel, row, w)),
  }
}

/** One of its windows. */
export function eventWindow({ fits, windows }: Panel, row: number, w: number): EventRowWindow {
  const { window, x, se } = windows[w] as TestedColumn
  const [from, to] = window
  const car = x[row] as number
  if (Number.isNaN(car)) return { from, to, car: null, seExact: null, tExact: null, pExact: null }
  const seExact = se[row] as number
  const tExact = car / seExact
  return { from, to, car, seExact, tExact, pExact: studentTwoSided(tExact, fits.df[row] as number) }
}
