import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { World } from '../app.ts'
import { BasisParameter, IntervalParameter, rangeShape, TickerParameter } from '../parameters.ts'
import { pricesOf } from '../prices.ts'
import { Problem } from '../problem.ts'
import { valid } from './valid.ts'

const Query = z.strictObject({
  ...rangeShape,
  interval: IntervalParameter.default('1d'),
  basis: BasisParameter.default('split'),
})

/** @throws Problem 400 for a range that ends before it starts */
export function inOrder<T extends { from?: string | undefined; to?: string | undefined }>(range: T): T {
  if (range.from !== undefined && range.to !== undefined && range.from > range.to)
    throw new Problem(
      400,
      'bad_parameter',
      `Cannot use a range that ends on ${range.to}, before it starts on ${range.from}`,
      'to',
    )
  return range
}

export const bars = ({ db }: World) =>
  new Hono().get(
    '/:ticker',
    describeRoute({ summary: 'Prices of a ticker as columns, on the basis asked for' }),
    valid('param', z.object({ ticker: TickerParameter })),
    valid('query', Query),
    async (c) => {
      const { from, to, interval, basis } = inOrder(c.req.valid('query'))
      return c.json(
        await pricesOf(db, {
          ticker: c.req.valid('param').ticker,
          from: from ?? null,
          to: to ?? null,
          interval,
          basis,
        }),
      )
    },
  )
