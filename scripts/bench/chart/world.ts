import type { Db } from '../../../db/file/db.ts'
import { openDb } from '../../../db/file/open.ts'
import { write } from '../../../db/file/transaction.ts'
import { beginRun, recordFetch } from '../../../db/runs.ts'
import { storeDailyBars, storeIntradayBars } from '../../../db/storeBars.ts'
import { saveTicker } from '../../../db/tickers.ts'
import { nyse } from '../../../server/calendars/nyse.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import { sessionsBetween } from '../../../server/market/calendar.ts'
import { dayOf, mustBeDate } from '../../../server/market/day.ts'
import { type Instant, utcText } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'

/** Sessions of New York that are known, the newest last. */
const sessions = sessionsBetween(nyse, mustBeDate('1990-01-02'), mustBeDate('2026-11-25'))
const full = sessions.filter(({ earlyClose }) => !earlyClose)

/** Bars up to this many are sessions, more are minutes. */
export const MOST_DAILY = sessions.length

/** Bars and marks in the form that other libraries take. */
export type Given = {
  /** Seconds, open, high, low, close, volume of each. */
  readonly bars: readonly (readonly [number, number, number, number, number, number])[]
  /** Bar and letter of each mark, ascending. */
  readonly marks: readonly (readonly [number, string])[]
}

export type Size = { readonly bars: number; readonly events: number }

/** The ticker of the walk in the store, and the interval its bars have. */
export const SYMBOL = 'WALK'
export const intervalOf = ({ bars }: Size): '1d' | '1m' => (bars > MOST_DAILY ? '1m' : '1d')

function chance(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

const cents = (value: number) => Math.round(value * 100) / 100

/** Prices of two decimals, bar after bar, that wander by about `spread` a bar. */
function walk(seed: number, spread: number) {
  const next = chance(seed)
  let price = 100
  return () => {
    const open = cents(price)
    price = Math.max(5, price * (1 + spread * (next() + next() - 1)))
    const close = cents(price)
    const high = cents(Math.max(open, close) * (1 + spread * 0.4 * next()))
    const low = cents(Math.min(open, close) * (1 - spread * 0.4 * next()))
    return { open, high, low, close, volume: 1_000_000 + Math.floor(next() * 9_000_000), state: 'final' as const }
  }
}

/**
 * Puts an invented share, what it is compared with, and events spread over its bars into a new store.
 *
 * @returns the same bars and events for those who know no store
 */
export async function fill(file: string, size: Size): Promise<Given> {
  const { db } = await openDb(file, 0)
  try {
    const isDaily = intervalOf(size) === '1d'
    const days = sessions.slice(isDaily ? -size.bars : 0)
    const daily = await storeDays(db, SYMBOL, 'stock', walk(7, 0.02), days)
    await storeDays(db, '^GSPC', 'index', walk(11, 0.012), days)
    const bars = isDaily ? daily : await storeMinutes(db, size.bars)
    const moments = await storeEvents(db, size.events, (bars[0]?.[0] ?? 0) * 1000)
    const marks = moments.map(
      (seconds) =>
        [
          Math.max(
            0,
            bars.findLastIndex(([start]) => start <= seconds),
          ),
          'E',
        ] as const,
    )
    return { bars, marks: marks.toSorted((a, b) => a[0] - b[0]) }
  } finally {
    db.close()
  }
}

const times = { fromMs: null, toMs: null, startedAt: 0, endedAt: 0 }
const answer = { source: 'bench', status: null, contentHash: null, rows: 0, outcome: 'ok', message: null }

const opened = (db: Db, symbol: string, kind: string, interval: '1d' | '1m') =>
  write(db, async (tx) => {
    const facts = { name: 'Invented walk', exchange: null, currency: 'USD', zone: nyse.zone, firstTradeDate: null }
    const tickerId = await saveTicker(tx, { symbol: mustBeTicker(symbol), kind, ...facts }, 0)
    const runId = await beginRun(tx, 'bench', {}, 0)
    return { tickerId, fetchId: await recordFetch(tx, { runId, tickerId, interval, ...answer, ...times }) }
  })

async function storeDays(
  db: Db,
  symbol: string,
  kind: string,
  next: ReturnType<typeof walk>,
  days: typeof sessions,
): Promise<Given['bars']> {
  const { tickerId, fetchId } = await opened(db, symbol, kind, '1d')
  const bars = days.map(({ date }) => ({ ...next(), date, adjClose: null }))
  await write(db, (tx) => storeDailyBars(tx, tickerId, bars, fetchId))
  return bars.map((bar) => rowOf(dayOf(bar.date) * 86_400_000, bar))
}

type Walked = ReturnType<ReturnType<typeof walk>>
const rowOf = (at: number, { open, high, low, close, volume }: Walked) =>
  [at / 1000, open, high, low, close, volume] as const

/** Minutes of the newest full sessions. */
async function storeMinutes(db: Db, count: number): Promise<Given['bars']> {
  const stored: Given['bars'][number][] = []
  const { tickerId, fetchId } = await opened(db, SYMBOL, 'stock', '1m')
  const next = walk(13, 0.0012)
  const days = full.slice(-Math.ceil(count / 390))
  for (let at = 0; at < days.length; at += 40) {
    const bars = days.slice(at, at + 40).flatMap(({ date, opens, closes }) =>
      Array.from({ length: (closes - opens) / 60_000 }, (_, minute) => ({
        ...next(),
        start: (opens + minute * 60_000) as Instant,
        date,
        phase: 'regular' as const,
      })),
    )
    await write(db, (tx) => storeIntradayBars(tx, tickerId, 1, bars, fetchId))
    for (const bar of bars) stored.push(rowOf(bar.start, bar))
  }
  return stored
}

const families = ['management', 'deal', 'product', 'legal', 'macro', 'earnings']

/** @param first UTC milliseconds @returns when each became known, in seconds */
async function storeEvents(db: Db, count: number, first: number): Promise<readonly number[]> {
  const last = sessions.at(-1)?.opens ?? first
  const next = chance(17)
  const moments = Array.from({ length: count }, () => Math.floor((first + (last - first) * next()) / 60_000) * 60)
  const events = moments.map((seconds, at) => ({
    event_id: `news-${String(at).padStart(5, '0')}`,
    title: `Item number ${at} about the company`,
    public_at: utcText((seconds * 1000) as Instant),
    tickers: [SYMBOL],
    type: families[Math.floor(next() * families.length)],
  }))
  const bytes = Buffer.from(JSON.stringify(events))
  await ingest(db, { name: 'news.json', bytes }, { now: Date.UTC(2026, 10, 29) as Instant, kind: 'events' })
  return moments
}
