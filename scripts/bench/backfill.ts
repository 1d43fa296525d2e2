import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import SqliteDatabase from 'better-sqlite3'
import { alone } from '../../db/file/connection.ts'
import type { Tx } from '../../db/file/db.ts'
import { openDb } from '../../db/file/open.ts'
import { write } from '../../db/file/transaction.ts'
import { pack } from '../../db/file/upkeep.ts'
import { beginRun, recordFetch } from '../../db/runs.ts'
import { storeDailyBars, storeIntradayBars } from '../../db/storeBars.ts'
import { saveTicker } from '../../db/tickers.ts'
import { backfillRunner } from '../../server/backfill/runner.ts'
import { nyse } from '../../server/calendars/nyse.ts'
import { ingestQueue } from '../../server/ingest/queue.ts'
import type { DailyBar } from '../../server/market/bar.ts'
import { sessionsBetween } from '../../server/market/calendar.ts'
import { dateOf, dayOf, mustBeDate } from '../../server/market/day.ts'
import { type Instant, utcText } from '../../server/market/instant.ts'
import { mustBeTicker } from '../../server/market/ticker.ts'

// What storing bars costs against a bare prepared insert of the same rows, bytes a bar, and how long others wait.

const root = join(import.meta.dirname, '../..')

type Row = DailyBar & { readonly state: 'final' }

/** Prices of two decimals and real volumes, session by session. */
function rowsOf(seed: number): readonly Row[] {
  let [state, close] = [seed, 100]
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
  return sessionsBetween(nyse, mustBeDate('1990-01-02'), mustBeDate('2024-05-31')).map(({ date }) => {
    const open = Math.round(close * 100) / 100
    close = Math.max(5, close * (1 + 0.02 * (next() - 0.5)))
    const last = Math.round(close * 100) / 100
    const high = Math.round(Math.max(open, last) * (1 + 0.01 * next()) * 100) / 100
    const low = Math.round(Math.min(open, last) * (1 - 0.01 * next()) * 100) / 100
    const adjClose = Math.round(last * 0.93 * 1e5) / 1e5
    return {
      date,
      open,
      high,
      low,
      close: last,
      volume: 10_000_000 + Math.floor(next() * 40_000_000),
      adjClose,
      state: 'final',
    }
  })
}

const cpu = async (work: () => unknown): Promise<number> => {
  const begun = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1000
}

const ticker = async (tx: Tx, symbol: string) => {
  const facts = {
    symbol: mustBeTicker(symbol),
    name: null,
    exchange: null,
    kind: 'stock',
    currency: 'USD',
    zone: nyse.zone,
    firstTradeDate: null,
  }
  const tickerId = await saveTicker(tx, facts, 0)
  const times = { fromMs: null, toMs: null, startedAt: 0, endedAt: 0 }
  const record = {
    tickerId,
    source: 'bench',
    interval: '1d' as const,
    status: null,
    contentHash: null,
    rows: 0,
    outcome: 'ok',
    message: null,
  }
  const runId = await beginRun(tx, 'bench', {}, 0)
  return { tickerId, fetchId: await recordFetch(tx, { runId, ...record, ...times }) }
}

/** The same rows into the same table, one prepared statement in one transaction. */
function bare(file: string, all: readonly (readonly Row[])[]): void {
  const db = new SqliteDatabase(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`create table daily_bar (ticker_id integer not null, day integer not null, open real not null, high real not null,
    low real not null, close real not null, volume integer, adj_close real, state integer not null, first_fetch_id integer not null,
    last_fetch_id integer not null, primary key (ticker_id, day)) strict, without rowid`)
  const insert = db.prepare('insert into daily_bar values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  for (const [id, rows] of all.entries())
    db.transaction(() => {
      for (const { date, open, high, low, close, volume, adjClose } of rows)
        insert.run(id, dayOf(date), open, high, low, close, volume, adjClose, 1, 1, 1)
    }).immediate()
  db.close()
}

const medianOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** `--quick`: a fifth of the rows. */
export async function bench(args: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-bench-'))
  try {
    const tickers = args.includes('--quick') ? 3 : 15
    const all = Array.from({ length: tickers }, (_, at) => rowsOf(at + 1))
    const count = all.reduce((sum, rows) => sum + rows.length, 0)
    const ratios: number[] = []
    let [bytes, loose] = [0, 0]
    for (let round = 0; round < 5; round++) {
      const [own, other] = [join(folder, `own${round}.db`), join(folder, `bare${round}.db`)]
      const theirs = await cpu(() => bare(other, all))
      const { db } = await openDb(own, 0)
      const ours = await cpu(async () => {
        for (const [at, rows] of all.entries())
          await write(db, async (tx) => {
            const { tickerId, fetchId } = await ticker(tx, `T${at}`)
            await storeDailyBars(tx, tickerId, rows, fetchId)
          })
      })
      await alone(db, (connection) => connection.pragma('wal_checkpoint(TRUNCATE)'))
      loose = statSync(own).size / count
      await pack(db)
      bytes = statSync(own).size / count
      db.close()
      ratios.push(ours / theirs)
    }
    console.log(
      `${count} daily bars stored with fingerprints: ${medianOf(ratios).toFixed(2)} x the CPU of a bare prepared insert (median of 5)`,
    )
    console.log(
      `${bytes.toFixed(1)} bytes of file a daily bar once packed, as after a large backfill; ${loose.toFixed(1)} before`,
    )
    const rows = args.includes('--quick') ? 40_000 : 200_000
    await transactions(folder, rows)
    await pauses(folder, rows)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** How long one transaction of a backfill's rows takes: a window of two thousand minute bars each. */
async function transactions(folder: string, count: number): Promise<void> {
  const { db } = await openDb(join(folder, 'transactions.db'), 0)
  const { tickerId, fetchId } = await write(db, (tx) => ticker(tx, 'MIN'))
  let [longest, busiest] = [0, 0]
  for (let from = 0; from < count; from += 2000) {
    const bars = Array.from({ length: 2000 }, (_, at) => ({ ...minuteBar(from + at), state: 'final' as const }))
    const begun = performance.now()
    // What a busy machine gives to other programs meanwhile is no cost of ours.
    busiest = Math.max(busiest, await cpu(() => write(db, (tx) => storeIntradayBars(tx, tickerId, 1, bars, fetchId))))
    longest = Math.max(longest, performance.now() - begun)
  }
  db.close()
  console.log(`${count} minute bars: longest transaction ${longest.toFixed(0)} ms (${busiest.toFixed(0)} ms of CPU)`)
}

function minuteBar(at: number) {
  const start = ((1_600_000_000 + at * 60) * 1000) as Instant
  const prices = { open: 10, high: 10.5, low: 9.5, close: 10 + (at % 50) / 100, volume: 1000 }
  return { start, date: dateOf(Math.floor(start / 86_400_000)), phase: 'regular' as const, ...prices }
}

/** Watches how long the event loop of this thread, which is the server's, stands still while others import. */
async function pause(what: string, work: () => Promise<string>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const before = process.cpuUsage()
  delay.enable()
  const begun = performance.now()
  const came = await work()
  delay.disable()
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  const { user, system } = process.cpuUsage(before)
  console.log(
    `${what}: ${came} in ${seconds} s (${((user + system) / 1e6).toFixed(1)} s of CPU); longest pause of the serving thread ${(delay.max / 1e6).toFixed(0)} ms`,
  )
}

/** The ways in which many rows come into a store that a server has open. */
async function pauses(folder: string, count: number): Promise<void> {
  const file = join(folder, 'pauses.db')
  const { db } = await openDb(file, 0)
  try {
    await pause('prices from a file', async () => {
      const { tickerId } = await write(db, (tx) => ticker(tx, 'MIN'))
      const sessions = sessionsBetween(nyse, mustBeDate('2020-01-02'), mustBeDate('2023-12-29'))
      const rows = sessions
        .flatMap(({ opens, closes }) =>
          Array.from({ length: (closes - opens) / 60_000 }, (_, at) => utcText((opens + at * 60_000) as Instant)),
        )
        .slice(0, count)
        .map((start, at) => `${start},10,10.5,9.5,${10 + (at % 50) / 100},1000`)
      const bytes = new TextEncoder().encode(`start,open,high,low,close,volume\n${rows.join('\n')}\n`)
      const options = { now: Date.now() as Instant, kind: 'intraday', interval: '1m' } as const
      const done = await ingestQueue(db).take({ name: 'MIN.csv', bytes }, options)
      return `${done.counts.new} rows of ticker ${tickerId}`
    })
    await pause('a backfill', async () => {
      const tickers = Math.ceil(count / 2900)
      const standin = spawn(process.execPath, ['test/standin/serve.ts', '--port', '4199', '--walks', String(tickers)], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      // The source is another machine's work in life.
      if (standin.pid !== undefined) setPriority(standin.pid, constants.priority.PRIORITY_LOW)
      try {
        await new Promise((ready) => standin.stdout.once('data', ready))
        const desk = backfillRunner(db, {
          now: Date.now,
          providerUrl: new URL('http://127.0.0.1:4199'),
          report: console.error,
        })
        const started = await desk.start({
          tickers: Array.from({ length: tickers }, (_, at) => mustBeTicker(`W${String(at + 1).padStart(2, '0')}`)),
          intervals: ['1d'],
          from: mustBeDate('2015-01-02'),
          to: null,
        })
        if (started.kind !== 'started') throw new Error(started.message)
        const end = await started.ended
        return end.kind === 'report' ? `${end.report.rows.new} rows` : end.message
      } finally {
        standin.kill()
      }
    })
  } finally {
    db.close()
  }
}
