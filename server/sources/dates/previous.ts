import type { Day } from '../../market/day.ts'
import { onOrAfter, onOrBefore } from './around.ts'
import { counted, type DateMeaning } from './meaning.ts'
import { moved, oneDay, type Part, partOf, type Span, type Unit, unitAround } from './span.ts'

/** "Three days later": counted from the mention before, as precise as that. */
export const later = (count: number, name: Unit): DateMeaning | null =>
  Math.abs(count) > 1000
    ? null
    : counted('previous', ({ previous, previousDay }) => {
        // "A day before" is said of a day: a quarter or the end of a month in between is passed over.
        const from = previous !== null && isFine(name, previous) ? previous : (previousDay ?? previous)
        return from && moved(from, count, name)
      })
/** "Two sessions later": days on which the exchange trades, where somebody knows them. */
export const sessionsLater = (count: number): DateMeaning | null =>
  count === 0 || Math.abs(count) > 20
    ? null
    : counted('previous', ({ previous, isSession }) => {
        if (previous === null || previous.precision !== 'day' || isSession === null) return null
        const step = Math.sign(count)
        let day = previous.from
        for (let left = Math.abs(count), looked = 0; left > 0; looked++) {
          day = (day + step) as Day
          const trades = isSession(day)
          if (trades === null || looked > 60) return null
          if (trades) left--
        }
        return oneDay(day)
      })
/** Can so fine a unit be counted from a span? Days from a week at most, weeks from a month. */
const isFine = (name: Unit, { from, to }: Span): boolean =>
  name === 'day' ? to - from < 7 : name === 'week' ? to - from < 31 : true
/** "The following week": the unit after the one that the mention before lies in. */
export const following = (name: Unit, shift: number): DateMeaning =>
  counted('previous', ({ previous }) => previous && unitAround(shift > 0 ? previous.to : previous.from, name, shift))
export const sameDay: DateMeaning = {
  ...counted('previous', ({ previous, named }) => named?.span ?? previous),
  sameDay: true,
}
export const sameUnit = (name: Unit): DateMeaning =>
  counted('previous', ({ previous }) => previous && unitAround(previous.from, name, 0))
/** "The end of that month": a part of the unit that the mention before lies in. */
export const partOfThat = (name: Unit, part: Part): DateMeaning =>
  counted('previous', ({ previous }) => previous && partOf(unitAround(previous.from, name, 0), part))
/** The first such weekday after the mention before, or the last one ahead of it. */
export const weekdayFrom = (number: number, way: 'after' | 'before'): DateMeaning =>
  counted('previous', ({ previous }) => {
    if (previous === null) return null
    const start = way === 'after' ? previous.to + 1 : previous.from - 1
    return way === 'after' ? onOrAfter(start as Day, number) : onOrBefore(start as Day, number)
  })
