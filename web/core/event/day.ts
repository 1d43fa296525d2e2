import type { PlacedEvent } from '../../../server/events/placedEvent.ts'
import { type IsoDate, isoDate } from '../../../server/market/day.ts'
import type { Format } from '../format.ts'

type Timed = Pick<PlacedEvent, 'public_at' | 'occurred_at' | 'alignment'>

/** The session an event hit, else the first day its time may mean. */
export function dayOfEvent({ alignment, ...event }: Timed): IsoDate {
  switch (alignment.kind) {
    case 'aligned':
      return alignment.day0
    case 'skipped':
      return alignment.date
    case 'too-coarse':
      return alignment.from
    case 'beyond-calendar': {
      // No calendar says on which day a week or a quarter begins there: its year does.
      const day = givenDay(event)
      return isoDate(day) ?? isoDate(`${day.slice(0, 4)}-01-01`) ?? alignment.from
    }
  }
}

/** The date that an event was given, on its own clock, whichever session it hit; a week or a quarter as it is written. */
export const givenDay = ({ public_at, occurred_at }: Pick<PlacedEvent, 'public_at' | 'occurred_at'>): string =>
  (public_at ?? occurred_at ?? '').slice(0, 10)

/**
 * When an event was known: its moment on a clock, the date it was given, or the first and the last day that its time may mean.
 *
 * @param clock IANA zone
 */
export function whenText(event: Timed, write: Pick<Format, 'date' | 'instant'>, clock: string): string {
  const { alignment } = event
  if (alignment.published_utc !== null) return write.instant(alignment.published_utc, clock)
  if (alignment.kind === 'too-coarse') return `${write.date(alignment.from)} – ${write.date(alignment.to)}`
  const given = givenDay(event)
  return given.length < 10 ? given : write.date(given)
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
