import type { BarState } from '../../../server/market/bar.ts'
import { type Axis, axisOf } from './axis.ts'
import { type Columns, type Pyramid, pyramidOf } from './pyramid.ts'

export type Phase = 'pre' | 'regular' | 'post'

/** Prices as the server sends them: columns of equal length, ascending, and the sessions that have none. */
export type PriceList = {
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
  readonly missing: readonly number[]
}

export function seriesOf(prices: PriceList): BarSeries {
  const daily = prices.start === null
  const order: { date: string; row: number }[] = prices.date.map((date, row) => ({ date, row }))
  // An hourly axis has no place for a missing session: its bars are not of equal number a day.
  if (daily) for (const date of prices.missing) order.push({ date, row: -1 })
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
    prices.start,
  )
  const steady = prices.phase === null ? columns : withoutStrayTicks(columns, prices.phase)
  const scale = steady === columns ? pyramid : pyramidOf(steady)
  return { axis, pyramid, scale, row, prices, missing: order.flatMap(({ row }, i) => (row < 0 ? [i] : [])) }
}

const STRAY = 0.03

/**
 * Outside the regular session a single bad print often makes a high or low far from the bar's own open and close. Such a
 * bar is drawn as it is, but it does not decide the scale.
 */
function withoutStrayTicks(columns: Columns, phases: readonly Phase[]): Columns {
  const bound = (
    values: Float64Array,
    pick: (i: number) => number,
    isStray: (value: number, body: number) => boolean,
  ) => values.map((value, i) => (phases[i] !== 'regular' && isStray(value, pick(i)) ? pick(i) : value))
  const top = (i: number) => Math.max(columns.open[i] as number, columns.close[i] as number)
  const foot = (i: number) => Math.min(columns.open[i] as number, columns.close[i] as number)
  return {
    ...columns,
    high: bound(columns.high, top, (high, body) => high > body * (1 + STRAY)),
    low: bound(columns.low, foot, (low, body) => low < body * (1 - STRAY)),
  }
}

/** One bar as the readout shows it; `r` is its close against the close before, a fraction; null where either is held back. */
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
export function barAt({ row, prices }: BarSeries, index: number): BarFacts | null {
  const i = row[index] ?? -1
  const [open, high, low, close] = [prices.open[i], prices.high[i], prices.low[i], prices.close[i]]
  if (open === undefined || high === undefined || low === undefined || close === undefined) return null
  const before = prices.close[i - 1]
  const isHeld = (row: number) => prices.state?.[row] === 'held'
  return {
    date: prices.date[i] ?? '',
    start: prices.start?.[i] ?? null,
    open,
    high,
    low,
    close,
    volume: prices.volume[i] ?? null,
    r: before === undefined || before <= 0 || isHeld(i) || isHeld(i - 1) ? null : close / before - 1,
  }
}
