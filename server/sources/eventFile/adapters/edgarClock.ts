import { addDays, type IsoDate, weekday } from '../../../market/day.ts'
import { type Instant, instant } from '../../../market/instant.ts'
import { instantsOf, localTime } from '../../../market/zone.ts'

const NEW_YORK = 'America/New_York'
const at = (hour: number, minute = 0) => hour * 3600 + minute * 60

/** One filing as the list has it. `accepted` ends in `Z`, whatever clock it was read from. */
export interface Filing {
  readonly form: string
  readonly filed: IsoDate
  readonly accepted: string
}

export type ClockReading = 'utc' | 'new-york' | 'ambiguous'

/**
 * Which clock the acceptance times of a whole file were read from. EDGAR's lists write New York time with a `Z` in some
 * files and change over between downloads. Under each reading the filings that contradict EDGAR's hours and filing dates are
 * counted; a reading is believed when the other has five contradictions and three times as many.
 */
export function judgeClock(filings: readonly Filing[]): ClockReading {
  const timed = filings.filter(carriesTime)
  const utc = timed.filter((filing) => contradicts(filing, 'utc')).length
  const newYork = timed.filter((filing) => contradicts(filing, 'new-york')).length
  if (newYork >= 5 && newYork >= 3 * utc) return 'utc'
  if (utc >= 5 && utc >= 3 * newYork) return 'new-york'
  return 'ambiguous'
}

/** Old filings have midnight, on one clock or the other, in place of a time. */
export const carriesTime = ({ accepted }: Filing): boolean =>
  instant(accepted) !== null && !/T0[045]:00:00/.test(accepted)

/** The moment of acceptance under a reading; null when New York's clocks never showed it. */
export function acceptedAt({ accepted }: Filing, reading: 'utc' | 'new-york'): Instant | null {
  const asUtc = instant(accepted)
  if (asUtc === null || reading === 'utc') return asUtc
  const { date, second } = localTime(asUtc, 'UTC')
  return instantsOf(date, second, NEW_YORK)[0] ?? null
}

/** EDGAR accepts from 06:00 to 22:00; what comes after 17:30 is filed on the next working day. */
function contradicts(filing: Filing, reading: 'utc' | 'new-york'): boolean {
  const moment = acceptedAt(filing, reading)
  if (moment === null) return true
  const { date, second } = localTime(moment, NEW_YORK)
  if (second < at(6) || second >= at(22)) return true
  if (!['8-K', '10-Q', '10-K'].includes(filing.form)) return false
  if (second < at(17, 31)) return filing.filed !== date
  // Federal holidays move the next working day by one, or over a long weekend.
  const next = nextWeekday(date)
  return filing.filed < next || filing.filed > addDays(next, 3)
}

function nextWeekday(date: IsoDate): IsoDate {
  const next = addDays(date, 1)
  return weekday(next) === 0 || weekday(next) === 6 ? nextWeekday(next) : next
}

/**
 * When a filing could be read by the public: at its acceptance, or at 06:00 on its filing date when that is later than the
 * day it was accepted on.
 */
export function shownAt({ filed }: Filing, accepted: Instant): Instant {
  if (filed <= localTime(accepted, NEW_YORK).date) return accepted
  return instantsOf(filed, at(6), NEW_YORK)[0] ?? accepted
}
