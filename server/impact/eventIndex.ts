import { setImmediate as breathe } from 'node:timers/promises'
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
  /** Is its effective time the moment at which the market could first know? Else only a date or less is known. */
  readonly isMoment: boolean
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
    const shared = sharedValues()
    for await (const page of eventPages(db, { ticker: symbol })) {
      if (index.length > 0) await breathe()
      for (const { event, cursor } of page)
        if (event.status !== 'rejected')
          index.push(indexed(event, cursor, symbol, alignmentOf(event, calendar, nonTradingDay), shared))
    }
    return index
  })

interface Shared {
  readonly text: <Text extends string>(text: Text) => Text
  readonly days: <Days extends readonly IsoDate[]>(days: Days) => Days
}

/** Equal words, and equal lists of days, are one: most events share theirs with others. */
function sharedValues(): Shared {
  const texts = new Map<string, string>()
  const lists = new Map<string, readonly IsoDate[]>()
  return {
    text: <Text extends string>(text: Text) => texts.getOrInsert(text, text) as Text,
    days: <Days extends readonly IsoDate[]>(days: Days) => lists.getOrInsert(days.join(' '), days) as Days,
  }
}

function indexed(
  event: MarketEvent,
  { effectiveMs, eventId }: EventCursor,
  symbol: string,
  alignment: EventAlignment,
  shared: Shared,
): IndexedEvent {
  const sessions = shared.days(alignment.kind === 'aligned' ? alignment.candidates : [])
  const role = event.tickers.find((one) => one.symbol === symbol)?.role
  return {
    effectiveMs,
    eventId,
    title: event.title,
    type: shared.text(event.type),
    status: shared.text(event.status),
    isOutcome: isOutcome(event.type),
    role: role === undefined ? null : shared.text(role),
    benchmark: shared.text(event.extra.benchmark ?? ''),
    isMoment: clockMoment(event) !== null,
    days: shared.days(daysOf(alignment)),
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
