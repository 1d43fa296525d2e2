declare const brand: unique symbol
/** `T` that only a parser may make: a `Brand<string, 'Ticker'>` is a string, a string is not one. */
export type Brand<T, Name extends string> = T & { readonly [brand]: { readonly [N in Name]: true } }

/** A calendar date `YYYY-MM-DD`: no time, no zone. Compares with `<` and `===`. */
export type IsoDate = Brand<string, 'IsoDate'>
/** Days since 1970-01-01 of a calendar date: the integer key of a session in the store. */
export type Day = Brand<number, 'Day'>

const MS_PER_DAY = 86_400_000
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Days of a month, `month` from 1 to 12. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0)

/** The date that `text` writes as `YYYY-MM-DD`, or null: 2023-02-30 is not a date and is not moved to March. */
export function isoDate(text: string): IsoDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return day >= 1 && day <= daysInMonth(year, month) ? (text as IsoDate) : null
}

/** Of text that begins as `YYYY-MM-DD` but names a day that its month does not have: how many it has. Null for any other. */
export function daysInstead(text: string): { readonly month: string; readonly days: number } | null {
  const [, month, year, number, day] = /^((\d{4})-(\d{2}))-(\d{2})(?!\d)/.exec(text) ?? []
  if (month === undefined) return null
  const days = daysInMonth(Number(year), Number(number))
  return days > 0 && (Number(day) < 1 || Number(day) > days) ? { month, days } : null
}

/** @throws RangeError for text that is no date; for constants and values that were checked before */
export function mustBeDate(text: string): IsoDate {
  const date = isoDate(text)
  if (date === null) throw new RangeError(`Cannot read "${text}" as a date YYYY-MM-DD`)
  return date
}

export const dayOf = (date: IsoDate): Day =>
  (Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / MS_PER_DAY) as Day

/** Dates from 1970 to 2106 as text, written once each: every bar and every session asks for them. */
const written = new Map<number, IsoDate>()
const WRITTEN = 50_000

export function dateOf(day: Day | number): IsoDate {
  const known = written.get(day)
  if (known !== undefined) return known
  const date = new Date(day * MS_PER_DAY).toISOString().slice(0, 10) as IsoDate
  if (Number.isInteger(day) && day >= 0 && day < WRITTEN) written.set(day, date)
  return date
}

/** The date `count` calendar days later (earlier when negative). */
export const addDays = (date: IsoDate, count: number): IsoDate => dateOf(dayOf(date) + count)

/** 0 = Sunday … 6 = Saturday. */
export const weekday = (date: IsoDate): number => (dayOf(date) + 4) % 7
