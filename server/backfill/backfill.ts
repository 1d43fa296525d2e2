import type { Db } from '../../db/file/db.ts'
import type { Lease } from '../../db/file/lease.ts'
import { isStoreFailure, storeErrorOf } from '../../db/file/storeError.ts'
import { write } from '../../db/file/transaction.ts'
import { pack } from '../../db/file/upkeep.ts'
import { saveProvider } from '../../db/provider.ts'
import { beginRun, endKilledRuns, endRun } from '../../db/runs.ts'
import { type Instant, utcText } from '../market/instant.ts'
import { usualLimits } from '../sources/client.ts'
import type { PriceSource } from '../sources/priceSource.ts'
import { usualSource } from '../sources/usualSource.ts'
import { askSeries, beginning, type Course, PAUSE } from './askSeries.ts'
import { claim, JOB, withLease } from './claim.ts'
import {
  added,
  type BackfillEffects,
  type BackfillReport,
  type BackfillRequest,
  type Leased,
  noBars,
  type SeriesReport,
} from './request.ts'
import { planAll, type Series } from './seriesPlan.ts'
import { exitCodes, outcomeOfAll, reportOf } from './summary.ts'

/** New bars after which the file is packed. */
const BULK = 20_000
/** Symbols in a row whose answers can not be read before the job ends. */
const UNREADABLE = 3

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
    return await withLease(db, lease, effects, async (signal) => {
      const report = await job(db, lease, request, { ...effects, signal })
      // Packing can not be broken off, and whoever asked to stop does not wait for it.
      if (report.rows.new >= BULK && !signal.aborted) await pack(db)
      return report
    })
  } catch (error) {
    throw isStoreFailure(error) ? storeErrorOf(db.file, error) : error
  }
}

/** A source as it is stored: prices from another host than its own are not called its. */
const fromOrigin = (source: PriceSource, base: URL | null): PriceSource =>
  base === null ? source : { ...source, name: `${source.name}@${base.hostname}` }

async function job(db: Db, lease: Lease, request: BackfillRequest, effects: BackfillEffects): Promise<BackfillReport> {
  const { now, monotonic, progress } = effects
  const began = monotonic()
  const source = fromOrigin(usualSource, request.providerUrl)
  const series = await planAll(db, source, request, now())
  const windows = series.reduce((sum, { windows }) => sum + windows.length, 0)
  const course = beginning(series)
  const runId = await write(db, async (tx) => {
    await endKilledRuns(tx, JOB, now())
    const asked = { ...request, providerUrl: request.providerUrl?.href ?? null }
    return beginRun(tx, JOB, asked, now(), { done: 0, windows, rows: 0, ...course.ahead(0) })
  })
  progress({ kind: 'begin', run_id: runId, windows, series: series.length })
  const ask = source.connect(
    {
      base: request.providerUrl,
      // A stand-in on this machine needs no rest between two requests.
      spacing: request.spacing ?? (isLocal(request.providerUrl) ? 0 : source.spacing),
      limits: effects.limits ?? usualLimits,
    },
    { ...effects, random: effects.random ?? Math.random },
  )

  const reports: SeriesReport[] = []
  let message: string | null = null
  for (const one of series) {
    const asking = { db, lease, runId, windows, began, source, ask, effects }
    const { run, unreadable } = await askSeries(asking, one, course)
    const report = await reportOf(db, run, now())
    reports.push(report)
    progress({ kind: 'series', report })
    if (unreadable < UNREADABLE) continue
    message = `Stopped as the answers for ${UNREADABLE} symbols in a row could not be read: ${run.message}. The source may have changed its format`
    for (const rest of series.slice(reports.length)) reports.push(await reportOf(db, notAsked(rest), now()))
    break
  }
  return ended(db, source, runId, reports, course, message, effects, began)
}

async function ended(
  db: Db,
  { name }: PriceSource,
  runId: number,
  reports: readonly SeriesReport[],
  { pause }: Course,
  message: string | null,
  { now, monotonic }: BackfillEffects,
  began: number,
): Promise<BackfillReport> {
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
    rows: reports.reduce((sum, { rows }) => added(sum, rows), noBars),
    requests: reports.reduce((sum, { requests }) => sum + requests, 0),
    elapsed_ms: Math.round(monotonic() - began),
    series: reports,
  }
  await write(db, async (tx) => {
    await endRun(tx, runId, stopped ? 'stopped' : outcome, result, now())
    const first = reports.find((report) => report.outcome === 'deferred')
    if (first !== undefined && first.reason !== null)
      await saveProvider(tx, {
        name,
        outcome: first.reason,
        message: first.message,
        resumeAt,
        updatedAt: now(),
      })
  })
  return result
}

const isLocal = (url: URL | null): boolean =>
  url !== null && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(url.hostname)

const notAsked = ({ ticker, interval, window }: Series) =>
  ({
    ticker,
    interval,
    window,
    requests: 0,
    counts: noBars,
    reason: 'schema',
    message: 'not asked',
  }) as const
