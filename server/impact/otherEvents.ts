import type { NonTradingDay } from '../market/align.ts'
import type { IsoDate } from '../market/day.ts'
import type { MarketEvent } from '../market/event.ts'
import { alignEvent, type EventAlignment } from '../market/eventAlign.ts'
import { isOutcome } from '../market/eventType.ts'
import type { DatedEvent } from '../stats/overlap.ts'
import type { Settings } from '../stats/settings.ts'
import type { AlignedSeries } from './alignedSeries.ts'

/** An item of news as its session's list names it. */
export type ClusterItem = Pick<MarketEvent, 'event_id' | 'title'>

/** Another event of the ticker whose session lies in one of the windows. */
export interface Overlap {
  readonly event_id: string
  readonly title: string
  readonly day0: IsoDate
  readonly where: 'event' | 'estimation'
}

/** What else is known to have happened to a security: every event that is not rejected and no outcome of the price itself. */
export interface OtherEvents {
  /** News by the session it hit, that about the market as a whole included. */
  readonly bySession: ReadonlyMap<IsoDate, readonly ClusterItem[]>
  /** The security's own news on the axis, in order of its effective time. */
  readonly dated: readonly (DatedEvent & { readonly title: string })[]
  /** Those of `dated` that hit another session than the one at `position`; the same list for the same position. */
  readonly awayFrom: (position: number) => readonly DatedEvent[]
}

/**
 * @param events of the ticker
 * @param ofBenchmark events of its benchmark, of which those about the market as a whole reach every ticker
 */
export function otherEventsOn(
  { calendar, position, benchmark }: Pick<AlignedSeries, 'calendar' | 'position' | 'benchmark'>,
  events: readonly MarketEvent[],
  ofBenchmark: readonly MarketEvent[],
  nonTradingDay: NonTradingDay,
): OtherEvents {
  const sessionOf = (event: MarketEvent): IsoDate | null => sessionIn(alignEvent(event, calendar, nonTradingDay))
  const known = events.filter(({ type }) => !isOutcome(type)).map((event) => [event, sessionOf(event)] as const)
  const own = new Set(events.map(({ event_id }) => event_id))
  const market = ofBenchmark
    .filter(({ event_id, type }) => !own.has(event_id) && !isOutcome(type))
    .filter(({ tickers }) => tickers.some(({ symbol, role }) => symbol === benchmark.symbol && role === 'market'))
    .map((event) => [event, sessionOf(event)] as const)
  const dated = known.flatMap(([{ event_id, title }, session]) => {
    const day0 = session === null ? undefined : position.get(session)
    return day0 === undefined ? [] : [{ id: event_id, title, day0 }]
  })
  const bySession = new Map<IsoDate, ClusterItem[]>()
  for (const [{ event_id, title }, session] of [...known, ...market]) {
    if (session === null) continue
    const items = bySession.get(session)
    if (items === undefined) bySession.set(session, [{ event_id, title }])
    else items.push({ event_id, title })
  }
  const away = new Map<number, readonly DatedEvent[]>()
  return {
    bySession,
    dated,
    awayFrom: (at) => {
      const others = away.get(at) ?? dated.filter(({ day0 }) => day0 !== at)
      away.set(at, others)
      return others
    },
  }
}

const sessionIn = (alignment: EventAlignment): IsoDate | null => (alignment.kind === 'aligned' ? alignment.day0 : null)

/** Every item that hit a session, the event itself among them though it may be an outcome. */
export function clusterOf(
  session: IsoDate | null,
  { event_id, title }: MarketEvent,
  { bySession }: OtherEvents,
): readonly ClusterItem[] {
  if (session === null) return []
  const items = bySession.get(session) ?? []
  return items.some((item) => item.event_id === event_id) ? items : [...items, { event_id, title }]
}

/** Events whose session lies in the event or the estimation window of the one at `position`. */
export function overlapsAt(
  position: number,
  { dated }: OtherEvents,
  { axis }: AlignedSeries,
  { event, estimation }: Settings,
): readonly Overlap[] {
  const holds = ([from, to]: readonly [number, number], rel: number) => rel >= from && rel <= to
  return dated.flatMap(({ id, title, day0 }): readonly Overlap[] => {
    const [rel, session] = [day0 - position, axis[day0]]
    const where = holds(event, rel) ? 'event' : holds(estimation, rel) ? 'estimation' : null
    return rel === 0 || where === null || session === undefined ? [] : [{ event_id: id, title, day0: session, where }]
  })
}
