import { readDailyBars, readIntradayBars } from '../../db/bars.ts'
import { type Covered, readCoverage } from '../../db/coverage.ts'
import type { Db } from '../../db/file/db.ts'
import { findTicker } from '../../db/tickers.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import { type BarState, type Interval, leastTrusted, minutesOf } from '../market/bar.ts'
import type { Calendar } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import { sessionsDue } from './checkStored.ts'

/** Sessions of one month by what is stored of them. */
export interface MonthCoverage {
  /** `2023-11`. */
  readonly month: string
  readonly sessions: number
  readonly stored: number
  readonly missing: readonly IsoDate[]
  readonly states: Readonly<Partial<Record<BarState, number>>>
}

export interface SeriesCoverage {
  readonly ticker: Ticker
  readonly interval: Interval
  /** First and last session stored. */
  readonly from: IsoDate
  readonly to: IsoDate
  /** Windows the source answered for. */
  readonly asked: readonly Covered[]
  readonly sessions: number
  readonly stored: number
  readonly missing_count: number
  readonly months: readonly MonthCoverage[]
}

/**
 * What is stored of a series against the sessions that took place; null when nothing is.
 *
 * @param calendar null for the one the instrument trades on, as far as it is known
 */
export async function coverageOf(
  db: Db,
  symbol: Ticker,
  interval: Interval,
  now: number,
  calendar: Calendar | null = null,
): Promise<SeriesCoverage | null> {
  const ticker = await findTicker(db, symbol)
  if (ticker === null) return null
  const states = await sessionStates(db, ticker.id, interval)
  const dates = [...states.keys()].sort()
  const [from, to] = [dates[0], dates.at(-1)]
  if (from === undefined || to === undefined) return null
  const asked = await readCoverage(db, ticker.id, interval)
  const due = sessionsDue(
    calendar ?? (await calendarsOf(db)).of(ticker),
    [...asked, { from, to }],
    ticker.firstTradeDate,
    now,
  )
  const all = [...new Set([...due, ...dates])].sort()
  const months = new Map<
    string,
    { sessions: number; stored: number; missing: IsoDate[]; states: Partial<Record<BarState, number>> }
  >()
  for (const date of all) {
    const month = months.get(date.slice(0, 7)) ?? { sessions: 0, stored: 0, missing: [], states: {} }
    months.set(date.slice(0, 7), month)
    month.sessions++
    const state = states.get(date)
    if (state === undefined) month.missing.push(date)
    else {
      month.stored++
      month.states[state] = (month.states[state] ?? 0) + 1
    }
  }
  return {
    ticker: ticker.symbol,
    interval,
    from,
    to,
    asked,
    sessions: all.length,
    stored: dates.length,
    missing_count: all.length - dates.length,
    months: [...months].map(([month, counts]) => ({ month, ...counts })),
  }
}

/** The least trusted state among each session's bars. */
async function sessionStates(db: Db, tickerId: number, interval: Interval): Promise<ReadonlyMap<IsoDate, BarState>> {
  const minutes = minutesOf(interval)
  const all = { from: null, to: null }
  const bars =
    minutes === null ? await readDailyBars(db, tickerId, all) : await readIntradayBars(db, tickerId, minutes, all)
  const states = new Map<IsoDate, BarState>()
  for (const { date, state } of bars) {
    const known = states.get(date)
    states.set(date, known === undefined ? state : leastTrusted([known, state]))
  }
  return states
}
