import type { Series } from './design.ts'
import type { InOrder } from './overlap.ts'
import type { Settings } from './settings.ts'

export type OwnWindows = Pick<Settings, 'estimation' | 'event'>

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
  /** The known events of the security, of which the others are those on other sessions; left out: the others of the sample. */
  readonly others?: InOrder | undefined
  /** 1 for every session of the axis that may not serve for estimation, whatever the settings ask. */
  readonly unusable?: Uint8Array | null | undefined
  /** Windows of its own in place of the sample's: nothing of it is measured outside its own event window. */
  readonly own?: OwnWindows | undefined
  /** Whether it shares its window with other news; left out: whether another event's day 0 lies in its event window. */
  readonly confounded?: boolean | undefined
}
