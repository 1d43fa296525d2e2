import { listEvents } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import type { IsoDate } from '../market/day.ts'
import { eventSpan, type MarketEvent } from '../market/event.ts'
import { type Family, families, typesOfFamily } from '../market/eventType.ts'
import { exchangeZone } from '../market/exchangeZone.ts'
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

/** Events in order of their effective time, each with the session it could first move on its ticker's exchange. */
export async function eventList(
  db: Db,
  query: EventQuery,
): Promise<{ readonly total: number; readonly events: readonly PlacedEvent[] }> {
  const events = await listEvents(db, filterOf(query))
  const calendars = await calendarsOf(db)
  const placed = events.map((event) => {
    const symbol = query.ticker ?? event.tickers[0]?.symbol ?? '*'
    return placeEvent(event, calendars.ofEvent(symbol, event.timezone))
  })
  return { total: placed.length, events: placed }
}
