import type { Day } from '../../market/day.ts'
import { counted, type DateMeaning, type Tense } from './meaning.ts'
import {
  between,
  type Civil,
  civil,
  dayAt,
  moved,
  oneDay,
  type Part,
  partOf,
  type Span,
  type Unit,
  unitAround,
  weekdayOf,
} from './span.ts'
import { cut, nearest } from './yearly.ts'

/** So many days from the day of publication. */
export const fromToday = (days: number): DateMeaning => ({
  ...counted('reference', ({ today }) => oneDay((today + days) as Day)),
  deictic: true,
})
/** "Two Fridays ago", "the Friday before last": such a weekday so many before the day of publication. */
export const weekdaysAgo = (number: number, count: number): DateMeaning | null =>
  count < 1 || count > 60
    ? null
    : counted('reference', ({ today }) => onOrBefore((today - 1 - (count - 1) * 7) as Day, number))
/** "Later in the year", where something is to come. */
export const laterInThe = (name: Unit): DateMeaning =>
  counted('reference', ({ today, tense }) =>
    tense === 'future' ? between(today, unitAround(today, name, 0).to) : null,
  )
/** The unit so many after the one of publication, or a part of it. */
export const unit = (name: Unit, shift: number, part: Part | null = null): DateMeaning =>
  counted('reference', ({ today }) => cut(unitAround(today, name, shift), part))
export const earlierThis = (name: Unit): DateMeaning =>
  counted('reference', ({ today }) => between(unitAround(today, name, 0).from, today))
export const laterThis = (name: Unit): DateMeaning =>
  counted('reference', ({ today }) => between(today, unitAround(today, name, 0).to))

/** "Two weeks ago": the unit that holds the day so far back. */
export const ago = (count: number, name: Unit): DateMeaning | null =>
  Math.abs(count) > 200 && name !== 'day'
    ? null
    : counted('reference', ({ today }) =>
        name === 'day' ? oneDay((today - count) as Day) : unitAround(moved(oneDay(today), -count, name).from, name, 0),
      )
export const hoursAgo = (count: number): DateMeaning =>
  counted('reference', ({ today, minute }) => oneDay((today + Math.floor((minute - count * 60) / 1440)) as Day))

/** "The end of the year", "akhir tahun": of the year of publication or a neighbour of it, as the verb says. */
export const partOfNearest = (name: 'week' | 'month' | 'quarter' | 'year', part: Part): DateMeaning =>
  counted('reference', (context) =>
    nearest(
      [-1, 0, 1].map((shift) => partOf(unitAround(context.today, name, shift), part)),
      context,
    ),
  )
export const onOrAfter = (day: Day, number: number): Span => oneDay((day + ((number - weekdayOf(day) + 7) % 7)) as Day)
export const onOrBefore = (day: Day, number: number): Span => oneDay((day - ((weekdayOf(day) - number + 7) % 7)) as Day)

const isTold = (tense: Tense): boolean => tense === 'past' || tense === 'told'

/** A weekday: of the past or present the last one, today included; of the future the next one after today. */
export const weekday = (number: number, way: 'bare' | 'last' | 'next' | 'until' | 'this' = 'bare'): DateMeaning => ({
  kind: 'weekday',
  counted: 'reference',
  resolve: ({ today, tense }) => {
    if (way === 'last') return onOrBefore((today - 1) as Day, number)
    if (way === 'next' || tense === 'future') return onOrAfter((today + 1) as Day, number)
    if (way === 'this' && !isTold(tense)) return onOrAfter(today, number)
    return way === 'until' && !isTold(tense) ? onOrAfter((today + 1) as Day, number) : onOrBefore(today, number)
  },
})
/** A weekday of the week so many before or after that of publication. */
export const weekdayOfWeek = (number: number, shift: number): DateMeaning =>
  counted('reference', ({ today }) => oneDay((unitAround(today, 'week', shift).from + number) as Day))

/** Saturday and Sunday: the last that has begun, or the next, as the verb says. */
export const weekend = (way: 'bare' | 'last' | 'next' | 'this'): DateMeaning =>
  counted('reference', ({ today, tense }) => {
    const saturday = unitAround(today, 'week', 0).from + 5
    const begun = today >= saturday
    const of = (from: number) => between(from as Day, (from + 1) as Day)
    if (way === 'last') return of(saturday - 7)
    if (way === 'next') return of(begun ? saturday + 7 : saturday)
    if (tense === 'future' || (way === 'this' && !isTold(tense))) return of(saturday)
    return of(begun ? saturday : saturday - 7)
  })

/** "On the 17th": of this month or a neighbour of it. */
export const dateOfMonth = (date: number, weekday: number | null = null): DateMeaning =>
  counted('reference', (context) => {
    const { year, month: own }: Civil = civil(context.today)
    const at = (shift: number) => {
      const index = year * 12 + own - 1 + shift
      return dayAt(Math.floor(index / 12), (index % 12) + 1, date)
    }
    const days = [-2, -1, 0, 1, 2].map(at)
    const tense = context.tense === 'future' ? 'future' : 'past'
    return nearest(
      days.map((day) => (day === null || (weekday !== null && weekdayOf(day) !== weekday) ? null : oneDay(day))),
      { ...context, tense },
    )
  })
