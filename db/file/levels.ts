import type { Database } from 'better-sqlite3'
import {
  type BarRows,
  bySession,
  emptyRows,
  fineStep,
  firstAt,
  joinRows,
  mergeRows,
  putBar,
  rowsBetween,
  SESSION,
  withinDay,
} from '../../server/market/barRows.ts'
import { pack, unpack } from './packedRows.ts'
import { statement } from './statement.ts'
import type { Cell } from './upsert.ts'

/**
 * Levels of detail of bars within the day: a row for every session, by years, and for bars shorter than a quarter of an
 * hour also finer rows, by sessions. Renewed wherever fingerprints are, in the transaction that wrote the bars; compared
 * with the bars by `verify`.
 */

/** Days by which the session that a bar belongs to may lie from the day it starts on in UTC: a long weekend and a zone. */
export const SESSION_APART = 8

const yearOf = (day: number): number => new Date(day * 86_400_000).getUTCFullYear()

/** Bars of the sessions from one to another, by session, as rows. */
export function barsBySession(db: Database, tickerId: number, minutes: number, from: number, to: number) {
  const found = statement(
    db,
    `select start, day, phase, open, high, low, close, volume, state from intraday_bar
     where ticker_id = ? and minutes = ? and start between ? and ? and day between ? and ? order by start`,
  )
    .raw()
    .all(tickerId, minutes, (from - SESSION_APART) * 86_400, (to + SESSION_APART) * 86_400, from, to) as (
    | number
    | null
  )[][]
  return new Map(
    [...Map.groupBy(found, ([, day]) => day as number)].map(([day, bars]) => {
      const rows = emptyRows(bars.length)
      for (const [row, bar] of bars.entries()) putBar(rows, row, bar)
      return [day, rows] as const
    }),
  )
}

/** Writes the levels of whole sessions. */
function saveSessions(db: Database, tickerId: number, minutes: number, sessions: ReadonlyMap<number, BarRows>): void {
  const save = statement(
    db,
    `insert into bar_level (ticker_id, minutes, step, period, rows) values (?, ?, ?, ?, ?)
     on conflict (ticker_id, minutes, step, period) do update set rows = excluded.rows`,
  )
  const fine = fineStep(minutes)
  const rowOf = new Map<number, BarRows>()
  for (const [day, bars] of sessions) {
    if (fine !== null) save.run(tickerId, minutes, fine, day, pack(mergeRows(bars, withinDay(bars, fine))))
    rowOf.set(day, mergeRows(bars, bySession(bars)))
  }
  const kept = statement(
    db,
    'select rows from bar_level where ticker_id = ? and minutes = ? and step = ? and period = ?',
  ).pluck()
  for (const [year, days] of Map.groupBy(rowOf.keys(), yearOf)) {
    const before = kept.get(tickerId, minutes, SESSION, year) as Buffer | undefined
    const rows = unpack(before === undefined ? [] : [before])
    const others = Array.from(rows.day, (day, row) => [day, rowsBetween(rows, row, row + 1)] as const)
    const all = new Map([...others, ...days.map((day) => [day, rowOf.get(day) as BarRows] as const)])
    const ordered = [...all].sort(([a], [b]) => a - b).map(([, row]) => row)
    save.run(tickerId, minutes, SESSION, year, pack(joinRows(ordered)))
  }
}

/** Rows just written, cell after cell: from `key` on the start, session, phase, prices, volume and state of a bar. */
interface Written {
  readonly cells: readonly Cell[]
  readonly width: number
  readonly key: number
}

/** Renews the levels of every session that was written to. Must run in the transaction that wrote the bars. */
export function refreshLevels(db: Database, tickerId: number, minutes: number, { cells, width, key }: Written): void {
  const written = new Map<number, number[]>()
  for (let at = key; at < cells.length; at += width) {
    const day = cells[at + 1] as number
    const known = written.get(day)
    if (known === undefined) written.set(day, [at])
    else known.push(at)
  }
  const days = [...written.keys()].sort((a, b) => a - b)
  const stored = storedOf(db, tickerId, minutes, days[0] ?? 0, days.at(-1) ?? 0)
  const sessions = new Map<number, BarRows>()
  const others: number[] = []
  for (const [day, places] of written) {
    // Where everything stored of a session was just written, there is no need to read it back.
    const isWhole =
      places.length === stored.get(day) && places.every((_, row) => row === 0 || isAfter(cells, places, row))
    if (!isWhole) others.push(day)
    else {
      const rows = emptyRows(places.length)
      for (const [row, at] of places.entries()) putBar(rows, row, cells.slice(at, at + 9))
      sessions.set(day, rows)
    }
  }
  const read = new Set(others)
  for (const [from, to] of runsOf(others))
    for (const [day, rows] of barsBySession(db, tickerId, minutes, from, to)) if (read.has(day)) sessions.set(day, rows)
  saveSessions(db, tickerId, minutes, sessions)
}

const isAfter = (cells: readonly Cell[], places: readonly number[], row: number): boolean =>
  (cells[places[row] as number] as number) > (cells[places[row - 1] as number] as number)

function storedOf(db: Database, tickerId: number, minutes: number, from: number, to: number) {
  const rows = statement(
    db,
    `select day, count(*) from intraday_bar
     where ticker_id = ? and minutes = ? and start between ? and ? and day between ? and ? group by day`,
  )
    .raw()
    .all(tickerId, minutes, (from - SESSION_APART) * 86_400, (to + SESSION_APART) * 86_400, from, to)
  return new Map(rows as [number, number][])
}

/** Days close to one another as ranges that are read at once. */
function runsOf(days: readonly number[]): readonly (readonly [from: number, to: number])[] {
  const runs: [number, number][] = []
  for (const day of [...days].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last !== undefined && day - last[1] <= 2 * SESSION_APART && day - last[0] < AT_ONCE) last[1] = day
    else runs.push([day, day])
  }
  return runs
}

/** Makes the levels of a ticker's bars anew, whatever they were. Must run in the transaction that moved them. */
export function rebuildLevels(db: Database, tickerId: number): void {
  statement(db, 'delete from bar_level where ticker_id = ?').run(tickerId)
  for (const [minutes, first, last] of spansOf(db, tickerId))
    for (let from = first; from <= last; from += AT_ONCE)
      saveSessions(
        db,
        tickerId,
        minutes,
        barsBySession(db, tickerId, minutes, from, Math.min(last, from + AT_ONCE - 1)),
      )
}

/** Days of bars that are held in memory together. */
export const AT_ONCE = 21

/** Lengths of a ticker's bars within the day, with their first and last session. */
export const spansOf = (db: Database, tickerId: number) =>
  statement(db, 'select minutes, min(day), max(day) from intraday_bar where ticker_id = ? group by minutes')
    .raw()
    .all(tickerId) as [minutes: number, from: number, to: number][]

/** Makes the levels of bars that were stored before there were any. */
export function levelOldBars(db: Database): void {
  const tickers = statement(db, 'select id from ticker').pluck().all() as number[]
  for (const id of tickers) rebuildLevels(db, id)
}

/** Days that every date can be told of. */
export const FAR = 1e8

/** Rows of one level of the sessions from one to another. */
export function levelRows(
  db: Database,
  [tickerId, minutes, step]: readonly [tickerId: number, minutes: number, step: number],
  [from, to]: readonly [from: number, to: number],
): BarRows {
  const isYears = step === SESSION
  const periodOf = (day: number) => (isYears ? yearOf(Math.max(-FAR, Math.min(FAR, day))) : day)
  const packed = statement(
    db,
    'select rows from bar_level where ticker_id = ? and minutes = ? and step = ? and period between ? and ? order by period',
  )
    .pluck()
    .all(tickerId, minutes, step, periodOf(from), periodOf(to)) as Buffer[]
  const rows = unpack(packed)
  if (!isYears) return rows
  return rowsBetween(rows, firstAt(rows.day, from), firstAt(rows.day, to + 1))
}
