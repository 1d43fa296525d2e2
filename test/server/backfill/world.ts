import type { Db } from '../../../db/file/db.ts'
import { openDb } from '../../../db/file/open.ts'
import { backfill } from '../../../server/backfill/backfill.ts'
import type { BackfillProgress, BackfillReport, BackfillRequest, Leased } from '../../../server/backfill/request.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import type { StandinSeries } from '../../standin/series.ts'
import { openStandin, type Standin } from '../../standin/standin.ts'

export const NOW = Date.parse('2024-06-14T12:00:00Z')

/** A clock that tests set. Sleeping costs no time, but is written down. */
export interface World {
  readonly standin: Standin
  readonly slept: number[]
  now: number
  /** Milliseconds until a request counts as hanging; short only where something hangs on purpose. */
  patience: number
  fetch: typeof fetch
  readonly run: (db: Db, request?: Partial<Wanted>, hooks?: Hooks) => Promise<BackfillReport>
  readonly runOrLease: (db: Db, request?: Partial<Wanted>, hooks?: Hooks) => Promise<BackfillReport | Leased>
  readonly close: () => Promise<void>
}
interface Wanted extends Omit<BackfillRequest, 'tickers' | 'from' | 'to' | 'providerUrl'> {
  readonly tickers: readonly string[]
  readonly from: string | null
  readonly to: string | null
}
interface Hooks {
  readonly signal?: AbortSignal
  readonly progress?: (progress: BackfillProgress) => void
}

export async function openWorld(series: readonly StandinSeries[]): Promise<World> {
  const standin = await openStandin(series)
  const slept: number[] = []
  const runOrLease: World['runOrLease'] = (db, request = {}, hooks = {}) => {
    const { tickers = ['MSFT'], from = null, to = null, intervals = ['1d'], wait = false, spacing } = request
    return backfill(
      db,
      {
        tickers: tickers.map(mustBeTicker),
        intervals,
        from: from === null ? null : mustBeDate(from),
        to: to === null ? null : mustBeDate(to),
        providerUrl: standin.url,
        wait,
        spacing,
      },
      {
        now: () => world.now,
        monotonic: () => performance.now(),
        fetch: world.fetch,
        sleep: async (ms) => void slept.push(ms),
        random: () => 0.5,
        limits: { connect: world.patience, headers: world.patience, body: world.patience, bytes: 4 * 1024 * 1024 },
        signal: hooks.signal ?? new AbortController().signal,
        progress: hooks.progress ?? (() => {}),
      },
    )
  }
  const world: World = {
    standin,
    slept,
    now: NOW,
    patience: 20_000,
    fetch: globalThis.fetch,
    runOrLease,
    run: async (db, request, hooks) => {
      const report = await runOrLease(db, request, hooks)
      if (report.outcome === 'leased') throw new Error(report.message)
      return report
    },
    close: standin.close,
  }
  return world
}

export const memory = async (): Promise<Db> => (await openDb(':memory:', NOW)).db
