import { type Day, dateOf, dayOf, daysInMonth, type IsoDate } from '../../market/day.ts'

export type SpanPrecision = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'interval'

/** Calendar days from the first to the last, both of them in it. */
export interface Span {
  readonly from: Day
  readonly to: Day
  readonly precision: SpanPrecision
}

export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year'
export type Part = 'early' | 'mid' | 'late'

const monthsIn = { month: 1, quarter: 3, half: 6, year: 12 } as const

export interface Civil {
  readonly year: number
  readonly month: number
  readonly date: number
}

export function civil(day: Day): Civil {
  const text = dateOf(day)
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), date: Number(text.slice(8, 10)) }
}

const two = (n: number) => String(n).padStart(2, '0')

/** The day of a year, month and date; null where there is none, as on 30 February. */
export const dayAt = (year: number, month: number, date: number): Day | null =>
  year < 1000 || year > 9999 || month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)
    ? null
    : dayOf(`${year}-${two(month)}-${two(date)}` as IsoDate)

const mustBeDay = (year: number, month: number, date: number): Day => {
  const day = dayAt(year, month, date)
  if (day === null) throw new RangeError(`Cannot find ${year}-${month}-${date}`)
  return day
}

const plus = (day: Day, count: number): Day => (day + count) as Day

export const oneDay = (day: Day): Span => ({ from: day, to: day, precision: 'day' })
/** Monday 0 … Sunday 6. */
export const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7

/** The months from `month` of `year` on, counted over the ends of years. */
function monthsFrom(year: number, month: number, count: number, precision: SpanPrecision): Span {
  const [first, last] = [year * 12 + month - 1, year * 12 + month - 2 + count]
  const at = (index: number) => [Math.floor(index / 12), (index % 12) + 1] as const
  const [endYear, endMonth] = at(last)
  return {
    from: mustBeDay(...at(first), 1),
    to: mustBeDay(endYear, endMonth, daysInMonth(endYear, endMonth)),
    precision,
  }
}

export const monthOf = (year: number, month: number): Span => monthsFrom(year, month, 1, 'month')
export const quarterOf = (year: number, quarter: number): Span => monthsFrom(year, quarter * 3 - 2, 3, 'quarter')
export const halfOf = (year: number, half: number): Span => monthsFrom(year, half * 6 - 5, 6, 'interval')
export const yearOf = (year: number): Span => monthsFrom(year, 1, 12, 'year')
/** The first months of a year. */
export const firstMonths = (year: number, count: number): Span => monthsFrom(year, 1, count, 'interval')
/** The months that end with one of a year. */
export const lastMonths = (year: number, month: number, count: number): Span =>
  monthsFrom(year, month - count + 1, count, 'interval')
export const between = (from: Day, to: Day): Span => ({ from, to, precision: 'interval' })

/** The week (Monday to Sunday), month, quarter, half-year or year that lies `shift` after the one holding a day. */
export function unitAround(day: Day, unit: Unit, shift: number): Span {
  if (unit === 'day') return oneDay(plus(day, shift))
  if (unit === 'week') {
    const from = plus(day, shift * 7 - weekdayOf(day))
    return { from, to: plus(from, 6), precision: 'week' }
  }
  const { year, month } = civil(day)
  const size = monthsIn[unit]
  return monthsFrom(year, month - ((month - 1) % size) + shift * size, size, unit === 'half' ? 'interval' : unit)
}

/** Days 1–10, 11–20 and from 21 on of a month; of a longer unit its thirds by months; of a week Mon–Tue, Wed–Thu, Fri–Sun. */
export function partOf({ from, to, precision }: Span, part: Part): Span {
  if (precision === 'week') {
    const [first, last] = { early: [0, 1], mid: [2, 3], late: [4, 6] }[part] as [number, number]
    return between(plus(from, first), plus(from, last))
  }
  const { year, month } = civil(from)
  if (precision === 'month') {
    const [first, last] = { early: [0, 9], mid: [10, 19], late: [20, to - from] }[part] as [number, number]
    return between(plus(from, first), plus(from, last))
  }
  const size = Math.round((to - from) / 30.4) / 3
  const at = { early: 0, mid: 1, late: 2 }[part]
  return monthsFrom(year, month + Math.floor(at * size), Math.max(1, Math.floor(size)), 'interval')
}

/** Days of a month moved by months: the 31st becomes the last day of a shorter one. */
function addMonths(day: Day, count: number): Day {
  const { year, month, date } = civil(day)
  const { from, to } = monthsFrom(year, month + count, 1, 'month')
  return plus(from, Math.min(date - 1, to - from))
}

/** A span so many units later, as precise as before: a year after a month is that month of the next year. */
export function moved(span: Span, count: number, unit: Unit): Span {
  const { from, to, precision } = span
  if (unit === 'day' || unit === 'week') {
    const days = count * (unit === 'week' ? 7 : 1)
    const keeps = precision === 'day' || (precision === 'week' && unit === 'week')
    return { from: plus(from, days), to: plus(to, days), precision: keeps ? precision : 'interval' }
  }
  const months = count * monthsIn[unit]
  if (precision === 'day') return oneDay(addMonths(from, months))
  if (precision === 'week') return unitAround(addMonths(from, months), 'week', 0)
  const length = Math.round((to - from) / 30.4)
  const { year, month, date } = civil(from)
  const whole = date === 1 && civil(plus(to, 1)).date === 1
  if (!whole) return between(addMonths(from, months), addMonths(to, months))
  const keeps = precision !== 'quarter' || months % 3 === 0
  return monthsFrom(year, month + months, length, keeps ? precision : 'interval')
}
