import type { IsoDate } from './day.ts'
import { addDays, dateOf, dayOf } from './day.ts'
import type { Instant } from './instant.ts'
import { instantsOf } from './zone.ts'

/** One trading day of an exchange, named by its local date. */
export interface Session {
  readonly date: IsoDate
  readonly opens: Instant
  readonly closes: Instant
  readonly earlyClose: boolean
}

/** When an exchange trades. It says what it knows and never guesses beyond it. */
export interface Calendar {
  /** Market identifier code, ISO 10383. */
  readonly mic: string
  readonly zone: string
  /** First and last date, inclusive, that the calendar speaks for. */
  readonly from: IsoDate
  readonly to: IsoDate
  /** Seconds of the local day between which extended trading runs; null where there is none. */
  readonly extended: { readonly opens: number; readonly closes: number } | null
  /** The session of a date; null when the exchange is closed or the date lies outside `from`…`to`. */
  readonly session: (date: IsoDate) => Session | null
}

/** Local hours of one session, in seconds since local midnight. */
export interface Hours {
  readonly opens: number
  readonly closes: number
  readonly earlyClose: boolean
}

/** A calendar from a rule that gives the hours of a date, or null when the exchange is closed then. */
export function calendarOf(facts: Omit<Calendar, 'session'>, hoursOn: (date: IsoDate) => Hours | null): Calendar {
  const known = new Map<IsoDate, Session | null>()
  const session = (date: IsoDate): Session | null => {
    const seen = known.get(date)
    if (seen !== undefined) return seen
    const made = date < facts.from || date > facts.to ? null : sessionFrom(date, hoursOn(date), facts.zone)
    known.set(date, made)
    return made
  }
  return { ...facts, session }
}

function sessionFrom(date: IsoDate, hours: Hours | null, zone: string): Session | null {
  if (hours === null) return null
  const [opens] = instantsOf(date, hours.opens, zone)
  const [closes] = instantsOf(date, hours.closes, zone)
  if (opens === undefined || closes === undefined)
    throw new RangeError(`Cannot place the session of ${date} as a clock change in ${zone} skips its hours`)
  return { date, opens, closes, earlyClose: hours.earlyClose }
}

export const knows = (calendar: Calendar, date: IsoDate): boolean => date >= calendar.from && date <= calendar.to

/** The first session on or after `date`; null when the calendar ends before one. */
export function sessionFromOn(calendar: Calendar, date: IsoDate): Session | null {
  for (let day = date; knows(calendar, day); day = addDays(day, 1)) {
    const session = calendar.session(day)
    if (session !== null) return session
  }
  return null
}

/** The last session on or before `date`; null when the calendar begins after it. */
export function sessionUpTo(calendar: Calendar, date: IsoDate): Session | null {
  for (let day = date; knows(calendar, day); day = addDays(day, -1)) {
    const session = calendar.session(day)
    if (session !== null) return session
  }
  return null
}

export const nextSession = (calendar: Calendar, date: IsoDate): Session | null =>
  sessionFromOn(calendar, addDays(date, 1))

export const previousSession = (calendar: Calendar, date: IsoDate): Session | null =>
  sessionUpTo(calendar, addDays(date, -1))

/** Sessions from `from` to `to`, both included, in order; only those the calendar knows. */
export function sessionsBetween(calendar: Calendar, from: IsoDate, to: IsoDate): readonly Session[] {
  const sessions: Session[] = []
  const first = from < calendar.from ? calendar.from : from
  const last = to > calendar.to ? calendar.to : to
  for (let day = dayOf(first) as number; day <= dayOf(last); day++) {
    const session = calendar.session(dateOf(day))
    if (session !== null) sessions.push(session)
  }
  return sessions
}
