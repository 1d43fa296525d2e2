import { type Axis, spanOf } from './axis.ts'
import { letterOfEvent, railOfEvent } from './family.ts'
import type { Rail } from './rails.ts'

/** An event that lasted, or of which only a week, a month or more is known, over the bars of that time. */
export type Period = {
  readonly id: string
  readonly rail: Rail
  readonly letter: string
  /** Edges of its first and last bar; what reaches beyond the axis ends with it. */
  readonly from: number
  readonly to: number
  /** Periods of one row do not overlap. */
  readonly row: number
}

/** What is asked of an event. */
export type Lasting = {
  readonly event_id: string
  readonly family: string
  readonly is_outcome: boolean
  readonly occurred_until: string | null
  readonly alignment:
    | { readonly kind: 'aligned'; readonly day0: string }
    | { readonly kind: 'too-coarse' | 'beyond-calendar'; readonly from: string; readonly to: string }
    | { readonly kind: 'skipped' }
}

/** First and last day of an event that is a period; null for one that is a moment. */
export function daysOf({ alignment, occurred_until }: Pick<Lasting, 'alignment' | 'occurred_until'>) {
  if (alignment.kind === 'too-coarse') return { from: alignment.from, to: alignment.to }
  if (alignment.kind !== 'aligned' || occurred_until === null) return null
  const to = /^\d{4}-\d{2}-\d{2}/.exec(occurred_until)?.[0]
  return to === undefined || to <= alignment.day0 ? null : { from: alignment.day0, to }
}

/**
 * The periods among some events, each in the first row that is free where it begins. Rows depend on the events and on
 * nothing that moves, so that none of them jumps when the chart does.
 *
 * @returns in the order in which they begin
 */
export function periodsOf(axis: Axis, events: readonly Lasting[]): readonly Period[] {
  const ends: number[] = []
  return events
    .flatMap((event) => {
      const days = daysOf(event)
      const span = days === null ? null : spanOf(axis, days.from, days.to)
      return span === null ? [] : [{ event, ...span }]
    })
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .map(({ event, from, to }) => {
      const free = ends.findIndex((end) => end <= from)
      const row = free < 0 ? ends.length : free
      ends[row] = to
      const letter = event.is_outcome ? '★' : letterOfEvent(event)
      return { id: event.event_id, rail: railOfEvent(event), letter, from, to, row }
    })
}

/** Rows that some periods take. */
export const rowsOf = (periods: readonly Period[]): number => Math.max(0, ...periods.map(({ row }) => row + 1))
