import { dayOf, type IsoDate } from '../../server/market/day.ts'

/** Weekdays after the day numbered `day`, counted from the Thursday that 1 January 1970 was. */
const weekdaysTo = (day: number): number => Math.floor((day + 3) / 7) * 5 + Math.min(5, (((day + 3) % 7) + 7) % 7)

/** Mondays to Fridays strictly between two dates; 0 where the second is not later. */
export const weekdaysBetween = (from: string, to: string): number =>
  Math.max(0, weekdaysTo(dayOf(to as IsoDate)) - weekdaysTo(dayOf(from as IsoDate) + 1))
