import type { PlacedEvent } from '../../../server/events/placedEvent.ts'

/** The session an event hit, else the first day its time may mean. */
export const dayOfEvent = ({ alignment }: Pick<PlacedEvent, 'alignment'>): string =>
  alignment.kind === 'aligned' ? alignment.day0 : alignment.kind === 'skipped' ? alignment.date : alignment.from

/** The date that an event without an hour was given, whichever session it hit; the first day its time may mean where it has none. */
export function givenDay(event: Pick<PlacedEvent, 'public_at' | 'occurred_at' | 'alignment'>): string {
  const given = event.public_at ?? event.occurred_at
  // A week or a quarter is shorter, a moment longer.
  return given?.length === 10 ? given : dayOfEvent(event)
}
