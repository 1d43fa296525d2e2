import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { World } from '../app.ts'
import { inOrder } from '../order.ts'
import { BasisParameter, IntervalParameter, rangeShape, TickerParameter } from '../parameters.ts'
import { pricesOf } from '../prices.ts'
import { valid } from './valid.ts'

export const BarsQuery = z.strictObject({
  ...rangeShape,
  interval: IntervalParameter.default('1d'),
  basis: BasisParameter.default('split'),
})

export const bars = ({ db }: World) =>
  new Hono().get(
    '/:ticker',
    describeRoute({ summary: 'Prices of a ticker as columns, on the basis asked for' }),
    valid('param', z.object({ ticker: TickerParameter })),
    valid('query', BarsQuery),
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
