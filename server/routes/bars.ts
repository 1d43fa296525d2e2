import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { coarserPrices } from '../prices/coarserPrices.ts'
import { pricesOf } from '../prices/prices.ts'
import { inOrder } from '../query/order.ts'
import { BasisParameter, IntervalParameter, rangeShape, TickerParameter, wholeNumber } from '../query/parameters.ts'
import type { AppContext } from './context.ts'
import { valid } from './valid.ts'

export const BarsQuery = z.strictObject({
  ...rangeShape,
  interval: IntervalParameter.default('1d'),
  basis: BasisParameter.default('split'),
})

const ChartQuery = BarsQuery.extend({ max: wholeNumber(10, 100_000).optional() })

export const bars = ({ db }: AppContext) =>
  new Hono().get(
    '/:ticker',
    describeRoute({ summary: 'Prices of a ticker as columns, on the basis asked for' }),
    valid('param', z.object({ ticker: TickerParameter })),
    valid('query', ChartQuery),
    async (c) => {
      const { from, to, interval, basis, max } = inOrder(c.req.valid('query'))
      const { ticker } = c.req.valid('param')
      const prices = await pricesOf(db, { ticker, from: from ?? null, to: to ?? null, interval, basis })
      return c.json(max === undefined ? prices : coarserPrices(prices, max))
    },
  )
