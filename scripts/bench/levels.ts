import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { openDb } from '../../db/file/open.ts'
import { write } from '../../db/file/transaction.ts'
import { beginRun, recordFetch } from '../../db/runs.ts'
import { storeIntradayBars } from '../../db/storeBars.ts'
import { saveTicker } from '../../db/tickers.ts'
import { dataVersion } from '../../db/version.ts'
import { dateOf, dayOf } from '../../server/market/day.ts'
import type { Instant } from '../../server/market/instant.ts'
import { mustBeTicker } from '../../server/market/ticker.ts'
import { mergedPrices } from '../../server/prices/mergedPrices.ts'
import { usedByPrices } from '../../server/prices/used.ts'
import { mulberry32 } from '../../server/stats/resampling.ts'

// A chart asks for a range of minute bars in at most so many rows. Measured: the whole answer with its data version as
// JSON text, for random ranges, from stores of different sizes; each range once, so that nothing of it is remembered.
// Comparator: SQLite merges the bars of the same range itself, into as many rows, which are read.

const ticker = mustBeTicker('BIG')
const SESSION = 390
const FIRST = dayOf('2004-01-02' as never)
const ROWS = 1000
const RANGES = 40
const ROUNDS = 5

/** `--quick`: up to 100,000 bars; `--large`: 20 million, and nothing else. */
export async function bench(args: readonly string[]): Promise<void> {
  const sizes = args.includes('--large') ? [20_000_000] : [10_000, 100_000, 1_000_000, 2_000_000]
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-bench-'))
  try {
    console.log(`| bars | ours: CPU ms (longest of all) | the range in full: CPU ms | SQLite merging: CPU ms |`)
    console.log('| ---: | ---: | ---: | ---: |')
    const ours: number[] = []
    for (const size of sizes.filter((size) => !args.includes('--quick') || size <= 100_000)) {
      const measured = await measure(join(folder, `${size}.db`), size)
      ours.push(measured.ours)
      console.log(
        `| ${size} | ${measured.ours.toFixed(2)} (${measured.longest.toFixed(1)}) | ${measured.whole.toFixed(2)} | ${measured.sqlite.toFixed(2)} |`,
      )
    }
    const [least = 0, most = 0] = [ours[0], ours.at(-1)]
    console.log(
      `\nAt most ${ROWS} rows; medians of ${ROUNDS} rounds of ${RANGES} random ranges. Goals: 15 ms, none longer than 50 ms, ${sizes.at(-1)} bars within 1.2 of ${sizes[0]}: ${(most / least).toFixed(2)}`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(file: string, size: number) {
  const sessions = Math.ceil(size / SESSION)
  await fill(file, sessions)
  const { db } = await openDb(file, 0)
  const next = mulberry32(9)
  const other = new SqliteDatabase(file, { readonly: true })
  const merging = other
    .prepare(
      `select min(start), min(low), max(high), sum(volume), count(*) from intraday_bar
       where ticker_id = 1 and minutes = 1 and start between ? and ? group by start / ?`,
    )
    .raw()
  const ask = async (from: number, to: number) => {
    const query = { ticker, interval: '1m', basis: 'split', from: dateOf(from), to: dateOf(to) } as const
    const answer = await mergedPrices(db, query, ROWS)
    const version = await dataVersion(db, usedByPrices(query))
    return JSON.stringify({ data_version: version, ...answer })
  }
  const range = () => {
    const [a, b] = [Math.floor(next() * sessions), Math.floor(next() * sessions)]
    return [FIRST + Math.min(a, b), FIRST + Math.max(a, b)] as const
  }
  for (let at = 0; at < RANGES; at++) await ask(...range())
  const [ours, whole, sqlite, all]: [number[], number[], number[], number[]] = [[], [], [], []]
  for (let round = 0; round < ROUNDS; round++) {
    const ranges = Array.from({ length: RANGES }, range)
    const own: number[] = []
    for (const [from, to] of ranges) {
      own.push(await cpuOf(() => ask(from, to)))
      await new Promise((done) => setImmediate(done))
    }
    all.push(...own)
    ours.push(own.reduce((sum, ms) => sum + ms, 0) / RANGES)
    whole.push(await cpuOf(() => ask(FIRST + round, FIRST + sessions)))
    const few = ranges.slice(0, 3)
    const merged = few.map(([from, to]) => {
      const bucket = Math.ceil(((to - from + 1) * 86_400) / ROWS)
      const before = process.cpuUsage()
      merging.all(from * 86_400, (to + 1) * 86_400, bucket)
      return msSince(before)
    })
    sqlite.push(merged.reduce((sum, ms) => sum + ms, 0) / few.length)
  }
  other.close()
  db.close()
  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
  return {
    ours: median(ours),
    longest: Math.max(...all),
    whole: median(whole),
    sqlite: median(sqlite),
  }
}

function msSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  return msSince(before)
}

/** Minute bars of an invented share that trades every day of the year from 14:30 to 21:00 UTC. */
async function fill(file: string, sessions: number): Promise<void> {
  const { db } = await openDb(file, 0)
  const facts = { symbol: ticker, name: null, exchange: null, kind: 'stock', currency: 'USD' }
  const times = { fromMs: null, toMs: null, startedAt: 0, endedAt: 0, message: null, status: null }
  const answer = { source: 'bench', interval: '1m', contentHash: null, rows: 0, outcome: 'ok' } as const
  const { tickerId, fetchId } = await write(db, async (tx) => {
    const tickerId = await saveTicker(tx, { ...facts, zone: 'America/New_York', firstTradeDate: null }, 0)
    const runId = await beginRun(tx, 'bench', {}, 0)
    return { tickerId, fetchId: await recordFetch(tx, { runId, tickerId, ...answer, ...times }) }
  })
  const next = mulberry32(7)
  let price = 100
  for (let from = 0; from < sessions; from += 50) {
    const some = Array.from({ length: Math.min(50, sessions - from) }, (_, at) => FIRST + from + at).flatMap((day) =>
      Array.from({ length: SESSION }, (_, minute) => {
        const open = price
        price = Math.max(5, price * (1 + 0.001 * (next() - 0.5)))
        return {
          start: ((day * 1440 + 870 + minute) * 60_000) as Instant,
          date: dateOf(day),
          phase: 'regular' as const,
          open,
          high: Math.max(open, price) + 0.03,
          low: Math.min(open, price) - 0.03,
          close: price,
          volume: Math.floor(next() * 90_000),
          state: 'final' as const,
        }
      }),
    )
    await write(db, (tx) => storeIntradayBars(tx, tickerId, 1, some, fetchId))
  }
  db.close()
}
