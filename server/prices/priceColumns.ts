import type { DateRange } from '../../db/bars.ts'
import type { CorporateAction } from '../market/action.ts'
import type { BarState, Basis, Interval, Phase } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import type { Paged } from '../query/page.ts'

export interface PricesQuery extends DateRange {
  readonly ticker: Ticker
  readonly interval: Interval
  readonly basis: Basis
}

/** Prices of one ticker as columns of equal length in ascending order; what the chart draws and a reader downloads. */
export interface PriceColumns extends Paged {
  readonly ticker: Ticker
  /** The former name it was asked for by. */
  readonly asked_as: Ticker | null
  readonly name: string | null
  readonly interval: Interval
  readonly basis: Basis
  readonly currency: string | null
  readonly zone: string
  readonly source: string | null
  readonly retrieved_at: string | null
  /** The exchange calendar used, and the last date it speaks for. */
  readonly calendar: { readonly mic: string; readonly known_to: IsoDate }
  /** What a row spans, and how many bars it stands for, in an answer that was asked to be coarser; null where each row is a bar. */
  readonly merged: MergedColumns | null
  readonly date: readonly IsoDate[]
  /** Starts of intraday bars with the exchange's offset; null for daily bars. */
  readonly start: readonly string[] | null
  readonly phase: readonly Phase[] | null
  readonly open: readonly number[]
  readonly high: readonly number[]
  readonly low: readonly number[]
  readonly close: readonly number[]
  readonly volume: readonly (number | null)[]
  readonly state: readonly BarState[]
  /** Names of the checks that found something in the prices or payments of the bar's session, or that hold it. */
  readonly checks: readonly (readonly string[])[]
  /** The same of its volume. */
  readonly volumeChecks: readonly (readonly string[])[]
  /** Of these the ones that hold the bar: no figure uses it. Empty for every bar that is not held. */
  readonly heldBy: readonly (readonly string[])[]
  /** Of these the ones whose correction is laid over the bar. */
  readonly correctedBy: readonly (readonly string[])[]
  /** Sessions of the exchange between the first and last bar that have none. */
  readonly missing: readonly IsoDate[]
  readonly early_close: readonly IsoDate[]
  /** Lunch breaks of the sessions on an answer of bars within the day, each from and to with the exchange's offset. */
  readonly breaks: readonly (readonly [from: string, to: string])[]
  readonly actions: readonly CorporateAction[]
}

export interface MergedColumns {
  /** At most: `15m`, `1h`, `1d` (a session), `1w`, `3mo`, `2y`. */
  readonly span: string
  /** Bars of each row, and those of them that are held: a row is made of the others, where there are any. */
  readonly bars: readonly number[]
  readonly held: readonly number[]
}
