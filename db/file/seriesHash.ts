import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { type BarRows, firstAt, rowsBetween, SESSION } from '../../server/market/barRows.ts'
import { fingerprint, intervalOf, keysOf, type Row, rowsOf, SECONDS_PER_DAY } from './hashes.ts'
import { FAR, levelRows, SESSION_APART } from './levels.ts'
import { statement } from './statement.ts'

/** Fingerprints of a series in the order of their periods, and each as a line of what versions are made of. */
export interface Periods {
  readonly periods: readonly number[]
  /** `PERIOD HASH` and a line end, all of one length. */
  readonly lines: Buffer
  /** The bars merged into a row a session. */
  readonly sessions: BarRows
}

export function readPeriods(
  connection: Database,
  tickerId: number,
  minutes: number,
  sessions: BarRows = levelRows(connection, [tickerId, minutes, SESSION], [-FAR, FAR]),
): Periods {
  const kept = statement(
    connection,
    'select year, hash from bar_hash where ticker_id = ? and interval = ? order by year',
  )
    .raw()
    .all(tickerId, intervalOf(minutes)) as [number, string][]
  return {
    periods: kept.map(([period]) => period),
    lines: Buffer.from(kept.map(([period, hash]) => `${period} ${hash}\n`).join('')),
    sessions,
  }
}

/**
 * SHA-256 of the fingerprints of the bars of one length whose sessions lie between two days, both included; null where
 * there is none. Only a period that holds bars of sessions on both sides of an end has to be read.
 */
export function hashOfIntraday(
  connection: Database,
  tickerId: number,
  minutes: number,
  [from, to]: readonly [number, number],
  { periods, lines, sessions }: Periods,
): string | null {
  const width = lines.length / periods.length
  const hash = createHash('sha256')
  const near = [from, to].map((end) =>
    rowsBetween(
      sessions,
      firstAt(sessions.day, end - 5 * SESSION_APART),
      firstAt(sessions.day, end + 5 * SESSION_APART + 1),
    ),
  )
  let any = false
  // Periods far before the range hold none of its sessions, and those far within it no others.
  const startOf = (at: number) => (keysOf(periods[at] as number, minutes)[0] as number) / SECONDS_PER_DAY
  const firstFrom = (day: number) => firstWhere(periods.length, (at) => startOf(at) > day)
  const begin = Math.max(0, firstFrom(from - SESSION_APART) - 1)
  const [inside, outside] = [firstFrom(from + SESSION_APART), firstFrom(to - SESSION_APART) - 1]
  const beyond = firstFrom(to + SESSION_APART)
  let [whole, next] = [begin, begin]
  const take = (until: number) => {
    if (until > whole) hash.update(lines.subarray(whole * width, until * width))
    any ||= until > whole
  }
  for (; next < beyond; next++) {
    if (next === inside && outside > inside) next = outside
    const period = periods[next] as number
    const [first, end] = keysOf(period, minutes) as [number, number]
    const [firstDay, endDay] = [first / SECONDS_PER_DAY, end / SECONDS_PER_DAY]
    if (firstDay > from + SESSION_APART && endDay < to - SESSION_APART) continue
    let part: 'all' | 'none' | 'some' = endDay < from - SESSION_APART || firstDay > to + SESSION_APART ? 'none' : 'some'
    if (part === 'some') part = partOf(near, [first, end], [from, to])
    if (part === 'all') continue
    take(next)
    whole = next + 1
    if (part === 'none') continue
    const rows = rowsOf(connection, tickerId, minutes, period).filter(isBetween(from, to))
    if (rows.length === 0) continue
    any = true
    hash.update(`${period} ${fingerprint(rows, minutes)}\n`)
  }
  take(next)
  return any ? hash.digest('hex') : null
}

/** Place of the first of so many for which something holds that holds for all after it. */
function firstWhere(length: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Which of the bars that start within a period are of sessions between two days. */
function partOf(
  near: readonly BarRows[],
  [first, end]: readonly [number, number],
  [from, to]: readonly [number, number],
): 'all' | 'none' | 'some' {
  let [inside, outside] = [false, false]
  for (const { day, start, last } of near)
    for (let row = 0; row < day.length; row++) {
      if ((start[row] as number) >= end || (last[row] as number) < first) continue
      const own = day[row] as number
      if (own >= from && own <= to) inside = true
      else outside = true
    }
  return inside && outside ? 'some' : inside ? 'all' : 'none'
}

/** Does the session of an intraday row lie between two days? */
const isBetween =
  (from: number, to: number) =>
  ([, day]: Row): boolean =>
    Number(day) >= from && Number(day) <= to
