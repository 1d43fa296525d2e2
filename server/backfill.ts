import { claimNow, type Lease, RENEW_EVERY, releaseNow, renewNow } from '../db/lease.ts'
import type { Db } from '../db/open.ts'
import { saveProviderNow } from '../db/provider.ts'
import { beginRunNow, endKilledRunsNow, endRunNow, lastFetchFrom } from '../db/runs.ts'
import { storedSpan } from '../db/series.ts'
import { isStoreFailure, storeErrorOf } from '../db/storeError.ts'
import { findTicker, listHoldings } from '../db/tickers.ts'
import { inTransaction } from '../db/transaction.ts'
import { pack, trimLog } from '../db/upkeep.ts'
import type { StoreCounts } from '../db/upsert.ts'
import { dateIn } from './backfill/instrument.ts'
import { planWindows, type Window } from './backfill/plan.ts'
import type { BackfillEffects, BackfillReport, BackfillRequest, Leased, SeriesReport } from './backfill/request.ts'
import { LeaseLost, momentsOf, SOURCE, storeAnswer } from './backfill/series.ts'
import { exitCodes, outcomeOfAll, reportOf, type SeriesRun } from './backfill/summary.ts'
import { type Interval, minutesOf } from './market/bar.ts'
import { addDays } from './market/day.ts'
import { type Instant, utcText } from './market/instant.ts'
import { nyse } from './market/nyse.ts'
import { type Finding, onSession } from './market/quality/finding.ts'
import type { Ticker } from './market/ticker.ts'
import { type ClientEffects, usualLimits } from './sources/client.ts'
import { isUnavailable, type Outcome } from './sources/outcome.ts'
import { earliestDate } from './sources/yahoo/ask.ts'
import { chartFetcher } from './sources/yahoo/fetch.ts'

const JOB = 'backfill'
/** Least time between requests to Yahoo itself; a stand-in on this machine needs none. */
const SPACING = 250
const FIRST_YEARS = 10
/** New bars after which the file is packed. */
const BULK = 20_000
/** How long to leave a source alone that does not say itself. */
const PAUSE = 15 * 60_000
const LOOK_AT_ALL_EVERY = 20 * 3_600_000

interface Series {
  readonly ticker: Ticker
  readonly interval: Interval
  readonly zone: string | null
  readonly window: Window
  readonly windows: readonly Window[]
  /** INTRADAY_LIMIT: what was asked for lies further back than the source goes. */
  readonly shortened: Finding | null
}

/**
 * Fetches prices and stores them, window by window, each in one transaction with its cursor: stopped at any moment, even
 * by force, the next call goes on where this one was. Asking again changes nothing that has not changed at the source.
 *
 * @throws StoreError when the store can not be written: the transaction under way is rolled back
 */
export async function backfill(
  db: Db,
  request: BackfillRequest,
  effects: BackfillEffects,
): Promise<BackfillReport | Leased> {
  try {
    const lease = await claim(db, request, effects)
    if ('outcome' in lease) return lease
    return await withLease(db, lease, request, effects)
  } catch (error) {
    throw isStoreFailure(error) ? storeErrorOf(db.file, error) : error
  }
}

async function claim(
  db: Db,
  { wait }: BackfillRequest,
  { now, sleep, signal, progress }: BackfillEffects,
): Promise<Lease | Leased> {
  for (;;) {
    const claimed = claimNow(db, JOB, now())
    if (claimed.kind === 'mine') return claimed.lease
    const { holder } = claimed
    const since = utcText(holder.startedAt as Instant)
    if (!wait)
      return {
        outcome: 'leased',
        exit_code: 5,
        message: `Another backfill of this database runs since ${since} (process ${holder.pid} on ${holder.host.split('/')[0]})`,
        holder,
      }
    progress({ kind: 'waiting', holder })
    await sleep(1000, signal)
  }
}

async function withLease(
  db: Db,
  lease: Lease,
  request: BackfillRequest,
  effects: BackfillEffects,
): Promise<BackfillReport> {
  const lost = new AbortController()
  const beat = setInterval(() => {
    try {
      if (!renewNow(db, lease, effects.now())) lost.abort(new LeaseLost('Cannot go on as another backfill took over'))
    } catch {
      // A writer that holds the lock for seconds delays one renewal; the next one counts.
    }
  }, RENEW_EVERY)
  beat.unref()
  try {
    const report = await job(db, lease, request, { ...effects, signal: AbortSignal.any([effects.signal, lost.signal]) })
    if (report.rows.new >= BULK) pack(db)
    return report
  } finally {
    clearInterval(beat)
    releaseNow(db, lease)
  }
}

async function job(db: Db, lease: Lease, request: BackfillRequest, effects: BackfillEffects): Promise<BackfillReport> {
  const { now, monotonic, progress, signal } = effects
  const began = monotonic()
  const series = await plan(db, request, now())
  const windows = series.reduce((sum, { windows }) => sum + windows.length, 0)
  const runId = inTransaction(db, () => {
    endKilledRunsNow(db, JOB, now())
    return beginRunNow(db, JOB, { ...request, providerUrl: request.providerUrl?.href ?? null }, now())
  })
  progress({ kind: 'begin', run_id: runId, windows, series: series.length })
  const client: ClientEffects = { ...effects, random: effects.random ?? Math.random }
  const local =
    request.providerUrl !== null && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(request.providerUrl.hostname)
  const fetchChart = chartFetcher(
    { base: request.providerUrl, spacing: local ? 0 : SPACING, limits: effects.limits ?? usualLimits },
    client,
  )

  const reports: SeriesReport[] = []
  let done = 0
  let rowsTotal = 0
  let unreachable = 0
  let unreadable = 0
  let pause: { readonly outcome: Outcome; readonly message: string; readonly resumeAt: number } | null = null
  let message: string | null = null

  for (const { ticker, interval, zone, window, windows: wanted, shortened } of series) {
    let counts: StoreCounts = { new: 0, changed: 0, unchanged: 0 }
    let requests = 0
    const limit = shortened === null ? null : `${shortened.check}: ${shortened.observed}`
    let ended: { reason: SeriesRun['reason']; message: string | null } = { reason: null, message: limit }
    let place = zone
    for (const asked of wanted) {
      if (pause !== null) ended = { reason: pause.outcome, message: pause.message }
      if (signal.aborted) ended = { reason: 'stopped', message: 'stopped before it was done' }
      if (ended.reason !== null) break
      const question = { ticker, interval, window: asked, shortened, ...momentsOf(asked, place) }
      try {
        const fetched = await fetchChart(question)
        requests += fetched.requests
        const stored = await storeAnswer({ db, lease, runId, now: now() as Instant }, question, fetched)
        if (stored.kind === 'unusable') {
          ended = { reason: stored.outcome, message: stored.message }
          unreachable = isUnavailable(stored.outcome) ? unreachable + 1 : 0
          unreadable = stored.outcome === 'schema' ? unreadable + 1 : 0
          // One series may have hit a moment's trouble; a limit, or two in a row, concern the whole job.
          if (stored.outcome === 'rate_limit' || unreachable >= 2)
            pause = {
              outcome: stored.outcome,
              message: stored.message,
              resumeAt: now() + (fetched.retryAfter ?? PAUSE),
            }
        } else {
          unreachable = 0
          unreadable = 0
          place = stored.ticker.zone
          counts = added(counts, stored.counts)
          rowsTotal += stored.rows
          trimLog(db)
        }
        done++
        progress({
          kind: 'window',
          ticker,
          interval,
          ...asked,
          done,
          windows,
          rows: stored.kind === 'stored' ? stored.rows : 0,
          rows_total: rowsTotal,
          elapsed_ms: monotonic() - began,
        })
      } catch (error) {
        if (error instanceof LeaseLost || signal.reason instanceof LeaseLost)
          ended = { reason: 'stopped', message: 'another backfill took over' }
        else if (signal.aborted) ended = { reason: 'stopped', message: 'stopped before it was done' }
        else throw error
      }
    }
    const report = await reportOf(db, { ticker, interval, window, counts, requests, ...ended }, now())
    reports.push(report)
    progress({ kind: 'series', report })
    if (unreadable >= 3) {
      message = `Stopped as three answers in a row could not be read: ${ended.message}. Yahoo may have changed its format`
      for (const rest of series.slice(reports.length)) {
        const asked = { ticker: rest.ticker, interval: rest.interval, window: rest.window, requests: 0 }
        const counts = { new: 0, changed: 0, unchanged: 0 }
        reports.push(await reportOf(db, { ...asked, counts, reason: 'schema', message: 'not asked' }, now()))
      }
      break
    }
  }

  const stopped = reports.some(({ reason }) => reason === 'stopped')
  const outcome = reports.length === 0 ? 'complete' : outcomeOfAll(reports.map((report) => report.outcome))
  const resumeAt = outcome === 'deferred' ? (pause?.resumeAt ?? now() + PAUSE) : null
  const result: BackfillReport = {
    outcome,
    exit_code: exitCodes[outcome],
    run_id: runId,
    stopped,
    message: message ?? (reports.length === 0 ? 'nothing is stored yet: name a ticker' : null),
    resume_at: resumeAt === null ? null : utcText(resumeAt as Instant),
    rows: reports.reduce((sum, { rows }) => added(sum, rows), { new: 0, changed: 0, unchanged: 0 }),
    requests: reports.reduce((sum, { requests }) => sum + requests, 0),
    elapsed_ms: Math.round(monotonic() - began),
    series: reports,
  }
  inTransaction(db, () => {
    endRunNow(db, runId, stopped ? 'stopped' : outcome, result, now())
    const first = reports.find((report) => report.outcome === 'deferred')
    if (first !== undefined && first.reason !== null)
      saveProviderNow(db, { name: SOURCE, outcome: first.reason, message: first.message, resumeAt, updatedAt: now() })
  })
  return result
}

const added = (a: StoreCounts, b: StoreCounts): StoreCounts => ({
  new: a.new + b.new,
  changed: a.changed + b.changed,
  unchanged: a.unchanged + b.unchanged,
})

const defaultIntervals: readonly Interval[] = ['1d']

/** What to ask for, from what is stored. */
async function plan(db: Db, request: BackfillRequest, now: number): Promise<readonly Series[]> {
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
  return Promise.all(wanted.map(({ ticker, interval }) => planSeries(db, request, ticker, interval, now)))
}

async function planSeries(
  db: Db,
  request: BackfillRequest,
  ticker: Ticker,
  interval: Interval,
  now: number,
): Promise<Series> {
  const known = await findTicker(db, ticker)
  const zone = known?.zone ?? null
  const today = dateIn(zone ?? nyse.zone, now)
  const earliest = earliestDate(interval, now as Instant, zone ?? nyse.zone)
  const stored = known === null ? null : await storedSpan(db, known.id, minutesOf(interval))
  const lastLook = known === null ? null : await lastFetchFrom(db, known.id, SOURCE, interval)
  const usual = stored?.from ?? earliest ?? addDays(today, -365 * FIRST_YEARS)
  const from = request.from ?? usual
  const to = request.to ?? today
  const isShort = request.from !== null && earliest !== null && from < earliest
  // With nothing left to ask for, the window stays as it was wanted: it may be stored from before.
  const window = { from: earliest !== null && from < earliest && earliest <= to ? earliest : from, to }
  const lookAtAll =
    interval === '1d' || (isCoarse(interval) && (lastLook === null || now - lastLook > LOOK_AT_ALL_EVERY))
  const windows = planWindows({
    interval,
    wanted: window,
    stored,
    overlapFrom: stored?.overlapFrom ?? null,
    lookAtAll,
    earliest,
  })
  const shortened = isShort
    ? onSession('INTRADAY_LIMIT', 'info', earliest, `${interval} bars reach back to ${earliest} only`, `from ${from}`)
    : null
  return { ticker, interval, zone, window, windows, shortened }
}

/** Intervals of which one request brings everything the source still has. */
const isCoarse = (interval: Interval): boolean => ['15m', '30m', '90m', '1h'].includes(interval)
