import type { Series } from './design.ts'
import type { DatedEvent } from './overlap.ts'

/** An event of a sample. Events of one security share one `series` object: it is laid out once. */
export type SampleEvent = {
  readonly id: string
  /** Name of the security: events with equal names are events of one share. */
  readonly security: string
  readonly series: Series
  /** Index of day 0 in `series.calendar`. */
  readonly day0: number
  /** Sub-sample the event belongs to (category, sentiment, session label…). */
  readonly group?: string | undefined
  /** Known events of the security that are not part of the sample. */
  readonly others?: readonly DatedEvent[] | undefined
  /** 1 for every session of the axis that may not serve for estimation; left out: as the settings ask. */
  readonly masked?: Uint8Array | null | undefined
  /** Whether it shares its window with other news; left out: whether another event's day 0 lies in its event window. */
  readonly confounded?: boolean | undefined
}
