import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../../db/file/db.ts'
import { lastProvider } from '../../db/provider.ts'
import { lastWholeRun } from '../../db/runList.ts'
import { listTickers } from '../../db/tickers.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import { nyse } from '../calendars/nyse.ts'
import type { Calendar } from '../market/calendar.ts'
import { instant } from '../market/instant.ts'
import { JOB } from './claim.ts'
import type { BackfillRunner } from './runner.ts'
import { keepUpToDate, type Past } from './schedule.ts'

/** When somebody else backfills, or the store cannot be used now: try again then. */
const LATER = 10 * 60_000

/** Brings everything stored up to date. @returns when to try again, UTC milliseconds; null when it went through */
export async function bringUpToDate(runner: Pick<BackfillRunner, 'start'>, now: () => number): Promise<number | null> {
  const started = await runner.start({ tickers: [], intervals: [], from: null, to: null }).catch(() => null)
  if (started?.kind !== 'started') return now() + LATER
  const end = await started.ended
  if (end.kind === 'broken') return now() + LATER
  const { resume_at } = end.report
  return resume_at === null ? null : instant(resume_at)
}

/** Runs a backfill of everything stored after each close of an exchange of theirs, and now if the last one was missed. @returns ends that */
export function scheduleBackfills(db: Db, runner: BackfillRunner, now: () => number): () => void {
  const stop = new AbortController()
  void keepUpToDate(() => calendarsStored(db), {
    now,
    // Nothing else keeps the process alive on its account.
    sleep: (ms, signal) => sleep(ms, undefined, { signal, ref: false }),
    signal: stop.signal,
    past: () => pastOf(db),
    run: () => bringUpToDate(runner, now),
  })
  return () => stop.abort()
}

/** The calendars of the exchanges that stored tickers trade on; New York's as long as nothing is stored. */
export async function calendarsStored(db: Db): Promise<readonly Calendar[]> {
  const { of } = await calendarsOf(db)
  const byMic = new Map((await listTickers(db)).map((row) => of(row)).map((calendar) => [calendar.mic, calendar]))
  return byMic.size === 0 ? [nyse] : [...byMic.values()]
}

/** What the store knows of earlier runs. */
export async function pastOf(db: Db): Promise<Past> {
  const [lastBegan, provider] = [await lastWholeRun(db, JOB), await lastProvider(db)]
  return { lastBegan, resumeAt: provider?.resumeAt ?? null }
}
