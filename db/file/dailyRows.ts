import { hash as hashOf } from 'node:crypto'
import { endianness } from 'node:os'
import { firstAt } from '../../server/market/barRows.ts'

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

/** @param rows day, prices, volume, adjusted close and state of each bar, ascending */
export function packedDays(rows: readonly (readonly (number | null)[])[]): DailyRows {
  const cells = new Float64Array(rows.length * WIDTH)
  const days = new Int32Array(rows.length)
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as (typeof rows)[number]
    days[at] = row[0] as number
    for (let column = 0; column < WIDTH; column++) cells[at * WIDTH + column] = row[column] ?? Number.NaN
  }
  if (endianness() === 'BE') Buffer.from(cells.buffer).swap64()
  return { days, cells: new Uint8Array(cells.buffer), hashes: new Map() }
}

/** Where each row stood among others that had it bit by bit; -1 where none had. */
export function rowsBefore(now: DailyRows, before: DailyRows): Int32Array {
  const [own, other] = [now, before].map(({ cells }) => new Int32Array(cells.buffer)) as [Int32Array, Int32Array]
  const words = BYTES / 4
  const found = new Int32Array(now.days.length).fill(-1)
  for (let row = 0, at = 0; row < now.days.length; row++) {
    const day = now.days[row] as number
    while (at < before.days.length && (before.days[at] as number) < day) at++
    if (before.days[at] !== day) continue
    let word = 0
    while (word < words && own[row * words + word] === other[at * words + word]) word++
    if (word === words) found[row] = at
  }
  return found
}

/** SHA-256 of the bars between two days, both included; null where there is none. */
export function hashOfDays({ days, cells, hashes }: DailyRows, [from, to]: readonly [number, number]): string | null {
  const [first, end] = [firstAt(days, from), firstAt(days, to + 1)]
  if (first >= end) return null
  const key = `${first} ${end}`
  const hash = hashes.get(key) ?? hashOf('sha256', cells.subarray(first * BYTES, end * BYTES))
  if (hashes.size >= MOST) hashes.clear()
  hashes.set(key, hash)
  return hash
}
