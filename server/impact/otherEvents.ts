import type { IsoDate } from '../market/day.ts'
import type { MarketEvent } from '../market/event.ts'
import { alignEvent } from '../market/eventAlign.ts'
import { isOutcome } from '../market/eventType.ts'
import type { DatedEvent } from '../stats/overlap.ts'
import type { Settings } from '../stats/settings.ts'
import type { Frame } from './alignedSeries.ts'
import type { Overlap } from './answer.ts'

/** Events of one ticker by the session they hit. */
export function clustersOf(events: readonly MarketEvent[], frame: Frame): ReadonlyMap<IsoDate, readonly MarketEvent[]> {
  return Map.groupBy(
    events.filter((event) => !isOutcome(event.type) && sessionOf(event, frame) !== null),
    (event) => sessionOf(event, frame) as IsoDate,
  )
}

/** Of the events of a benchmark, those about the market as a whole: they reach every ticker's session too. */
export const marketNews = (events: readonly MarketEvent[], { benchmark }: Frame): readonly MarketEvent[] =>
  events.filter(
    ({ status, tickers }) =>
      status !== 'rejected' && tickers.some(({ symbol, role }) => symbol === benchmark.symbol && role === 'market'),
  )

/** Every session that news of the ticker hit, as the engine takes it. */
export const companyOf = (events: readonly MarketEvent[], frame: Frame): readonly DatedEvent[] =>
  [...clustersOf(events, frame)].flatMap(([date, items]) => {
    const day0 = frame.position.get(date)
    return day0 === undefined ? [] : [{ id: items.map(({ event_id }) => event_id).join('+'), day0 }]
  })

function sessionOf(event: MarketEvent, { calendar }: Frame): IsoDate | null {
  const aligned = alignEvent(event, calendar)
  return aligned.kind === 'aligned' ? aligned.day0 : null
}

/** The items that hit a session, the event itself among them. */
export function itemsOf(session: IsoDate, event: MarketEvent, others: readonly MarketEvent[], frame: Frame) {
  const items = others.some(({ event_id }) => event_id === event.event_id) ? others : [event, ...others]
  return items.filter((item) => sessionOf(item, frame) === session).map(({ event_id, title }) => ({ event_id, title }))
}

/** Events whose session lies in the event or the estimation window of another. */
export function overlapsOf(
  event: MarketEvent,
  session: IsoDate,
  others: readonly MarketEvent[],
  frame: Frame,
  { event: window, estimation }: Settings,
): readonly Overlap[] {
  const zero = frame.position.get(session)
  if (zero === undefined) return []
  return others.flatMap((other): readonly Overlap[] => {
    const day0 = other.event_id === event.event_id || isOutcome(other.type) ? null : sessionOf(other, frame)
    const position = day0 === null ? undefined : frame.position.get(day0)
    if (day0 === null || position === undefined || day0 === session) return []
    const rel = position - zero
    const where =
      rel >= window[0] && rel <= window[1]
        ? 'event'
        : rel >= estimation[0] && rel <= estimation[1]
          ? 'estimation'
          : null
    return where === null ? [] : [{ event_id: other.event_id, title: other.title, day0, where }]
  })
}
