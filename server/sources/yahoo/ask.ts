import type { Interval } from '../../market/bar.ts'
import type { IsoDate } from '../../market/day.ts'
import { addDays } from '../../market/day.ts'
import type { Instant } from '../../market/instant.ts'
import { localTime } from '../../market/zone.ts'
import type { Reach } from '../priceSource.ts'

/**
 * As Yahoo's own refusals put it; a day less than they say, since its clock decides. Minutes are given for seven days a
 * request: two less than that, since a request begins and ends up to a day beyond its dates where the zone is not known.
 */
export const reachOf: Readonly<Record<Interval, Reach>> = {
  '1m': { span: 5, back: 29 },
  '2m': { span: 59, back: 59 },
  '5m': { span: 59, back: 59 },
  '15m': { span: 59, back: 59 },
  '30m': { span: 59, back: 59 },
  '90m': { span: 59, back: 59 },
  '1h': { span: 729, back: 729 },
  '1d': { span: null, back: null },
}

/** A request begins that long before its first date. */
const BEFORE = 2 * 3_600_000

/** The earliest date that can still be had of an interval; null when there is no limit. */
export function earliestDate(interval: Interval, now: Instant, zone: string): IsoDate | null {
  const { back } = reachOf[interval]
  // The first day of the limit is partly gone already.
  return back === null ? null : addDays(localTime((now + BEFORE) as Instant, zone).date, 1 - back)
}
