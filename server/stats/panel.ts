import { absenceInside, type Design, designOf, type Series } from './design.ts'
import { knownEvents } from './eventsBySecurity.ts'
import { type Fit, fitModel, leverage } from './fit.ts'
import { type Fits, fitsOf } from './fits.ts'
import { estimationMask, maskReach } from './overlap.ts'
import { type EngineStep, EVENTS_BETWEEN, type Told } from './progress.ts'
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
  /** Exact standard error of `x`. */
  readonly se: Float64Array
  /** Sum of SAR over a window, divided by the root of their number (Patell's own cumulation); null for a day. */
  readonly classic: Float64Array | null
  /** Of a day of trade-to-trade returns: root of the sessions that each row's return covers. Null: rank AR as it is. */
  readonly root: Float64Array | null
}

/**
 * The events of a sample as columns of numbers, one row an event, in an order that does not depend on the input:
 * by date, security, id. Every sum over events runs in this order, so a permuted sample gives the same figures.
 */
export type Panel = {
  readonly settings: Settings
  readonly events: readonly SampleEvent[]
  readonly fits: Fits
  /** 1 for rows that share their event window with another event of the security, or are told to be confounded. */
  readonly confounded: Uint8Array
  /** Position of day 0 on the axis all events share. */
  readonly day: Int32Array
  /** Position on the shared axis of every session of the event's own axis; null when all axes are one. */
  readonly axis: readonly (Int32Array | null)[]
  /** From the first to the last session that any event estimates on, relative to day 0, and their number: as many as a row has residuals. */
  readonly estimation: Window
  readonly L1: number
  /** Sessions that each residual covers, row by row; null when all cover one. */
  readonly span: Int32Array | null
  readonly days: readonly TestedColumn[]
  readonly windows: readonly TestedColumn[]
  readonly path: Path
}

/** What the path of the average CAR takes besides the abnormal returns of the days. */
export type Path = {
  /** How many sessions of the event window the CAR of each row runs over, from the first on. */
  readonly length: Int32Array
  /** By session of the event window: sum of the exact variances of the CARs up to it, over the rows that have one. */
  readonly variances: Float64Array
}

/** Measure every event of a sample; those that cannot be measured come back with their reason. */
export function panelOf(
  events: readonly SampleEvent[],
  settings: Settings,
  told?: Told<EngineStep>,
): { readonly panel: Panel; readonly excluded: readonly ExcludedEvent[] } {
  const axisOf = sharedAxis(events)
  const ordered = inOwnOrder(events, axisOf)
  const estimation = hullOf(settings.estimation, ordered)
  const L1 = estimationLength({ estimation })
  const [w0, w1] = settings.event
  const designs = new Map<Series, Design>()
  const kept: SampleEvent[] = []
  let fits: ReturnType<typeof fitsOf> | null = null
  const known = knownEvents(ordered)
  const excluded: ExcludedEvent[] = []
  const residual = new Float64Array(L1)
  const lumped = settings.lumped === 'trade-to-trade'
  const spans = lumped ? new Int32Array(ordered.length * L1) : null
  const emptyColumns = (kind: 'day' | 'window', windows: readonly Window[]) =>
    windows.map((window) => ({
      kind,
      window,
      x: new Float64Array(ordered.length),
      se: new Float64Array(ordered.length),
      classic: kind === 'day' ? null : new Float64Array(ordered.length),
      root: lumped && kind === 'day' ? new Float64Array(ordered.length) : null,
    }))
  const days = emptyColumns(
    'day',
    Array.from({ length: w1 - w0 + 1 }, (_, i) => [w0 + i, w0 + i] as const),
  )
  const windows = emptyColumns('window', settings.windows)
  const columns = [...days, ...windows]
  const path = { length: new Int32Array(ordered.length), variances: new Float64Array(days.length) }
  const scratch = scratchOf(days.length)
  const refuse = ({ id }: SampleEvent, reason: Reason, M: number, detail: string) =>
    excluded.push({ id, reason, detail, M })

  for (let at = 0; at < ordered.length; at++) {
    if (at % EVENTS_BETWEEN === 0) told?.('measuring', at, ordered.length)
    const event = ordered[at] as SampleEvent
    const { day0, series } = event
    let design = designs.get(series)
    if (design === undefined) {
      design = designOf(series, settings)
      designs.set(series, design)
    }
    if (!(day0 >= 0 && day0 < design.span.length)) {
      refuse(event, 'outsideData', 0, 'day 0 is not among the sessions of the data')
      continue
    }
    const row = kept.length
    const own = event.own === undefined ? settings : { ...settings, ...event.own }
    const k = design.model === 'market-adjusted' ? 0 : 1 + design.x.length
    const from = day0 + own.estimation[0]
    const to = day0 + own.estimation[1]
    const start = own.estimation[0] - estimation[0]
    const whole = estimationLength(own) === L1
    if (!whole) residual.fill(Number.NaN)
    const residuals = whole ? residual : residual.subarray(start, start + estimationLength(own))
    const others =
      settings.estimationMask === 'none'
        ? []
        : known.within(event, [own.estimation[0] - maskReach, own.estimation[1] + maskReach])
    const masked = estimationMask(design.span.length, settings, others, event.unusable ?? null)
    const fitted = fitModel(design, { from, to, masked }, observationsNeeded(own, k), residuals)
    if (fitted.kind === 'unfit') {
      refuse(event, fitted.reason, fitted.M, fitted.detail)
      continue
    }
    if (countObservations(design, day0, own.event) === 0) {
      refuse(
        event,
        absenceInside(design, day0 + own.event[0], day0 + own.event[1]),
        fitted.M,
        'no session of the event window has a return',
      )
      continue
    }
    kept.push(event)
    fits ??= fitsOf(settings.model, ordered.length, L1, design.x.length)
    fits.add(design, fitted, day0 + estimation[0], residual)
    spans?.set(design.span.subarray(Math.max(0, from), to + 1), row * L1 + start + Math.max(0, -from))
    measureDays(scratch, fitted, design, day0 + w0)
    for (const column of columns) {
      const [first, last] = column.window
      const outside = first < own.event[0] || last > own.event[1]
      const withheld = settings.separate && last > first && known.near(event, column.window)
      if (outside || withheld) writeAbsent(column, row)
      else writeColumn(column, row, scratch, fitted, first - w0, last - w0)
    }
    let sessions = w0 < own.event[0] ? 0 : Math.min(w1, own.event[1]) - w0 + 1
    // Longer than one session it ends where other news comes, when windows are to be told apart.
    while (settings.separate && sessions > 1 && known.near(event, [w0, w0 + sessions - 1])) sessions--
    path.length[row] = sessions
    addVariances(path.variances, sessions, scratch, fitted)
  }

  const N = kept.length
  const cut = (column: TestedColumn): TestedColumn => ({
    ...column,
    x: column.x.subarray(0, N),
    se: column.se.subarray(0, N),
    classic: column.classic?.subarray(0, N) ?? null,
    root: column.root?.subarray(0, N) ?? null,
  })
  const axis = kept.map(({ series }) => axisOf(series.calendar).positions)
  const panel: Panel = {
    settings,
    events: kept,
    fits: (fits ?? fitsOf(settings.model, 0, L1, 0)).taken(),
    confounded: Uint8Array.from(kept, (event) =>
      (event.confounded ?? known.near(event, (event.own ?? settings).event)) ? 1 : 0,
    ),
    axis,
    day: Int32Array.from(kept, ({ day0, series }, row) => axis[row]?.[day0] ?? day0 + axisOf(series.calendar).first),
    estimation,
    L1,
    span: spans?.subarray(0, N * L1) ?? null,
    days: days.map(cut),
    windows: windows.map(cut),
    path: { ...path, length: path.length.subarray(0, N) },
  }
  return { panel, excluded }
}

function inOwnOrder(
  events: readonly SampleEvent[],
  axisOf: (calendar: readonly string[]) => OnAxis,
): readonly SampleEvent[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  const places = events.map(({ series: { calendar }, day0 }) => {
    const { first, positions } = axisOf(calendar)
    return calendar[day0] === undefined ? -1 : (positions?.[day0] ?? first + day0)
  })
  const order = Array.from(events.keys()).sort((i, j) => {
    const [a, b] = [events[i] as SampleEvent, events[j] as SampleEvent]
    return (places[i] as number) - (places[j] as number) || compare(a.security, b.security) || compare(a.id, b.id)
  })
  return order.map((i) => events[i] as SampleEvent)
}

/** From the earliest to the latest session that an event of the sample estimates on. */
function hullOf(window: Window, events: readonly SampleEvent[]): Window {
  let [from, to] = events[0]?.own?.estimation ?? window
  for (const { own } of events) {
    const [first, last] = own?.estimation ?? window
    from = Math.min(from, first)
    to = Math.max(to, last)
  }
  return [from, to]
}

/** Where a calendar's sessions lie on the axis that all share: from `first` on one after the other, or at `positions`. */
type OnAxis = { readonly first: number; readonly positions: Int32Array | null }

/**
 * The union of all calendars as one axis. Where every calendar is a stretch of it without a gap, as those of shares of
 * one exchange that were listed at different times, a place on it is a shift.
 */
function sharedAxis(events: readonly SampleEvent[]): (calendar: readonly string[]) => OnAxis {
  const calendars = new Set(events.map(({ series }) => series.calendar))
  const [one] = calendars
  const whole: OnAxis = { first: 0, positions: null }
  if (calendars.size < 2 || one === undefined) return () => whole
  const dates = [...new Set([...calendars].flat())].sort()
  const position = new Map(dates.map((date, index) => [date, index]))
  const at = (date: string | undefined): number => position.get(date ?? '') ?? 0
  const isStretch = (calendar: readonly string[]) => at(calendar.at(-1)) - at(calendar[0]) === calendar.length - 1
  const stretches = [...calendars].every(isStretch)
  const known = new Map<readonly string[], OnAxis>()
  for (const calendar of calendars)
    known.set(calendar, { first: at(calendar[0]), positions: stretches ? null : Int32Array.from(calendar, at) })
  return (calendar) => known.get(calendar) ?? whole
}

/** One event's sessions while they are being measured; reused from event to event. */
type Scratch = {
  readonly ar: Float64Array
  readonly span: Int32Array
  readonly se: Float64Array
  readonly x: Float64Array[]
  readonly xs: number[]
}

const scratchOf = (length: number): Scratch => ({
  ar: new Float64Array(length),
  span: new Int32Array(length),
  se: new Float64Array(length),
  x: [],
  xs: [],
})

function measureDays(scratch: Scratch, fitted: Fit, design: Design, start: number): void {
  const { ar, span, se, x, xs } = scratch
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
    ar[d] = (design.y[t] as number) - expected
    se[d] = fitted.sigma * Math.sqrt(covered + leverage(fitted, covered, row))
  }
}

function writeAbsent({ x, se, classic }: TestedColumn, row: number): void {
  x[row] = Number.NaN
  se[row] = Number.NaN
  if (classic !== null) classic[row] = Number.NaN
}

function writeColumn(column: TestedColumn, row: number, scratch: Scratch, fitted: Fit, from: number, to: number): void {
  const { ar, span, se, x, xs } = scratch
  let L = 0
  let car = 0
  let standardised = 0
  let observations = 0
  let last = from
  for (let d = from; d <= to; d++) {
    if (span[d] === 0) continue
    L += span[d] as number
    car += ar[d] as number
    standardised += (ar[d] as number) / (se[d] as number)
    observations++
    last = d
  }
  if (L === 0) {
    writeAbsent(column, row)
    return
  }
  let exact = se[last] as number
  if (observations > 1) {
    for (let j = 0; j < x.length; j++) {
      const values = x[j] as Float64Array
      let sum = 0
      for (let d = from; d <= to; d++) if (span[d] !== 0) sum += values[d] as number
      xs[j] = sum
    }
    exact = fitted.sigma * Math.sqrt(L + leverage(fitted, L, xs))
  }
  column.x[row] = car
  column.se[row] = exact
  if (column.classic !== null) column.classic[row] = standardised / Math.sqrt(observations)
  if (column.root !== null) column.root[row] = Math.sqrt(L)
}

/** Adds the exact variances of an event's CAR as it grows session by session. */
function addVariances(variances: Float64Array, length: number, { span, se, x, xs }: Scratch, fitted: Fit): void {
  xs.fill(0)
  let L = 0
  let observations = 0
  let exact = 0
  for (let d = 0; d < length; d++) {
    const covered = span[d] as number
    if (covered !== 0) {
      L += covered
      observations++
      for (let j = 0; j < x.length; j++) xs[j] = (xs[j] as number) + ((x[j] as Float64Array)[d] as number)
      exact = observations === 1 ? (se[d] as number) : fitted.sigma * Math.sqrt(L + leverage(fitted, L, xs))
    }
    if (L > 0) variances[d] = (variances[d] as number) + exact ** 2
  }
}
