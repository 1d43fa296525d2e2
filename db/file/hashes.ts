import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { Interval } from '../../server/market/bar.ts'
import { statement } from './statement.ts'
import type { Cell } from './upsert.ts'

/**
 * Fingerprints of stored bars, kept with every write, compared by `verify` and after a restore. One covers a ticker's
 * daily bars of a year (2023), by the exchange's date, or its bars of one length within a month (202311), by UTC start,
 * or within a day (20231117) where they are shorter than half an hour: a write must not have to read too much back.
 */
export const SECONDS_PER_DAY = 86_400

export type Row = readonly Cell[]

/** Columns that a fingerprint covers, from the key on: day … state, or start … state. */
const covered = (minutes: number | null): number => (minutes === null ? 8 : 9)

const byDay = (minutes: number): boolean => minutes < 30

function periodOf(day: number, minutes: number | null): number {
  const date = new Date(day * 86_400_000)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1]
  if (minutes === null) return year
  return byDay(minutes) ? year * 10_000 + month * 100 + date.getUTCDate() : year * 100 + month
}

/** First key of a period and first one after it. */
export function keysOf(period: number, minutes: number | null): readonly [number, number] {
  if (minutes === null) return [Date.UTC(period, 0) / 86_400_000, Date.UTC(period + 1, 0) / 86_400_000]
  const [months, day] = byDay(minutes) ? [Math.floor(period / 100), period % 100] : [period, null]
  const [year, month] = [Math.floor(months / 100), (months % 100) - 1]
  if (day !== null) return [Date.UTC(year, month, day) / 1000, Date.UTC(year, month, day + 1) / 1000]
  return [Date.UTC(year, month) / 1000, Date.UTC(year, month + 1) / 1000]
}

const digest = (cells: Float64Array): string =>
  createHash('sha256')
    .update(new Uint8Array(cells.buffer, 0, cells.byteLength))
    .digest('hex')

export function fingerprint(rows: readonly Row[], minutes: number | null): string {
  const width = covered(minutes)
  const cells = new Float64Array(rows.length * width)
  let at = 0
  for (const row of rows) for (const cell of row) cells[at++] = cell ?? Number.NaN
  return digest(cells)
}

export function rowsOf(db: Database, tickerId: number, minutes: number | null, period: number): readonly Row[] {
  const keys = keysOf(period, minutes)
  return minutes === null
    ? (statement(
        db,
        'select day, open, high, low, close, volume, adj_close, state from daily_bar where ticker_id = ? and day >= ? and day < ? order by day',
      )
        .raw()
        .all(tickerId, ...keys) as Row[])
    : (statement(
        db,
        `select start, day, phase, open, high, low, close, volume, state from intraday_bar
         where ticker_id = ? and minutes = ? and start >= ? and start < ? order by start`,
      )
        .raw()
        .all(tickerId, minutes, ...keys) as Row[])
}

/** Rows just written, cell after cell. `key`: the column that the fingerprint begins with. */
interface Written {
  readonly cells: readonly Cell[]
  readonly width: number
  readonly key: number
}

/** Renews the fingerprints of every period that was written to. Must run in the transaction that wrote the bars. */
export function refreshHashes(
  connection: Database,
  tickerId: number,
  interval: Interval,
  minutes: number | null,
  written: Written,
): void {
  const save = statement(
    connection,
    `insert into bar_hash (ticker_id, interval, year, bars, hash) values (?, ?, ?, ?, ?)
     on conflict (ticker_id, interval, year) do update set bars = excluded.bars, hash = excluded.hash`,
  )
  const count = statement(
    connection,
    minutes === null
      ? 'select count(*) from daily_bar where ticker_id = ? and day >= ? and day < ?'
      : 'select count(*) from intraday_bar where ticker_id = ? and minutes = ? and start >= ? and start < ?',
  ).pluck()
  for (const [period, cells] of byPeriod(written, minutes)) {
    const own = minutes === null ? [tickerId] : [tickerId, minutes]
    const stored = count.get(...own, ...keysOf(period, minutes)) as number
    // Where everything stored of a period was just written, there is no need to read it back.
    if (cells !== null && stored * covered(minutes) === cells.length)
      save.run(tickerId, interval, period, stored, digest(cells))
    else {
      const rows = rowsOf(connection, tickerId, minutes, period)
      save.run(tickerId, interval, period, rows.length, fingerprint(rows, minutes))
    }
  }
}

/** The covered cells of the rows of each period; null where rows are not in order. */
function byPeriod({ cells, width, key }: Written, minutes: number | null): ReadonlyMap<number, Float64Array | null> {
  const periods = new Map<number, Float64Array | null>()
  const length = covered(minutes)
  const count = cells.length / width
  let [from, until, period] = [0, Number.NEGATIVE_INFINITY, 0]
  const take = (to: number) => {
    if (to === from) return
    const own = new Float64Array((to - from) * length)
    let [at, previous, ordered] = [0, Number.NEGATIVE_INFINITY, !periods.has(period)]
    for (let row = from; row < to; row++) {
      const first = row * width + key
      const value = cells[first] ?? 0
      if (value <= previous) ordered = false
      previous = value
      for (let column = first; column < first + length; column++) {
        const cell = cells[column] ?? null
        // SQLite knows no zero below zero, which a file may tell as a volume: what is read back is 0.
        own[at++] = cell === null ? Number.NaN : cell + 0
      }
    }
    periods.set(period, ordered ? own : null)
    from = to
  }
  let begins = Number.POSITIVE_INFINITY
  for (let row = 0; row < count; row++) {
    const value = cells[row * width + key] ?? 0
    if (value >= begins && value < until) continue
    take(row)
    period = periodOf(minutes === null ? value : Math.floor(value / SECONDS_PER_DAY), minutes)
    ;[begins, until] = keysOf(period, minutes)
  }
  take(count)
  return periods
}

export const intervalOf = (minutes: number): Interval => (minutes === 60 ? '1h' : (`${minutes}m` as Interval))

/** A year or month of bars that no longer is what was stored. */
export interface HashMismatch {
  readonly ticker: string
  readonly interval: string
  readonly year: number
  /** Bars when stored and now; `stored` is null for bars that have no fingerprint at all. */
  readonly stored: number | null
  readonly now: number
}

interface Held {
  ticker_id: number
  symbol: string
  interval: string
  minutes: number | null
  year: number
}

const yearsHeld = `
  select ticker_id, symbol, '1d' as interval, null as minutes, cast(strftime('%Y', day * 86400, 'unixepoch') as integer) as year
    from daily_bar join ticker on ticker.id = ticker_id group by 1, 5
  union
  select ticker_id, symbol, case minutes when 60 then '1h' else minutes || 'm' end, minutes,
         cast(strftime(case when minutes < 30 then '%Y%m%d' else '%Y%m' end, start, 'unixepoch') as integer) as year
    from intraday_bar join ticker on ticker.id = ticker_id group by 1, 4, 5`

/** Takes the fingerprints of bars that were stored before there were any. Must run in the transaction that adds their table. */
export const fingerprintOldBars = (db: Database): void =>
  saveFingerprints(db, db.prepare(yearsHeld).all() as readonly Held[])

/** Takes the fingerprints of a ticker's bars anew, whatever they were. Must run in the transaction that moved them. */
export function fingerprintTicker(db: Database, tickerId: number): void {
  db.prepare('delete from bar_hash where ticker_id = ?').run(tickerId)
  const held = db.prepare(`select * from (${yearsHeld}) where ticker_id = ?`).all(tickerId)
  saveFingerprints(db, held as readonly Held[])
}

function saveFingerprints(db: Database, held: readonly Held[]): void {
  const save = db.prepare('insert into bar_hash (ticker_id, interval, year, bars, hash) values (?, ?, ?, ?, ?)')
  for (const { ticker_id, interval, minutes, year } of held) {
    const rows = rowsOf(db, ticker_id, minutes, year)
    save.run(ticker_id, interval, year, rows.length, fingerprint(rows, minutes))
  }
}

/** Compares every stored fingerprint with the bars as they are. @returns years checked and those that differ */
export async function compareHashes(
  db: Database,
  told: (done: number, all: number) => void = () => {},
): Promise<{ readonly checked: number; readonly mismatches: readonly HashMismatch[] }> {
  const held = db.prepare(yearsHeld).all() as Held[]
  const kept = db
    .prepare(
      'select ticker_id, symbol, interval, year, bars, hash from bar_hash left join ticker on ticker.id = ticker_id',
    )
    .all() as { ticker_id: number; symbol: string | null; interval: string; year: number; bars: number; hash: string }[]
  const byKey = new Map(kept.map((row) => [`${row.ticker_id} ${row.interval} ${row.year}`, row]))
  const mismatches: HashMismatch[] = []
  for (const [done, { ticker_id, symbol, interval, minutes, year }] of held.entries()) {
    told(done, held.length)
    const key = `${ticker_id} ${interval} ${year}`
    const stored = byKey.get(key)
    byKey.delete(key)
    const rows = rowsOf(db, ticker_id, minutes, year)
    if (stored?.hash !== fingerprint(rows, minutes))
      mismatches.push({ ticker: symbol, interval, year, stored: stored?.bars ?? null, now: rows.length })
  }
  for (const { symbol, ticker_id, interval, year, bars } of byKey.values())
    mismatches.push({ ticker: symbol ?? `ticker ${ticker_id}`, interval, year, stored: bars, now: 0 })
  return { checked: held.length + byKey.size, mismatches }
}
