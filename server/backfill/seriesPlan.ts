import type { Db } from '../../db/file/db.ts'
import { lastFetchFrom } from '../../db/runs.ts'
import { storedSpan } from '../../db/series.ts'
import { findTicker, listHoldings } from '../../db/tickers.ts'
import { nyse } from '../calendars/nyse.ts'
import { limitedTo } from '../checks/answer/intradayLimit.ts'
import type { Finding } from '../checks/finding.ts'
import { type Interval, minutesOf } from '../market/bar.ts'
import { addDays } from '../market/day.ts'
import { whyUnplaced } from '../market/exchange/unplaced.ts'
import { exchangeZone } from '../market/exchangeZone.ts'
import type { Instant } from '../market/instant.ts'
import type { Ticker } from '../market/ticker.ts'
import { dateAt } from '../market/zone.ts'
import { Problem } from '../problem.ts'
import type { PriceSource } from '../sources/priceSource.ts'
import { planWindows, type Window } from './plan.ts'
import type { BackfillRequest } from './request.ts'

const FIRST_YEARS = 10
const LOOK_AT_ALL_EVERY = 20 * 3_600_000

/** What is to be asked for of one ticker at one interval. */
export interface Series {
  readonly ticker: Ticker
  readonly interval: Interval
  readonly zone: string | null
  readonly window: Window
  readonly windows: readonly Window[]
  /** Do they reach over everything the source still has? */
  readonly isWhole: boolean
  /** Those that do, oldest first: asked for instead when the source turns out to have rescaled its history. */
  readonly whole: readonly Window[]
  /** INTRADAY_LIMIT: what was asked for lies further back than the source goes. */
  readonly shortened: Finding | null
}

const defaultIntervals: readonly Interval[] = ['1d']

/**
 * A symbol whose ending no exchange has would be stored on hours that nobody knows, so it is not asked for; of an index
 * the source's answer says where it is at home.
 *
 * @throws Problem 400
 */
export async function refuseUnplaced(db: Db, tickers: readonly Ticker[]): Promise<void> {
  for (const symbol of tickers) {
    const why = symbol.startsWith('^') ? null : whyUnplaced(symbol)
    if (why !== null && (await findTicker(db, symbol)) === null)
      throw new Problem(400, 'bad_parameter', `Cannot fetch ${symbol} as ${why}`, 'tickers')
  }
}

/** What to ask for, from what is stored. @throws Problem 400 for a symbol that nothing places */
export async function planAll(
  db: Db,
  source: PriceSource,
  request: BackfillRequest,
  now: number,
): Promise<readonly Series[]> {
  await refuseUnplaced(db, request.tickers)
  const holdings = request.tickers.length === 0 ? await listHoldings(db) : []
  const wanted =
    request.tickers.length === 0
      ? holdings
          .filter(({ interval }) => request.intervals.length === 0 || request.intervals.includes(interval))
          .map(({ symbol, interval }) => ({ ticker: symbol, interval }))
      : [...new Set(request.tickers)].flatMap((ticker) =>
          (request.intervals.length === 0 ? defaultIntervals : request.intervals).map((interval) => ({
            ticker,
            interval,
          })),
        )
  return Promise.all(wanted.map(({ ticker, interval }) => planSeries(db, source, request, ticker, interval, now)))
}

async function planSeries(
  db: Db,
  source: PriceSource,
  request: BackfillRequest,
  ticker: Ticker,
  interval: Interval,
  now: number,
): Promise<Series> {
  const known = await findTicker(db, ticker)
  const zone = known?.zone ?? null
  // Of a ticker that is not stored its symbol tells where it trades, and the answer later.
  const place = zone ?? exchangeZone(ticker) ?? nyse.zone
  const today = dateAt(place, now)
  const earliest = source.earliestDate(interval, now as Instant, place)
  const stored = known === null ? null : await storedSpan(db, known.id, minutesOf(interval))
  const lastLook = known === null ? null : await lastFetchFrom(db, known.id, source.name, interval)
  const usual = stored?.from ?? earliest ?? addDays(today, -365 * FIRST_YEARS)
  const from = request.from ?? usual
  const to = request.to ?? today
  const isShort = request.from !== null && earliest !== null && from < earliest
  // With nothing left to ask for, the window stays as it was wanted: it may be stored from before.
  const window = { from: earliest !== null && from < earliest && earliest <= to ? earliest : from, to }
  const lookAtAll =
    interval === '1d' || (isCoarse(interval) && (lastLook === null || now - lastLook > LOOK_AT_ALL_EVERY))
  const facts = {
    interval,
    wanted: window,
    stored,
    overlapFrom: stored?.overlapFrom ?? null,
    span: source.reach[interval].span,
    earliest,
  }
  const windows = planWindows({ ...facts, lookAtAll })
  const whole = planWindows({ ...facts, lookAtAll: true })
  const shortened = isShort ? limitedTo(interval, earliest, from) : null
  // Its source knows a renamed ticker by its name of today.
  return { ticker: known?.symbol ?? ticker, interval, zone, window, windows, isWhole: lookAtAll, whole, shortened }
}

/** Intervals of which one request brings everything the source still has. */
const isCoarse = (interval: Interval): boolean => ['15m', '30m', '90m', '1h'].includes(interval)
