import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { storeIntradayBars } from '../../db/bars.ts'
import { openDb } from '../../db/file/open.ts'
import { write } from '../../db/file/transaction.ts'
import { beginRun, recordFetch } from '../../db/runs.ts'
import { saveTicker } from '../../db/tickers.ts'
import { nyse } from '../../server/calendars/nyse.ts'
import { barStates } from '../../server/market/bar.ts'
import { sessionsBetween } from '../../server/market/calendar.ts'
import { dayOf, mustBeDate } from '../../server/market/day.ts'
import type { Instant } from '../../server/market/instant.ts'
import { mustBeTicker } from '../../server/market/ticker.ts'
import { zonedText } from '../../server/market/zone.ts'

// CSV of minute bars against the command-line shell of SQLite, which prints a SELECT with the same columns. Each is a
// process of its own; what starting ours costs is counted in, and printed beside it.

/** Full sessions of New York, 390 minutes each. */
const days = sessionsBetween(nyse, mustBeDate('2010-01-04'), mustBeDate('2024-05-31')).filter(
  ({ earlyClose }) => !earlyClose,
)

const root = join(import.meta.dirname, '../..')
const SESSIONS = 2497

/** `--quick`: a tenth of the sessions. */
export async function bench(args: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-bench-'))
  try {
    const file = join(folder, 'minutes.db')
    const rows = await fill(file, args.includes('--quick') ? SESSIONS / 10 : SESSIONS)
    offsets(join(folder, 'away.db'))
    const query = `attach '${join(folder, 'away.db')}' as away; ${select()}`
    const pairs = Array.from({ length: 5 }, () => {
      const theirs = cpuOf('sqlite3', ['-readonly', '-csv', '-header', file, query], join(folder, 'theirs.csv'))
      const ours = cpuOf(
        process.execPath,
        ['scripts/export.ts', 'prices', '--ticker', 'BIG', '--interval', '1m', '--db', file],
        join(folder, 'ours.csv'),
      )
      return { theirs, ours }
    })
    const start = cpuOf(process.execPath, ['scripts/export.ts', '--help'], join(folder, 'help.txt'))
    const ratio = medianOf(pairs.map(({ ours, theirs }) => ours / theirs))
    console.log(
      `${rows} minute bars as CSV: ours ${medianOf(pairs.map(({ ours }) => ours)).toFixed(2)} s of CPU (${start.toFixed(2)} of them to start), sqlite3 -csv ${medianOf(pairs.map(({ theirs }) => theirs)).toFixed(2)} s: ${ratio.toFixed(2)} x (median of 5; goal 1.3)`,
    )
    console.log(
      `lines that differ but in how digits are printed: ${differences(join(folder, 'ours.csv'), join(folder, 'theirs.csv'))}`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Minute bars of the regular sessions of an invented share, prices of two decimals. @returns rows stored */
async function fill(file: string, sessions: number): Promise<number> {
  const { db } = await openDb(file, 0)
  const facts = {
    symbol: mustBeTicker('BIG'),
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
  let seed = 7
  const next = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 4_294_967_296
  }
  const cents = (value: number) => Math.round(value * 100) / 100
  let [rows, price] = [0, 100]
  const count = Math.floor(sessions)
  for (let from = 0; from < count; from += 20) {
    const bars = days.slice(from, Math.min(count, from + 20)).flatMap(({ date, opens, closes }) =>
      Array.from({ length: (closes - opens) / 60_000 }, (_, at) => {
        const open = cents(price)
        price = Math.max(5, price * (1 + 0.001 * (next() - 0.5)))
        const close = cents(price)
        return {
          start: (opens + at * 60_000) as Instant,
          date,
          phase: 'regular' as const,
          open,
          high: cents(Math.max(open, close) + 0.03),
          low: cents(Math.min(open, close) - 0.03),
          close,
          volume: Math.floor(next() * 90_000),
          state: 'final' as const,
        }
      }),
    )
    await write(db, (tx) => storeIntradayBars(tx, tickerId, 1, bars, fetchId))
    rows += bars.length
  }
  db.close()
  return rows
}

/** A SELECT of the same columns. How far New York was from UTC on a day is looked up in a table beside the store. */
function select(): string {
  const day = "date(bar.day * 86400, 'unixepoch')"
  const start = "strftime('%Y-%m-%dT%H:%M:%S', bar.start + away.seconds, 'unixepoch') || away.suffix"
  const phase = "case phase when 0 then 'pre' when 1 then 'regular' else 'post' end"
  const state = `case state ${barStates.map((name, at) => `when ${at} then '${name}'`).join(' ')} end`
  return `select 'BIG' ticker, '1m' interval, ${start} start, ${day} date, ${phase} phase, open, high, low, close, volume,
    'split' basis, 'USD' currency, ${state} state, '' checks, '' volume_checks, 'bench' source, '1970-01-01T00:00:00Z' retrieved_at
    from intraday_bar bar join away.away on away.day = bar.day where ticker_id = 1 and minutes = 1 order by bar.start`
}

/** Offsets of New York on the days of the store, in a file beside it. */
function offsets(file: string): void {
  const db = new SqliteDatabase(file)
  db.exec('create table away (day integer primary key, seconds integer not null, suffix text not null)')
  const insert = db.prepare('insert into away values (?, ?, ?)')
  for (const { date, opens } of days) {
    const suffix = zonedText(opens, nyse.zone).slice(-6)
    insert.run(dayOf(date), Number(suffix.slice(0, 3)) * 3600, suffix)
  }
  db.close()
}

/** Lines of two CSV files that differ in more than how they end and how a number is printed (`100` and `100.0`). */
function differences(one: string, other: string): number {
  const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split(/\r?\n/)
  const plain = (line: string) =>
    line
      .replaceAll(/(\.\d*?)0+(?=,)/g, '$1')
      .replaceAll('.,', ',')
      .replaceAll('"', '')
  const [ours, theirs] = [linesOf(one), linesOf(other)]
  return (
    Math.abs(ours.length - theirs.length) + ours.filter((line, at) => plain(line) !== plain(theirs[at] ?? '')).length
  )
}

/** Seconds of CPU, user and system, of a program that writes to a file. */
function cpuOf(program: string, given: readonly string[], out: string): number {
  const { stderr, status } = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%U %S"; out=$1; shift; time "$@" 2>/dev/null >"$out"', '-', out, program, ...given],
    {
      cwd: root,
      env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled') },
      encoding: 'utf8',
    },
  )
  const [user, system] = stderr.trim().split(/\s+/).slice(-2).map(Number)
  if (status !== 0 || user === undefined || system === undefined) throw new Error(`${program} failed: ${stderr}`)
  return user + system
}

const medianOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
