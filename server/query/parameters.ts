import { z } from 'zod'
import { type Basis, bases, type Interval, intervals } from '../market/bar.ts'
import { type IsoDate, isoDate } from '../market/day.ts'
import { type Ticker, ticker } from '../market/ticker.ts'
import { type Window, windowOf } from '../stats/windowText.ts'

/**
 * Query parameters as every route reads them. Strict on purpose: `1e3`, ` 5`, `2023-02-30` and a parameter given twice
 * are refused with the parameter's name, never bent into something else.
 */

const parsed = <T>(read: (text: string) => T | null, expected: string) =>
  z.string().transform((text, context): T => {
    const value = text.length > 200 ? null : read(text)
    if (value !== null) return value
    context.addIssue({ code: 'custom', message: `expected ${expected}` })
    return z.NEVER
  })

export const DateParameter = parsed<IsoDate>(isoDate, 'a date YYYY-MM-DD')
export const TickerParameter = parsed<Ticker>(ticker, 'a ticker symbol such as MSFT or ^GSPC')
export const IntervalParameter = z.enum(intervals) satisfies z.ZodType<Interval>
export const BasisParameter = z.enum(bases) satisfies z.ZodType<Basis>

/** A whole number within bounds, written with digits only. */
export const wholeNumber = (min: number, max: number) =>
  parsed(
    (text) => (/^-?\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : null),
    `a whole number from ${min} to ${max}`,
  )

/** A level such as 0.05, strictly between 0 and 1. */
export const LevelParameter = parsed(
  (text) => (/^0?\.\d{1,6}$/.test(text) && Number(text) > 0 ? Number(text) : null),
  'a number between 0 and 1 such as 0.05',
)

export const WindowParameter = parsed<Window>(windowOf, 'a window of sessions such as -1..1')
export const WindowsParameter = parsed<readonly Window[]>((text) => {
  const windows = text.split(',').map(windowOf)
  return windows.length <= 20 && windows.every((window) => window !== null) ? windows : null
}, 'windows of sessions such as 0..0,-1..1')

/** `from` and `to` of a query, in order. */
export const rangeShape = { from: DateParameter.optional(), to: DateParameter.optional() }

export const SearchParameter = z
  .string()
  .max(200)
  .refine((text) => !text.includes('\0'), { message: 'expected text without a NUL character' })
