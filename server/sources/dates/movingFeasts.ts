import type { Day } from '../../market/day.ts'
import { type Context, counted, type DateMeaning, type Yearish } from './meaning.ts'
import { civil, dayAt, monthOf, oneDay, type Span } from './span.ts'
import { nearest, yearly } from './yearly.ts'

/** Easter Sunday of the Gregorian calendar ("A New York correspondent", Nature 13, 1876; Meeus, Astronomical Algorithms, 1991, chapter 8). */
export function easter(year: number): Day {
  const a = year % 19
  const [b, c] = [Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dayAt(year, Math.floor(n / 31), (n % 31) + 1) as Day
}

/** Days from Easter Sunday. */
const fromEaster = { goodFriday: -2, easter: 0, easterMonday: 1 } as const
/** Days from the fourth Thursday of November. */
const fromThanksgiving = { blackFriday: 1, cyberMonday: 4 } as const
export type MovingFeast = keyof typeof fromEaster | keyof typeof fromThanksgiving

export const isMovingFeast = (name: string): name is MovingFeast => name in fromEaster || name in fromThanksgiving

const plus = (day: Day, count: number): Span => oneDay((day + count) as Day)

const isOfEaster = (name: MovingFeast): name is keyof typeof fromEaster => name in fromEaster

function dayOfFeast(name: MovingFeast): (year: number) => Span {
  if (isOfEaster(name)) return (year) => plus(easter(year), fromEaster[name])
  return (year) => {
    const { from } = monthOf(year, 11)
    // A Thursday is 3 of Monday 0 … Sunday 6; day 0 of the count is a Thursday.
    const first = (7 - (from % 7)) % 7
    return plus((from + first + 21) as Day, fromThanksgiving[name])
  }
}

/** A feast whose day is computed. */
export const movingFeast = (name: MovingFeast, year: Yearish | null = null): DateMeaning =>
  yearly(year, dayOfFeast(name))

/**
 * First days of feasts that hang on the moon, as Indonesia kept them: joint decrees of three ministers on national holidays
 * (SKB tentang Hari Libur Nasional) and, of Idul Fitri, the sessions that fixed 1 Syawal. Held against the sessions of the
 * Jakarta exchange, which were none on each of these weekdays. Other years are not known here.
 */
const tables = {
  idulFitri:
    '2015-07-17 2016-07-06 2017-06-25 2018-06-15 2019-06-05 2020-05-24 2021-05-13 2022-05-02 2023-04-22 2024-04-10 2025-03-31 2026-03-21',
  idulAdha:
    '2015-09-24 2016-09-12 2017-09-01 2018-08-22 2019-08-11 2020-07-31 2021-07-20 2022-07-10 2023-06-29 2024-06-17 2025-06-06 2026-05-27',
  nyepi:
    '2015-03-21 2016-03-09 2017-03-28 2018-03-17 2019-03-07 2020-03-25 2021-03-14 2022-03-03 2023-03-22 2024-03-11 2025-03-29 2026-03-19',
} as const
export type TabledFeast = keyof typeof tables

const byYear = Object.fromEntries(
  Object.entries(tables).map(([name, days]) => [
    name,
    new Map(
      days.split(' ').map((iso) => {
        const [year = 0, month = 0, date = 0] = iso.split('-').map(Number)
        return [year, oneDay(dayAt(year, month, date) as Day)]
      }),
    ),
  ]),
) as unknown as Readonly<Record<TabledFeast, ReadonlyMap<number, Span>>>

/** Twelve months of the moon: where the feast of the next year lies, near enough to tell which of two is meant. */
const MOONS = 354

/** A feast of a table; nothing where the one that is meant is of a year that is not in it. */
export function tabledFeast(name: TabledFeast, own: Yearish | null = null): DateMeaning {
  const at = (year: number) => byYear[name].get(year) ?? null
  if (own !== null) return yearly(own, at)
  return counted('absolute', (context: Context) => {
    const { year } = civil(context.today)
    const before = at(year - 1)
    if (before === null) return null
    const near = at(year) ?? oneDay((before.from + MOONS) as Day)
    const next = at(year + 1) ?? oneDay((near.from + MOONS) as Day)
    const found = nearest([before, near, next], context)
    return found === null || [year - 1, year, year + 1].some((one) => at(one) === found) ? found : null
  })
}
