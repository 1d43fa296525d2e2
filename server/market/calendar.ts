import type { IsoDate } from './day.ts'
import { addDays, dateOf, dayOf } from './day.ts'
import type { Instant } from './instant.ts'
import { instantsOf } from './zone.ts'

/** A pause for lunch within a session, from its first moment to that at which trading goes on. */
export interface Break {
  readonly from: Instant
  readonly to: Instant
}

/** One trading day of an exchange, named by its local date. It may open on the evening before, as futures do. */
export interface Session {
  readonly date: IsoDate
  readonly opens: Instant
  readonly closes: Instant
  readonly break: Break | null
  /** It ended earlier than usual: a half day, a stop. */
  readonly earlyClose: boolean
  /** It began later than usual: a storm, an exam, Ash Wednesday. */
  readonly lateOpen: boolean
}

/**
 * How sure a calendar is of a date. `hours_unknown`: whether there was a session is known, its minutes are those of
 * another time. `unknown`: it says what is usual.
 */
export type Certainty = 'known' | 'hours_unknown' | 'unknown'

/** When an exchange trades. Beyond what it knows it gives what is usual, and says so. */
export interface Calendar {
  /** Market identifier code, ISO 10383; `24-7` for coins, `24-5` for currencies. */
  readonly mic: string
  readonly zone: string
  /** First and last date, inclusive, that the calendar speaks for. */
  readonly from: IsoDate
  readonly to: IsoDate
  /** Seconds of the local day between which extended trading runs; null where there is none. */
  readonly extended: { readonly opens: number; readonly closes: number } | null
  /** The session of a date; null when the exchange is closed. */
  readonly session: (date: IsoDate) => Session | null
  readonly certainty: (date: IsoDate) => Certainty
}

/** Local hours of one session, in seconds since local midnight of its date: negative on the evening before. */
export interface Hours {
  readonly opens: number
  readonly closes: number
  readonly break: { readonly from: number; readonly to: number } | null
  /** Zone of the clock these hours are told by, where that is not the exchange's own. */
  readonly clock: string | null
}

/** The session of a date with these hours; `usual` tells what is early or late. */
export function sessionAt(date: IsoDate, hours: Hours, usual: Hours, zone: string): Session {
  const at = (second: number): Instant => {
    const [moment] = instantsOf(date, second, hours.clock ?? zone)
    if (moment === undefined)
      throw new RangeError(`Cannot place the session of ${date} as a clock change in ${zone} skips its hours`)
    return moment
  }
  return {
    date,
    opens: at(hours.opens),
    closes: at(hours.closes),
    break: hours.break === null ? null : { from: at(hours.break.from), to: at(hours.break.to) },
    earlyClose: hours.closes < usual.closes,
    lateOpen: hours.opens > usual.opens,
  }
}

/** When trading in a bar ends that would end at `ends`: with its part before the break where that lasts until then or longer. */
export const tradedUntil = (start: number, ends: number, { break: pause }: Pick<Session, 'break'>): number =>
  pause !== null && start < pause.from && ends > pause.from && ends <= pause.to ? pause.from : ends

/** Is it known that there was no session on a date? */
export const isClosed = (calendar: Calendar, date: IsoDate): boolean =>
  calendar.session(date) === null && calendar.certainty(date) !== 'unknown'

/** No exchange has rested longer: five months in 1914, in our time a few weeks. Ends a search that finds nothing. */
const LONGEST_REST = 200

/** The first session on or after `date`, sure or not; null for a calendar without any near it. */
export function sessionFromOn(calendar: Calendar, date: IsoDate): Session | null {
  for (let step = 0; step < LONGEST_REST; step++) {
    const session = calendar.session(addDays(date, step))
    if (session !== null) return session
  }
  return null
}

/** The last session on or before `date`, sure or not. */
export function sessionUpTo(calendar: Calendar, date: IsoDate): Session | null {
  for (let step = 0; step < LONGEST_REST; step++) {
    const session = calendar.session(addDays(date, -step))
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
    const date = dateOf(day)
    const session = calendar.session(date)
    if (session !== null && calendar.certainty(date) !== 'unknown') sessions.push(session)
  }
  return sessions
}
