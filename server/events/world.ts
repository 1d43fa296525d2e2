import type { Db } from '../../db/file/db.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import type { Calendar } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import type { MarketEvent } from '../market/event.ts'
import { worldEvents } from '../sources/worldEvents.ts'
import { type PlacedEvent, placeEvent } from './placedEvent.ts'

/** Every world event of the bundled table. */
export const everyWorldEvent = (): readonly MarketEvent[] => worldEvents()

const placedOn = new WeakMap<Calendar, readonly PlacedEvent[]>()

/**
 * What happened to every market at once, placed on the sessions of an exchange, in order of their day.
 *
 * @param from first and last session or date that is wanted; null for no bound
 */
export function worldEventsOn(calendar: Calendar, from: IsoDate | null, to: IsoDate | null): readonly PlacedEvent[] {
  const all = placedOn.get(calendar) ?? worldEvents().map((event) => placeEvent(event, calendar))
  placedOn.set(calendar, all)
  return all.flatMap((placed) => {
    const { alignment } = placed
    if (alignment.kind !== 'aligned') return []
    const isWanted = (from === null || alignment.day0 >= from) && (to === null || alignment.day0 <= to)
    return isWanted ? [placed] : []
  })
}

/** The same on the exchange of a ticker, New York's where none is named; `type` is a code or family. */
export async function worldOn(
  db: Db,
  {
    ticker,
    from,
    to,
    type,
  }: { ticker?: string | undefined; from?: IsoDate | null; to?: IsoDate | null; type?: string | undefined },
): Promise<readonly PlacedEvent[]> {
  const calendar = (await calendarsOf(db)).ofEvent(ticker ?? '*', null)
  const all = worldEventsOn(calendar, from ?? null, to ?? null)
  return type === undefined ? all : all.filter((event) => event.type === type || event.type.startsWith(`${type}.`))
}
