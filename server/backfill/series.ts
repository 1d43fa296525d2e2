import { addCoverage, readCoverage } from '../../db/coverage.ts'
import { beginChange } from '../../db/file/change.ts'
import type { Db, Tx } from '../../db/file/db.ts'
import { holdsLease, type Lease } from '../../db/file/lease.ts'
import { write } from '../../db/file/transaction.ts'
import { resolveFindings, resolveNotFound, saveFindings } from '../../db/findings.ts'
import { saveProvider } from '../../db/provider.ts'
import { lastFetchFrom, notFoundDays, recordFetch } from '../../db/runs.ts'
import { findTicker, saveTicker, type TickerRow } from '../../db/tickers.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import { checkCurrency } from '../checks/answer/respCurrency.ts'
import { checkEmpty } from '../checks/answer/respEmpty.ts'
import { answerChecks, namesOf } from '../checks/checks.ts'
import { checkIdentity, notFound } from '../checks/comparison/symbolChanged.ts'
import { inEnglish } from '../checks/english.ts'
import type { Finding } from '../checks/finding.ts'
import { type Interval, minutesOf } from '../market/bar.ts'
import { addDays, dayOf, type IsoDate } from '../market/day.ts'
import type { Instant } from '../market/instant.ts'
import type { Ticker } from '../market/ticker.ts'
import { dateAt, instantsOf } from '../market/zone.ts'
import { sessionsDue } from '../quality/checkStored.ts'
import type { Outcome } from '../sources/outcome.ts'
import type { Fetched, PriceSource } from '../sources/priceSource.ts'
import { admit } from './admit.ts'
import { checkAnswerAge } from './age.ts'
import { earlier, type Window } from './plan.ts'
import type { BarCounts } from './request.ts'
import { storeDaily } from './storeDaily.ts'
import { type Reach, Restated, storeIntraday } from './storeIntraday.ts'

/** The job took longer than its claim and somebody else has it now: nothing more may be written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

export interface SeriesRequest {
  readonly ticker: Ticker
  readonly interval: Interval
  readonly window: Window
  /** Said when the window had to be shortened to what the source still has. */
  readonly shortened: Finding | null
  readonly reach: Reach
  readonly from: Instant
  readonly until: Instant
}

/** The moments a window of sessions lies between; generous where the exchange's zone is not known yet. */
export function momentsOf(window: Window, zone: string | null): { readonly from: Instant; readonly until: Instant } {
  const place = zone ?? 'UTC'
  const [from] = instantsOf(window.from, 0, place)
  const [until] = instantsOf(addDays(window.to, 1), 0, place)
  // Evening stamps of futures and currencies belong to the next date, so an answer begins the evening before.
  const early = (from ?? dayOf(window.from) * 86_400_000) - (zone === null ? 14 : 2) * 3_600_000
  const late = (until ?? (dayOf(window.to) + 1) * 86_400_000) + (zone === null ? 12 : 0) * 3_600_000
  return { from: early as Instant, until: late as Instant }
}

export type Stored =
  | { readonly kind: 'stored'; readonly counts: BarCounts; readonly ticker: TickerRow; readonly rows: number }
  | { readonly kind: 'unusable'; readonly outcome: Outcome; readonly message: string }
  /** Nothing was stored: everything has to be request for first. */
  | { readonly kind: 'restated' }

interface Context {
  readonly db: Db
  readonly source: PriceSource
  readonly lease: Lease
  readonly runId: number
  readonly now: Instant
  /** Told inside the transaction what it stored. */
  readonly note: (tx: Tx, stored: Stored) => Promise<void>
}

/** Reads one answer and stores it in one transaction: bars, actions, findings, coverage and the record of the fetch. */
export async function storeAnswer(context: Context, request: SeriesRequest, fetched: Fetched): Promise<Stored> {
  const { db, source, lease, now } = context
  const known = await findTicker(db, request.ticker)
  const toldBefore = known === null ? false : (await lastFetchFrom(db, known.id, source.name)) !== null
  const covered = known === null ? [] : await readCoverage(db, known.id, request.interval)
  const reading = fetched.outcome === 'ok' ? source.read(fetched.json, request, now) : null
  const store = async (work: (tx: Tx) => Promise<Stored>): Promise<Stored> => {
    try {
      return await write(db, async (tx) => {
        if (!(await holdsLease(tx, lease))) throw new LeaseLost('Cannot go on as another backfill took over')
        await beginChange(tx, { at: now, runId: context.runId })
        const stored = await work(tx)
        await context.note(tx, stored)
        return stored
      })
    } catch (error) {
      if (error instanceof Restated) return { kind: 'restated' }
      throw error
    }
  }

  if (reading === null || reading.kind === 'refused') {
    const outcome = reading?.outcome ?? fetched.outcome
    const message = reading === null ? (fetched.message ?? outcome) : wordsOf(reading.finding)
    return store(async (tx) => {
      const fetchId = await record(tx, context, request, fetched, known?.id ?? null, outcome, message, 0)
      const refusal = reading === null ? [] : [{ ...reading.finding, ...request.window }]
      // Of a ticker that is not stored only the record of the fetch tells: there is nothing a finding could be about.
      if (known !== null)
        await saveFindings(tx, { tickerId: known.id, interval: request.interval, fetchId, now }, [
          ...refusal,
          ...(outcome === 'not_found'
            ? [notFound(request.ticker, await notFoundDays(tx, known.id, source.name), request.window.to)]
            : []),
        ])
      return { kind: 'unusable', outcome, message }
    })
  }

  const currency = checkCurrency(reading.facts.currency, known?.currency ?? null, request.window)
  if (currency?.severity === 'error')
    return store(async (tx) => {
      const fetchId = await record(tx, context, request, fetched, known?.id ?? null, 'mismatch', wordsOf(currency), 0)
      await saveFindings(tx, { tickerId: known?.id ?? null, interval: request.interval, fetchId, now }, [currency])
      return { kind: 'unusable', outcome: 'mismatch', message: wordsOf(currency) }
    })

  // All that needs no store is worked out before its lock is taken: others may write meanwhile.
  const facts = { symbol: request.ticker, ...reading.facts }
  const changed = known === null || !toldBefore ? [] : checkIdentity(known, facts, dateAt(facts.zone, now))
  const calendar = (await calendarsOf(db)).of(facts)
  const minutes = minutesOf(request.interval)
  const admission = admit(reading.bars, { calendar, zone: facts.zone, now, window: request.window, minutes })
  const window = { from: request.window.from, to: earlier(request.window.to, dateAt(facts.zone, now)) }
  const due = (windows: readonly Window[]) => sessionsDue(calendar, windows, facts.firstTradeDate, now)
  const rows = admission.bars.length
  const expected = due([...covered, window])
  const findings = [
    // Rows outside a window are about the answer for it, not about the sessions they name.
    ...reading.findings
      .map((finding) => (finding.check === 'RESP_WINDOW' ? { ...finding, ...window } : finding))
      // An answer may begin a day before its window: what it says of that day nobody request, and nothing would resolve.
      .filter((finding) => finding.to >= window.from && finding.from <= window.to),
    ...admission.findings,
    ...(rows === 0 ? checkEmpty(due([window])) : []),
    ...checkAnswerAge(reading, request.window, calendar, now),
    ...changed,
    ...(currency === null ? [] : [currency]),
    ...(request.shortened === null ? [] : [request.shortened]),
  ]
  return store(async (tx) => {
    const tickerId = await saveTicker(tx, facts, now)
    const ticker: TickerRow = {
      ...facts,
      id: tickerId,
      addedAt: known?.addedAt ?? now,
      formerNames: known?.formerNames ?? [],
      benchmark: known?.benchmark ?? null,
      currency: facts.currency ?? known?.currency ?? null,
      firstTradeDate: toldBefore ? (known?.firstTradeDate ?? null) : facts.firstTradeDate,
    }
    const fetchId = await record(tx, context, request, fetched, tickerId, rows === 0 ? 'empty' : 'ok', null, rows)
    const delivery = { ...admission, findings, ticker, calendar, expected, fetchId, now }
    const counts =
      minutes === null
        ? await storeDaily(tx, { ...delivery, actions: reading.actions, window, firstTradeDate: facts.firstTradeDate })
        : await storeIntraday(tx, { ...delivery, interval: request.interval, reach: request.reach })
    await resolveFindings(tx, tickerId, request.interval, namesOf(answerChecks), findings, window)
    await resolveNotFound(tx, tickerId)
    if (window.from <= window.to) await addCoverage(tx, tickerId, request.interval, window)
    await saveProvider(tx, { name: source.name, outcome: 'ok', message: null, resumeAt: null, updatedAt: now })
    return { kind: 'stored', counts, ticker, rows }
  })
}

function wordsOf(finding: Finding): string {
  const { observed, expected } = inEnglish(finding)
  return `${finding.check}: ${observed}${expected === null ? '' : `, expected ${expected}`}`
}

function record(
  tx: Tx,
  { runId, source }: Context,
  { interval, from, until }: SeriesRequest,
  { status, hash, startedAt, endedAt }: Fetched,
  tickerId: number | null,
  outcome: Outcome,
  message: string | null,
  rows: number,
): Promise<number> {
  const times = { fromMs: from, toMs: until, startedAt, endedAt }
  return recordFetch(tx, {
    runId,
    tickerId,
    source: source.name,
    interval,
    status,
    contentHash: hash,
    rows,
    outcome,
    message,
    ...times,
  })
}

/** Sessions of a window that should have a bar by now. */
export async function sessionsOf(db: Db, ticker: TickerRow, window: Window, now: number): Promise<readonly IsoDate[]> {
  const calendar = (await calendarsOf(db)).of(ticker)
  return sessionsDue(calendar, [window], ticker.firstTradeDate, now)
}
