import type { Db } from '../../db/file/db.ts'
import { listHoldings, listTickers } from '../../db/tickers.ts'
import { dataVersion } from '../../db/version.ts'
import type { Basis, Interval } from '../market/bar.ts'
import { addDays, daysInMonth, type IsoDate, mustBeDate } from '../market/day.ts'
import type { Instant } from '../market/instant.ts'
import type { Ticker } from '../market/ticker.ts'
import { zonedText } from '../market/zone.ts'
import { type TimedPrices, tickerOrRefuse, timedPrices } from '../prices/prices.ts'
import { usedByPrices } from '../prices/used.ts'
import { Problem } from '../problem.ts'
import { type Cell, type Column, type ColumnHead, type ColumnPage, type ColumnType, column } from '../table/column.ts'
import { type Table, tableOf } from '../table/table.ts'

export interface PricesExport {
  /** Empty: every stored ticker. */
  readonly tickers: readonly Ticker[]
  readonly from: IsoDate | null
  readonly to: IsoDate | null
  readonly interval: Interval
  readonly basis: Basis
}

interface PriceRow {
  readonly prices: TimedPrices
  readonly row: number
}

/** Bars that are read at once. */
interface BarPage extends ColumnPage<PriceRow> {
  readonly prices: TimedPrices
}

type Named = readonly [name: string, type: ColumnType, doc: string, unit?: string]

/** A column of which the answer has a list. */
const each = ([name, type, doc, unit]: Named, of: (prices: TimedPrices) => readonly Cell[]): Column<PriceRow> => ({
  ...column(name, type, doc, ({ prices, row }: PriceRow) => of(prices)[row] ?? null, unit),
  ofPage: (page) => ({ kind: 'each', cells: of((page as BarPage).prices) }),
})

/** One that is the same for all of its bars. */
const same = ([name, type, doc, unit]: Named, of: (prices: TimedPrices) => Cell): Column<PriceRow> => ({
  ...column(name, type, doc, ({ prices }: PriceRow) => of(prices), unit),
  ofPage: (page) => ({ kind: 'one', cell: of((page as BarPage).prices) }),
})

const price = 'currency a share, points for an index'
const none: readonly Cell[] = []

const daily: readonly Column<PriceRow>[] = [
  same(['ticker', 'text', "symbol in the source's notation"], ({ ticker }) => ticker),
  each(['date', 'date', "the session's date at the exchange"], ({ date }) => date),
  each(['open', 'number', 'first price on the basis that `basis` names', price], ({ open }) => open),
  each(['high', 'number', 'highest price', price], ({ high }) => high),
  each(['low', 'number', 'lowest price', price], ({ low }) => low),
  each(['close', 'number', 'last price', price], ({ close }) => close),
  each(
    ['volume', 'number', 'as the source gave it, whatever the basis; empty where it gave none', 'shares'],
    ({ volume }) => volume,
  ),
  same(['basis', 'word', 'split: as delivered; raw: as traded; total: with dividends'], ({ basis }) => basis),
  same(['currency', 'text', 'as the source writes it, case kept'], ({ currency }) => currency),
  each(['state', 'word', 'how far the bar can be trusted'], ({ state }) => state),
  each(['checks', 'list', "names of open findings about the session's prices or payments"], ({ checks }) => checks),
  each(['volume_checks', 'list', 'the same about its volume'], ({ volumeChecks }) => volumeChecks),
  same(['source', 'text', "where the ticker's prices last came from"], ({ source }) => source),
  same(['retrieved_at', 'moment', 'and when'], ({ retrieved_at }) => retrieved_at),
]

/** When a bar begins, written only where it is told as text. */
const start: Column<PriceRow> = {
  ...column('start', 'moment', 'of the bar', ({ prices: { starts, zone }, row }: PriceRow) => {
    const at = starts?.[row]
    return at === undefined ? null : zonedText(at, zone)
  }),
  ofPage: (page) => {
    const { starts, zone } = (page as BarPage).prices
    return { kind: 'moments', cells: starts ?? [], text: (at) => zonedText(at as Instant, zone) }
  },
}

/** With a length of bars below a day three more columns stand beside the date. */
const intraday: readonly Column<PriceRow>[] = daily.flatMap((daily) =>
  daily.name === 'date'
    ? [
        same(['interval', 'word', 'length of the bar'], ({ interval }) => interval),
        start,
        daily,
        each(['phase', 'word', 'pre, regular or post'], ({ phase }) => phase ?? none),
      ]
    : [daily],
)

export const pricesColumns: readonly ColumnHead[] = intraday

/**
 * Prices as the page shows them, one bar a line, ticker by ticker in order of date.
 *
 * @throws Problem 404 for a ticker that is not stored, 422 for a basis that intraday bars do not have; before the first line
 */
export async function pricesTable(db: Db, query: PricesExport): Promise<Table> {
  if (query.interval !== '1d' && query.basis === 'total')
    throw new Problem(422, 'no_such_basis', 'Intraday prices have no total-return basis: ask for basis=split', 'basis')
  const stored = query.tickers.length > 0 ? [] : await listTickers(db)
  const asked = await Promise.all(query.tickers.map((symbol) => tickerOrRefuse(db, symbol)))
  const wanted = [...new Set([...stored, ...asked].map(({ symbol }) => symbol))]
  const series = wanted.flatMap((ticker) => usedByPrices({ ...query, ticker }).series ?? [])
  const columns = query.interval === '1d' ? daily : intraday
  return tableOf('prices', await dataVersion(db, { series }), columns, () => pagesOf(db, query, wanted))
}

async function* pagesOf(db: Db, query: PricesExport, wanted: readonly Ticker[]): AsyncGenerator<Iterable<PriceRow>> {
  for (const symbol of wanted)
    for (const range of await rangesOf(db, symbol, query))
      yield pageOf(await timedPrices(db, { ticker: symbol, ...range, interval: query.interval, basis: query.basis }))
}

const pageOf = (prices: TimedPrices): BarPage => ({
  prices,
  length: prices.date.length,
  *[Symbol.iterator]() {
    for (const row of prices.date.keys()) yield { prices, row }
  },
})

/**
 * Daily bars of a ticker fit in memory; intraday ones are read a month at a time, shorter ones a week: some two thousand,
 * so that the first come soon and others wait for no more than these.
 */
async function rangesOf(db: Db, symbol: Ticker, { from, to, interval }: PricesExport) {
  if (interval === '1d') return [{ from, to }]
  const held = (await listHoldings(db)).find((holding) => holding.symbol === symbol && holding.interval === interval)
  if (held === undefined) return []
  const first = from !== null && from > held.from ? from : held.from
  const last = to !== null && to < held.to ? to : held.to
  const pages: { from: IsoDate; to: IsoDate }[] = []
  const [next, end] = SHORT.includes(interval)
    ? [(day: IsoDate) => addDays(day, 7), (day: IsoDate) => addDays(day, 6)]
    : [monthAfter, lastOfMonth]
  for (let start = first; start <= last; start = next(start)) {
    const isLast = end(start) >= last
    pages.push({ from: start, to: isLast ? last : end(start) })
  }
  return pages
}

const SHORT: readonly Interval[] = ['1m', '2m']

const monthAfter = (date: IsoDate): IsoDate => {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))]
  return mustBeDate(month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`)
}

const lastOfMonth = (date: IsoDate): IsoDate =>
  mustBeDate(`${date.slice(0, 8)}${daysInMonth(Number(date.slice(0, 4)), Number(date.slice(5, 7)))}`)
