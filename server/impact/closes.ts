import type { Calendar } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import { localTime } from '../market/zone.ts'

/** When two exchanges close, each on its own clock, on the last session compared. */
export interface ClosesApart {
  readonly own: string
  readonly own_zone: string
  readonly benchmark: string
  readonly benchmark_zone: string
  /** How much later the benchmark closes; negative where it closes before. */
  readonly minutes: number
}

/** Closes that lie further apart than this are not of the same news. */
const NEAR = 30
/** Sessions that are looked at: hours change seldom. */
const LOOKS = 25

/**
 * Whether a security and its benchmark close at different hours on most of the sessions that both have; null where they
 * do not, or where a calendar does not know its hours. Prices of one date are then not prices of one moment.
 *
 * @param dates sessions of the security that its figures rest on, ascending
 * @see Burns, Engle and Mezrich (1998), J. Derivatives 5(4); Dimson (1979), J. Financial Economics 7
 */
export function closesApart(own: Calendar, benchmark: Calendar, dates: readonly IsoDate[]): ClosesApart | null {
  if (own === benchmark) return null
  const step = Math.max(1, Math.floor(dates.length / LOOKS))
  let [looked, apart] = [0, 0]
  let last: ClosesApart | null = null
  for (let index = (dates.length - 1) % step; index < dates.length; index += step) {
    const date = dates[index]
    if (date === undefined || own.certainty(date) !== 'known' || benchmark.certainty(date) !== 'known') continue
    const [here, there] = [own.session(date), benchmark.session(date)]
    if (here === null || there === null) continue
    const minutes = Math.round((there.closes - here.closes) / 60_000)
    looked++
    if (Math.abs(minutes) <= NEAR) continue
    apart++
    last = {
      own: clock(here.closes, own.zone),
      own_zone: own.zone,
      benchmark: clock(there.closes, benchmark.zone),
      benchmark_zone: benchmark.zone,
      minutes,
    }
  }
  return apart * 2 > looked ? last : null
}

function clock(at: Parameters<typeof localTime>[0], zone: string): string {
  const minutes = Math.floor(localTime(at, zone).second / 60)
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
