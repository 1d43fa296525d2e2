import type { TickerRow } from '../../db/tickers.ts'
import { sessionsBetween } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import { tickerCalendar } from '../market/tickerCalendar.ts'

/**
 * The sessions of a security's exchange, on which it and its benchmark are laid out, so that a day without a bar is a
 * hole and its next return covers two sessions. Where the exchange's calendar is not known, a day is a session when the
 * security has a bar, or a benchmark that trades in the same zone. Sessions of a benchmark elsewhere are none of it.
 *
 * @param own dates of the security's bars, ascending
 * @param market dates of its benchmark's, ascending
 */
export function sessionAxis(
  security: TickerRow,
  benchmark: TickerRow,
  own: readonly IsoDate[],
  market: readonly IsoDate[],
): readonly IsoDate[] {
  const calendar = tickerCalendar(security)
  const sessions = new Set<IsoDate>(own)
  if (security.zone === benchmark.zone) for (const date of market) sessions.add(date)
  const ends = [own[0], own.at(-1), market[0], market.at(-1)].filter((date) => date !== undefined).sort()
  const [first, last] = [ends[0], ends.at(-1)]
  if (calendar !== null && first !== undefined && last !== undefined)
    for (const { date } of sessionsBetween(calendar, first, last)) sessions.add(date)
  return [...sessions].sort()
}
