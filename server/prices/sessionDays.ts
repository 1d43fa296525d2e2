import { type Calendar, sessionsBetween } from '../market/calendar.ts'
import { dayOf, type IsoDate, mustBeDate } from '../market/day.ts'

/** Sessions of one year of a calendar. */
interface Year {
  /** Days since 1970-01-01, ascending. */
  readonly days: Int32Array
  readonly dates: readonly IsoDate[]
  readonly early: readonly number[]
}

const years = new WeakMap<Calendar, Map<number, Year>>()

function yearOf(calendar: Calendar, year: number): Year {
  const known = years.get(calendar) ?? new Map<number, Year>()
  years.set(calendar, known)
  const found = known.get(year)
  if (found !== undefined) return found
  const sessions = sessionsBetween(calendar, mustBeDate(`${year}-01-01`), mustBeDate(`${year}-12-31`))
  const made = {
    days: Int32Array.from(sessions, ({ date }) => dayOf(date)),
    dates: sessions.map(({ date }) => date),
    early: sessions.flatMap(({ earlyClose }, at) => (earlyClose ? [at] : [])),
  }
  known.set(year, made)
  return made
}

/**
 * Sessions that a calendar knows between the first and the last of some days: those that are not among the days, and
 * those that ended early. A calendar's years are looked at once, however long the range.
 *
 * @param days since 1970-01-01, ascending; one may stand there several times
 * @param first where to begin, when that is before the first of them
 */
export function sessionsDue(
  calendar: Calendar,
  days: Int32Array,
  first = days[0],
): { missing: IsoDate[]; early: IsoDate[] } {
  const [missing, early]: [IsoDate[], IsoDate[]] = [[], []]
  const last = days.at(-1)
  if (first === undefined || last === undefined) return { missing, early }
  const yearAt = (day: number) => new Date(day * 86_400_000).getUTCFullYear()
  let at = 0
  for (let year = yearAt(first); year <= yearAt(last); year++) {
    const { days: due, dates, early: earlier } = yearOf(calendar, year)
    for (let index = 0; index < due.length; index++) {
      const day = due[index] as number
      if (day < first || day > last) continue
      while ((days[at] as number) < day) at++
      if (days[at] !== day) missing.push(dates[index] as IsoDate)
    }
    for (const index of earlier) {
      const day = due[index] as number
      if (day >= first && day <= last) early.push(dates[index] as IsoDate)
    }
  }
  return { missing, early }
}
