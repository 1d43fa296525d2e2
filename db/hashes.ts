import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { Interval } from '../server/market/bar.ts'
import { dayOf, mustBeDate } from '../server/market/day.ts'
import type { Db } from './open.ts'

/**
 * Fingerprints of stored bars, one for each ticker, interval and year (of the exchange's date for daily bars, of the
 * UTC start for others). Kept with every write, compared by `verify` and after a restore.
 */
const SECONDS_PER_DAY = 86_400

/** First day of a year, counted from 1970-01-01. */
const firstDay = (year: number): number => dayOf(mustBeDate(`${year}-01-01`))
const yearOf = (day: number): number => new Date(day * 86_400_000).getUTCFullYear()

type Row = readonly (number | null)[]

function fingerprint(rows: readonly Row[]): string {
  const width = rows[0]?.length ?? 0
  const cells = new Float64Array(rows.length * width)
  let at = 0
  for (const row of rows) for (const cell of row) cells[at++] = cell ?? Number.NaN
  return createHash('sha256').update(new Uint8Array(cells.buffer)).digest('hex')
}

function rowsOf(db: Database, tickerId: number, minutes: number | null, year: number): readonly Row[] {
  const [from, to] = [firstDay(year), firstDay(year + 1)]
  return minutes === null
    ? (db
        .prepare(
          'select day, open, high, low, close, volume, adj_close, state from daily_bar where ticker_id = ? and day >= ? and day < ? order by day',
        )
        .raw()
        .all(tickerId, from, to) as Row[])
    : (db
        .prepare(
          `select start, day, phase, open, high, low, close, volume, state from intraday_bar
           where ticker_id = ? and minutes = ? and start >= ? and start < ? order by start`,
        )
        .raw()
        .all(tickerId, minutes, from * SECONDS_PER_DAY, to * SECONDS_PER_DAY) as Row[])
}

/** Renews the fingerprints of every year from one day to another. Must run in the transaction that wrote the bars. */
export function refreshHashesNow(
  db: Db,
  tickerId: number,
  interval: Interval,
  minutes: number | null,
  days: { readonly from: number; readonly to: number },
): void {
  const save = db.write.prepare(
    `insert into bar_hash (ticker_id, interval, year, bars, hash) values (?, ?, ?, ?, ?)
     on conflict (ticker_id, interval, year) do update set bars = excluded.bars, hash = excluded.hash`,
  )
  for (let year = yearOf(days.from); year <= yearOf(days.to); year++) {
    const rows = rowsOf(db.write, tickerId, minutes, year)
    if (rows.length > 0) save.run(tickerId, interval, year, rows.length, fingerprint(rows))
  }
}

/** A year of bars that no longer is what was stored. */
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
         cast(strftime('%Y', start, 'unixepoch') as integer) as year
    from intraday_bar join ticker on ticker.id = ticker_id group by 1, 4, 5`

/** Compares every stored fingerprint with the bars as they are. @returns years checked and those that differ */
export async function compareHashes(
  db: Database,
): Promise<{ readonly checked: number; readonly mismatches: readonly HashMismatch[] }> {
  const held = db.prepare(yearsHeld).all() as Held[]
  const kept = db
    .prepare(
      'select ticker_id, symbol, interval, year, bars, hash from bar_hash left join ticker on ticker.id = ticker_id',
    )
    .all() as { ticker_id: number; symbol: string | null; interval: string; year: number; bars: number; hash: string }[]
  const byKey = new Map(kept.map((row) => [`${row.ticker_id} ${row.interval} ${row.year}`, row]))
  const mismatches: HashMismatch[] = []
  for (const { ticker_id, symbol, interval, minutes, year } of held) {
    const key = `${ticker_id} ${interval} ${year}`
    const stored = byKey.get(key)
    byKey.delete(key)
    const rows = rowsOf(db, ticker_id, minutes, year)
    if (stored?.hash !== fingerprint(rows))
      mismatches.push({ ticker: symbol, interval, year, stored: stored?.bars ?? null, now: rows.length })
  }
  for (const { symbol, ticker_id, interval, year, bars } of byKey.values())
    mismatches.push({ ticker: symbol ?? `ticker ${ticker_id}`, interval, year, stored: bars, now: 0 })
  return { checked: held.length + byKey.size, mismatches }
}
