import type { Phase } from '../market/bar.ts'
import type { Session } from '../market/calendar.ts'
import type { Instant } from '../market/instant.ts'

/** Where a bar that starts at a moment lies to the regular hours of its session, half days included. */
export function phaseOf(start: Instant, session: Session | null): Phase {
  if (session === null) return 'regular'
  if (start < session.opens) return 'pre'
  return start < session.closes ? 'regular' : 'post'
}
