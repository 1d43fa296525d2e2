import type { Day } from '../../market/day.ts'
import { type Context, counted, type DateMeaning, type Meaning, nothing, type Yearish } from './meaning.ts'
import {
  between,
  civil,
  dayAt,
  firstMonths,
  halfOf,
  lastMonths,
  monthOf,
  oneDay,
  type Part,
  partOf,
  quarterOf,
  type Span,
  type Unit,
  unitAround,
  yearOf,
} from './span.ts'

const yearIn = (year: Yearish, { today }: Context): number =>
  'year' in year ? year.year : civil(today).year + year.years

/** Days between a span and today; 0 inside it. */
const distance = ({ from, to }: Span, today: Day): number => Math.max(0, from - today, today - to)

/** A verb without tense tells of what was, unless what will be is so many times nearer. */
const CLOSER = 3

/** Of the spans of neighbouring years the one that the verb means: the last begun, the next not yet over, else the nearest. */
export function nearest(spans: readonly (Span | null)[], { today, tense }: Context): Span | null {
  const some = spans.filter((span) => span !== null)
  if (tense === 'past') return some.findLast(({ from }) => from <= today) ?? null
  if (tense === 'told') {
    const [last, next] = [some.findLast(({ from }) => from <= today), some.find(({ from }) => from > today)]
    if (last === undefined || next === undefined) return last ?? next ?? null
    return distance(next, today) * CLOSER < distance(last, today) ? next : last
  }
  if (tense === 'future') return some.find(({ to }) => to >= today) ?? null
  return some.reduce<Span | null>(
    (best, span) => (best === null || distance(span, today) < distance(best, today) ? span : best),
    null,
  )
}

/** A date that says its place in a year, and perhaps the year. */
export function yearly(year: Yearish | null, at: (year: number) => Span | null): DateMeaning {
  return {
    kind: 'date',
    counted: year !== null && 'years' in year ? 'reference' : 'absolute',
    resolve: (context) => {
      if (year !== null) return at(yearIn(year, context))
      const own = civil(context.today).year
      return nearest([own - 1, own, own + 1].map(at), context)
    },
    inYear: (named) => yearly(named, at),
    ...(year === null ? {} : { year }),
  }
}

/** A place in the year that lies whole before or after today's own: "last November", "17 November lalu". */
export const strictly = (way: 'last' | 'next', at: (year: number) => Span | null, own: Unit): DateMeaning => ({
  kind: 'date',
  counted: 'reference',
  resolve: ({ today }) => {
    const here = unitAround(today, own, 0)
    const { year } = civil(today)
    const spans = [year - 2, year - 1, year, year + 1, year + 2].map(at).filter((span) => span !== null)
    return (
      (way === 'last' ? spans.findLast(({ to }) => to < here.from) : spans.find(({ from }) => from > here.to)) ?? null
    )
  },
})

export const dayIn =
  (month: number, date: number) =>
  (year: number): Span | null => {
    const day = dayAt(year, month, date)
    return day === null ? null : oneDay(day)
  }

export function exact(year: Yearish | null, month: number, date: number): DateMeaning | null {
  if (dayAt(2024, month, date) === null) return null
  return { ...yearly(year, dayIn(month, date)), sibling: (other) => exact(year, month, other) }
}

/** A day as a text writes it. One that no year has, such as 31 November, is none, and no month either. */
export const written = (year: Yearish | null, month: number, date: number): Meaning =>
  exact(year, month, date) ?? nothing

/** Days from the first to the last as a text writes them; nothing where no year has the last. */
export const writtenDays = (year: Yearish | null, month: number, first: number, last: number): Meaning | null =>
  daysIn(year, month, first, last) ?? (dayAt(2024, month, last) === null ? nothing : null)

export const daysIn = (year: Yearish | null, month: number, first: number, last: number): DateMeaning | null =>
  first >= last || dayAt(2024, month, last) === null
    ? null
    : yearly(year, (y) => {
        const [from, to] = [dayAt(y, month, first), dayAt(y, month, last)]
        return from === null || to === null ? null : between(from, to)
      })

/** A part of a span, or all of it. */
export const cut = (span: Span, part: Part | null): Span => (part === null ? span : partOf(span, part))

export const month = (year: Yearish | null, number: number, part: Part | null = null): DateMeaning =>
  yearly(year, (y) => cut(monthOf(y, number), part))
/** @param ended whether it must be over: results of "the third quarter" are of the last one that ended */
export function quarter(year: Yearish | null, number: number, ended = false): DateMeaning | null {
  if (number < 1 || number > 4) return null
  const plain = yearly(year, (y) => quarterOf(y, number))
  if (year !== null || !ended) return plain
  const resolve = ({ today }: Context) => {
    const own = civil(today).year
    return [own, own - 1].map((y) => quarterOf(y, number)).find(({ to }) => to < today) ?? null
  }
  return { ...plain, resolve }
}
export const half = (year: Yearish | null, number: number): DateMeaning | null =>
  number < 1 || number > 2 ? null : yearly(year, (y) => halfOf(y, number))
export const wholeYear = (year: Yearish, part: Part | null = null): DateMeaning =>
  yearly(year, (y) => cut(yearOf(y), part))
/** "2020-2023", from the first day of the one to the last of the other. */
export function years(from: Yearish | null, to: Yearish | null): DateMeaning | null {
  if (from === null || to === null) return null
  const [begin, end] = [wholeYear(from), wholeYear(to)]
  return counted('absolute', (context) => {
    const [first, last] = [begin.resolve(context), end.resolve(context)]
    return first === null || last === null || first.from > last.to ? null : between(first.from, last.to)
  })
}
export const monthsOfYear = (year: Yearish | null, count: number): DateMeaning | null =>
  count < 2 || count > 11 ? null : yearly(year, (y) => firstMonths(y, count))
/** "The three months to September": two to twelve months that end with one. */
export const monthsTo = (year: Yearish | null, month: number, count: number): DateMeaning | null =>
  count < 2 || count > 12 ? null : yearly(year, (y) => lastMonths(y, month, count))
/** Days 1–7, 8–14, 15–21, 22–28 or the last seven of a month. */
export const weekOfMonth = (year: Yearish | null, number: number, ordinal: number): DateMeaning =>
  yearly(year, (y) => {
    const { from, to } = monthOf(y, number)
    const first = ordinal === -1 ? to - 6 : from + (ordinal - 1) * 7
    return between(first as Day, (first + 6) as Day)
  })
