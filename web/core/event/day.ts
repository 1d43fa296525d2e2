import type { PlacedEvent } from '../../../server/events/placedEvent.ts'
import type { Format } from '../format.ts'

/** The session an event hit, else the first day its time may mean. */
export const dayOfEvent = ({ alignment }: Pick<PlacedEvent, 'alignment'>): string =>
  alignment.kind === 'aligned' ? alignment.day0 : alignment.kind === 'skipped' ? alignment.date : alignment.from

/** The date that an event of a day was given, on its own clock, whichever session it hit. */
export const givenDay = ({ public_at, occurred_at }: Pick<PlacedEvent, 'public_at' | 'occurred_at'>): string =>
  (public_at ?? occurred_at ?? '').slice(0, 10)

/**
 * When an event was known: its moment on a clock, the date it was given, or the first and the last day that its time may mean.
 *
 * @param clock IANA zone
 */
export function whenText(
  event: Pick<PlacedEvent, 'public_at' | 'occurred_at' | 'alignment'>,
  write: Pick<Format, 'date' | 'instant'>,
  clock: string,
): string {
  const { alignment } = event
  if (alignment.published_utc !== null) return write.instant(alignment.published_utc, clock)
  return 'from' in alignment && alignment.from !== alignment.to
    ? `${write.date(alignment.from)} – ${write.date(alignment.to)}`
    : write.date(givenDay(event))
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
