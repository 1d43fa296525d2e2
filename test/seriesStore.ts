import { beginChange } from '../db/file/change.ts'
import type { Db } from '../db/file/db.ts'
import { openDb } from '../db/file/open.ts'
import { write } from '../db/file/transaction.ts'
import { beginRun, recordFetch } from '../db/runs.ts'
import { storeDailyBars, storeIntradayBars } from '../db/storeBars.ts'
import { saveTicker } from '../db/tickers.ts'
import type { BarState, DailyBar, IntradayBar } from '../server/market/bar.ts'
import { mustBeTicker } from '../server/market/ticker.ts'

/** A store of one ticker, and what stores bars of it. */
export interface SeriesStore {
  readonly db: Db
  readonly tickerId: number
  readonly fetchId: number
  readonly storeDaily: (bars: readonly (DailyBar & { readonly state: BarState })[]) => Promise<unknown>
  readonly storeIntraday: (
    minutes: number,
    bars: readonly (IntradayBar & { readonly state: BarState })[],
  ) => Promise<unknown>
}

const NOW = Date.UTC(2024, 5, 1)

/** @param file a path, or `:memory:` */
export async function seriesStore(file: string, zone = 'America/New_York'): Promise<SeriesStore> {
  const { db } = await openDb(file, NOW)
  const facts = { symbol: mustBeTicker('BIG'), name: null, exchange: null, kind: 'stock', currency: 'USD', zone }
  const times = { fromMs: null, toMs: null, startedAt: NOW, endedAt: NOW, message: null, status: null }
  const { tickerId, fetchId } = await write(db, async (tx) => {
    const tickerId = await saveTicker(tx, { ...facts, firstTradeDate: null }, NOW)
    const runId = await beginRun(tx, 'test', {}, NOW)
    const answer = { source: 'test', interval: '1m', contentHash: null, rows: 0, outcome: 'ok' } as const
    return { tickerId, fetchId: await recordFetch(tx, { runId, tickerId, ...answer, ...times }) }
  })
  const changing = (work: Parameters<typeof write<unknown>>[1]) =>
    write(db, async (tx) => {
      await beginChange(tx, { at: NOW, fetchId })
      return work(tx)
    })
  return {
    db,
    tickerId,
    fetchId,
    storeDaily: (bars) => changing((tx) => storeDailyBars(tx, tickerId, bars, fetchId)),
    storeIntraday: (minutes, bars) => changing((tx) => storeIntradayBars(tx, tickerId, minutes, bars, fetchId)),
  }
}
