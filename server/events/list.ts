import { countFacets } from '../../db/eventFacets.ts'
import type { EventFilter } from '../../db/eventFilter.ts'
import { countEvents, findEvent, readEventPage } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import type { IsoDate } from '../market/day.ts'
import { eventSpan, type MarketEvent } from '../market/event.ts'
import { type Family, families, typesOfFamily } from '../market/eventType.ts'
import { Problem } from '../problem.ts'
import { type EventPlace, eventCursors } from '../query/cursors.ts'
import { type Paged, type Paging, roomFor, whole } from '../query/page.ts'
import { type PlacedEvent, placeEvent } from './placedEvent.ts'

export interface EventQuery {
  readonly ticker?: string | undefined
  readonly from?: IsoDate | null | undefined
  readonly to?: IsoDate | null | undefined
  /** Type codes and families. */
  readonly type?: readonly string[] | undefined
  readonly status?: readonly MarketEvent['status'][] | undefined
  /** Empty text for events without a source. */
  readonly source?: string | undefined
  readonly year?: string | undefined
  readonly q?: string | undefined
  /** From the earliest on, or back from the latest. */
  readonly order?: 'asc' | 'desc' | undefined
}

/** The filter of the store that a query stands for; dates are days on the clock of the ticker's exchange, without one on New York's. */
export async function filterOf(
  db: Db,
  { ticker, from, to, type, status, source, year, q }: EventQuery,
): Promise<EventFilter> {
  const isDated = from != null || to != null
  const calendar = isDated && ticker !== undefined ? (await calendarsOf(db)).ofSymbol(ticker) : null
  return {
    ticker: ticker ?? null,
    span: isDated ? eventSpan(from ?? null, to ?? null, calendar?.zone ?? 'America/New_York') : null,
    types: type === undefined ? null : type.flatMap((one) => (isFamily(one) ? typesOfFamily(one) : [one])),
    statuses: status ?? null,
    source: source ?? null,
    year: year ?? null,
    q: q === undefined || q === '' ? null : q,
  }
}

const isFamily = (type: string): type is Family => (families as readonly string[]).includes(type)

/** A page of events in order of their effective time, or against it, each with the session it could first move on its ticker's exchange. */
export async function eventList(
  db: Db,
  query: EventQuery,
  { limit, after, size }: Paging<EventPlace> = whole,
): Promise<Paged & { readonly events: readonly PlacedEvent[] }> {
  const filter = await filterOf(db, query)
  const cursor = after === null ? null : { effectiveMs: after[0], eventId: after[1] }
  // One more than is shown tells whether there is another page.
  const found = await readEventPage(db, filter, cursor, Math.min(limit, 1_000_000) + 1, query.order)
  const calendars = await calendarsOf(db)
  const fits = roomFor({ size })
  const placed = found.slice(0, limit).map(({ event }) => {
    const symbol = query.ticker ?? event.tickers[0]?.symbol ?? '*'
    return placeEvent(event, calendars.ofEvent(symbol, event.timezone))
  })
  const full = placed.findIndex((event) => !fits(event))
  const events = full < 0 ? placed : placed.slice(0, full)
  const last = found.length > events.length ? found[events.length - 1]?.cursor : undefined
  const next = last === undefined ? null : eventCursors.textOf([last.effectiveMs, last.eventId])
  return { total: await countEvents(db, filter), next, events }
}

/** Values of one facet that are told. */
const MOST_VALUES = 200

/** How many events a query admits, and by each facet how many one could choose instead. */
export async function eventFacets(db: Db, query: EventQuery) {
  const filter = await filterOf(db, query)
  return { total: await countEvents(db, filter), facets: await countFacets(db, filter, MOST_VALUES) }
}

/** One event with the session it could first move on the exchange of its first ticker. @throws Problem 404 where there is none */
export async function oneEvent(db: Db, eventId: string): Promise<PlacedEvent> {
  const event = await findEvent(db, eventId)
  if (event === null) throw new Problem(404, 'unknown_event', `There is no event "${eventId}"`, 'event')
  return placeEvent(event, (await calendarsOf(db)).ofEvent(event.tickers[0]?.symbol ?? '*', event.timezone))
}
