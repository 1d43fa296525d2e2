import type { Db } from '../../db/file/db.ts'
import type { IsoDate } from '../market/day.ts'
import { firstCommon, lastCommon, relativeStrength, sinceBase } from '../market/rebased.ts'
import type { Ticker } from '../market/ticker.ts'
import type { PriceColumns } from './priceColumns.ts'
import { pricesOf } from './prices.ts'

export interface CompareQuery {
  /** The first one's sessions are the axis; the others are laid beside it. */
  readonly tickers: readonly Ticker[]
  readonly from: IsoDate | null
  readonly to: IsoDate | null
  /** Everything is 0 % at the close of the last common session up to this day; null: of the first one in the range. */
  readonly base: IsoDate | null
}

/** One ticker on the sessions of the first. Columns are as long as `date` of the answer, null where there is no close. */
export interface ComparedSeries {
  readonly ticker: Ticker
  readonly currency: string | null
  readonly calendar: string
  /** Sessions of the axis without a close of it, and sessions of its own that are none of the axis. */
  readonly without: number
  readonly besides: number
  /** Split basis. */
  readonly close: readonly (number | null)[]
  /** Change since the base, a fraction. */
  readonly since: readonly (number | null)[]
  /** Growth of the first ticker over that of this one since the base, times 100. */
  readonly strength: readonly (number | null)[]
}

export interface Compared {
  /** The session of the base; null where no session has a close of all. */
  readonly base: IsoDate | null
  readonly date: readonly IsoDate[]
  readonly series: readonly ComparedSeries[]
}

/**
 * Prices of some tickers beside one another, each in its own currency: nothing is converted, nothing carried forward, and
 * a held bar is no close.
 *
 * @throws Problem 404 for a ticker that is not stored
 */
export async function comparePrices(db: Db, { tickers, from, to, base }: CompareQuery): Promise<Compared> {
  const prices = await Promise.all(
    tickers.map((ticker) => pricesOf(db, { ticker, interval: '1d', basis: 'split', from: null, to })),
  )
  const [first] = prices
  if (first === undefined) return { base: null, date: [], series: [] }
  const all = first.date
  const columns = prices.map((own) => columnOn(all, own))
  const start = from === null ? 0 : all.findIndex((date) => date >= from)
  const shown = start < 0 ? all.length : start
  const at =
    base === null
      ? firstCommon(columns, shown, all.length - 1)
      : lastCommon(
          columns,
          all.findLastIndex((date) => date <= base),
        )
  const date = all.slice(shown)
  const sessions = new Set(date)
  return {
    base: at === null ? null : (all[at] ?? null),
    date,
    series: prices.map((own, index): ComparedSeries => {
      const column = columns[index] ?? []
      const close = column.slice(shown)
      const places = close.map((_, row) => row + shown)
      return {
        ticker: own.ticker,
        currency: own.currency,
        calendar: own.calendar.mic,
        without: close.filter((value) => value === null).length,
        besides: own.date.filter((day) => day >= (date[0] ?? '') && !sessions.has(day)).length,
        close,
        since: places.map((place) => (at === null ? null : sinceBase(column, at, place))),
        strength: places.map((place) => (at === null ? null : relativeStrength(columns[0] ?? [], column, at, place))),
      }
    }),
  }
}

/** Closes by session of the axis; what is held is none. */
function columnOn(axis: readonly IsoDate[], { date, close, state }: PriceColumns): readonly (number | null)[] {
  const at = new Map(date.map((day, row) => [day, state[row] === 'held' ? null : (close[row] ?? null)]))
  return axis.map((day) => at.get(day) ?? null)
}
