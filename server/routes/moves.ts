import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { type MovesAnswer, movesOf } from '../impact/moves.ts'
import type { Ticker } from '../market/ticker.ts'
import { inOrder } from '../query/order.ts'
import { LevelParameter, rangeShape, TickerParameter } from '../query/parameters.ts'
import { csvOf } from '../study/csv.ts'
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
  const answer = (ticker: Ticker, query: z.infer<typeof Query>) => {
    const { from, to, benchmark, fdr } = inOrder(query)
    return movesOf(db, ticker, { from: from ?? null, to: to ?? null, benchmark: benchmark ?? null, fdr })
  }
  return new Hono()
    .get(
      '/:file{.+\\.csv}',
      describeRoute({ summary: 'Sessions that stand out, as CSV' }),
      valid('param', z.object({ file })),
      valid('query', Query),
      async (c) => {
        const found = await answer(c.req.valid('param').file, c.req.valid('query'))
        return c.body([...csvOf(rows(found))].join(''), 200, {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': 'attachment; filename="moves.csv"',
        })
      },
    )
    .get(
      '/:ticker',
      describeRoute({ summary: 'Sessions that stand out after control of false findings, with their events or none' }),
      valid('param', z.object({ ticker: TickerParameter })),
      valid('query', Query),
      async (c) => c.json(await answer(c.req.valid('param').ticker, c.req.valid('query'))),
    )
}

function* rows({ ticker, benchmark, fdr, moves: found }: MovesAnswer) {
  for (const { date, r, ar, t, p, pAdjusted, events, candidate } of found)
    yield {
      ticker,
      benchmark,
      date,
      return: r,
      abnormal_return: ar,
      t,
      p,
      p_adjusted: pAdjusted,
      false_discovery_rate: fdr,
      event_ids: events.join(' ') || null,
      candidate,
      verdict: events.length > 0 ? 'event' : candidate === null ? 'no candidate' : 'awaits confirmation',
    }
}
