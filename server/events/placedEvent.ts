import type { NonTradingDay } from '../market/align.ts'
import type { Calendar } from '../market/calendar.ts'
import { effectiveTime, type MarketEvent } from '../market/event.ts'
import { alignEvent, type EventAlignment } from '../market/eventAlign.ts'
import { eventFamily, type Family, isOutcome } from '../market/eventType.ts'
import { utcText } from '../market/instant.ts'
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
    readonly zone: string
  }
}

/** Times are written with the offset of the event's own zone, as its exports write them. */
export function placeEvent(
  event: MarketEvent,
  calendar: Calendar,
  nonTradingDay: NonTradingDay = 'later',
): PlacedEvent {
  const effective = moment(effectiveTime(event))
  const at =
    effective?.kind === 'instant' && ['second', 'minute', 'hour'].includes(event.precision) ? effective.at : null
  const zone = event.timezone ?? calendar.zone
  return {
    ...event,
    occurred_at: shown(event.occurred_at, zone),
    occurred_until: shown(event.occurred_until, zone),
    public_at: shown(event.public_at, zone),
    family: eventFamily(event.type),
    is_outcome: isOutcome(event.type),
    alignment: {
      ...alignEvent(event, calendar, nonTradingDay),
      published_utc: at === null ? null : utcText(at),
      published_local: at === null ? null : zonedText(at, calendar.zone),
      zone: calendar.zone,
    },
  }
}

function shown(time: string | null, zone: string): string | null {
  const found = time === null ? null : moment(time)
  return found?.kind === 'instant' ? zonedText(found.at, zone) : time
}
