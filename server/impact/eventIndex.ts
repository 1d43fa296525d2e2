import { type EventCursor, eventPages } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { keeper } from '../../db/file/kept.ts'
import { clockMoment } from '../events/placedEvent.ts'
import type { NonTradingDay } from '../market/align.ts'
import type { Calendar } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import type { EventTicker, MarketEvent } from '../market/event.ts'
import { alignEvent, type EventAlignment } from '../market/eventAlign.ts'
import { isOutcome } from '../market/eventType.ts'
import type { Instant } from '../market/instant.ts'

/**
 * An event as far as its neighbours and lists need to know it, on one calendar: tens of thousands of these are held where
 * the events themselves are read when it is their turn.
 */
export interface IndexedEvent extends EventCursor {
  readonly title: string
  readonly status: MarketEvent['status']
  /** A record set by the price: never a cause. */
  readonly isOutcome: boolean
  /** The role in which it names the ticker it was looked up by; null where it is about the whole market. */
  readonly role: EventTicker['role'] | null
  /** The benchmark that it names; empty for none. */
  readonly benchmark: string
  /** When the market could first know; null when only a date or less is known. */
  readonly at: Instant | null
  /** First and last day that its time may mean: its session, where it has one. */
  readonly days: readonly [IsoDate, IsoDate]
  /** Day 0; null where none is known. */
  readonly session: IsoDate | null
  /** Every admissible day 0. */
  readonly sessions: readonly IsoDate[]
}

/** Events of a ticker, those about everybody included, but no rejected ones; in order of their effective time and id. */
export type EventIndex = readonly IndexedEvent[]

const kept = keeper<EventIndex>(8)

/** @param owner of the calendar, by a name that tells calendars apart */
export const eventIndex = (
  db: Db,
  symbol: string,
  { owner, calendar }: { readonly owner: string; readonly calendar: Calendar },
  nonTradingDay: NonTradingDay,
): Promise<EventIndex> =>
  kept(db, JSON.stringify([symbol, owner, nonTradingDay]), async () => {
    const index: IndexedEvent[] = []
    for await (const page of eventPages(db, { ticker: symbol }))
      for (const { event, cursor } of page)
        if (event.status !== 'rejected')
          index.push({ ...cursor, ...indexed(event, symbol, alignEvent(event, calendar, nonTradingDay)) })
    return index
  })

function indexed(event: MarketEvent, symbol: string, alignment: EventAlignment): Omit<IndexedEvent, keyof EventCursor> {
  const isAligned = alignment.kind === 'aligned'
  return {
    title: event.title,
    status: event.status,
    isOutcome: isOutcome(event.type),
    role: event.tickers.find((one) => one.symbol === symbol)?.role ?? null,
    benchmark: event.extra.benchmark ?? '',
    at: clockMoment(event),
    days: daysOf(alignment),
    session: isAligned ? alignment.day0 : null,
    sessions: isAligned ? alignment.candidates : [],
  }
}

/** By the session it hit; an event without one by the days its time spans. */
export function daysOf(alignment: EventAlignment): readonly [IsoDate, IsoDate] {
  switch (alignment.kind) {
    case 'aligned':
      return [alignment.day0, alignment.day0]
    case 'skipped':
      return [alignment.date, alignment.date]
    default:
      return [alignment.from, alignment.to]
  }
}
