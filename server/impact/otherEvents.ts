import { createHash } from 'node:crypto'
import type { IsoDate } from '../market/day.ts'
import type { MarketEvent } from '../market/event.ts'
import { type DatedEvent, type InOrder, inOrder, othersIn } from '../stats/overlap.ts'
import type { Settings } from '../stats/settings.ts'
import type { AlignedSeries, Layout } from './alignedSeries.ts'
import type { EventIndex, IndexedEvent } from './eventIndex.ts'

/** An item of news as its session's list names it. */
export type ClusterItem = Pick<MarketEvent, 'event_id' | 'title'>

/** Another event of the ticker whose session lies in one of the windows. */
export interface Overlap {
  readonly event_id: string
  readonly title: string
  readonly day0: IsoDate
  readonly where: 'event' | 'estimation'
}

/** The news that hit a session. */
export interface SessionNews {
  readonly size: number
  /** The first of them, at most `clusterShown`. */
  readonly first: readonly ClusterItem[]
  /** Those that are no event of the security itself. */
  readonly ofMarket: readonly string[]
}

/** What else is known to have happened to a security: every event that is not rejected and no outcome of the price itself. */
export interface OtherEvents {
  /** What they were found in. */
  readonly of: readonly [layout: Layout, events: EventIndex, ofBenchmark: EventIndex]
  /** News by the session it hit, that about the market as a whole included. */
  readonly bySession: ReadonlyMap<IsoDate, SessionNews>
  /** Is an event among those of its session? Outcomes are not. */
  readonly isNews: (eventId: string) => boolean
  /** The security's own news on the axis, in order of its sessions. */
  readonly dated: InOrder<DatedEvent & { readonly title: string }>
  /** Equal for equal `dated`. */
  readonly fingerprint: () => string
}

/**
 * @param events of the ticker
 * @param ofBenchmark events of its benchmark on the calendar of the ticker, of which those about the market as a whole reach every ticker
 * @param before what they were: the same object where nothing has changed
 */
export function otherEventsOn(
  layout: Layout,
  events: EventIndex,
  ofBenchmark: EventIndex,
  before: OtherEvents | null = null,
): OtherEvents {
  const of = [layout, events, ofBenchmark] as const
  if (before?.of.every((one, at) => one === of[at])) return before
  const { position } = layout
  const found: (DatedEvent & { readonly title: string })[] = []
  const bySession = new Map<IsoDate, { size: number; first: ClusterItem[]; ofMarket: string[] }>()
  const news = new Set<string>()
  const add = ({ eventId, title, session }: IndexedEvent) => {
    news.add(eventId)
    if (session === null) return null
    const known = bySession.getOrInsertComputed(session, () => ({ size: 0, first: [], ofMarket: [] }))
    known.size++
    if (known.size <= clusterShown) known.first.push({ event_id: eventId, title })
    return known
  }
  for (const event of events) {
    if (event.isOutcome) continue
    add(event)
    const day0 = event.session === null ? undefined : position.get(event.session)
    if (day0 !== undefined) found.push({ id: event.eventId, title: event.title, day0 })
  }
  for (const event of ofBenchmark)
    if (event.role === 'market' && !event.isOutcome && !news.has(event.eventId))
      add(event)?.ofMarket.push(event.eventId)
  let fingerprint: string | null = null
  const dated = inOrder(found)
  return {
    of,
    bySession,
    isNews: (eventId) => news.has(eventId),
    dated,
    fingerprint: () =>
      (fingerprint ??= createHash('sha256')
        .update(dated.map(({ id, day0 }) => `${id} ${day0}\n`).join(''))
        .digest('base64url')),
  }
}

/** Items of its session that a line, a row or an event names. */
export const clusterShown = 50

/**
 * The items that hit a session, the event itself among them though it may be an outcome: at most `clusterShown` of them,
 * and how many there are.
 */
export function clusterOf(
  session: IsoDate | null,
  { event_id, title }: Pick<MarketEvent, 'event_id' | 'title'>,
  { bySession, isNews }: OtherEvents,
): { readonly items: readonly ClusterItem[]; readonly size: number } {
  if (session === null) return { items: [], size: 0 }
  const { size: known, first: items } = bySession.get(session) ?? { size: 0, first: [] }
  const size = known + (isNews(event_id) ? 0 : 1)
  if (items.some((item) => item.event_id === event_id)) return { items, size }
  return { items: [...items.slice(0, clusterShown - 1), { event_id, title }], size }
}

/** Others in the windows of an event: at most `overlapsShown`, those of the event window first, and how many there are. */
export interface Overlaps {
  readonly overlaps: readonly Overlap[]
  readonly overlap_counts: { readonly event: number; readonly estimation: number }
}

const overlapsShown = 200

export const noOverlaps: Overlaps = { overlaps: [], overlap_counts: { event: 0, estimation: 0 } }

/** Events whose session lies in the event or the estimation window of the one at `position`. */
export function overlapsAt(
  position: number,
  { dated }: OtherEvents,
  { axis }: AlignedSeries,
  { event, estimation }: Settings,
): Overlaps {
  const holds = ([from, to]: readonly [number, number], rel: number) => rel >= from && rel <= to
  const found: Record<Overlap['where'], Overlap[]> = { event: [], estimation: [] }
  const counts = { event: 0, estimation: 0 }
  const reach = [Math.min(event[0], estimation[0]), Math.max(event[1], estimation[1])] as const
  for (const { id, title, day0 } of othersIn(dated, position, reach)) {
    const [rel, session] = [day0 - position, axis[day0]]
    const where = holds(event, rel) ? 'event' : holds(estimation, rel) ? 'estimation' : null
    if (where === null || session === undefined) continue
    counts[where]++
    if (counts[where] <= overlapsShown) found[where].push({ event_id: id, title, day0: session, where })
  }
  return { overlaps: [...found.event, ...found.estimation].slice(0, overlapsShown), overlap_counts: counts }
}
