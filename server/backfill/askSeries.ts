import type { Db, Tx } from '../../db/file/db.ts'
import type { Lease } from '../../db/file/lease.ts'
import { trimLog } from '../../db/file/upkeep.ts'
import { type RunProgress, saveProgress } from '../../db/runs.ts'
import { inEnglish } from '../checks/english.ts'
import type { Instant } from '../market/instant.ts'
import type { Ticker } from '../market/ticker.ts'
import { isUnavailable, type Outcome } from '../sources/outcome.ts'
import type { AskSource, PriceSource } from '../sources/priceSource.ts'
import { added, type BackfillEffects, noBars } from './request.ts'
import { LeaseLost, momentsOf, type Stored, storeAnswer } from './series.ts'
import type { Series } from './seriesPlan.ts'
import type { SeriesRun } from './summary.ts'

/** How long to leave a source alone that does not say itself. */
export const PAUSE = 15 * 60_000

/** How far a job is, and what its source has shown of itself so far. */
export interface Course {
  /** Windows that are behind: asked for, or given up with their series. */
  done: number
  /** Rows stored or found unchanged. */
  rows: number
  /** Answers in a row that say the source can not be used. */
  unreachable: number
  /** Symbols in a row whose answers could not be read. */
  readonly unreadable: Set<Ticker>
  pause: { readonly outcome: Outcome; readonly message: string; readonly resumeAt: number } | null
  /** Whose turn it is when so many windows are behind. */
  readonly ahead: (done: number) => Pick<RunProgress, 'ticker' | 'interval'>
}

export function beginning(series: readonly Series[]): Course {
  const order = series.flatMap(({ ticker, interval, windows }) => windows.map(() => ({ ticker, interval })))
  const ahead: Course['ahead'] = (done) => order[done] ?? order.at(-1) ?? { ticker: null, interval: null }
  return { done: 0, rows: 0, unreachable: 0, unreadable: new Set(), pause: null, ahead }
}

interface Asking {
  readonly db: Db
  readonly lease: Lease
  readonly runId: number
  /** Of the whole job. */
  readonly windows: number
  /** When the job began, on the clock that nobody sets. */
  readonly began: number
  readonly source: PriceSource
  readonly ask: AskSource
  readonly effects: BackfillEffects
}

type Ended = Pick<SeriesRun, 'reason' | 'message'>
const STOPPED: Ended = { reason: 'stopped', message: 'stopped before it was done' }

/** Asks for the windows of one series and stores each, until they are done or something ends it. Moves `course` on. */
export async function askSeries(
  { db, lease, runId, windows, began, source, ask, effects }: Asking,
  { ticker, interval, zone, window, windows: wanted, isWhole: wasWhole, whole, shortened }: Series,
  course: Course,
): Promise<{ readonly run: SeriesRun; readonly unreadable: number }> {
  const { now, monotonic, progress, signal } = effects
  const after = course.done + wanted.length
  let counts = noBars
  let requests = 0
  let ended: Ended = {
    reason: null,
    message: shortened === null ? null : `${shortened.check}: ${inEnglish(shortened).observed}`,
  }
  let place = zone
  let isWhole = wasWhole
  const queue = [...wanted]
  for (let asked = queue.shift(); asked !== undefined; asked = queue.shift()) {
    if (course.pause !== null) ended = { reason: course.pause.outcome, message: course.pause.message }
    if (signal.aborted) ended = STOPPED
    if (ended.reason !== null) break
    const reach = !isWhole ? 'end' : asked === wanted[0] || asked === whole[0] ? 'beginning' : 'middle'
    const question = { ticker, interval, window: asked, shortened, reach, ...momentsOf(asked, place) } as const
    try {
      const fetched = await ask(question)
      requests += fetched.requests
      const note = async (tx: Tx, stored: Stored): Promise<void> => {
        const done = stored.kind === 'stored' ? Math.min(course.done + 1, after) : after
        const rows = course.rows + (stored.kind === 'stored' ? stored.rows : 0)
        await saveProgress(tx, runId, { done, windows, rows, ...course.ahead(done) })
      }
      const stored = await storeAnswer({ db, source, lease, runId, now: now() as Instant, note }, question, fetched)
      if (stored.kind === 'restated') {
        isWhole = true
        queue.splice(0, queue.length, ...whole)
        continue
      }
      course.done = Math.min(course.done + 1, after)
      if (stored.kind === 'unusable') {
        ended = { reason: stored.outcome, message: stored.message }
        course.done = after
        judge(course, ticker, stored, now() + (fetched.retryAfter ?? PAUSE))
      } else {
        course.unreachable = 0
        course.unreadable.clear()
        place = stored.ticker.zone
        counts = added(counts, stored.counts)
        course.rows += stored.rows
        await trimLog(db)
      }
      progress({
        kind: 'window',
        ticker,
        interval,
        ...asked,
        done: course.done,
        windows,
        rows: stored.kind === 'stored' ? stored.rows : 0,
        rows_total: course.rows,
        elapsed_ms: monotonic() - began,
      })
    } catch (error) {
      if (error instanceof LeaseLost || signal.reason instanceof LeaseLost)
        ended = { reason: 'stopped', message: 'another backfill took over' }
      else if (signal.aborted) ended = STOPPED
      else throw error
    }
  }
  course.done = after
  return { run: { ticker, interval, window, counts, requests, ...ended }, unreadable: course.unreadable.size }
}

/** What an answer that can not be used means for the whole job. */
function judge(
  course: Course,
  ticker: Ticker,
  { outcome, message }: Extract<Stored, { kind: 'unusable' }>,
  resumeAt: number,
): void {
  course.unreachable = isUnavailable(outcome) ? course.unreachable + 1 : 0
  if (outcome === 'schema') course.unreadable.add(ticker)
  else course.unreadable.clear()
  // One series may have hit a moment's trouble; a limit, or two in a row, concern the whole job.
  if (outcome === 'rate_limit' || course.unreachable >= 2) course.pause = { outcome, message, resumeAt }
}
