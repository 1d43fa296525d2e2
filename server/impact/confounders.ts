import { worldEventsOn } from '../events/world.ts'
import type { CorporateAction } from '../market/action.ts'
import { sessionFromOn } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import { concerns } from '../market/worldMarket.ts'
import type { CarWindow } from '../stats/car.ts'
import type { Settings } from '../stats/settings.ts'
import type { AlignedSeries } from './alignedSeries.ts'
import type { EventIndex } from './eventIndex.ts'

/** What may have moved a price besides the event that is looked at. */
export const confounderKinds = ['earnings', 'index', 'dividend', 'split', 'world'] as const

export interface Confounder {
  readonly kind: (typeof confounderKinds)[number]
  /** The event, or one of the bundled table of world events; null for a payment or split. */
  readonly event_id: string | null
  readonly title: string
  readonly session: IsoDate
  /** Place on the axis. */
  readonly position: number
}

/** Everything on the axis of a security that is known to confound: own earnings and index changes, payments, splits, world events that concern its market. */
export function confoundersOn(
  { axis, position, calendar }: Pick<AlignedSeries, 'axis' | 'position' | 'calendar'>,
  own: EventIndex,
  actions: readonly CorporateAction[],
): readonly Confounder[] {
  const at = (session: IsoDate | null): number | undefined => (session === null ? undefined : position.get(session))
  const found: Confounder[] = []
  const add = (kind: Confounder['kind'], event_id: string | null, title: string, session: IsoDate | null) => {
    const place = at(session)
    if (place !== undefined && session !== null) found.push({ kind, event_id, title, session, position: place })
  }
  for (const { type, eventId, title, session } of own) {
    if (type === 'earnings' || type.startsWith('earnings.')) add('earnings', eventId, title, session)
    if (type === 'listing.index_change') add('index', eventId, title, session)
  }
  for (const action of actions) {
    // An ex date on which the exchange is closed falls to the next session, whose return has the payment in it.
    const session = sessionFromOn(calendar, action.date)?.date ?? null
    if (action.kind === 'split') add('split', null, `${action.numerator}:${action.denominator}`, session)
    else add('dividend', null, `${action.amount}`, session)
  }
  for (const event of worldEventsOn(calendar, axis[0] ?? null, axis.at(-1) ?? null))
    if (event.alignment.kind === 'aligned' && concerns(event.extra.market, calendar.zone))
      add('world', event.event_id, event.title, event.alignment.day0)
  return found.sort((a, b) => a.position - b.position)
}

/** A confounder in a window of an event. */
export interface ConfounderInWindow extends Omit<Confounder, 'position'> {
  /** Sessions from day 0. */
  readonly rel: number
  readonly where: 'event' | 'estimation'
}

/** Confounders in the windows of the event at `day0`, itself left out. */
export const confoundersAt = (
  day0: number,
  eventId: string,
  all: readonly Confounder[],
  { event, estimation }: Pick<Settings, 'event' | 'estimation'>,
): readonly ConfounderInWindow[] =>
  all.flatMap(({ position, ...confounder }): readonly ConfounderInWindow[] => {
    const rel = position - day0
    const where = holds(event, rel) ? 'event' : holds(estimation, rel) ? 'estimation' : null
    return where === null || confounder.event_id === eventId ? [] : [{ ...confounder, rel, where }]
  })

/** What the windows of an event come to without the sessions of its confounders. */
export interface WithoutConfounders {
  /** Sessions of the event window that are left out of the windows, from day 0. */
  readonly left_out: readonly { readonly session: IsoDate; readonly rel: number }[]
  /** Sessions of the estimation window that are left out of it. */
  readonly estimation_left_out: number
  /** A confounder hit the session of the event itself, which stays: what each did to it cannot be told apart. */
  readonly on_day0: boolean
  readonly windows: readonly CarWindow[]
}

/** @param measured the windows without sessions that 1 stands for, on the axis */
export function withoutConfounders(
  confounders: readonly ConfounderInWindow[],
  { length, day0 }: { readonly length: number; readonly day0: number },
  measured: (leftOut: Uint8Array) => readonly CarWindow[],
): WithoutConfounders {
  const leftOut = new Uint8Array(length)
  const sessions = new Map<IsoDate, number>()
  for (const { session, rel, where } of confounders)
    if (where === 'event' && rel !== 0) {
      leftOut[day0 + rel] = 1
      sessions.set(session, rel)
    }
  const inEstimation = new Set(confounders.flatMap(({ session, where }) => (where === 'estimation' ? [session] : [])))
  return {
    left_out: [...sessions].map(([session, rel]) => ({ session, rel })),
    estimation_left_out: inEstimation.size,
    on_day0: confounders.some(({ rel }) => rel === 0),
    windows: measured(leftOut),
  }
}

const holds = ([from, to]: readonly [number, number], rel: number): boolean => rel >= from && rel <= to

/** The sessions that the mask `confounders` leaves out of the estimation, besides those around other events: their own alone. */
export function withConfounders(
  length: number,
  all: readonly Pick<Confounder, 'position'>[],
  unusable: Uint8Array | null,
): Uint8Array {
  const masked = unusable === null ? new Uint8Array(length) : unusable.slice()
  for (const { position } of all) masked[position] = 1
  return masked
}
