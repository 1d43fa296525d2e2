import type { Db } from '../../db/file/db.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import { type Day, dateOf } from '../market/day.ts'

/**
 * Whether the exchange of the first ticker that a text names trades on a day, so that "two sessions later" can be counted;
 * null where its calendar does not say. Undefined for a text without a ticker.
 */
export async function sessionsOf(
  db: Db,
  names: readonly { readonly symbol: string }[],
): Promise<((day: Day) => boolean | null) | undefined> {
  const [first] = names
  if (first === undefined) return undefined
  const calendar = (await calendarsOf(db)).ofEvent(first.symbol, null)
  return (day) => {
    const date = dateOf(day)
    return date < calendar.from || date > calendar.to || calendar.certainty(date) === 'unknown'
      ? null
      : calendar.session(date) !== null
  }
}
