import { z } from 'zod'
import { type Basis, bases, type Interval, intervals } from '../market/bar.ts'
import { type IsoDate, isoDate } from '../market/day.ts'
import { families, isEventType } from '../market/eventType.ts'
import { ratePair } from '../market/exchange/ratePair.ts'
import { type Ticker, ticker } from '../market/ticker.ts'
import { type Window, windowOf } from '../stats/windowText.ts'

/**
 * Parameters as every question reads them, over HTTP and from the command line alike. Strict on purpose: `1e3`, ` 5`,
 * `2023-02-30` and a parameter given twice are refused with the parameter's name, never bent into something else.
 */

/** What the description of a parameter says besides its name: how its text looks, as JSON Schema has it. */
type Looks = Readonly<Record<string, unknown>>

const parsed = <T>(read: (text: string) => T | null, expected: string, looks: Looks) =>
  z
    .string()
    .meta(looks)
    .transform((text, context): T => {
      const value = text.length > 200 ? null : read(text)
      if (value !== null) return value
      context.addIssue({ code: 'custom', message: `expected ${expected}` })
      return z.NEVER
    })

/**
 * A parameter with what it is for.
 *
 * @param word stands for its value in the help of commands, such as DATE
 */
export const told = <S extends z.ZodType>(schema: S, description: string, word?: string): S =>
  schema.meta({ description, ...(word === undefined ? {} : { word }) })

/** A parameter that may be left out, and is null then. */
export const orNull = <T>(schema: z.ZodType<T, string>) =>
  schema.optional().transform((value): T | null => value ?? null)

export const DateParameter = parsed<IsoDate>(isoDate, 'a date YYYY-MM-DD', { format: 'date' })
export const TickerParameter = parsed<Ticker>(ticker, 'a ticker symbol such as MSFT or ^GSPC', {
  examples: ['MSFT', '^GSPC'],
})
/** A series of exchange rates. */
const rate = (text: string): Ticker | null => {
  const symbol = ticker(text)
  return symbol === null || ratePair(symbol) === null ? null : symbol
}
const aRate = 'an exchange rate such as IDRUSD=X or IDR=X'
export const RateParameter = parsed<Ticker>(rate, aRate, { examples: ['IDRUSD=X', 'IDR=X'] })
/** One exchange rate or several, with commas. */
export const RatesParameter = parsed<readonly Ticker[]>(
  (text) => {
    const rates = text.split(',').map(rate)
    return rates.length <= 20 && rates.every((one) => one !== null) ? rates : null
  },
  `${aRate}, or several with commas`,
  { examples: ['IDRUSD=X'] },
)
export const IntervalParameter = z.enum(intervals) satisfies z.ZodType<Interval>
export const BasisParameter = z.enum(bases) satisfies z.ZodType<Basis>

/** A whole number within bounds, written with digits only. */
export const wholeNumber = (min: number, max: number) =>
  parsed(
    (text) => (/^-?\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : null),
    `a whole number from ${min} to ${max}`,
    { type: 'integer', minimum: min, maximum: max },
  )

/** A level such as 0.05, strictly between 0 and 1. */
export const LevelParameter = parsed(
  (text) => (/^0?\.\d{1,6}$/.test(text) && Number(text) > 0 ? Number(text) : null),
  'a number between 0 and 1 such as 0.05',
  { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
)

export const WindowParameter = parsed<Window>(windowOf, 'a window of sessions such as -1..1', { examples: ['-1..1'] })
export const WindowsParameter = parsed<readonly Window[]>(
  (text) => {
    const windows = text.split(',').map(windowOf)
    return windows.length <= 20 && windows.every((window) => window !== null) ? windows : null
  },
  'windows of sessions such as 0..0,-1..1',
  { examples: ['0..0,-1..1'] },
)

/** Words of one kind with commas between them. */
export const ListParameter = (word: RegExp, expected: string) =>
  parsed<readonly string[]>(
    (text) => {
      const words = text.split(',')
      return words.length <= 50 && words.every((one) => word.test(one)) ? words : null
    },
    expected,
    {},
  )

/** Codes of event types, own ones (`x.…`) and families, with commas. */
export const TypesParameter = parsed<readonly string[]>(
  (text) => {
    const words = text.split(',')
    const isKnown = (word: string) =>
      word === 'x' || isEventType(word) || (families as readonly string[]).includes(word)
    return words.length <= 50 && words.every(isKnown) ? words : null
  },
  'event types or families such as governance,earnings.results, or types of your own such as x.milestone',
  {},
)

export const SearchParameter = z
  .string()
  .max(200)
  .refine((text) => !text.includes('\0'), { message: 'expected text without a NUL character' })
