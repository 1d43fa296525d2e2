import type { Db } from '../../db/file/db.ts'
import { listHoldings, listTickers } from '../../db/tickers.ts'
import { dataVersion } from '../../db/version.ts'
import type { Basis, Interval } from '../market/bar.ts'
import { addDays, daysInMonth, type IsoDate, mustBeDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import type { PriceColumns } from '../prices/priceColumns.ts'
import { pricesOf, tickerOrRefuse } from '../prices/prices.ts'
import { usedByPrices } from '../prices/used.ts'
import { Problem } from '../problem.ts'
import { type Column, type ColumnHead, column } from '../table/column.ts'
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
  readonly prices: PriceColumns
  readonly row: number
}

const price = 'currency a share, points for an index'
/** A value of the row in one of the answer's columns. */
const at = (name: 'open' | 'high' | 'low' | 'close', doc: string): Column<PriceRow> =>
  column(name, 'number', doc, ({ prices, row }) => prices[name][row] ?? null, price)

const daily: readonly Column<PriceRow>[] = [
  column('ticker', 'text', "symbol in the source's notation", ({ prices }) => prices.ticker),
  column('date', 'date', "the session's date at the exchange", ({ prices, row }) => prices.date[row] ?? null),
  at('open', 'first price on the basis that `basis` names'),
  at('high', 'highest price'),
  at('low', 'lowest price'),
  at('close', 'last price'),
  column(
    'volume',
    'number',
    'as the source gave it, whatever the basis; empty where it gave none',
    ({ prices, row }) => prices.volume[row] ?? null,
    'shares',
  ),
  column('basis', 'word', 'split: as delivered; raw: as traded; total: with dividends', ({ prices }) => prices.basis),
  column('currency', 'text', 'as the source writes it, case kept', ({ prices }) => prices.currency),
  column('state', 'word', 'how far the bar can be trusted', ({ prices, row }) => prices.state[row] ?? null),
  column(
    'checks',
    'list',
    "names of open findings about the session's prices or payments",
    ({ prices, row }) => prices.checks[row] ?? [],
  ),
  column('volume_checks', 'list', 'the same about its volume', ({ prices, row }) => prices.volumeChecks[row] ?? []),
  column('source', 'text', "where the ticker's prices last came from", ({ prices }) => prices.source),
  column('retrieved_at', 'moment', 'and when', ({ prices }) => prices.retrieved_at),
]

/** With a length of bars below a day three more columns stand beside the date. */
const intraday: readonly Column<PriceRow>[] = daily.flatMap((daily) =>
  daily.name === 'date'
    ? [
        column('interval', 'word', 'length of the bar', ({ prices }: PriceRow) => prices.interval),
        column('start', 'moment', 'of the bar', ({ prices, row }: PriceRow) => prices.start?.[row] ?? null),
        daily,
        column('phase', 'word', 'pre, regular or post', ({ prices, row }: PriceRow) => prices.phase?.[row] ?? null),
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
      yield rowsOf(await pricesOf(db, { ticker: symbol, ...range, interval: query.interval, basis: query.basis }))
}

function* rowsOf(prices: PriceColumns): Iterable<PriceRow> {
  for (const row of prices.date.keys()) yield { prices, row }
}

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
