import { barStates } from '../server/market/bar.ts'
import { type BarRows, emptyRows, firstAt, putBar, rowsBetween, SESSION } from '../server/market/barRows.ts'
import { dayOf } from '../server/market/day.ts'
import { type DateRange, daysOf, intradayBarsAsked, startsAround } from './bars.ts'
import { dailySeries } from './dailySeries.ts'
import { read } from './file/connection.ts'
import type { Db, Reader } from './file/db.ts'
import { keeper, keptWhile } from './file/kept.ts'
import { FAR, levelRows } from './file/levels.ts'
import { statement } from './file/statement.ts'

const wholeLevel = keeper<BarRows>(8)

/** Bars within the day as rows of one session each: all there are, in memory until something is written. */
export const sessionLevel = (db: Db, tickerId: number, minutes: number): Promise<BarRows> =>
  wholeLevel(db, `${tickerId} ${minutes}`, () =>
    read(db, (connection) => levelRows(connection, [tickerId, minutes, SESSION], [-FAR, FAR])),
  )

/** Those of some sessions. */
export async function readSessions(db: Db, tickerId: number, minutes: number, range: DateRange): Promise<BarRows> {
  const [from, to] = daysOf(range)
  const all = await sessionLevel(db, tickerId, minutes)
  return rowsBetween(all, firstAt(all.day, from), firstAt(all.day, to + 1))
}

/** Rows of a finer level: `step` minutes each. */
export const readLevel = (
  reader: Reader,
  { tickerId, minutes, step }: { readonly tickerId: number; readonly minutes: number; readonly step: number },
  range: DateRange,
): Promise<BarRows> => read(reader, (connection) => levelRows(connection, [tickerId, minutes, step], daysOf(range)))

/** Bars within the day as rows of one bar each. */
export const readIntradayRows = (reader: Reader, tickerId: number, minutes: number, range: DateRange) =>
  read(reader, (connection): BarRows => {
    const found = statement(connection, intradayBarsAsked)
      .raw()
      .all(tickerId, minutes, ...startsAround(range), ...daysOf(range)) as (number | null)[][]
    const rows = emptyRows(found.length)
    for (const [row, bar] of found.entries()) putBar(rows, row, bar)
    return rows
  })

const whole = keptWhile<BarRows>(8)

/** Daily bars as rows of one bar each, with corrections laid over them; those of all sessions are kept in memory. */
export async function readDailyRows(db: Db, tickerId: number, range: DateRange): Promise<BarRows> {
  const all = await whole(db, String(tickerId), [['prices', tickerId]], async () => {
    const { bars } = await dailySeries(db, tickerId)
    const rows = emptyRows(bars.length)
    for (const [row, { date, open, high, low, close, volume, state }] of bars.entries()) {
      const day = dayOf(date)
      putBar(rows, row, [day * 86_400, day, 1, open, high, low, close, volume, barStates.indexOf(state)])
    }
    return rows
  })
  const [from, to] = daysOf(range)
  return rowsBetween(all, firstAt(all.day, from), firstAt(all.day, to + 1))
}
