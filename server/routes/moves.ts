import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { exportCsv } from '../export/export.ts'
import { csvResponse } from '../http/csvResponse.ts'
import { movesOf } from '../impact/moves.ts'
import { inOrder } from '../query/order.ts'
import { LevelParameter, rangeShape, TickerParameter } from '../query/parameters.ts'
import type { AppContext } from './context.ts'
import { valid } from './valid.ts'

const Query = z.strictObject({
  ...rangeShape,
  benchmark: TickerParameter.optional(),
  fdr: LevelParameter.default(0.05),
})

const file = z
  .string()
  .max(40)
  .transform((text) => text.replace(/\.csv$/, ''))
  .pipe(TickerParameter)

export const moves = ({ db }: AppContext) => {
  const asked = (query: z.infer<typeof Query>) => {
    const { from, to, benchmark, fdr } = inOrder(query)
    return { from: from ?? null, to: to ?? null, benchmark: benchmark ?? null, fdr }
  }
  return new Hono()
    .get(
      '/:file{.+\\.csv}',
      describeRoute({ summary: 'Sessions that stand out, as CSV' }),
      valid('param', z.object({ file })),
      valid('query', Query),
      async (c) => {
        const { file: ticker } = c.req.valid('param')
        const pieces = await exportCsv(db, { kind: 'moves', ticker, ...asked(c.req.valid('query')) })
        return csvResponse(pieces, `moves-${ticker}`)
      },
    )
    .get(
      '/:ticker',
      describeRoute({ summary: 'Sessions that stand out after control of false findings, with their events or none' }),
      valid('param', z.object({ ticker: TickerParameter })),
      valid('query', Query),
      async (c) => c.json(await movesOf(db, c.req.valid('param').ticker, asked(c.req.valid('query')))),
    )
}
