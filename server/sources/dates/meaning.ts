import type { Day } from '../../market/day.ts'
import {
  between,
  type Civil,
  civil,
  dayAt,
  firstMonths,
  halfOf,
  monthOf,
  moved,
  oneDay,
  type Part,
  partOf,
  quarterOf,
  type Span,
  type Unit,
  unitAround,
  weekdayOf,
  yearOf,
} from './span.ts'
import type { Zone } from './zones.ts'

/** What the verb of a clause says of time. */
export type Tense = 'past' | 'present' | 'future'

/** What a phrase may be counted from. */
export interface Context {
  /** The publisher's day of publication. */
  readonly today: Day
  /** The publisher's minute of that day. */
  readonly minute: number
  readonly tense: Tense
  /** The mention before this one. */
  readonly previous: Span | null
  /** The known event that the sentence names. */
  readonly named: { readonly id: string; readonly span: Span } | null
}

export type CountedFrom = 'absolute' | 'reference' | 'previous'

/** Calendar days that a phrase means, once it is known what it is counted from; null where it means none there. */
export interface DateMeaning {
  readonly kind: 'date' | 'weekday'
  readonly counted: CountedFrom
  readonly resolve: (context: Context) => Span | null
  /** The same in a year that another part of the text names: "14 November" of "from 14 November to 2 December 2023". */
  readonly inYear?: (year: Yearish) => DateMeaning
  readonly year?: Yearish
  /** Another day of the same month and year. */
  readonly sibling?: (date: number) => DateMeaning | null
  /** Whether the phrase asks for an event of its own sentence first. */
  readonly sameDay?: boolean
}

export type Meaning =
  | DateMeaning
  | { readonly kind: 'clock'; readonly second: number; readonly zone: Zone | null; readonly bare: boolean }
  /** "three days before": of what, the next words say. */
  | {
      readonly kind: 'offset'
      readonly count: number
      readonly unit: Unit
      readonly whole: boolean
      readonly alone: DateMeaning | null
    }
  | { readonly kind: 'name'; readonly id: string; readonly span: Span }
  /** Words that look like a date and are none: no shorter reading of them counts. */
  | { readonly kind: 'nothing' }

/** A year: written, or counted from that of publication. */
export type Yearish = { readonly year: number } | { readonly years: number }

export const nothing: Meaning = { kind: 'nothing' }

const yearIn = (year: Yearish, { today }: Context): number =>
  'year' in year ? year.year : civil(today).year + year.years

/** Days between a span and today; 0 inside it. */
const distance = ({ from, to }: Span, today: Day): number => Math.max(0, from - today, today - to)

/** Of the spans of neighbouring years the one that the verb means: the last begun, the next not yet over, else the nearest. */
function nearest(spans: readonly (Span | null)[], { today, tense }: Context): Span | null {
  const some = spans.filter((span) => span !== null)
  if (tense === 'past') return some.findLast(({ from }) => from <= today) ?? null
  if (tense === 'future') return some.find(({ to }) => to >= today) ?? null
  return some.reduce<Span | null>(
    (best, span) => (best === null || distance(span, today) < distance(best, today) ? span : best),
    null,
  )
}

/** A date that says its place in a year, and perhaps the year. */
function yearly(year: Yearish | null, at: (year: number) => Span | null): DateMeaning {
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

export const daysIn = (year: Yearish | null, month: number, first: number, last: number): DateMeaning | null =>
  first >= last || dayAt(2024, month, last) === null
    ? null
    : yearly(year, (y) => {
        const [from, to] = [dayAt(y, month, first), dayAt(y, month, last)]
        return from === null || to === null ? null : between(from, to)
      })

const cut = (span: Span, part: Part | null): Span => (part === null ? span : partOf(span, part))

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
/** Days 1–7, 8–14, 15–21, 22–28 or the last seven of a month. */
export const weekOfMonth = (year: Yearish | null, number: number, ordinal: number): DateMeaning =>
  yearly(year, (y) => {
    const { from, to } = monthOf(y, number)
    const first = ordinal === -1 ? to - 6 : from + (ordinal - 1) * 7
    return between(first as Day, (first + 6) as Day)
  })

const counted = (from: CountedFrom, resolve: DateMeaning['resolve']): DateMeaning => ({
  kind: 'date',
  counted: from,
  resolve,
})

/** So many days from the day of publication. */
export const fromToday = (days: number): DateMeaning =>
  counted('reference', ({ today }) => oneDay((today + days) as Day))
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

/** "Three days later": counted from the mention before, as precise as that. */
export const later = (count: number, name: Unit): DateMeaning | null =>
  Math.abs(count) > 1000 ? null : counted('previous', ({ previous }) => previous && moved(previous, count, name))
/** "The following week": the unit after the one that the mention before lies in. */
export const following = (name: Unit, shift: number): DateMeaning =>
  counted('previous', ({ previous }) => previous && unitAround(shift > 0 ? previous.to : previous.from, name, shift))
export const sameDay: DateMeaning = {
  ...counted('previous', ({ previous, named }) => named?.span ?? previous),
  sameDay: true,
}
export const sameUnit = (name: Unit): DateMeaning =>
  counted('previous', ({ previous }) => previous && unitAround(previous.from, name, 0))
/** The first such weekday after the mention before, or the last one ahead of it. */
export const weekdayFrom = (number: number, way: 'after' | 'before'): DateMeaning =>
  counted('previous', ({ previous }) => {
    if (previous === null) return null
    const start = way === 'after' ? previous.to + 1 : previous.from - 1
    return way === 'after' ? onOrAfter(start as Day, number) : onOrBefore(start as Day, number)
  })

const onOrAfter = (day: Day, number: number): Span => oneDay((day + ((number - weekdayOf(day) + 7) % 7)) as Day)
const onOrBefore = (day: Day, number: number): Span => oneDay((day - ((weekdayOf(day) - number + 7) % 7)) as Day)

/** A weekday: of the past or present the last one, today included; of the future the next one after today. */
export const weekday = (number: number, way: 'bare' | 'last' | 'next' | 'until' | 'this' = 'bare'): DateMeaning => ({
  kind: 'weekday',
  counted: 'reference',
  resolve: ({ today, tense }) => {
    if (way === 'last') return onOrBefore((today - 1) as Day, number)
    if (way === 'next' || tense === 'future') return onOrAfter((today + 1) as Day, number)
    if (way === 'this' && tense !== 'past') return onOrAfter(today, number)
    return way === 'until' && tense !== 'past' ? onOrAfter((today + 1) as Day, number) : onOrBefore(today, number)
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
    if (tense === 'future' || (way === 'this' && tense !== 'past')) return of(saturday)
    return of(begun ? saturday : saturday - 7)
  })

/** "On the 17th": of this month or a neighbour of it. */
export const dateOfMonth = (date: number): DateMeaning =>
  counted('reference', (context) => {
    const { year, month: own }: Civil = civil(context.today)
    const at = (shift: number) => {
      const index = year * 12 + own - 1 + shift
      return dayAt(Math.floor(index / 12), (index % 12) + 1, date)
    }
    const days = [-2, -1, 0, 1, 2].map(at)
    const tense = context.tense === 'future' ? 'future' : 'past'
    return nearest(
      days.map((day) => (day === null ? null : oneDay(day))),
      { ...context, tense },
    )
  })
