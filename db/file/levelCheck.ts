import type { Database } from 'better-sqlite3'
import {
  type BarRows,
  bySession,
  fineStep,
  mergeRows,
  rowsBetween,
  SESSION,
  withinDay,
} from '../../server/market/barRows.ts'
import { AT_ONCE, barsBySession, FAR, levelRows, spansOf } from './levels.ts'
import { pack } from './packedRows.ts'
import { statement } from './statement.ts'

/** Compares every level with the bars as they are. @returns sentences about those that differ */
export function compareLevels(db: Database): readonly string[] {
  const tickers = statement(db, 'select id, symbol from ticker').all() as { id: number; symbol: string }[]
  return tickers.flatMap(({ id, symbol }) =>
    lengthsOf(db, id).flatMap((minutes) => {
      const wrong = wrongSessions(db, id, minutes)
      return wrong === 0
        ? []
        : [`${symbol} ${minutes}m: coarser bars of ${wrong} of its sessions are not those of its bars`]
    }),
  )
}

/** Lengths of which bars or levels are stored. */
const lengthsOf = (db: Database, tickerId: number) =>
  statement(
    db,
    'select minutes from intraday_bar where ticker_id = @id union select minutes from bar_level where ticker_id = @id',
  )
    .pluck()
    .all({ id: tickerId }) as number[]

function wrongSessions(db: Database, tickerId: number, minutes: number): number {
  const fine = fineStep(minutes)
  const kept = new Map<string, Buffer>()
  const key = (step: number, day: number) => `${step} ${day}`
  const years = levelRows(db, [tickerId, minutes, SESSION], [-FAR, FAR])
  for (const [row, day] of years.day.entries()) kept.set(key(SESSION, day), pack(rowsBetween(years, row, row + 1)))
  const [, first = 0, last = -1] = spansOf(db, tickerId).find(([length]) => length === minutes) ?? []
  const wrong = new Set<number>()
  const compare = (step: number, day: number, rows: BarRows) => {
    if (kept.get(key(step, day))?.equals(pack(rows)) !== true) wrong.add(day)
    kept.delete(key(step, day))
  }
  const finer = statement(
    db,
    'select period, rows from bar_level where ticker_id = ? and minutes = ? and step = ? and period between ? and ?',
  ).raw()
  for (let from = first; from <= last; from += AT_ONCE) {
    const to = Math.min(last, from + AT_ONCE - 1)
    if (fine !== null)
      for (const [day, rows] of finer.all(tickerId, minutes, fine, from, to) as [number, Buffer][])
        kept.set(key(fine, day), rows)
    for (const [day, bars] of barsBySession(db, tickerId, minutes, from, to)) {
      if (fine !== null) compare(fine, day, mergeRows(bars, withinDay(bars, fine)))
      compare(SESSION, day, mergeRows(bars, bySession(bars)))
    }
  }
  // What is left stands for bars that are not there.
  for (const left of kept.keys()) wrong.add(Number(left.split(' ')[1]))
  return wrong.size
}
