import type { IsoDate } from './day.ts'
import type { Instant } from './instant.ts'

/** Spans a bar may cover. `1d` is one session; the others are minutes of it. */
export const intervals = ['1m', '2m', '5m', '15m', '30m', '1h', '90m', '1d'] as const
export type Interval = (typeof intervals)[number]

/** A price is below this in any currency: what is not is no price, and the store takes none. */
export const MOST_PRICE = 1e15

/** Minutes of an intraday interval; null for `1d`. */
export const minutesOf = (interval: Interval): number | null =>
  ({ '1m': 1, '2m': 2, '5m': 5, '15m': 15, '30m': 30, '1h': 60, '90m': 90, '1d': null })[interval]

/**
 * What a price has been adjusted for. `split`: splits only, as the source delivers it. `total`: splits and dividends,
 * computed here from closes and dividends. `raw`: as traded on the day, undoing the splits we know.
 */
export const bases = ['raw', 'split', 'total'] as const
export type Basis = (typeof bases)[number]

/**
 * How far a bar can be trusted. `provisional`: session not over, or seen once only. `final`. `revised`: a final value
 * that its source later replaced; the old one is kept. `repaired`: our correction; the original is kept.
 * `held`: stored, used in no statistic until its finding is resolved.
 */
export const barStates = ['provisional', 'final', 'revised', 'repaired', 'held'] as const
export type BarState = (typeof barStates)[number]

/**
 * States from the least trusted on. What is held serves nothing; a provisional value may still be another one; a
 * repaired one is our word, not the source's; a revised one is the source's last word, given a second time.
 */
export const leastTrustedFirst: readonly BarState[] = ['held', 'provisional', 'repaired', 'revised', 'final']

/** The state of several bars as one: that of the least trusted. */
export const leastTrusted = (states: readonly BarState[]): BarState =>
  leastTrustedFirst.find((state) => states.includes(state)) ?? 'final'

/** Prices in the ticker's currency on split basis, as delivered; volume in shares or parts of a coin, null where the source gives none. */
export interface Prices {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number | null
}

/** One session of one ticker. Gaps stay gaps: no bar is ever made up. */
export interface DailyBar extends Prices {
  readonly date: IsoDate
  /** The source's own adjusted close: kept for comparison, used in no statistic. */
  readonly adjClose: number | null
}

/** Position of an intraday bar relative to the regular session. */
export const phases = ['pre', 'regular', 'post'] as const
export type Phase = (typeof phases)[number]

export interface IntradayBar extends Prices {
  /** Start of the bar. */
  readonly start: Instant
  readonly date: IsoDate
  readonly phase: Phase
}

/** A correction of a bar: its prices and its volume times a factor, for the reason a check gave. */
export interface Factors {
  readonly price: number
  readonly volume: number
  readonly check: string
}

/** Twelve digits: a factor of 0.01 must not turn 4875 into 48.750000000000004. */
const scaled = (value: number, factor: number): number => Number((value * factor).toPrecision(12))

/** Shares stay whole; of coins there are parts. */
const scaledVolume = (volume: number, factor: number): number =>
  Number.isInteger(volume) ? Math.round(volume * factor) : scaled(volume, factor)

/**
 * A bar with a correction laid over it. A point in another unit may be one price of its bar: then only the prices that
 * lie that unit away from the others are put right. The source's adjusted close goes with the close.
 */
export function corrected<T extends Prices & { readonly adjClose: number | null }>(
  bar: T,
  { price, volume, check }: Factors,
): T {
  const prices = [bar.open, bar.high, bar.low, bar.close]
  const sound = price < 1 ? Math.min(...prices) : Math.max(...prices)
  const isOff = (value: number): boolean => Math.abs(Math.log(value / sound)) > Math.abs(Math.log(price)) / 2
  const all = check !== 'UNIT_POINT' || !prices.some(isOff)
  const right = (value: number): number => (all || isOff(value) ? scaled(value, price) : value)
  const withClose = all || isOff(bar.close)
  return {
    ...bar,
    open: right(bar.open),
    high: right(bar.high),
    low: right(bar.low),
    close: right(bar.close),
    volume: bar.volume === null ? null : scaledVolume(bar.volume, volume),
    adjClose: bar.adjClose !== null && withClose ? scaled(bar.adjClose, price) : bar.adjClose,
  }
}
