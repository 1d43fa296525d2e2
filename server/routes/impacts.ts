import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { measureImpact } from '../impact/impact.ts'
import { measureImpacts } from '../impact/list.ts'
import { inOrder } from '../query/order.ts'
import { rangeShape, TickerParameter } from '../query/parameters.ts'
import { settingsOf, settingsShape } from '../query/settings.ts'
import type { AppContext } from './context.ts'
import { valid } from './valid.ts'

export const ImpactsQuery = z.strictObject({ ticker: TickerParameter, ...rangeShape, ...settingsShape })
export const ImpactQuery = z.strictObject({ ticker: TickerParameter.optional(), ...settingsShape })

export const impacts = ({ db }: AppContext) =>
  new Hono()
    .get(
      '/',
      describeRoute({ summary: 'What each event of a ticker did to its price: one line an event' }),
      valid('query', ImpactsQuery),
      async (c) => {
        const query = inOrder(c.req.valid('query'))
        const { ticker, from, to, benchmark } = query
        const range = { from: from ?? null, to: to ?? null }
        return c.json(
          await measureImpacts(db, ticker, range, { benchmark: benchmark ?? null, settings: settingsOf(query) }),
        )
      },
    )
    .get(
      '/:event',
      describeRoute({
        summary: 'What one event did to a ticker: model, sessions, windows, split and the finding in words',
      }),
      valid('param', z.object({ event: z.string().max(64) })),
      valid('query', ImpactQuery),
      async (c) => {
        const query = c.req.valid('query')
        return c.json(
          await measureImpact(db, c.req.valid('param').event, {
            ticker: query.ticker ?? null,
            benchmark: query.benchmark ?? null,
            settings: settingsOf(query),
          }),
        )
      },
    )
