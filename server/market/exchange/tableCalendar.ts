import { type Calendar, type Certainty, type Hours, type Session, sessionAt } from '../calendar.ts'
import { type IsoDate, weekday } from '../day.ts'
import { lists, type SessionTable } from './sessionTable.ts'

/** The calendar that a session table describes. */
export function tableCalendar(mic: string, table: SessionTable): Calendar {
  const { zone, from, to, extended } = table
  const made = new Map<IsoDate, Session | null>()
  const session = (date: IsoDate): Session | null => {
    const seen = made.get(date)
    if (seen !== undefined) return seen
    const hours = hoursOn(table, date)
    const found = hours === null ? null : sessionAt(date, hours, usualHours(table, date) ?? hours, zone)
    made.set(date, found)
    return found
  }
  return { mic, zone, from, to, extended, session, certainty: (date) => certaintyOf(table, date) }
}

function hoursOn(table: SessionTable, date: IsoDate): Hours | null {
  const only = table.only.find(({ days }) => lists(days, date))
  if (only !== undefined) return only.hours
  if (lists(table.closed, date)) return null
  return lists(table.open, date) ? usualHours(table, date) : weekdayHours(table, date)
}

/** The hours of the rule for a date's weekday; null on a weekday of rest. */
function weekdayHours({ rules }: SessionTable, date: IsoDate): Hours | null {
  const day = weekday(date)
  for (let index = rules.length - 1; index >= 0; index--) {
    const rule = rules[index]
    if (rule?.weekdays.has(day) && rule.from <= date) return rule.hours
  }
  // Before the first rule the first one counts.
  const from = rules[0]?.from
  return rules.find((rule) => rule.from === from && date < rule.from && rule.weekdays.has(day))?.hours ?? null
}

/** The same, and on a weekday of rest the hours of any other day then. */
function usualHours(table: SessionTable, date: IsoDate): Hours | null {
  const own = weekdayHours(table, date)
  if (own !== null) return own
  const { rules } = table
  const rule = rules.findLast(({ from, hours }) => hours !== null && from <= date) ?? rules[0]
  return rule?.hours ?? null
}

function certaintyOf(table: SessionTable, date: IsoDate): Certainty {
  if (date < table.from || date > table.to) return 'unknown'
  const doubts = table.doubts.filter(
    ({ from, to, weekdays }) => date >= from && date <= to && weekdays.has(weekday(date)),
  )
  if (doubts.some(({ kind }) => kind === 'day')) return 'unknown'
  return doubts.length > 0 ? 'hours_unknown' : 'known'
}
