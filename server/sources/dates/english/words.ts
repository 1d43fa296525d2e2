import type { Season } from '../calendarPlaces.ts'
import {
  dateClass,
  digitsClass,
  firstOf,
  nameClass,
  noDateClass,
  numbered,
  ordinalDateClass,
  units,
  wordClass,
  yearClass,
} from '../classes.ts'
import type { Meaning, Yearish } from '../meaning.ts'
import { rule } from '../pattern.ts'
import type { Part, Unit } from '../span.ts'
import type { Token } from '../token.ts'

export const months = numbered(
  'january february march april may june july august september october november december',
  1,
)

export const shortMonths = numbered('jan feb mar apr may jun jul aug sep|sept oct nov dec', 1)

export const weekdays = numbered('monday tuesday wednesday thursday friday saturday sunday', 0)

export const shortWeekdays = numbered('mon tue|tues wed thu|thur|thurs fri sat sun', 0)

export const ones = numbered(
  'a|an|one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  1,
)

export const tens = new Map([
  ['twenty', 20],
  ['thirty', 30],
  ['forty', 40],
  ['fifty', 50],
  ['sixty', 60],
  ['ninety', 90],
])

export const ordinals = numbered(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
  1,
)

export const unitWords = units({
  day: 'day days',
  week: 'week weeks',
  month: 'month months',
  quarter: 'quarter quarters',
  half: '-',
  year: 'year years',
})

export const classes = {
  month: nameClass(months, shortMonths),
  wd: nameClass(weekdays, shortWeekdays),
  weekday: nameClass(weekdays, new Map()),
  date: dateClass,
  nodate: noDateClass,
  ordinal: firstOf(ordinalDateClass, wordClass(ordinals)),
  ordinaldate: ordinalDateClass,
  year: yearClass,
  /** "2023", "last year", "this year". */
  yearish: firstOf(yearClass, (tokens, at) => {
    const years = { last: -1, this: 0, next: 1, the: 0 }[tokens[at]?.lower ?? '']
    return years !== undefined && tokens[at + 1]?.lower === 'year' ? { to: at + 2, value: { years } } : null
  }),
  num: firstOf(digitsClass, (tokens, at) => {
    const ten = tens.get(tokens[at]?.lower ?? '')
    if (ten === undefined) {
      const value = ones.get(tokens[at]?.lower ?? '')
      return value === undefined ? null : { to: at + 1, value }
    }
    const one = tokens[at + 1]?.text === '-' ? ones.get(tokens[at + 2]?.lower ?? '') : undefined
    return one === undefined ? { to: at + 1, value: ten } : { to: at + 3, value: ten + one }
  }),
  unit: wordClass(unitWords),
  weekdays: wordClass(numbered('mondays tuesdays wednesdays thursdays fridays saturdays sundays', 0)),
  season: wordClass(
    new Map<string, Season>([
      ['spring', 'spring'],
      ['summer', 'summer'],
      ['autumn', 'autumn'],
      ['fall', 'autumn'],
      ['winter', 'winter'],
    ]),
  ),
  q: wordClass(numbered('first|1st second|2nd third|3rd fourth|4th|final', 1)),
  qdigit: (tokens: readonly Token[], at: number) => {
    const text = tokens[at]?.text ?? ''
    return /^[1-4]$/.test(text) ? { to: at + 1, value: Number(text) } : null
  },
  /** "third quarter" in words, or "3rd": the ending stands apart from the digit. */
  qord: firstOf(wordClass(numbered('first second third fourth|final', 1)), (tokens, at) => {
    const found = ordinalDateClass(tokens, at)
    return found !== null && Number(found.value) <= 4 ? found : null
  }),
  part: wordClass(
    new Map<string, Part>([
      ['early', 'early'],
      ['mid', 'mid'],
      ['late', 'late'],
      ['beginning', 'early'],
      ['start', 'early'],
      ['middle', 'mid'],
      ['end', 'late'],
    ]),
  ),
}

export const n = (value: unknown) => value as number

export const y = (value: unknown) => (value ?? null) as Yearish | null

export const u = (value: unknown) => value as Unit

export const part = (value: unknown) => (value ?? null) as Part | null

export const of = (pattern: string, make: Parameters<typeof rule<Meaning>>[2]) => rule<Meaning>(classes, pattern, make)

export const shiftOf: Readonly<Record<string, number>> = { last: -1, previous: -1, this: 0, next: 1 }

export const word = (tokens: readonly Token[], at: number) => tokens[at]?.lower ?? ''
