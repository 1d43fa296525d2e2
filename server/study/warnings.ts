import type { Flag } from '../stats/event.ts'
import { countInside } from '../stats/overlap.ts'
import type { Multi } from '../stats/sample.ts'
import type { StudyEvent } from './studyEvent.ts'

/** What a reader of a study must know before believing it; `count` of `of` events. */
export interface StudyWarning {
  readonly code:
    | 'clusteredDates'
    | 'overlappingWindows'
    | 'jointSessions'
    | 'fewEvents'
    | 'checkedBars'
    | 'asynchronous'
    | 'currencyDiffers'
  readonly count: number
  readonly of: number
  readonly text: string
}

export function warningsOf(events: readonly StudyEvent[], multi: Multi | null): readonly StudyWarning[] {
  // Events with bars behind them of which checks say something.
  const checked = events.filter(({ checks }) => checks.length > 0).length
  const n = events.length
  const dates = new Set(events.map(({ date }) => date)).size
  const overlapping = events.filter(
    ({ others, day0, settings }) => countInside(others, day0, settings.event) > 0,
  ).length
  const joint = events.filter(({ items }) => items.length > 1).length
  const flagged = (flag: Flag) => events.filter(({ flags }) => flags.includes(flag)).length
  const [asynchronous, currencyDiffers] = [flagged('asynchronous'), flagged('currencyDiffers')]
  const all: readonly (StudyWarning | null)[] = [
    dates < n
      ? {
          code: 'clusteredDates',
          count: n - dates,
          of: n,
          text: `The ${n} events fall on ${dates === 1 ? 'one date' : `${dates} dates`}: tests that take events as independent (t, Patell, BMP, sign) find too much; read the Kolari-Pynnonen and clustered lines`,
        }
      : null,
    overlapping > 0
      ? {
          code: 'overlappingWindows',
          count: overlapping,
          of: n,
          text: `${overlapping} of ${n} events share their window with other news of the same security; their effects cannot be told apart`,
        }
      : null,
    joint > 0
      ? {
          code: 'jointSessions',
          count: joint,
          of: n,
          text: `${joint} of ${n} events join several news items that hit one session`,
        }
      : null,
    checked > 0
      ? {
          code: 'checkedBars',
          count: checked,
          of: n,
          text: `Checks have something to say of the prices behind ${checked} of ${n} events: see checks, or the data page`,
        }
      : null,
    asynchronous > 0
      ? {
          code: 'asynchronous',
          count: asynchronous,
          of: n,
          text: `${asynchronous} of ${n} events are compared with a benchmark that closes at another hour: prices of one date are not of one moment; the model "dimson" also uses its session before and after`,
        }
      : null,
    currencyDiffers > 0
      ? {
          code: 'currencyDiffers',
          count: currencyDiffers,
          of: n,
          text: `${currencyDiffers} of ${n} events are compared with a benchmark in another currency: convert names a stored exchange rate that brings both into one`,
        }
      : null,
    multi !== null && n < 20
      ? {
          code: 'fewEvents',
          count: n,
          of: n,
          text: `With ${n} events the normal approximation of the z tests is rough; read the rank and exact lines beside them`,
        }
      : null,
  ]
  return all.filter((warning) => warning !== null)
}
