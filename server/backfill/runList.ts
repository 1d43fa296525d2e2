import type { Db } from '../../db/file/db.ts'
import { leaseHolder } from '../../db/file/lease.ts'
import { countRuns, findRun, listRuns, type StoredRun } from '../../db/runList.ts'
import type { RunProgress } from '../../db/runs.ts'
import { type Instant, utcText } from '../market/instant.ts'
import { type RunPlace, type RunSeriesPlace, runCursors, runSeriesCursors } from '../query/cursors.ts'
import { type Paged, type Paging, pageOf, whole } from '../query/page.ts'
import type { SeriesReport } from './request.ts'

/** `running` somewhere; `interrupted`: its process is gone, the next run goes on where it was. */
export const runOutcomes = ['running', 'complete', 'partial', 'deferred', 'failed', 'stopped', 'interrupted'] as const
export type RunOutcome = (typeof runOutcomes)[number]

interface Counts {
  readonly new: number
  readonly changed: number
  readonly unchanged: number
  /** Runs of older releases do not tell it. */
  readonly confirmed?: number
}

/** One backfill, as a list shows it. */
export interface RunLine {
  readonly id: number
  /** Empty: everything stored. */
  readonly tickers: readonly string[]
  readonly intervals: readonly string[]
  readonly from: string | null
  readonly to: string | null
  readonly outcome: RunOutcome
  readonly message: string | null
  readonly resume_at: string | null
  readonly rows: Counts | null
  readonly requests: number | null
  /** How many series ended with which outcome. */
  readonly series: Readonly<Record<string, number>>
  /** How far it is, or was when it was interrupted, in this server or elsewhere; null once it has ended. */
  readonly progress: RunProgress | null
  /** Who works on it; null once it has ended. */
  readonly process: { readonly pid: number; readonly host: string } | null
  readonly started_at: string
  readonly ended_at: string | null
}

const list = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function lineOf(run: StoredRun, alive: Alive | null): RunLine {
  const request = run.request as Readonly<Record<string, unknown>>
  const outcome = runOutcomes.find((known) => known === run.outcome) ?? 'failed'
  return {
    id: run.id,
    tickers: list(request.tickers),
    intervals: list(request.intervals),
    from: text(request.from),
    to: text(request.to),
    outcome: outcome === 'running' && run.id !== alive?.id ? 'interrupted' : outcome,
    message: run.message,
    resume_at: run.resumeAt,
    rows: run.rows as Counts | null,
    requests: run.requests,
    series: run.series as Readonly<Record<string, number>>,
    progress: run.progress,
    process: run.id === alive?.id ? alive.process : null,
    started_at: utcText(run.startedAt as Instant),
    ended_at: run.endedAt === null ? null : utcText(run.endedAt as Instant),
  }
}

interface Alive {
  readonly id: number
  readonly process: RunLine['process']
}

/** The newest run that has not ended, if somebody still works on it. */
async function aliveRun(db: Db, here: number | null, now: number): Promise<Alive | null> {
  const holder = await leaseHolder(db, 'backfill', now)
  const process = holder === null ? null : { pid: holder.pid, host: holder.host.split('/', 1)[0] ?? '' }
  if (here !== null) return { id: here, process }
  const [newest] = await listRuns(db, 'backfill', 1)
  return holder !== null && newest?.outcome === 'running' ? { id: newest.id, process } : null
}

/** Backfills, newest first. @param here the one that runs in this server */
export async function runList(
  db: Db,
  here: number | null,
  now: number,
  { limit, after }: Pick<Paging<RunPlace>, 'limit' | 'after'> = { limit: 50, after: null },
): Promise<Paged & { readonly runs: readonly RunLine[] }> {
  const alive = await aliveRun(db, here, now)
  // One more than is shown tells whether there is another page.
  const found = await listRuns(db, 'backfill', limit + 1, after === null ? null : -after[0])
  const shown = found.slice(0, limit)
  const last = found.length > shown.length ? shown.at(-1) : undefined
  return {
    total: await countRuns(db, 'backfill'),
    next: last === undefined ? null : runCursors.textOf([-last.id]),
    runs: shown.map((run) => lineOf(run, alive)),
  }
}

/** What a run says of one series: as its report had it, without what its release did not tell yet. */
export type RunSeries = Omit<SeriesReport, LaterFields> & Partial<Pick<SeriesReport, LaterFields>>
type LaterFields = 'held' | 'held_count' | 'unsettled' | 'unsettled_count'

/** One backfill with what it says of each series; null when there is none of this number. */
export async function runDetail(
  db: Db,
  id: number,
  here: number | null,
  now: number,
  page: Paging<RunSeriesPlace> = whole,
): Promise<(Paged & { readonly run: RunLine; readonly series: readonly RunSeries[] }) | null> {
  const found = await findRun(db, 'backfill', id)
  if (found === null) return null
  const { series = [] } = (found.result ?? {}) as { readonly series?: readonly RunSeries[] }
  const numbered = series.map((one, index) => ({ one, index }))
  const { total, next, lines } = pageOf(numbered, page, ({ index }): RunSeriesPlace => [index], runSeriesCursors.textOf)
  return { run: lineOf(found.run, await aliveRun(db, here, now)), total, next, series: lines.map(({ one }) => one) }
}
