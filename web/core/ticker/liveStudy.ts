import { designOf } from '../../../server/stats/design.ts'
import { type EventStudy, measureEvent } from '../../../server/stats/event.ts'
import { type DatedEvent, inOrder } from '../../../server/stats/overlap.ts'
import type { Settings } from '../../../server/stats/settings.ts'
import { type Windows, windowsAsked } from './settings.ts'

/** What an event is measured on, as the server answers it. */
export type EventSeries = {
  readonly settings: Settings
  readonly day0: number
  readonly calendar: readonly string[]
  readonly asset: readonly (number | null)[]
  readonly market: readonly (number | null)[]
  readonly factors: Readonly<Record<string, readonly (number | null)[]>>
  readonly others: readonly DatedEvent[]
  readonly confounders: readonly number[]
  readonly kept_out: readonly number[]
}

/**
 * The figures of an event by windows that are still moved: by the engine, series and settings that the server measures
 * the event with, so that its answer to the same windows is the same.
 *
 * @param level two-sided level of the tests
 */
export function liveStudyOf(given: EventSeries, level: number): (windows: Windows) => EventStudy {
  const { calendar, asset, market, factors, day0, others } = given
  const prices = (values: readonly (number | null)[]) => ({ kind: 'prices', values }) as const
  const settings: Settings = { ...given.settings, alpha: level }
  const design = designOf({ calendar, asset: prices(asset), market: prices(market), factors }, settings)
  const unusable = given.kept_out.length === 0 ? null : new Uint8Array(calendar.length)
  for (const place of given.kept_out) if (unusable !== null) unusable[place] = 1
  return (windows) =>
    measureEvent(
      design,
      day0,
      { ...settings, ...windowsAsked(windows) },
      { depth: 'light', others: inOrder(others), unusable },
    )
}
