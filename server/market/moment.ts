import { addDays, dayOf, daysInMonth, type IsoDate, isoDate, mustBeDate, weekday } from './day.ts'
import { type Instant, instant } from './instant.ts'

/** How fine a time is known, from the finest. */
export const precisions = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const
export type Precision = (typeof precisions)[number]

/**
 * A time as the store writes it: `2023-11-17T20:28:00Z`, `2023-11-17`, `2023-W46`, `2023-11`, `2023-Q4` or `2023`.
 * A date is never turned into midnight of some zone.
 */
export type Moment =
  | { readonly kind: 'instant'; readonly at: Instant }
  | { readonly kind: 'date'; readonly date: IsoDate }
  | {
      readonly kind: 'interval'
      readonly unit: 'week' | 'month' | 'quarter' | 'year'
      readonly from: IsoDate
      readonly to: IsoDate
    }

/** What canonical text says, or null when it is none. */
export function moment(text: string): Moment | null {
  if (text.length > 10) {
    const at = instant(text)
    return at === null ? null : { kind: 'instant', at }
  }
  const date = isoDate(text)
  return date === null ? coarse(text) : { kind: 'date', date }
}

/** @throws RangeError for text that is no time; for values that were checked before */
export function mustBeMoment(text: string): Moment {
  const found = moment(text)
  if (found === null) throw new RangeError(`Cannot read "${text}" as a moment, date, week, month, quarter or year`)
  return found
}

function coarse(text: string): Moment | null {
  const match = /^([1-9]\d{3})(?:-(?:(\d{2})|Q([1-4])|W(\d{2})))?$/.exec(text)
  if (match === null) return null
  const [, yearText = '', month, quarter, week] = match
  const year = Number(yearText)
  if (week !== undefined) return weekOf(year, Number(week))
  if (month !== undefined) return months('month', year, Number(month), Number(month))
  if (quarter !== undefined) return months('quarter', year, Number(quarter) * 3 - 2, Number(quarter) * 3)
  return months('year', year, 1, 12)
}

function months(unit: 'month' | 'quarter' | 'year', year: number, first: number, last: number): Moment | null {
  if (first < 1 || last > 12) return null
  return { kind: 'interval', unit, from: dateIn(year, first, 1), to: dateIn(year, last, daysInMonth(year, last)) }
}

/** ISO 8601: week 1 holds the year's first Thursday, weeks run from Monday to Sunday. */
function weekOf(year: number, week: number): Moment | null {
  const fourth = mustBeDate(`${year}-01-04`)
  const from = addDays(fourth, (week - 1) * 7 - ((weekday(fourth) + 6) % 7))
  const thursday = addDays(from, 3)
  if (week < 1 || Number(thursday.slice(0, 4)) !== year) return null
  return { kind: 'interval', unit: 'week', from, to: addDays(from, 6) }
}

/** First moment of a time in UTC milliseconds, for order: dates count from 00:00Z. */
export function firstMs(time: Moment): number {
  switch (time.kind) {
    case 'instant':
      return time.at
    case 'date':
      return dayOf(time.date) * 86_400_000
    case 'interval':
      return dayOf(time.from) * 86_400_000
  }
}

/** The week, month, quarter or year that holds a date. */
export function interval(
  date: IsoDate,
  unit: 'week' | 'month' | 'quarter' | 'year',
): { readonly from: IsoDate; readonly to: IsoDate } {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))]
  if (unit === 'week') {
    const from = addDays(date, -((weekday(date) + 6) % 7))
    return { from, to: addDays(from, 6) }
  }
  const size = { month: 1, quarter: 3, year: 12 }[unit]
  const first = month - ((month - 1) % size)
  const last = first + size - 1
  return { from: dateIn(year, first, 1), to: dateIn(year, last, daysInMonth(year, last)) }
}

const dateIn = (year: number, month: number, day: number): IsoDate =>
  mustBeDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
