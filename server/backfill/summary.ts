import type { Db } from '../../db/file/db.ts'
import { findingCounts, type SessionsStored, sessionsStored } from '../../db/series.ts'
import { findTicker } from '../../db/tickers.ts'
import { nyse } from '../calendars/nyse.ts'
import { type Interval, minutesOf } from '../market/bar.ts'
import { addDays } from '../market/day.ts'
import { exchangeZone } from '../market/exchangeZone.ts'
import type { Ticker } from '../market/ticker.ts'
import { dateAt } from '../market/zone.ts'
import { isUnavailable, type Outcome } from '../sources/outcome.ts'
import type { Window } from './plan.ts'
import type { BackfillOutcome, BarCounts, SeriesReport } from './request.ts'
import { sessionsOf } from './series.ts'

/** How asking for one series went. */
export interface SeriesRun {
  readonly ticker: Ticker
  readonly interval: Interval
  readonly window: Window
  readonly counts: BarCounts
  readonly requests: number
  /** What ended it early. */
  readonly reason: Outcome | 'stopped' | null
  readonly message: string | null
}

const SHOWN = 100
/** Days after which a bar is expected to be final: its session is a week old, whatever the hour. */
const SETTLED_DAYS = 8

/** What is stored now decides the outcome, not the absence of errors. */
export async function reportOf(db: Db, run: SeriesRun, now: number): Promise<SeriesReport> {
  const { ticker: symbol, interval, window, reason } = run
  const ticker = await findTicker(db, symbol)
  const stored = ticker === null ? nothing : await sessionsStored(db, ticker.id, minutesOf(interval), window)
  const due = ticker === null ? [] : await sessionsOf(db, ticker, window, now)
  const missing = due.filter((date) => !stored.dates.has(date))
  const settled = addDays(dateAt(ticker?.zone ?? exchangeZone(symbol) ?? nyse.zone, now), -SETTLED_DAYS)
  const unsettled = stored.provisional.filter((date) => date <= settled)
  const findings = ticker === null ? { error: 0, warn: 0, info: 0 } : await findingCounts(db, ticker.id, interval)
  return {
    ticker: symbol,
    interval,
    outcome: outcomeOf(reason, missing.length + stored.held.length + unsettled.length === 0),
    reason,
    message: run.message,
    ...window,
    rows: run.counts,
    requests: run.requests,
    missing: missing.slice(0, SHOWN),
    missing_count: missing.length,
    held: stored.held.slice(0, SHOWN),
    held_count: stored.held.length,
    unsettled: unsettled.slice(0, SHOWN),
    unsettled_count: unsettled.length,
    provisional: stored.provisional.length,
    findings,
  }
}

const nothing: SessionsStored = { dates: new Set(), held: [], provisional: [] }

function outcomeOf(reason: Outcome | 'stopped' | null, isWhole: boolean): BackfillOutcome {
  if (reason === null) return isWhole ? 'complete' : 'partial'
  if (reason === 'stopped') return 'partial'
  return isUnavailable(reason) ? 'deferred' : 'failed'
}

/** The outcome of a job: `deferred` when some of it is to be asked for again, `failed` when nothing of it worked. */
export function outcomeOfAll(outcomes: readonly BackfillOutcome[]): BackfillOutcome {
  if (outcomes.includes('deferred')) return 'deferred'
  if (outcomes.every((outcome) => outcome === 'complete')) return 'complete'
  return outcomes.every((outcome) => outcome === 'failed') ? 'failed' : 'partial'
}

export const exitCodes = { complete: 0, partial: 3, deferred: 4, failed: 1 } as const
