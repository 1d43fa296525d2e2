import type { Settings, Window } from './settings.ts'

/** A known event of a security at a session of its axis. */
export type DatedEvent = { readonly id: string; readonly day0: number }

declare const ordered: unique symbol
/**
 * Known events of a security in order of day 0 and id, as everything here takes them: what lies in a window is found by
 * bisection, so that what an event costs does not grow with the events of its security. One list serves all of them: of an
 * event the others are those that hit another session.
 */
export type InOrder<Dated extends DatedEvent = DatedEvent> = readonly Dated[] & { readonly [ordered]: true }

export const inOrder = <Dated extends DatedEvent>(events: readonly Dated[]): InOrder<Dated> =>
  events.toSorted(
    (a, b) => a.day0 - b.day0 || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  ) as readonly Dated[] as InOrder<Dated>

/** Index of the first of events in order whose day 0 is not before a session. */
export function firstNotBefore(events: readonly DatedEvent[], session: number): number {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((events[middle] as DatedEvent).day0 < session) low = middle + 1
    else high = middle
  }
  return low
}

/** The events in a window around a day 0 that hit another session. */
export const othersIn = <Dated extends DatedEvent>(
  events: InOrder<Dated>,
  day0: number,
  [from, to]: Window,
): readonly Dated[] =>
  events
    .slice(firstNotBefore(events, day0 + from), firstNotBefore(events, day0 + to + 1))
    .filter((other) => other.day0 !== day0)

/** Other events that an answer names at most; how many there are stands beside them. */
export const NAMED = 50

/** Other events in a window: ids in order of their day 0, at most fifty, and how many there are. */
export type Inside = { readonly ids: readonly string[]; readonly size: number }

/** Other events whose news falls into an event's windows (methods section 8.1), fifty of each at most, and how many. */
export type Overlap = {
  readonly overlapsEvent: readonly string[]
  readonly overlapsEventSize: number
  readonly inEstimation: readonly string[]
  readonly inEstimationSize: number
}

/** Sessions around another event that a masked estimation window leaves out. */
export const maskReach = 1

/** The others in a window around a day 0: where events in order lie in it, and those among them that hit day 0 itself. */
const placesIn = (events: InOrder, day0: number, [from, to]: Window) => {
  const first = firstNotBefore(events, day0 + from)
  const end = firstNotBefore(events, day0 + to + 1)
  if (from > 0 || to < 0) return { first, end, own: first, after: first }
  return { first, end, own: firstNotBefore(events, day0), after: firstNotBefore(events, day0 + 1) }
}

/** How many others are in a window around a day 0. */
export const countInside = (events: InOrder, day0: number, window: Window): number => {
  const { first, end, own, after } = placesIn(events, day0, window)
  return end - first - (after - own)
}

/** The others in a window around a day 0. */
export const insideOf = (events: InOrder, day0: number, window: Window): Inside => {
  const { first, end, own, after } = placesIn(events, day0, window)
  const ids: string[] = []
  for (let i = first; i < end && ids.length < NAMED; i++)
    if (i < own || i >= after) ids.push((events[i] as DatedEvent).id)
  return { ids, size: end - first - (after - own) }
}

/** The other events of the same security that fall into the event's windows. */
export function overlapOf(
  day0: number,
  events: InOrder,
  { event, estimation }: { readonly event: Window; readonly estimation: Window },
): Overlap {
  const [near, before] = [insideOf(events, day0, event), insideOf(events, day0, estimation)]
  return {
    overlapsEvent: near.ids,
    overlapsEventSize: near.size,
    inEstimation: before.ids,
    inEstimationSize: before.size,
  }
}

/** The other events that a window of this event cannot be told apart from. */
export const jointWith = (day0: number, events: InOrder, window: Window): Inside => insideOf(events, day0, window)

/** 1 for every session of an axis of `length` that lies within one session of another event (methods section 8.2). */
export function maskAround(length: number, others: readonly DatedEvent[]): Uint8Array {
  const masked = new Uint8Array(length)
  for (const { day0 } of others)
    for (let t = Math.max(0, day0 - maskReach); t <= Math.min(length - 1, day0 + maskReach); t++) masked[t] = 1
  return masked
}

/**
 * 1 for every session that may not serve for estimation, null when all may: those that are unusable whatever is asked,
 * and those around other events when the settings ask for it. The one place that decides it.
 *
 * @param unusable 1 for every session of the axis whose price stood still or is otherwise no price to estimate from
 */
export function estimationMask(
  length: number,
  { estimationMask: mask }: Pick<Settings, 'estimationMask'>,
  others: readonly DatedEvent[],
  unusable: Uint8Array | null,
): Uint8Array | null {
  if (mask === 'none') return unusable
  const around = maskAround(length, others)
  if (unusable !== null) for (let t = 0; t < length; t++) if (unusable[t] === 1) around[t] = 1
  return around
}

/** The same for an event whose others are those of its security on other sessions. */
export const maskFor = (
  length: number,
  day0: number,
  settings: Pick<Settings, 'estimationMask' | 'estimation'>,
  events: InOrder,
  unusable: Uint8Array | null,
): Uint8Array | null => {
  const [from, to] = settings.estimation
  const near = settings.estimationMask === 'none' ? [] : othersIn(events, day0, [from - maskReach, to + maskReach])
  return estimationMask(length, settings, near, unusable)
}

/**
 * The same for one session after another, each beside all events but its own: what one step changes is three sessions.
 *
 * @returns the mask of a session; it holds until the next one is asked for
 */
export function maskAwayFrom(
  length: number,
  settings: Pick<Settings, 'estimationMask'>,
  events: readonly DatedEvent[],
  unusable: Uint8Array | null,
): (at: number) => Uint8Array | null {
  const whole = estimationMask(length, settings, events, unusable)
  if (whole === null || settings.estimationMask === 'none') return () => whole
  const days = new Set(events.map(({ day0 }) => day0))
  const isNear = (at: number, but: number): boolean => {
    for (let day = at - maskReach; day <= at + maskReach; day++) if (day !== but && days.has(day)) return true
    return false
  }
  let last = -1
  const around = (day: number, but: number) => {
    for (let at = Math.max(0, day - maskReach); at <= Math.min(length - 1, day + maskReach); at++)
      whole[at] = unusable?.[at] === 1 || isNear(at, but) ? 1 : 0
  }
  return (at) => {
    if (last >= 0) around(last, -1)
    last = days.has(at) ? at : -1
    if (last >= 0) around(at, at)
    return whole
  }
}

/** Items of one security that hit one session: one statistical event (methods section 3.6). */
export type SessionCluster<Item> = {
  readonly id: string
  readonly security: string
  readonly day0: number
  readonly items: readonly Item[]
}

/** Merge items of the same security and day 0, in order of first appearance; ids are joined with `+`. */
export function sessionClusters<Item extends { readonly id: string; readonly security: string; readonly day0: number }>(
  items: readonly Item[],
): readonly SessionCluster<Item>[] {
  const clusters = Map.groupBy(items, ({ security, day0 }) => JSON.stringify([security, day0]))
  return [...clusters.values()].flatMap((members) => {
    const [first] = members
    if (first === undefined) return []
    const id = members.map((member) => member.id).join('+')
    return [{ id, security: first.security, day0: first.day0, items: members }]
  })
}
