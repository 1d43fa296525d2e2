import { setTimeout as sleep } from 'node:timers/promises'
import { keepUpToDate } from '../backfill/schedule.ts'
import { instant } from '../market/instant.ts'
import { nyse } from '../market/nyse.ts'
import type { BackfillDesk } from './backfillDesk.ts'

/** When somebody else backfills, or the store cannot be used now: try again then. */
const LATER = 10 * 60_000

/** Brings everything stored up to date. @returns when to try again, UTC milliseconds; null when it went through */
export async function bringUpToDate(desk: Pick<BackfillDesk, 'start'>, now: () => number): Promise<number | null> {
  const started = await desk.start({ tickers: [], intervals: [], from: null, to: null }).catch(() => null)
  if (started?.kind !== 'started') return now() + LATER
  const end = await started.ended
  if (end.kind === 'broken') return now() + LATER
  const { resume_at } = end.report
  return resume_at === null ? null : instant(resume_at)
}

/** Runs a backfill of everything stored after each close of the exchange. @returns ends that */
export function scheduleBackfills(desk: BackfillDesk, now: () => number): () => void {
  const stop = new AbortController()
  void keepUpToDate(nyse, {
    now,
    // Nothing else keeps the process alive on its account.
    sleep: (ms, signal) => sleep(ms, undefined, { signal, ref: false }),
    signal: stop.signal,
    run: () => bringUpToDate(desk, now),
  })
  return () => stop.abort()
}
