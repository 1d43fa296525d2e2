import { type Calendar, sessionsBetween } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'

/**
 * The sessions of a security's exchange, on which it and its benchmark are laid out, so that a day without a bar is a
 * hole and its next return covers two sessions. Where the exchange's calendar does not know a day, it is a session when
 * the security has a bar, or a benchmark that trades in the same zone.
 *
 * @param calendar of the security's exchange
 * @param own dates of the security's bars, ascending
 * @param market dates of its benchmark's, ascending
 * @param isNear whether the benchmark trades in the zone of the security
 */
export function sessionAxis(
  calendar: Calendar,
  own: readonly IsoDate[],
  market: readonly IsoDate[],
  isNear: boolean,
): readonly IsoDate[] {
  const ends = [own[0], own.at(-1), market[0], market.at(-1)].filter((date) => date !== undefined).sort()
  const [first, last] = [ends[0], ends.at(-1)]
  const isKnown = (date: IsoDate) => calendar.certainty(date) !== 'unknown'
  const sessions = new Set(own)
  if (isNear) for (const date of market) if (!isKnown(date)) sessions.add(date)
  if (first !== undefined && last !== undefined)
    for (const { date } of sessionsBetween(calendar, first, last)) sessions.add(date)
  return [...sessions].sort()
}
