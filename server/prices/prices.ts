import { readActions } from '../../db/actions.ts'
import {
  type BarPage,
  countDailyBars,
  countIntradayBars,
  type DateRange,
  readDailyBars,
  readIntradayColumns,
  type StoredDailyBar,
} from '../../db/bars.ts'
import type { Db } from '../../db/file/db.ts'
import { type BarChecks, checksOn, noChecks } from '../../db/findings.ts'
import { lastFetchOf } from '../../db/runs.ts'
import { findTicker, type TickerRow } from '../../db/tickers.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import { priceChecks, volumeChecks } from '../checks/figures.ts'
import { type CorporateAction, rawFactors, totalReturnFactors } from '../market/action.ts'
import { type BarState, type Basis, type Interval, minutesOf, type Phase } from '../market/bar.ts'
import { sessionsBetween } from '../market/calendar.ts'
import { addDays, type IsoDate } from '../market/day.ts'
import { type Instant, utcText } from '../market/instant.ts'
import { askedAs, type Ticker } from '../market/ticker.ts'
import { localTime, zonedText } from '../market/zone.ts'
import { Problem } from '../problem.ts'
import { type BarPlace, barCursors } from '../query/cursors.ts'
import { type Paged, type Paging, whole } from '../query/page.ts'

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
  /** Bars that one row stands for: more than one in an answer that was asked to be coarser. */
  readonly bars_per_row: number
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

type BarColumns = Pick<PriceColumns, 'date' | 'open' | 'high' | 'low' | 'close' | 'volume' | 'state'>

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

/**
 * Prices of a ticker, or a page of them.
 *
 * @throws Problem 404 for a ticker that is not stored, 422 for a basis that intraday bars do not have, 400 for a page of
 *   another interval
 */
export async function pricesOf(
  db: Db,
  query: PricesQuery,
  { limit, after }: Pick<Paging<BarPlace>, 'limit' | 'after'> = whole,
): Promise<PriceColumns> {
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
): Promise<PriceColumns> {
  const actions = await readActions(db, ticker.id)
  const found = await readDailyBars(db, ticker.id, query, false, { after, limit: limit + 1 })
  const bars = found.slice(0, limit)
  const factors = await basisFactors(db, ticker.id, query.basis, bars, actions)
  const columns = {
    date: bars.map(({ date }) => date),
    open: bars.map(({ open }) => open),
    high: bars.map(({ high }) => high),
    low: bars.map(({ low }) => low),
    close: bars.map(({ close }) => close),
    volume: bars.map(({ volume }) => volume),
    state: bars.map(({ state }) => state),
  }
  const last = found.length > bars.length ? bars.at(-1) : undefined
  const page: PricePage = {
    total: last === undefined && after === null ? bars.length : await countDailyBars(db, ticker.id, query),
    next: last === undefined ? null : barCursors.textOf(['1d', last.date]),
    told: after,
  }
  const answer = await answerOf(db, ticker, query, columns, factors, page)
  return { ...answer, breaks: [], start: null, phase: null, actions }
}

/**
 * Factors that carry stored closes to a basis, one a bar. On total basis every later dividend counts, also one after
 * the range, so the same session has the same price in every answer.
 */
export async function basisFactors(
  db: Db,
  tickerId: number,
  basis: Basis,
  bars: readonly StoredDailyBar[],
  actions: readonly CorporateAction[],
): Promise<Float64Array> {
  switch (basis) {
    case 'split':
      return new Float64Array(bars.length).fill(1)
    case 'raw':
      return rawFactors(
        bars.map(({ date }) => date),
        actions,
      )
    case 'total': {
      const [first] = bars
      if (first === undefined) return new Float64Array(0)
      const toNewest = await readDailyBars(db, tickerId, { from: first.date, to: null })
      return totalReturnFactors(toNewest, actions).slice(0, bars.length)
    }
  }
}

async function intradayPrices(
  db: Db,
  ticker: TickerRow,
  minutes: number,
  query: PricesQuery,
  { limit, after }: BarPage<Instant>,
): Promise<PriceColumns> {
  if (query.basis === 'total')
    throw new Problem(422, 'no_such_basis', 'Intraday prices have no total-return basis: ask for basis=split', 'basis')
  const actions = await readActions(db, ticker.id)
  const found = await readIntradayColumns(db, ticker.id, minutes, query, { after, limit: limit + 1 })
  const isLast = found.start.length <= limit
  const { start, phase, ...columns } = isLast ? found : shortened(found, limit)
  const last = start.at(-1)
  const page: PricePage = {
    total: isLast && after === null ? start.length : await countIntradayBars(db, ticker.id, minutes, query),
    next: isLast || last === undefined ? null : barCursors.textOf([query.interval, last]),
    told: after === null ? null : localTime(after, ticker.zone).date,
  }
  const factors = query.basis === 'raw' ? rawFactors(columns.date, actions) : null
  const calendar = (await calendarsOf(db)).of(ticker)
  const untold = columns.date.filter((date) => page.told === null || date > page.told)
  const pauses = [...new Set(untold)].flatMap((date) => calendar.session(date)?.break ?? [])
  return {
    ...(await answerOf(db, ticker, query, columns, factors, page)),
    breaks: pauses.map(({ from, to }) => [zonedText(from, ticker.zone), zonedText(to, ticker.zone)] as const),
    start: start.map((at) => zonedText(at, ticker.zone)),
    phase,
    actions,
  }
}

/** The first bars of columns. */
const shortened = <Columns extends Readonly<Record<string, readonly unknown[]>>>(columns: Columns, limit: number) =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, column.slice(0, limit)]),
  ) as unknown as Columns

/**
 * What daily and intraday answers have in common: where they come from, the prices, the sessions without any.
 *
 * @param factors that carry the prices to the basis, one a bar; null where they stand on it
 */
async function answerOf(
  db: Db,
  ticker: TickerRow,
  { ticker: asked, interval, basis, from, to }: PricesQuery,
  bars: BarColumns,
  factors: Float64Array | null,
  { told, ...paged }: PricePage,
) {
  const fetched = await lastFetchOf(db, ticker.id, interval)
  const dates = bars.date
  const calendar = (await calendarsOf(db)).of(ticker)
  const first = told === null ? dates[0] : addDays(told, 1)
  const last = dates.at(-1)
  const sessions = first === undefined || last === undefined ? [] : sessionsBetween(calendar, first, last)
  const held = new Set(dates)
  const found = await checksOn(db, ticker.id, interval, {
    from: told ?? from,
    to: paged.next === null ? to : (last ?? to),
  })
  const bySession = <Told>(of: (checks: BarChecks) => Told): readonly Told[] => {
    const [none, told] = [of(noChecks), new Map([...found].map(([date, checks]) => [date, of(checks)]))]
    return dates.map((date) => told.get(date) ?? none)
  }
  const scaled = (field: 'open' | 'high' | 'low' | 'close') =>
    factors === null ? bars[field] : bars[field].map((price, row) => price * (factors[row] ?? 1))
  return {
    ticker: ticker.symbol,
    asked_as: askedAs(asked, ticker.symbol),
    name: ticker.name,
    interval,
    basis,
    currency: ticker.currency,
    zone: ticker.zone,
    source: fetched?.source ?? null,
    retrieved_at: fetched === null ? null : utcText(fetched.endedAt as Instant),
    calendar: { mic: calendar.mic, known_to: calendar.to },
    ...paged,
    bars_per_row: 1,
    date: dates,
    open: scaled('open'),
    high: scaled('high'),
    low: scaled('low'),
    close: scaled('close'),
    volume: bars.volume,
    state: bars.state,
    checks: bySession(priceChecks),
    volumeChecks: bySession(volumeChecks),
    heldBy: bySession(({ heldBy }) => heldBy),
    correctedBy: bySession(({ correctedBy }) => correctedBy),
    missing: sessions.map(({ date }) => date).filter((date) => !held.has(date)),
    early_close: sessions.filter(({ earlyClose }) => earlyClose).map(({ date }) => date),
  }
}
