import { type Alignment, type AlignmentFlag, align, type EventTime, type NonTradingDay } from './align.ts'
import type { Calendar } from './calendar.ts'
import { durationMs } from './duration.ts'
import { effectiveTime, type MarketEvent } from './event.ts'
import { interval, mustBeMoment } from './moment.ts'
import { localTime } from './zone.ts'

/** `upper_bound`: somebody saw the news by then, so that the true day may be earlier. */
export type EventFlag = AlignmentFlag | 'upper_bound'

type Placed = Extract<Alignment, { kind: 'aligned' }>
export type EventAlignment =
  | Exclude<Alignment, { kind: 'aligned' }>
  | (Omit<Placed, 'flags'> & { readonly flags: readonly EventFlag[] })

const HOUR = 3_600_000
const DAY = 86_400_000

/**
 * What an event says of when the market could first know. A clock time whose precision is a day is a date: its hour
 * means nothing; one that is known to the hour only reaches an hour either way unless its uncertainty says otherwise.
 *
 * @param zone of the exchange, for a clock time without a zone of its own that is known to the day only
 */
export function eventTime(event: MarketEvent, zone: string): EventTime {
  const time = mustBeMoment(effectiveTime(event))
  const stated = event.uncertainty === null ? null : durationMs(event.uncertainty)
  switch (time.kind) {
    case 'interval':
      return { kind: 'interval', from: time.from, to: time.to }
    case 'date':
      return { kind: 'date', date: time.date, stated: event.session, uncertainty: Math.ceil((stated ?? 0) / DAY) }
    case 'instant': {
      const { precision } = event
      if (precision === 'second' || precision === 'minute')
        return { kind: 'instant', at: time.at, uncertainty: stated ?? 0 }
      if (precision === 'hour') return { kind: 'instant', at: time.at, uncertainty: stated ?? HOUR }
      const { date } = localTime(time.at, event.timezone ?? zone)
      if (precision === 'day')
        return { kind: 'date', date, stated: event.session, uncertainty: Math.ceil((stated ?? 0) / DAY) }
      return { kind: 'interval', ...interval(date, precision) }
    }
  }
}

/** The session an event could first move, on the calendar of the ticker that is looked at. */
export function alignEvent(
  event: MarketEvent,
  calendar: Calendar,
  nonTradingDay: NonTradingDay = 'later',
): EventAlignment {
  const aligned = align(eventTime(event, calendar.zone), calendar, nonTradingDay)
  if (aligned.kind !== 'aligned' || event.time_source !== 'seen' || event.uncertainty !== null) return aligned
  return { ...aligned, flags: [...aligned.flags, 'upper_bound'] }
}
