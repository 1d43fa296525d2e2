import { barStates } from '../../market/bar.ts'
import { type Calendar, isClosed } from '../../market/calendar.ts'
import { dayOf, isoDate } from '../../market/day.ts'
import type { Instant } from '../../market/instant.ts'
import { localTime } from '../../market/zone.ts'
import { emptyDates, stateOf } from './dailyRow.ts'

/** A day on which a bar may be without a word, and the state that it has then. */
export interface UsualDay {
  readonly day: number
  /** Its place in `barStates`. */
  readonly state: number
}

/** The day that text writes in a usual form; null for other text, and for days of which there is something to be said. */
export type UsualDays = (text: string) => UsualDay | null

/** What is the same for every row of a day is looked up once a day. */
export function usualDays(zone: string, calendar: Calendar | null, now: Instant): UsualDays {
  const today = localTime(now, zone).date
  const known = new Map<number, UsualDay | null>()
  let [last, found] = [-1, null as UsualDay | null]

  const lookUp = (number: number): UsualDay | null => {
    const digits = String(number).padStart(8, '0')
    const date = isoDate(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`)
    if (date === null || emptyDates.has(date) || date > today) return null
    if (calendar !== null && isClosed(calendar, date)) return null
    return { day: dayOf(date), state: barStates.indexOf(stateOf(date, today, calendar, now)) }
  }
  const ofDate = (text: string): UsualDay | null => {
    const number = digitsOf(text)
    if (number === last) return found
    const before = known.get(number)
    found = before === undefined ? lookUp(number) : before
    if (before === undefined) known.set(number, found)
    last = number
    return found
  }
  return (text) => {
    if (text.length <= 10) return ofDate(text)
    // Programs that know no dates write midnights.
    if (text.length > 26 || !midnight.test(text)) return null
    return ofDate(text.slice(0, 10))
  }
}

const midnight = /^.{10}[ T]00:00(?::00)?(?:Z|[+-]\d{2}:\d{2})?$/
const [DASH, ZERO] = [45, 48]

/** `2023-11-17` and `20231117` as the number 20231117; NaN for other text. */
function digitsOf(text: string): number {
  const isPlain = text.length === 8
  if (!isPlain && (text.length !== 10 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH)) return Number.NaN
  let number = 0
  for (let at = 0; at < text.length; at++) {
    if (!isPlain && (at === 4 || at === 7)) continue
    const digit = text.charCodeAt(at) - ZERO
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    number = number * 10 + digit
  }
  return number
}
