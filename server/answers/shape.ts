import { z } from 'zod'
import type { IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'

/**
 * The pieces that descriptions of answers are made of. They describe and read nothing: an answer is made by its use and
 * has its type from there, which the compiler holds against the description.
 */

/** A schema of what our own parser has made: the brand is given, not proved again. */
const branded = <T extends string>(schema: z.ZodType<string>): z.ZodType<T> =>
  schema as z.ZodType<unknown> as z.ZodType<T>

export const date = branded<IsoDate>(z.iso.date())
export const symbol = branded<Ticker>(z.string())
/** ISO 8601 with offset. */
export const moment = z.string().meta({ format: 'date-time' })
export const text = z.string()
export const number = z.number()
export const count = z.int()
export const flag = z.boolean()

export const list = <S extends z.ZodType>(of: S) => z.array(of).readonly()
/** Null where there is none. */
export const maybe = <S extends z.ZodType>(of: S) => of.nullable()
export const doc = <S extends z.ZodType>(of: S, description: string): S => of.meta({ description })

/** A figure that may be absent; the reason stands beside it. */
export const figure = (description: string) => doc(maybe(number), description)
/** A return or deviation: 0.01 is 1 %. */
export const fraction = (description: string) => doc(maybe(number), `${description}; a fraction`)
/** First and last session from day 0, both included. */
export const window = z.tuple([count, count]).readonly()

/** What an answer says of the list that it is a page of. */
export const paged = {
  total: doc(count, 'lines of all pages together'),
  next: doc(maybe(text), 'cursor of the next page; null on the last one'),
}

/** A part that several answers hold, under a name of its own. */
export const named = <S extends z.ZodType>(id: string, of: S): S => of.meta({ id })

/** Beside `ticker`. */
export const askedAs = doc(
  maybe(symbol),
  'the former name it was asked for by; null where it was asked for by its name',
)
