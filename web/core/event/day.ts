import type { PlacedEvent } from '../../../server/events/placedEvent.ts'

/** The session an event hit, else the first day its time may mean. */
export const dayOfEvent = ({ alignment }: Pick<PlacedEvent, 'alignment'>): string =>
  alignment.kind === 'aligned' ? alignment.day0 : alignment.kind === 'skipped' ? alignment.date : alignment.from

/** The date that an event without an hour was given, whichever session it hit; the first day its time may mean where it has none. */
export function givenDay(event: Pick<PlacedEvent, 'public_at' | 'occurred_at' | 'alignment'>): string {
  const given = event.public_at ?? event.occurred_at ?? ''
  // A week or a quarter is shorter; of a moment that is known to the day its date on the event's own clock counts.
  return given.length >= 10 ? given.slice(0, 10) : dayOfEvent(event)
}

/**
 * Which sessions news of a date without an hour or a part of the day may have hit: the first one after a day of rest alone,
 * its own and the next, or others besides.
 */
export function reachOf({
  day0,
  candidates,
}: {
  readonly day0: string
  readonly candidates: readonly string[]
}): 'rest' | 'either' | 'several' {
  if (candidates.length < 2) return 'rest'
  return candidates.length === 2 && candidates[0] === day0 ? 'either' : 'several'
}
