import { type Design, designOf, type Series } from './design.ts'
import { knownEvents } from './eventsBySecurity.ts'
import { type Fit, fitModel, leverage } from './fit.ts'
import { maskAround, type Overlap, overlapOf } from './overlap.ts'
import type { Reason } from './reasons.ts'
import type { SampleEvent } from './sampleEvent.ts'
import { estimationLength, observationsNeeded, type Settings, type Window } from './settings.ts'
import { countObservations } from './windowSums.ts'

export type ExcludedEvent = {
  readonly id: string
  readonly reason: Reason
  readonly detail: string
  readonly M: number
}

/** A tested column: one session of the event window, or one CAR window. */
export type TestedColumn = {
  readonly kind: 'day' | 'window'
  readonly window: Window
  /** AR or CAR of each row; NaN where an event has none. */
  readonly x: Float64Array
  /** Exact variance of `x`. */
  readonly v: Float64Array
  /** Sum of SAR over the window, divided by the root of their number (Patell's own cumulation). */
  readonly classic: Float64Array
}

/**
 * The events of a sample as columns of numbers, one row an event, in an order that does not depend on the input:
 * by date, security, id. Every sum over events runs in this order, so a permuted sample gives the same figures.
 */
export type Panel = {
  readonly settings: Settings
  readonly events: readonly SampleEvent[]
  readonly fits: readonly Fit[]
  /** The other events in a row's windows. */
  readonly overlap: (row: number) => Overlap
  /** 1 for rows that share their event window with another event of the security, or are told to be confounded. */
  readonly confounded: Uint8Array
  /** Position of day 0 on the axis all events share. */
  readonly day: Int32Array
  /** Position on the shared axis of every session of the event's own axis; null when all axes are one. */
  readonly axis: readonly (Int32Array | null)[]
  /** Length of the estimation window in sessions: the width of `residual`. */
  readonly L1: number
  /** Estimation residuals, row by row, NaN where a session has none. */
  readonly residual: Float64Array
  readonly days: readonly TestedColumn[]
  readonly windows: readonly TestedColumn[]
}

/** Measure every event of a sample; those that cannot be measured come back with their reason. */
export function panelOf(
  events: readonly SampleEvent[],
  settings: Settings,
): { readonly panel: Panel; readonly excluded: readonly ExcludedEvent[] } {
  const axisOf = sharedAxis(events)
  const ordered = inOwnOrder(events)
  const L1 = estimationLength(settings)
  const [w0, w1] = settings.event
  const designs = new Map<Series, Design>()
  const kept: SampleEvent[] = []
  const fits: Fit[] = []
  const known = knownEvents(ordered)
  const excluded: ExcludedEvent[] = []
  const residual = new Float64Array(ordered.length * L1)
  const columns = (kind: 'day' | 'window', windows: readonly Window[]) =>
    windows.map((window) => ({
      kind,
      window,
      x: new Float64Array(ordered.length),
      v: new Float64Array(ordered.length),
      classic: new Float64Array(ordered.length),
    }))
  const days = columns(
    'day',
    Array.from({ length: w1 - w0 + 1 }, (_, i) => [w0 + i, w0 + i] as const),
  )
  const windows = columns('window', settings.windows)
  const scratch = scratchOf(days.length)

  for (const event of ordered) {
    const { day0, series } = event
    let design = designs.get(series)
    if (design === undefined) {
      design = designOf(series, settings)
      designs.set(series, design)
    }
    const refuse = (reason: Reason, M: number, detail: string) => excluded.push({ id: event.id, reason, detail, M })
    if (!(day0 >= 0 && day0 < design.span.length)) {
      refuse('outsideData', 0, 'day 0 is not among the sessions of the data')
      continue
    }
    const row = kept.length
    const residuals = residual.subarray(row * L1, (row + 1) * L1)
    const k = design.model === 'market-adjusted' ? 0 : 1 + design.x.length
    const from = day0 + settings.estimation[0]
    const to = day0 + settings.estimation[1]
    const automatic = settings.estimationMask === 'events' && event.masked === undefined
    const masked = automatic ? maskAround(design.span.length, known.others(event)) : (event.masked ?? null)
    const fitted = fitModel(design, { from, to, masked }, observationsNeeded(settings, k), residuals)
    if (fitted.kind === 'unfit') {
      refuse(fitted.reason, fitted.M, fitted.detail)
      continue
    }
    if (countObservations(design, day0, settings.event) === 0) {
      refuse('noPrice', fitted.M, 'no session of the event window has a return')
      continue
    }
    kept.push(event)
    fits.push(fitted)
    measureDays(scratch, fitted, design, day0 + w0)
    for (let d = 0; d < days.length; d++) writeColumn(days[d] as TestedColumn, row, scratch, fitted, d, d)
    for (const column of windows)
      writeColumn(column, row, scratch, fitted, column.window[0] - w0, column.window[1] - w0)
  }

  const N = kept.length
  const cut = (column: TestedColumn): TestedColumn => ({
    ...column,
    x: column.x.subarray(0, N),
    v: column.v.subarray(0, N),
    classic: column.classic.subarray(0, N),
  })
  const axis = kept.map(({ series }) => axisOf(series.calendar))
  const panel: Panel = {
    settings,
    events: kept,
    fits,
    overlap: (row) => {
      const event = kept[row] as SampleEvent
      return overlapOf(event.day0, known.within(event, [settings.estimation[0], settings.event[1]]), settings)
    },
    confounded: Uint8Array.from(kept, (event) => ((event.confounded ?? known.near(event, settings.event)) ? 1 : 0)),
    axis,
    day: Int32Array.from(kept, ({ day0 }, row) => axis[row]?.[day0] ?? day0),
    L1,
    residual: residual.subarray(0, N * L1),
    days: days.map(cut),
    windows: windows.map(cut),
  }
  return { panel, excluded }
}

function inOwnOrder(events: readonly SampleEvent[]): readonly SampleEvent[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return events.toSorted(
    (a, b) =>
      compare(a.series.calendar[a.day0] ?? '', b.series.calendar[b.day0] ?? '') ||
      compare(a.security, b.security) ||
      compare(a.id, b.id),
  )
}

/** Where each calendar's sessions lie on the union of all calendars; null for everyone when there is only one. */
function sharedAxis(events: readonly SampleEvent[]): (calendar: readonly string[]) => Int32Array | null {
  const calendars = new Set(events.map(({ series }) => series.calendar))
  const [first] = calendars
  const same = (calendar: readonly string[]) =>
    calendar === first || (calendar.length === first?.length && calendar.every((date, index) => date === first[index]))
  if ([...calendars].every(same)) return () => null
  const dates = [...new Set([...calendars].flat())].sort()
  const position = new Map(dates.map((date, index) => [date, index]))
  const known = new Map<readonly string[], Int32Array>()
  for (const calendar of calendars)
    known.set(
      calendar,
      Int32Array.from(calendar, (date) => position.get(date) ?? -1),
    )
  return (calendar) => known.get(calendar) ?? null
}

/** One event's sessions while they are being measured; reused from event to event. */
type Scratch = {
  readonly ar: Float64Array
  readonly span: Int32Array
  readonly sar: Float64Array
  readonly factor: Float64Array
  readonly x: Float64Array[]
  readonly xs: number[]
}

const scratchOf = (length: number): Scratch => ({
  ar: new Float64Array(length),
  span: new Int32Array(length),
  sar: new Float64Array(length),
  factor: new Float64Array(length),
  x: [],
  xs: [],
})

function measureDays(scratch: Scratch, fitted: Fit, design: Design, start: number): void {
  const { ar, span, sar, factor, x, xs } = scratch
  const p = design.x.length
  while (x.length < p) x.push(new Float64Array(ar.length))
  const row: number[] = xs
  for (let d = 0; d < ar.length; d++) {
    const t = start + d
    const covered = t < design.span.length ? (design.span[t] as number) : 0
    span[d] = covered
    if (covered === 0) continue
    let expected = fitted.alpha * covered
    for (let j = 0; j < p; j++) {
      const value = (design.x[j] as Float64Array)[t] as number
      ;(x[j] as Float64Array)[d] = value
      row[j] = value
      expected += (fitted.slopes[j] as number) * value
    }
    const abnormal = (design.y[t] as number) - expected
    const C = covered + leverage(fitted, covered, row)
    ar[d] = abnormal
    factor[d] = C
    sar[d] = abnormal / (fitted.sigma * Math.sqrt(C))
  }
}

function writeColumn(column: TestedColumn, row: number, scratch: Scratch, fitted: Fit, from: number, to: number): void {
  const { ar, span, sar, factor, x, xs } = scratch
  let [L, car, standardised, observations, last] = [0, 0, 0, 0, from]
  for (let d = from; d <= to; d++) {
    if (span[d] === 0) continue
    L += span[d] as number
    car += ar[d] as number
    standardised += sar[d] as number
    observations++
    last = d
  }
  if (L === 0) {
    column.x[row] = Number.NaN
    column.v[row] = Number.NaN
    column.classic[row] = Number.NaN
    return
  }
  let exact = factor[last] as number
  if (observations > 1) {
    for (let j = 0; j < x.length; j++) {
      const values = x[j] as Float64Array
      let sum = 0
      for (let d = from; d <= to; d++) if (span[d] !== 0) sum += values[d] as number
      xs[j] = sum
    }
    exact = L + leverage(fitted, L, xs)
  }
  column.x[row] = car
  column.v[row] = fitted.sigma * fitted.sigma * exact
  column.classic[row] = standardised / Math.sqrt(observations)
}
