import { type Calendar, calendarOf } from './calendar.ts'
import type { IsoDate } from './day.ts'
import { nyse } from './nyse.ts'

/** Regular hours of exchanges whose holidays we do not know, by zone; seconds since local midnight. */
const hoursIn: Readonly<Record<string, readonly [opens: number, closes: number]>> = {
  'Asia/Jakarta': [9 * 3600, 16 * 3600],
  'Asia/Tokyo': [9 * 3600, 15.5 * 3600],
  'Asia/Hong_Kong': [9.5 * 3600, 16 * 3600],
  'Asia/Shanghai': [9.5 * 3600, 15 * 3600],
  'Asia/Kolkata': [9.25 * 3600, 15.5 * 3600],
  'Europe/London': [8 * 3600, 16.5 * 3600],
  'Europe/Berlin': [9 * 3600, 17.5 * 3600],
  'Europe/Paris': [9 * 3600, 17.5 * 3600],
  'Australia/Sydney': [10 * 3600, 16 * 3600],
}

/**
 * The calendar of an exchange: for New York the exchange's own rules; elsewhere the sessions are those on which the
 * benchmark has a bar, and nothing is known outside them.
 *
 * @param dates sessions of the benchmark, ascending
 */
export function exchangeCalendar(zone: string, dates: readonly IsoDate[]): Calendar {
  const [first] = dates
  const last = dates.at(-1)
  if (zone === nyse.zone || first === undefined || last === undefined) return nyse
  const sessions = new Set<string>(dates)
  const [opens, closes] = hoursIn[zone] ?? [9 * 3600, 17 * 3600]
  const hours = { opens, closes, break: null, clock: null }
  return calendarOf({ mic: `from bars in ${zone}`, zone, from: first, to: last, extended: null }, hours, (date) =>
    sessions.has(date) ? hours : null,
  )
}
