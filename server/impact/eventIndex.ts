import { type EventCursor, eventPages } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { keptWhile } from '../../db/file/kept.ts'
import { alignmentOf, clockMoment } from '../events/placedEvent.ts'
import type { NonTradingDay } from '../market/align.ts'
import type { Calendar } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import type { EventTicker, MarketEvent } from '../market/event.ts'
import type { EventAlignment } from '../market/eventAlign.ts'
import { isOutcome } from '../market/eventType.ts'
import type { Instant } from '../market/instant.ts'

/**
 * An event as far as its neighbours and lists need to know it, on one calendar: tens of thousands of these are held where
 * the events themselves are read when it is their turn.
 */
export interface IndexedEvent extends EventCursor {
  readonly title: string
  readonly type: string
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

const kept = keptWhile<EventIndex>(16)

/** @param owner of the calendar, by a name that tells calendars apart */
export const eventIndex = (
  db: Db,
  symbol: string,
  { owner, calendar }: { readonly owner: string; readonly calendar: Calendar },
  nonTradingDay: NonTradingDay,
): Promise<EventIndex> =>
  kept(db, JSON.stringify([symbol, owner, nonTradingDay]), [['events'], ['places']], async () => {
    const index: IndexedEvent[] = []
    const shared = sharedLists()
    for await (const page of eventPages(db, { ticker: symbol }))
      for (const { event, cursor } of page)
        if (event.status !== 'rejected')
          index.push({ ...cursor, ...indexed(event, symbol, alignmentOf(event, calendar, nonTradingDay), shared) })
    return index
  })

type Shared = <Days extends readonly IsoDate[]>(days: Days) => Days

/** Equal lists of days are one list: most events share theirs with others. */
function sharedLists(): Shared {
  const known = new Map<string, readonly IsoDate[]>()
  return <Days extends readonly IsoDate[]>(days: Days) => {
    const key = days.join(' ')
    const list = known.get(key) ?? days
    known.set(key, list)
    return list as Days
  }
}

function indexed(
  event: MarketEvent,
  symbol: string,
  alignment: EventAlignment,
  shared: Shared,
): Omit<IndexedEvent, keyof EventCursor> {
  const sessions = shared(alignment.kind === 'aligned' ? alignment.candidates : [])
  return {
    title: event.title,
    type: event.type,
    status: event.status,
    isOutcome: isOutcome(event.type),
    role: event.tickers.find((one) => one.symbol === symbol)?.role ?? null,
    benchmark: event.extra.benchmark ?? '',
    at: clockMoment(event),
    days: shared(daysOf(alignment)),
    session: alignment.kind === 'aligned' ? (sessions.find((day) => day === alignment.day0) ?? alignment.day0) : null,
    sessions,
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
