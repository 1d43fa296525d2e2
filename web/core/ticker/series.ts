import type { CorporateAction } from '../../../server/market/action.ts'
import type { BarState, Interval } from '../../../server/market/bar.ts'
import { utcMinutes } from '../clock.ts'
import { type Axis, axisOf, barsIn, lowerBound, type Span } from './axis.ts'
import { isCoarse, minutesOfSpan } from './detail.ts'
import type { Passing } from './passing.ts'
import { type Columns, type Pyramid, pyramidOf } from './pyramid.ts'

export type Phase = 'pre' | 'regular' | 'post'

/** Prices as the server sends them: columns of equal length, ascending, and the sessions that have none. */
export type PriceList = {
  readonly interval?: Interval
  /** What a row spans at most, and bars of each row; absent or null where each row is a bar. */
  readonly merged?: { readonly span: string; readonly bars: readonly number[] } | null
  readonly date: readonly string[]
  readonly start: readonly string[] | null
  /** Where in its day each bar within the day stands; null for daily bars. */
  readonly phase: readonly Phase[] | null
  readonly open: readonly number[]
  readonly high: readonly number[]
  readonly low: readonly number[]
  readonly close: readonly number[]
  readonly volume: readonly (number | null)[]
  /** How far each bar can be trusted; absent: all alike. */
  readonly state?: readonly BarState[]
  readonly missing: readonly string[]
  /** Lunch breaks of bars within the day, from and to, ascending. */
  readonly breaks?: readonly (readonly [from: string, to: string])[]
  /** What the company did to its shares, as figures use it. */
  readonly actions?: readonly CorporateAction[]
}

/** The bars of a chart on their axis. A session without a bar keeps its place: `row` is -1 there and nothing is drawn. */
export type BarSeries = {
  readonly axis: Axis
  readonly pyramid: Pyramid
  /** The same bars for the price scale: without the highs and lows outside the session that no other price supports. */
  readonly scale: Pyramid
  /** Row of the price list for every place of the axis. */
  readonly row: Int32Array
  readonly prices: PriceList
  /** What each session pays, by its row; nothing on other bars. */
  readonly paid: ReadonlyMap<number, number>
  readonly missing: readonly number[]
  /** Where in its day each place of the axis stands; null on daily bars, and on rows of a session or more. */
  readonly phases: readonly (Phase | 'break')[] | null
  /** When the places of the axis begin; null on daily bars. */
  readonly passing: Passing | null
}

export function seriesOf(prices: PriceList): BarSeries {
  const { merged = null } = prices
  const isWide = merged !== null && isCoarse(merged.span)
  const daily = prices.start === null || isWide
  const bars: Place[] = prices.date.map((date, row) => ({ date, row, start: prices.start?.[row] ?? null }))
  const order = daily ? bars : withBreaks(bars, prices.breaks ?? [])
  // An hourly axis has no place for a missing session: its bars are not of equal number a day.
  // Rows of a week or more have a place for each week, whatever sessions it lacks.
  if (daily && (merged === null || merged.span === '1d'))
    for (const date of prices.missing) order.push({ date, row: -1, start: null })
  if (daily && prices.missing.length > 0) order.sort((a, b) => (a.date < b.date ? -1 : 1))
  const row = Int32Array.from(order, (place) => place.row)
  const isHeld = (index: number) => prices.state?.[index] === 'held'
  // A place without a bar has its high below its low, so that every extreme passes over it. A bar that is held back, such
  // as one a hundred times too high, has no number to show and so no shape.
  const column = (values: readonly (number | null)[], absent: number) =>
    Float64Array.from(row, (index) => (isHeld(index) ? absent : (values[index] ?? absent)))
  const columns = {
    open: column(prices.open, Number.POSITIVE_INFINITY),
    high: column(prices.high, Number.NEGATIVE_INFINITY),
    low: column(prices.low, Number.POSITIVE_INFINITY),
    close: column(prices.close, Number.POSITIVE_INFINITY),
    volume: column(prices.volume, 0),
  }
  const pyramid = pyramidOf(columns)
  const axis = axisOf(
    order.map(({ date }) => date),
    daily ? null : order.map(({ start }) => start ?? ''),
    new Set(daily ? [] : order.flatMap(({ row }, i) => (row < 0 ? [i] : []))),
    isWide && merged.span !== '1d',
  )
  const phase = isWide ? null : prices.phase
  const phases = phase === null ? null : order.map(({ row }) => (row < 0 ? 'break' : (phase[row] ?? 'regular')))
  const steady = phases === null ? columns : withoutStrayTicks(columns, phases)
  const scale = steady === columns ? pyramid : pyramidOf(steady)
  const missing = daily ? order.flatMap(({ row }, i) => (row < 0 ? [i] : [])) : []
  const paid = merged === null && prices.start === null ? paidOn(prices) : new Map<number, number>()
  return { axis, pyramid, scale, row, prices, paid, missing, phases, passing: passingOf(order, prices) }
}

/** A payment of a session without a bar is in the return of the next one that has one. */
function paidOn({ date, actions = [] }: PriceList): ReadonlyMap<number, number> {
  const paid = new Map<number, number>()
  for (const action of actions) {
    if (action.kind === 'split') continue
    const row = lowerBound(date, action.date)
    paid.set(row, (paid.get(row) ?? 0) + action.amount)
  }
  return paid
}

function passingOf(places: readonly Place[], { start, interval = '1h', merged = null }: PriceList): Passing | null {
  if (start === null) return null
  let before = 0
  const starts = places.map((place) => {
    // A session that is missing begins a day after the one before.
    before = place.start === null ? before + DAY : utcMinutes(place.start)
    return before
  })
  const span = minutesOfSpan(merged?.span ?? interval)
  // A session is over when its last bar is, long before the next one begins.
  const isSession = span === DAY && merged !== null
  return { starts, lastLength: isSession ? (merged.bars.at(-1) ?? 1) * minutesOfSpan(interval) : span }
}

/** Minutes of a day. */
const DAY = 1440

/** One place of the axis: the row of its bar, -1 for none. */
type Place = { readonly date: string; readonly row: number; readonly start: string | null }

/** The bars with a place for each lunch break between those before and after it. */
function withBreaks(bars: readonly Place[], breaks: readonly (readonly [from: string, to: string])[]): Place[] {
  const ofDate = new Map(breaks.map((each) => [each[0].slice(0, 10), each]))
  return bars.flatMap((bar, i) => {
    const [from = '', to = ''] = ofDate.get(bar.date) ?? []
    const before = bars[i - 1]
    // A source that cuts its bars by the hour may have one that begins within the break: then there is no gap to show.
    const follows = before?.date === bar.date && (before.start ?? '') < from && (bar.start ?? '') >= to
    return from !== '' && follows ? [{ date: bar.date, row: -1, start: from }, bar] : [bar]
  })
}

const STRAY = 0.03

/**
 * Outside the regular session a single bad print often makes a high or low far from the bar's own open and close. Such a
 * bar is drawn as it is, but it does not decide the scale.
 */
function withoutStrayTicks(columns: Columns, phases: readonly (Phase | 'break')[]): Columns {
  const bound = (
    values: Float64Array,
    pick: (i: number) => number,
    isStray: (value: number, body: number) => boolean,
  ) =>
    values.map((value, i) =>
      phases[i] !== 'regular' && phases[i] !== 'break' && isStray(value, pick(i)) ? pick(i) : value,
    )
  const top = (i: number) => Math.max(columns.open[i] as number, columns.close[i] as number)
  const foot = (i: number) => Math.min(columns.open[i] as number, columns.close[i] as number)
  return {
    ...columns,
    high: bound(columns.high, top, (high, body) => high > body * (1 + STRAY)),
    low: bound(columns.low, foot, (low, body) => low < body * (1 - STRAY)),
  }
}

/**
 * One bar as the readout shows it; `r` is its return since the close before, a fraction, of a session with what it pays in
 * it, as figures have it; null where either is held back.
 */
export type BarFacts = {
  readonly date: string
  readonly start: string | null
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number | null
  readonly r: number | null
}

/** The bar at a place of the axis; null where the session has none. */
export function barAt({ row, prices, paid }: BarSeries, index: number): BarFacts | null {
  const i = row[index] ?? -1
  const [open, high, low, close] = [prices.open[i], prices.high[i], prices.low[i], prices.close[i]]
  if (open === undefined || high === undefined || low === undefined || close === undefined) return null
  const before = (prices.close[i - 1] ?? Number.NaN) - (paid.get(i) ?? 0)
  const isHeld = (row: number) => prices.state?.[row] === 'held'
  return {
    date: prices.date[i] ?? '',
    start: prices.start?.[i] ?? null,
    open,
    high,
    low,
    close,
    volume: prices.volume[i] ?? null,
    r: !(before > 0) || isHeld(i) || isHeld(i - 1) ? null : close / before - 1,
  }
}

/** The close of the last bar in sight that has one; null where none has. */
export function lastClose({ pyramid }: Pick<BarSeries, 'pyramid'>, span: Span): number | null {
  const closes = pyramid.levels[0]?.close
  const { first, last } = barsIn(span, pyramid.length)
  for (let i = last; i >= first; i--) if (Number.isFinite(closes?.[i])) return closes?.[i] ?? null
  return null
}
