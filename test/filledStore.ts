import { existsSync, readFileSync } from 'node:fs'
import { storeActions } from '../db/actions.ts'
import type { Db } from '../db/file/db.ts'
import { openDb } from '../db/file/open.ts'
import { write } from '../db/file/transaction.ts'
import { beginRun, recordFetch } from '../db/runs.ts'
import { storeDailyBars } from '../db/storeBars.ts'
import { saveTicker } from '../db/tickers.ts'
import type { CorporateAction } from '../server/market/action.ts'
import { mustBeDate } from '../server/market/day.ts'
import { mustBeTicker } from '../server/market/ticker.ts'

const NOW = Date.UTC(2026, 0, 2)
const rowsOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

/** A store in memory that holds nothing. */
export const emptyWorld = async (): Promise<Db> => (await openDb(':memory:', NOW)).db

/** Puts a ticker's daily prices and actions into a store, from files `date,open,high,low,close,adj_close,volume` and `date,type,value`. */
export const addPrices = (db: Db, symbol: string, prices: string, actions: string | null, kind = 'stock') =>
  write(db, async (tx) => {
    const tickerId = await saveTicker(
      tx,
      {
        symbol: mustBeTicker(symbol),
        name: null,
        exchange: null,
        kind,
        currency: 'USD',
        zone: 'America/New_York',
        firstTradeDate: null,
      },
      NOW,
    )
    const fetchId = await recordFetch(tx, {
      runId: await beginRun(tx, 'test', {}, NOW),
      tickerId,
      source: `file:${symbol}`,
      interval: '1d',
      fromMs: null,
      toMs: null,
      status: null,
      contentHash: null,
      rows: 0,
      startedAt: NOW,
      endedAt: NOW,
      outcome: 'ok',
      message: null,
    })
    const bars = rowsOf(prices).map(([date, open, high, low, close, adjClose, volume]) => ({
      date: mustBeDate(date ?? ''),
      open: Number(open),
      high: Number(high),
      low: Number(low),
      close: Number(close),
      adjClose: Number(adjClose),
      volume: Number(volume),
      state: 'final' as const,
    }))
    await storeDailyBars(tx, tickerId, bars, fetchId)
    if (actions === null || !existsSync(actions)) return
    await storeActions(tx, tickerId, rowsOf(actions).map(actionOf), 'USD', fetchId)
  })

function actionOf([date, type, value]: readonly string[]): CorporateAction {
  const day = mustBeDate(date ?? '')
  if (type !== 'split') return { kind: 'dividend', date: day, amount: Number(value) }
  const [numerator, denominator] = (value ?? '').split(':').map(Number)
  return { kind: 'split', date: day, numerator: numerator ?? 1, denominator: denominator ?? 1 }
}
