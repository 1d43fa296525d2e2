import { z } from 'zod'
import type { IsoDate } from '../market/day.ts'
import { DateParameter, orNull, told } from './parameters.ts'

/** `from` and `to` of a question: exchange dates, both included; null for no bound. */
export const rangeShape = {
  from: told(orNull(DateParameter), 'first exchange date, included', 'DATE'),
  to: told(orNull(DateParameter), 'last exchange date, included', 'DATE'),
}

interface Range {
  readonly from?: IsoDate | null | undefined
  readonly to?: IsoDate | null | undefined
}

/** A question whose range must not end before it starts. Refined last: a refined object cannot be extended. */
export const inOrder = <Shape extends z.ZodRawShape>(question: z.ZodObject<Shape, z.core.$strict>) =>
  question.superRefine((asked, context) => {
    const { from, to } = asked as Range
    if (from != null && to != null && from > to)
      context.addIssue({
        code: 'custom',
        path: ['to'],
        message: `a range cannot end on ${to}, before it starts on ${from}`,
      })
  })

/** A question without parameters. */
export const nothing = z.strictObject({})
