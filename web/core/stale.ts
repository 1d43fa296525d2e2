import { utcMinutes } from './clock.ts'
import { weekdaysBetween } from './weekdays.ts'

/** Minutes after the close of a session within which its bar may still be under way. */
const GRACE = 24 * 60
/** Weekdays without prices that no weekend or feast explains, where no calendar knows better. */
const USUAL = 3

/**
 * Have prices ended? When a session after them has closed for a day; a weekend, a feast and a trading halt of the whole
 * exchange are none.
 *
 * @param to date of the newest daily bar
 * @param nextClose when the first session after it closes; null: the calendar does not know
 * @param now UTC milliseconds
 */
export function isStale(
  { to, nextClose }: { readonly to: string; readonly nextClose: string | null },
  now: number,
): boolean {
  if (nextClose !== null) return now / 60_000 > utcMinutes(nextClose) + GRACE
  return weekdaysBetween(to, new Date(now).toISOString().slice(0, 10)) > USUAL
}
