import { type Calendar, nextSession, type Session, sessionFromOn, sessionUpTo } from './calendar.ts'
import type { IsoDate } from './day.ts'
import { addDays } from './day.ts'
import type { Instant } from './instant.ts'
import { localTime } from './zone.ts'

/** Where a moment lies on the exchange's clock: before the open, in the session, from the close on, or on no session day. */
export type SessionLabel = 'pre' | 'regular' | 'post' | 'closed'
/** The same as the clock tells it: also in the lunch break of a session. */
export type ClockLabel = SessionLabel | 'break'

/** What is known of when the market could first know. */
export type EventTime =
  /** `uncertainty`: half-width in milliseconds. */
  | { readonly kind: 'instant'; readonly at: Instant; readonly uncertainty: number }
  /** `stated`: the session its source names; `uncertainty`: half-width in whole days. */
  | {
      readonly kind: 'date'
      readonly date: IsoDate
      readonly stated: SessionLabel | null
      readonly uncertainty: number
    }
  /** A week, month, quarter or year: first and last day. */
  | { readonly kind: 'interval'; readonly from: IsoDate; readonly to: IsoDate }

/**
 * `overnight`: on a session day while no extended trading is on, which most exchanges never have. `time_unknown`: only the date is known.
 * `day_ambiguous`: the uncertainty reaches more than one event day. `calendar_unknown`: the calendar does not know the
 * day or that of the news, and says what is usual; `hours_unknown`: it knows the days, not their minutes.
 */
export type AlignmentFlag = 'overnight' | 'time_unknown' | 'day_ambiguous' | 'calendar_unknown' | 'hours_unknown'

export type Alignment =
  | {
      readonly kind: 'aligned'
      readonly day0: IsoDate
      readonly session: ClockLabel | null
      readonly flags: readonly AlignmentFlag[]
      /** Every admissible event day in order; one unless the time is uncertain. */
      readonly candidates: readonly IsoDate[]
    }
  /** Too coarse for a test: drawn as a band from `from` to `to`. */
  | { readonly kind: 'too-coarse'; readonly from: IsoDate; readonly to: IsoDate }
  | { readonly kind: 'beyond-calendar'; readonly from: IsoDate; readonly to: IsoDate }
  /** The rule for dates without a session is `skip`. */
  | { readonly kind: 'skipped'; readonly date: IsoDate }

/** What to do with a bare date on which the exchange is closed. */
export type NonTradingDay = 'later' | 'earlier' | 'skip'

/**
 * The session in which the market could first react. For a moment that is the first session whose close lies strictly
 * after it: 15:59:59 belongs to the day, 16:00:00 to the next session, an early-close Friday 13:00:00 to Monday.
 * A bare date stays a date: it is never read as midnight of some zone.
 */
export function align(time: EventTime, calendar: Calendar, nonTradingDay: NonTradingDay = 'later'): Alignment {
  switch (time.kind) {
    case 'instant':
      return alignInstant(time.at, time.uncertainty, calendar)
    case 'date':
      return alignDate(time.date, time.stated, time.uncertainty, calendar, nonTradingDay)
    case 'interval':
      return { kind: 'too-coarse', from: time.from, to: time.to }
  }
}

const beyond = ({ from, to }: Calendar): Alignment => ({ kind: 'beyond-calendar', from, to })

/** The first session whose close is strictly after `at`; null beyond the calendar. */
export function dayZero(at: Instant, calendar: Calendar): Session | null {
  const session = sessionFromOn(calendar, localTime(at, calendar.zone).date)
  if (session === null || session.closes > at) return session
  return nextSession(calendar, session.date)
}

/** @returns the label of a moment and whether it lies outside extended trading on a session day */
export function sessionOf(
  at: Instant,
  calendar: Calendar,
): { readonly label: ClockLabel; readonly overnight: boolean } {
  const next = dayZero(at, calendar)
  if (next !== null && at >= next.opens) {
    const pausing = next.break !== null && at >= next.break.from && at < next.break.to
    return { label: pausing ? 'break' : 'regular', overnight: false }
  }
  const { date, second } = localTime(at, calendar.zone)
  const session = calendar.session(date)
  if (session === null) return { label: 'closed', overnight: false }
  const { extended } = calendar
  const overnight = extended === null || second < extended.opens || second >= extended.closes
  return { label: at < session.opens ? 'pre' : 'post', overnight }
}

/** What the calendar does not know of the date of the news or of the event day. */
function doubts(calendar: Calendar, dates: readonly IsoDate[]): readonly AlignmentFlag[] {
  const certainties = dates.map(calendar.certainty)
  if (certainties.includes('unknown')) return ['calendar_unknown']
  return certainties.includes('hours_unknown') ? ['hours_unknown'] : []
}

function alignInstant(at: Instant, uncertainty: number, calendar: Calendar): Alignment {
  const day0 = dayZero(at, calendar)
  if (day0 === null) return beyond(calendar)
  const candidates = between(
    dayZero((at - uncertainty) as Instant, calendar) ?? day0,
    dayZero((at + uncertainty) as Instant, calendar) ?? day0,
    calendar,
  )
  const { label, overnight } = sessionOf(at, calendar)
  const flags: AlignmentFlag[] = []
  if (overnight) flags.push('overnight')
  if (candidates.length > 1) flags.push('day_ambiguous')
  flags.push(...doubts(calendar, [localTime(at, calendar.zone).date, day0.date]))
  return { kind: 'aligned', day0: day0.date, session: label, flags, candidates }
}

function alignDate(
  date: IsoDate,
  stated: SessionLabel | null,
  uncertainty: number,
  calendar: Calendar,
  nonTradingDay: NonTradingDay,
): Alignment {
  if (calendar.session(date) === null && nonTradingDay === 'skip') return { kind: 'skipped', date }
  const own = (on: IsoDate): Session | null =>
    nonTradingDay === 'earlier' ? sessionUpTo(calendar, on) : sessionFromOn(calendar, on)
  const placed = (on: IsoDate) => (stated === 'post' ? nextSession(calendar, on) : own(on))
  const day0 = placed(date)
  if (day0 === null) return beyond(calendar)
  const [from, to] = [addDays(date, -uncertainty), addDays(date, uncertainty)]
  // Without a stated session the news may have come after the close of the last session it may be of; a day of rest has none.
  const closing = stated === null ? sessionUpTo(calendar, to) : null
  const last = closing !== null && closing.date >= from ? nextSession(calendar, closing.date) : placed(to)
  const candidates = between(placed(from) ?? day0, last ?? day0, calendar)
  const flags: AlignmentFlag[] = []
  if (stated === null) flags.push('time_unknown')
  if (candidates.length > 1) flags.push('day_ambiguous')
  flags.push(...doubts(calendar, [date, day0.date]).filter((flag) => flag === 'calendar_unknown'))
  return { kind: 'aligned', day0: day0.date, session: stated, flags, candidates }
}

function between(first: Session, last: Session, calendar: Calendar): readonly IsoDate[] {
  const days: IsoDate[] = []
  for (let day: Session | null = first; day !== null && day.date <= last.date; day = nextSession(calendar, day.date))
    days.push(day.date)
  return days
}
