import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { firstAt } from '../../server/market/barRows.ts'
import { statement } from './statement.ts'

const asked = `select day, open, high, low, close, volume, adj_close, state from daily_bar
  where ticker_id = ? order by day`
const WIDTH = 8
const BYTES = WIDTH * 8

/** All daily bars of a ticker as versions hash them: little-endian doubles with NaN for null, row after row. */
export interface DailyRows {
  /** Days since 1970-01-01, ascending. */
  readonly days: Int32Array
  readonly cells: Uint8Array
  /** Ranges that were hashed, by their first row and the one after the last. */
  readonly hashes: Map<string, string>
}

/** Ranges of one ticker whose hashes are kept. */
const MOST = 64

export function readDailyRows(connection: Database, tickerId: number): DailyRows {
  const rows = statement(connection, asked).raw().all(tickerId) as (readonly (number | null)[])[]
  const cells = new DataView(new ArrayBuffer(rows.length * BYTES))
  const days = new Int32Array(rows.length)
  for (const [at, row] of rows.entries()) {
    days[at] = row[0] as number
    for (let column = 0; column < WIDTH; column++)
      cells.setFloat64(at * BYTES + column * 8, row[column] ?? Number.NaN, true)
  }
  return { days, cells: new Uint8Array(cells.buffer), hashes: new Map() }
}

/** SHA-256 of the bars between two days, both included; null where there is none. */
export function hashOfDays({ days, cells, hashes }: DailyRows, [from, to]: readonly [number, number]): string | null {
  const [first, end] = [firstAt(days, from), firstAt(days, to + 1)]
  if (first >= end) return null
  const key = `${first} ${end}`
  const hash =
    hashes.get(key) ??
    createHash('sha256')
      .update(cells.subarray(first * BYTES, end * BYTES))
      .digest('hex')
  if (hashes.size >= MOST) hashes.clear()
  hashes.set(key, hash)
  return hash
}
