import { readActions } from '../../db/actions.ts'
import { countIntradayBars } from '../../db/barSpans.ts'
import { type BarPage, readIntradayColumns } from '../../db/bars.ts'
import type { Db } from '../../db/file/db.ts'
import { checksOn } from '../../db/findings.ts'
import { lastFetchOf } from '../../db/runs.ts'
import { findTicker, type TickerRow } from '../../db/tickers.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import { type CorporateAction, rawFactors } from '../market/action.ts'
import { type Basis, minutesOf } from '../market/bar.ts'
import type { Calendar } from '../market/calendar.ts'
import { dayOf, type IsoDate } from '../market/day.ts'
import { type Instant, utcText } from '../market/instant.ts'
import { askedAs, type Ticker } from '../market/ticker.ts'
import { localTime, zonedText } from '../market/zone.ts'
import { Problem } from '../problem.ts'
import { type BarPlace, barCursors } from '../query/cursors.ts'
import { type Paged, type Paging, whole } from '../query/page.ts'
import { between, cutBetween, dailyColumns, type Prices, rowsWithin, type Told, toldOf } from './dailyColumns.ts'
import type { PriceColumns, PricesQuery } from './priceColumns.ts'
import { sessionsDue } from './sessionDays.ts'

type BarColumns = Pick<PriceColumns, 'date' | 'volume' | 'state'> & Prices & Told

/** @throws Problem 404 for a ticker that is not stored */
export async function tickerOrRefuse(db: Db, symbol: Ticker): Promise<TickerRow> {
  const row = await findTicker(db, symbol)
  if (row === null) throw unknownTicker(symbol, 'ticker')
  return row
}

/** @param parameter which one names it */
export const unknownTicker = (symbol: string, parameter: 'ticker' | 'benchmark' | 'convert'): Problem =>
  new Problem(
    404,
    'unknown_ticker',
    `There are no prices of ${symbol}: fetch them with "npm run backfill -- ${symbol}"`,
    parameter,
  )

/** Where a page of bars stands among all. */
interface PricePage extends Paged {
  /** The session of the last bar of the page before: what is told of sessions was told up to it. Null on the first. */
  readonly told: IsoDate | null
}

/** Prices whose bars begin at moments that are not written yet; null for daily bars. */
export interface TimedPrices extends Omit<PriceColumns, 'start'> {
  readonly starts: readonly Instant[] | null
}

/** Prices of a ticker, or a page of them. @throws Problem as `timedPrices` */
export async function pricesOf(
  db: Db,
  query: PricesQuery,
  page: Pick<Paging<BarPlace>, 'limit' | 'after'> = whole,
): Promise<PriceColumns> {
  const { starts, phase, actions, ...prices } = await timedPrices(db, query, page)
  return { ...prices, start: starts?.map((at) => zonedText(at, prices.zone)) ?? null, phase, actions }
}

/**
 * The same with the moments themselves, for whoever has no need of them as text.
 *
 * @throws Problem 404 for a ticker that is not stored, 422 for a basis that intraday bars do not have, 400 for a page of
 *   another interval
 */
export async function timedPrices(
  db: Db,
  query: PricesQuery,
  { limit, after }: Pick<Paging<BarPlace>, 'limit' | 'after'> = whole,
): Promise<TimedPrices> {
  const ticker = await tickerOrRefuse(db, query.ticker)
  const minutes = minutesOf(query.interval)
  if (after !== null && after[0] !== query.interval)
    throw new Problem(400, 'bad_parameter', 'Cannot read cursor: it is of bars of another interval', 'cursor')
  return minutes === null
    ? dailyPrices(db, ticker, query, { limit, after: after === null ? null : (after[1] as IsoDate) })
    : intradayPrices(db, ticker, minutes, query, { limit, after: after === null ? null : (after[1] as Instant) })
}

async function dailyPrices(
  db: Db,
  ticker: TickerRow,
  query: PricesQuery,
  { limit, after }: BarPage<IsoDate>,
): Promise<TimedPrices> {
  const all = await dailyColumns(db, ticker.id)
  const { first, begin, end } = rowsWithin(all, query, after)
  const stop = Math.min(end, begin + limit)
  const columns = cutBetween(all.columns, begin, stop)
  const last = stop < end ? columns.date.at(-1) : undefined
  const page: PricePage = {
    total: end - first,
    next: last === undefined ? null : barCursors.textOf(['1d', last]),
    told: after,
  }
  const bars = { ...columns, ...cutBetween(all.prices(query.basis), begin, stop) }
  const answer = await answerOf(db, ticker, query, bars, all.days.subarray(begin, stop), page)
  return { ...answer, breaks: [], starts: null, phase: null, actions: all.actions }
}

/** @throws Problem 422 for bars within the day on total-return basis */
export function refuseTotal({ basis, interval }: PricesQuery): void {
  if (basis === 'total' && interval !== '1d')
    throw new Problem(422, 'no_such_basis', 'Intraday prices have no total-return basis: ask for basis=split', 'basis')
}

async function intradayPrices(
  db: Db,
  ticker: TickerRow,
  minutes: number,
  query: PricesQuery,
  { limit, after }: BarPage<Instant>,
): Promise<TimedPrices> {
  refuseTotal(query)
  const actions = await readActions(db, ticker.id)
  const read = await readIntradayColumns(db, ticker.id, minutes, query, { after, limit: limit + 1 })
  const isLast = read.start.length <= limit
  const { start, phase, ...columns } = isLast ? read : between(read, 0, limit)
  const last = start.at(-1)
  const page: PricePage = {
    total: isLast && after === null ? start.length : await countIntradayBars(db, ticker.id, minutes, query),
    next: isLast || last === undefined ? null : barCursors.textOf([query.interval, last]),
    told: after === null ? null : localTime(after, ticker.zone).date,
  }
  const found = await checksOn(db, ticker.id, query.interval, {
    from: page.told ?? query.from,
    to: isLast || last === undefined ? query.to : (columns.date.at(-1) ?? query.to),
  })
  const bars = { ...columns, ...onBasis(columns, query.basis, actions), ...toldOf(columns.date, found) }
  const calendar = (await calendarsOf(db)).of(ticker)
  const untold = columns.date.filter((date) => page.told === null || date > page.told)
  const pauses = [...new Set(untold)].flatMap((date) => calendar.session(date)?.break ?? [])
  return {
    ...(await answerOf(db, ticker, query, bars, daysOfBars(columns.date), page)),
    breaks: pauses.map(({ from, to }) => [zonedText(from, ticker.zone), zonedText(to, ticker.zone)] as const),
    starts: start,
    phase,
    actions,
  }
}

/** Sessions of bars as days: of those that follow one another most are of one session. */
function daysOfBars(dates: readonly IsoDate[]): Int32Array {
  const days = new Int32Array(dates.length)
  for (let row = 0; row < days.length; row++)
    days[row] = row > 0 && dates[row] === dates[row - 1] ? (days[row - 1] as number) : dayOf(dates[row] as IsoDate)
  return days
}

/** Prices within the day on a basis: they stand on split basis. */
function onBasis(
  columns: Prices & Pick<PriceColumns, 'date'>,
  basis: Basis,
  actions: readonly CorporateAction[],
): Prices {
  const { open, high, low, close } = columns
  if (basis !== 'raw') return { open, high, low, close }
  const factors = rawFactors(columns.date, actions)
  const scaled = (prices: readonly number[]) => prices.map((price, row) => price * (factors[row] as number))
  return { open: scaled(open), high: scaled(high), low: scaled(low), close: scaled(close) }
}

/** What every answer says of where its prices come from. */
export async function headOf(
  db: Db,
  { id, symbol, name, currency, zone }: TickerRow,
  { ticker: asked, interval, basis }: PricesQuery,
  calendar: Calendar,
) {
  const fetched = await lastFetchOf(db, id, interval)
  return {
    ticker: symbol,
    asked_as: askedAs(asked, symbol),
    name,
    interval,
    basis,
    currency,
    zone,
    source: fetched?.source ?? null,
    retrieved_at: fetched === null ? null : utcText(fetched.endedAt as Instant),
    calendar: { mic: calendar.mic, known_to: calendar.to },
  }
}

/**
 * What daily and intraday answers have in common: where they come from, the prices, the sessions without any.
 *
 * @param days of the bars, since 1970-01-01
 */
async function answerOf(
  db: Db,
  ticker: TickerRow,
  query: PricesQuery,
  bars: BarColumns,
  days: Int32Array,
  { told, ...paged }: PricePage,
) {
  const calendar = (await calendarsOf(db)).of(ticker)
  const { missing, early } = sessionsDue(calendar, days, told === null ? days[0] : dayOf(told) + 1)
  return {
    ...(await headOf(db, ticker, query, calendar)),
    ...paged,
    merged: null,
    date: bars.date,
    open: bars.open,
    high: bars.high,
    low: bars.low,
    close: bars.close,
    volume: bars.volume,
    state: bars.state,
    checks: bars.checks,
    volumeChecks: bars.volumeChecks,
    heldBy: bars.heldBy,
    correctedBy: bars.correctedBy,
    missing,
    early_close: early,
  }
}
