import type { Day } from '../../market/day.ts'
import { onOrAfter, onOrBefore } from './around.ts'
import { counted, type DateMeaning, type Yearish } from './meaning.ts'
import { between, civil, monthOf, oneDay, type Span, unitAround } from './span.ts'
import { dayIn, yearly } from './yearly.ts'

/** The first, second … such weekday of a span of days, the last with -1; null where there is none, as of a fifth. */
function weekdayIn({ from, to }: Span, number: number, ordinal: number): Span | null {
  if (ordinal === -1) return onOrBefore(to, number)
  const day = (onOrAfter(from, number).from + (ordinal - 1) * 7) as Day
  return day > to ? null : oneDay(day)
}

/** "The first Friday in August": of a month by name. */
export const weekdayOfMonth = (
  year: Yearish | null,
  month: number,
  number: number,
  ordinal: number,
): DateMeaning | null => yearly(year, (y) => weekdayIn(monthOf(y, month), number, ordinal))

/** "The first Friday of last month": of the month so many after that of publication. */
export const weekdayOfMonths = (shift: number, number: number, ordinal: number): DateMeaning =>
  counted('reference', ({ today }) => weekdayIn(unitAround(today, 'month', shift), number, ordinal))

/** "The last day of July". */
export const edgeOfMonth = (year: Yearish | null, month: number, edge: 'first' | 'last'): DateMeaning =>
  yearly(year, (y) => {
    const { from, to } = monthOf(y, month)
    return oneDay(edge === 'first' ? from : to)
  })

export const seasons = ['spring', 'summer', 'autumn', 'winter'] as const
export type Season = (typeof seasons)[number]

/** Three whole months, of the north: spring is March to May. A winter is named after the year in which it begins. */
function seasonOf(year: number, season: Season): Span {
  const first = { spring: 3, summer: 6, autumn: 9, winter: 12 }[season]
  const [lastYear, last] = season === 'winter' ? [year + 1, 2] : [year, first + 2]
  return between(monthOf(year, first).from, monthOf(lastYear, last).to)
}

/** A season of a year that is written; "the winter of 2023" may be either of two and is none. */
export const seasonIn = (year: Yearish, season: Season): DateMeaning | null =>
  season === 'winter' ? null : north(yearly(year, (y) => seasonOf(y, season)))

/** "Last summer", "this spring", "next autumn". */
export const season = (which: 'last' | 'this' | 'next', name: Season): DateMeaning =>
  north(
    counted('reference', ({ today }) => {
      const spans = [-2, -1, 0, 1, 2].map((shift) => seasonOf(civil(today).year + shift, name))
      if (which === 'last') return spans.findLast(({ to }) => to < today) ?? null
      if (which === 'next') return spans.find(({ from }) => from > today) ?? null
      return spans.find(({ from, to }) => to >= today - 92 && from <= today + 183) ?? null
    }),
  )

/** A publisher south of the equator means other months: nothing then. */
const north = (meaning: DateMeaning): DateMeaning => ({
  ...meaning,
  resolve: (context) => (context.south ? null : meaning.resolve(context)),
})

const nth =
  (month: number, number: number, ordinal: number) =>
  (year: number): Span | null =>
    weekdayIn(monthOf(year, month), number, ordinal)

/** Feasts of a fixed rule, by the day of a year. Easter and what hangs on the moon are left out. */
const days = {
  thanksgiving: nth(11, 3, 4),
  christmas: dayIn(12, 25),
  christmasEve: dayIn(12, 24),
  newYear: dayIn(1, 1),
  newYearsEve: dayIn(12, 31),
  laborDay: nth(9, 0, 1),
  memorialDay: nth(5, 0, -1),
  independenceDay: dayIn(7, 4),
  juneteenth: dayIn(6, 19),
  kemerdekaan: dayIn(8, 17),
} as const
export type Feast = keyof typeof days

export const feast = (name: Feast, year: Yearish | null = null): DateMeaning => yearly(year, days[name])
