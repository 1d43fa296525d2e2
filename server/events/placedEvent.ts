import type { NonTradingDay } from '../market/align.ts'
import { type Calendar, previousSession } from '../market/calendar.ts'
import { effectiveTime, type MarketEvent } from '../market/event.ts'
import { alignEvent, type EventAlignment } from '../market/eventAlign.ts'
import { eventFamily, type Family, isOutcome } from '../market/eventType.ts'
import { isHeld } from '../market/heldEvents.ts'
import { type Instant, utcText } from '../market/instant.ts'
import { moment } from '../market/moment.ts'
import { zonedText } from '../market/zone.ts'

/** An event with the session it could first move, as every answer shows it. */
export type PlacedEvent = MarketEvent & {
  readonly family: Family
  /** A record set by the price: an outcome, never a cause. */
  readonly is_outcome: boolean
  readonly alignment: EventAlignment & {
    /** The effective time on both clocks; null when only a date or less is known. */
    readonly published_utc: string | null
    readonly published_local: string | null
    /** When the event day's session opens and closes, and the one before it closed, UTC; null where there is no event day. */
    readonly session_opens: string | null
    readonly session_closes: string | null
    readonly previous_closes: string | null
    readonly zone: string
  }
}

/**
 * Remembers what was last made of an event that is held, on a calendar: nearly every one is asked about on one calendar
 * only. Of others nothing is remembered: quick collections take a weak map's values for needed, so that of tens of thousands
 * of events that pass by everything would stay.
 */
function onceForEach<T>(
  make: (event: MarketEvent, calendar: Calendar, nonTradingDay: NonTradingDay) => T,
): typeof make {
  const known = new WeakMap<
    MarketEvent,
    { readonly calendar: Calendar; readonly nonTradingDay: NonTradingDay; readonly made: T }
  >()
  return (event, calendar, nonTradingDay) => {
    const before = known.get(event)
    if (before?.calendar === calendar && before.nonTradingDay === nonTradingDay) return before.made
    const made = make(event, calendar, nonTradingDay)
    if (isHeld(event)) known.set(event, { calendar, nonTradingDay, made })
    return made
  }
}

/** Where an event stands on the sessions of a calendar. */
export const alignmentOf = onceForEach(alignEvent)

/** Times are written with the offset of the event's own zone, as its exports write them. */
export const placeEvent = (
  event: MarketEvent,
  calendar: Calendar,
  nonTradingDay: NonTradingDay = 'later',
): PlacedEvent => placed(event, calendar, nonTradingDay)

const placed = onceForEach((event, calendar, nonTradingDay): PlacedEvent => {
  const at = clockMoment(event)
  const zone = event.timezone ?? calendar.zone
  const alignment = alignmentOf(event, calendar, nonTradingDay)
  return {
    ...event,
    occurred_at: shown(event.occurred_at, zone),
    occurred_until: shown(event.occurred_until, zone),
    public_at: shown(event.public_at, zone),
    family: eventFamily(event.type),
    is_outcome: isOutcome(event.type),
    alignment: {
      ...alignment,
      published_utc: at === null ? null : utcText(at),
      published_local: at === null ? null : zonedText(at, calendar.zone),
      ...hoursOf(alignment, calendar),
      zone: calendar.zone,
    },
  }
})

/** The effective time of an event; null when only a date or less is known. */
export function clockMoment(event: MarketEvent): Instant | null {
  const effective = moment(effectiveTime(event))
  return effective?.kind === 'instant' && ['second', 'minute', 'hour'].includes(event.precision) ? effective.at : null
}

function hoursOf(alignment: EventAlignment, calendar: Calendar) {
  const day0 = alignment.kind === 'aligned' ? alignment.day0 : null
  const session = day0 === null ? null : calendar.session(day0)
  const before = day0 === null ? null : previousSession(calendar, day0)
  return {
    session_opens: session === null ? null : utcText(session.opens),
    session_closes: session === null ? null : utcText(session.closes),
    previous_closes: before === null ? null : utcText(before.closes),
  }
}

function shown(time: string | null, zone: string): string | null {
  const found = time === null ? null : moment(time)
  return found?.kind === 'instant' ? zonedText(found.at, zone) : time
}
