import { openDb } from '../../../db/file/open.ts'
import { write } from '../../../db/file/transaction.ts'
import { beginRun, recordFetch } from '../../../db/runs.ts'
import { storeIntradayBars } from '../../../db/storeBars.ts'
import { saveTicker } from '../../../db/tickers.ts'
import { nyse } from '../../../server/calendars/nyse.ts'
import type { IntradayBar } from '../../../server/market/bar.ts'
import { type Session, sessionsBetween } from '../../../server/market/calendar.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'

/** Full sessions of New York, 390 minutes each. */
export const fullSessions = sessionsBetween(nyse, mustBeDate('2005-01-03'), mustBeDate('2026-10-30')).filter(
  ({ earlyClose }) => !earlyClose,
)

const cents = (value: number): number => Math.round(value * 100) / 100

/** Minute bars of whole sessions of an invented share, prices of two decimals: the same ones every time. */
export function* minutesOf(sessions: readonly Session[]): Generator<IntradayBar> {
  let seed = 7
  const next = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 4_294_967_296
  }
  let price = 100
  for (const { date, opens, closes } of sessions)
    for (let start = opens; start < closes; start = (start + 60_000) as Instant) {
      const open = cents(price)
      price = Math.max(5, price * (1 + 0.001 * (next() - 0.5)))
      const close = cents(price)
      const [high, low] = [cents(Math.max(open, close) + 0.03), cents(Math.min(open, close) - 0.03)]
      yield { start, date, phase: 'regular', open, high, low, close, volume: Math.floor(next() * 90_000) }
    }
}

/** Stores such bars. @returns rows stored */
export async function fillMinutes(file: string, symbol: string, sessions: readonly Session[]): Promise<number> {
  const { db } = await openDb(file, 0)
  const facts = {
    symbol: mustBeTicker(symbol),
    name: null,
    exchange: null,
    kind: 'stock',
    currency: 'USD',
    zone: nyse.zone,
    firstTradeDate: null,
  }
  const times = { fromMs: null, toMs: null, startedAt: 0, endedAt: 0 }
  const answer = {
    source: 'bench',
    interval: '1m' as const,
    status: null,
    contentHash: null,
    rows: 0,
    outcome: 'ok',
    message: null,
  }
  const { tickerId, fetchId } = await write(db, async (tx) => {
    const tickerId = await saveTicker(tx, facts, 0)
    const runId = await beginRun(tx, 'bench', {}, 0)
    return { tickerId, fetchId: await recordFetch(tx, { runId, tickerId, ...answer, ...times }) }
  })
  let [rows, some] = [0, [] as (IntradayBar & { readonly state: 'final' })[]]
  const store = async () => {
    await write(db, (tx) => storeIntradayBars(tx, tickerId, 1, some, fetchId))
    rows += some.length
    some = []
  }
  for (const bar of minutesOf(sessions)) {
    some.push({ ...bar, state: 'final' })
    if (some.length === 7800) await store()
  }
  await store()
  db.close()
  return rows
}
