import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Calendar } from '../market/calendar.ts'
import { type SessionTable, sessionTable } from '../market/exchange/sessionTable.ts'
import { tableCalendar } from '../market/exchange/tableCalendar.ts'

const folder = join(import.meta.dirname, 'sessions')
const calendars = new Map<string, Calendar>()

/** The session table that the program ships for an exchange: one small text file each. */
export const shippedTable = (mic: string): SessionTable =>
  sessionTable(readFileSync(join(folder, `${mic}.txt`), 'utf8'))

/** The calendar of an exchange as the program ships it, read on first use. */
export function shippedCalendar(mic: string): Calendar {
  const known = calendars.get(mic)
  if (known !== undefined) return known
  const made = tableCalendar(mic, shippedTable(mic))
  calendars.set(mic, made)
  return made
}
