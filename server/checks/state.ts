import type { BarState } from '../market/bar.ts'
import type { Calendar } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import { addDays, dayOf } from '../market/day.ts'
import type { Instant } from '../market/instant.ts'
import { instantsOf } from '../market/zone.ts'

const HOUR = 3_600_000
/** After the close, until which a source still writes the session's bar. */
const LIVE = HOUR
/** A second sight this long after the close confirms the first. */
const CONFIRMS = 12 * HOUR
/** A session this old is past the days in which sources correct it: one sight is enough. */
const SETTLED = 7 * 24 * HOUR

/** When the session of a date is over; the end of the local day where no calendar knows the date. */
export function closeOf(date: IsoDate, calendar: Calendar | null, zone: string): Instant {
  const session = calendar?.session(date) ?? null
  return (
    session?.closes ?? instantsOf(addDays(date, 1), 0, zone)[0] ?? (((dayOf(date) + 1) * 24 * HOUR + HOUR) as Instant)
  )
}

/**
 * BAR_LIVE: is the bar still being written? Its session ended less than an hour ago, or it is the source's last trade
 * instead of a bar that starts at the open.
 */
export const isLive = (now: Instant, closes: Instant, isLastTrade: boolean, startsAtOpen: boolean): boolean =>
  now < closes + LIVE || (isLastTrade && !startsAtOpen)

/** BAR_FINAL: the state of a bar that is not stored yet, or is provisional, when it is delivered. */
export function stateWhenSeen(now: Instant, closes: Instant, live: boolean, confirmed: boolean): BarState {
  if (live) return 'provisional'
  const age = now - closes
  return age >= SETTLED || (confirmed && age >= CONFIRMS) ? 'final' : 'provisional'
}
