import { countEvents, readEventPage } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import type { IsoDate } from '../market/day.ts'
import { eventSpan, type MarketEvent } from '../market/event.ts'
import { type Family, families, typesOfFamily } from '../market/eventType.ts'
import { exchangeZone } from '../market/exchangeZone.ts'
import { type EventPlace, eventCursors } from '../query/cursors.ts'
import { type Paged, type Paging, roomFor, whole } from '../query/page.ts'
import { type PlacedEvent, placeEvent } from './placedEvent.ts'

export interface EventQuery {
  readonly ticker?: string | undefined
  readonly from?: IsoDate | null | undefined
  readonly to?: IsoDate | null | undefined
  /** A type code or a family. */
  readonly type?: string | undefined
  readonly status?: MarketEvent['status'] | undefined
  readonly q?: string | undefined
}

/** The filter of the store that a query stands for; dates are days of the exchange's clock. */
export function filterOf({ ticker, from, to, type, status, q }: EventQuery) {
  const zone = (ticker === undefined ? null : exchangeZone(ticker)) ?? 'America/New_York'
  const isFamily = type !== undefined && (families as readonly string[]).includes(type)
  return {
    ticker: ticker ?? null,
    span: from == null && to == null ? null : eventSpan(from ?? null, to ?? null, zone),
    types: type === undefined ? null : isFamily ? typesOfFamily(type as Family) : [type],
    status: status ?? null,
    q: q === undefined || q === '' ? null : q,
  }
}

/** A page of events in order of their effective time, each with the session it could first move on its ticker's exchange. */
export async function eventList(
  db: Db,
  query: EventQuery,
  { limit, after, size }: Paging<EventPlace> = whole,
): Promise<Paged & { readonly events: readonly PlacedEvent[] }> {
  const filter = filterOf(query)
  const cursor = after === null ? null : { effectiveMs: after[0], eventId: after[1] }
  // One more than is shown tells whether there is another page.
  const found = await readEventPage(db, filter, cursor, Math.min(limit, 1_000_000) + 1)
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
