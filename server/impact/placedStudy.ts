import { type PlacedEvent, placeEvent } from '../events/placedEvent.ts'
import type { NonTradingDay } from '../market/align.ts'
import type { IsoDate } from '../market/day.ts'
import type { MarketEvent } from '../market/event.ts'
import type { EventAlignment } from '../market/eventAlign.ts'
import type { Design } from '../stats/design.ts'
import { type Depth, type EventOptions, type Measured, measureEvent } from '../stats/event.ts'
import { needsBenchmark } from '../stats/models.ts'
import { inOrder } from '../stats/overlap.ts'
import type { Reason } from '../stats/reasons.ts'
import type { Settings } from '../stats/settings.ts'
import type { AlignedSeries } from './alignedSeries.ts'
import { type ClosesApart, closesApart } from './closes.ts'
import { type Confounder, withConfounders } from './confounders.ts'
import type { OtherEvents } from './otherEvents.ts'
import { otherCurrency } from './rate.ts'

/** Why an event is not measured, before any model is asked. */
export type PlacingReason = 'tooCoarse' | 'beyondCalendar' | 'notSession' | 'noBenchmark' | 'noRate' | 'badWindows'

export interface Exclusion {
  readonly reason: Reason | PlacingReason
  readonly detail: string
  /** Estimation observations there were. */
  readonly M: number
}

/**
 * One event laid out on the series that it is measured on, with everything that decides its figures: whoever measures an
 * event measures one of these, so that no two ways in can differ.
 */
export interface PlacedStudy {
  readonly event: PlacedEvent
  readonly aligned: AlignedSeries
  readonly design: Design
  readonly settings: Settings
  /** Day 0; null where none is known. */
  readonly session: IsoDate | null
  /** Its place on the axis; null where it has none. */
  readonly position: number | null
  readonly others: OtherEvents
  /** What else may have moved its price, over the whole axis. */
  readonly confounders: () => readonly Confounder[]
  /** What keeps it from being measured, as far as its place and settings tell. */
  readonly excluded: Exclusion | null
}

/** What an event is laid out on. */
export type Ground = Pick<PlacedStudy, 'aligned' | 'design' | 'settings' | 'others' | 'confounders' | 'excluded'>

/** Lays an event out. @param ground with what already speaks against measuring it */
export function placedStudy(event: MarketEvent, ground: Ground, nonTradingDay: NonTradingDay = 'later'): PlacedStudy {
  const { aligned } = ground
  const placed = placeEvent(event, aligned.calendar, nonTradingDay)
  const session = placed.alignment.kind === 'aligned' ? placed.alignment.day0 : null
  const position = session === null ? null : (aligned.position.get(session) ?? null)
  const excluded = ground.excluded ?? unplaced(placed.alignment, position, aligned)
  return { ...ground, event: placed, session, position, excluded }
}

const notMeasured = (reason: PlacingReason | 'outsideData', detail: string): Exclusion => ({ reason, detail, M: 0 })

function unplaced(alignment: EventAlignment, position: number | null, { axis }: AlignedSeries): Exclusion | null {
  switch (alignment.kind) {
    case 'too-coarse':
      return notMeasured('tooCoarse', `the time is known only as ${alignment.from} to ${alignment.to}`)
    case 'beyond-calendar':
      return notMeasured(
        'beyondCalendar',
        `the exchange calendar is known from ${alignment.from} to ${alignment.to} only`,
      )
    case 'skipped':
      return notMeasured('notSession', `the exchange was closed on ${alignment.date}`)
    case 'aligned':
      if (position !== null) return null
      return notMeasured(
        'outsideData',
        axis.length === 0
          ? 'there are no prices'
          : `day 0 ${alignment.day0} is not among the sessions of the data, which run from ${axis[0]} to ${axis.at(-1)}`,
      )
  }
}

const masks = new WeakMap<AlignedSeries, { readonly all: readonly Confounder[]; readonly mask: Uint8Array }>()

/** One for all events of a series: a study holds as many as there are. */
function maskOf(aligned: AlignedSeries, all: readonly Confounder[]): Uint8Array {
  const known = masks.get(aligned)
  if (known?.all === all) return known.mask
  const mask = withConfounders(aligned.axis.length, all, aligned.stale)
  masks.set(aligned, { all, mask })
  return mask
}

/** What the engine is told of a day 0 beside series and settings; the event itself is never another. */
export function optionsAt(
  { others, aligned, event, position, settings, confounders }: PlacedStudy,
  day0: number,
): EventOptions {
  // Only where another day than its own is tried can an event be found among the others.
  const known = day0 === position ? others.dated : inOrder(others.dated.filter(({ id }) => id !== event.event_id))
  return {
    others: known,
    unusable: settings.estimationMask === 'confounders' ? maskOf(aligned, confounders()) : aligned.stale,
  }
}

/** The figures of an event, or why there are none. */
export function measurePlaced(
  study: PlacedStudy,
  depth: Depth,
): Measured | (Exclusion & { readonly kind: 'excluded' }) {
  const { design, position, settings, excluded } = study
  if (excluded !== null || position === null)
    return {
      kind: 'excluded',
      ...(excluded ?? notMeasured('outsideData', 'day 0 is not among the sessions of the data')),
    }
  const measured = measureEvent(design, position, settings, { depth, ...optionsAt(study, position) })
  return measured.kind === 'excluded' ? measured : { ...measured, flags: flagsOf(study, measured) }
}

/** Flags of the figures and of the prices behind them. */
const flagsOf = (study: PlacedStudy, { flags }: Measured): Measured['flags'] => [...flags, ...flagsOfPrices(study)]

/** What the prices of a security and its benchmark have to do with one another that a reader of figures must know. */
export function flagsOfPrices(study: PlacedStudy): Measured['flags'] {
  const { aligned, settings } = study
  const flags: Measured['flags'][number][] = aligned.unadjusted ? ['unadjustedPrices'] : []
  if (!needsBenchmark(settings.model)) return flags
  if (closesOf(study) !== null) flags.push('asynchronous')
  if (aligned.rate === null && otherCurrency(aligned.ticker, aligned.benchmark) !== null) flags.push('currencyDiffers')
  return flags
}

/** How the closes lie apart on the sessions that the figures rest on; null where they do not. */
export function closesOf({
  aligned,
  position,
  settings: { estimation, event },
}: Pick<PlacedStudy, 'aligned' | 'position' | 'settings'>): ClosesApart | null {
  const [from, to] =
    position === null
      ? [0, aligned.axis.length]
      : [position + Math.min(estimation[0], event[0]), position + Math.max(estimation[1], event[1]) + 1]
  return closesApart(aligned.calendar, aligned.benchmarkCalendar, aligned.axis.slice(Math.max(0, from), to))
}

/** Every session that an event may have hit and that has a place on the axis: more than one where its time is uncertain. */
export function admissible({
  event,
  aligned,
}: PlacedStudy): readonly (readonly [session: IsoDate, position: number])[] {
  const { alignment } = event
  if (alignment.kind !== 'aligned') return []
  return alignment.candidates.flatMap((session) => {
    const position = aligned.position.get(session)
    return position === undefined ? [] : [[session, position] as const]
  })
}
