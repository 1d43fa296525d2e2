import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { robustnessOfStored } from '../impact/robustness.ts'
import { settingsOf } from '../query/settings.ts'
import type { AppContext } from './context.ts'
import { ImpactQuery } from './impacts.ts'
import { valid } from './valid.ts'

/** Does the answer depend on the model, the estimation window or the day? */
export const robustness = ({ db }: AppContext) =>
  new Hono().get(
    '/:event/robustness',
    describeRoute({ summary: 'One event recomputed over models, estimation lengths, windows and admissible days' }),
    valid('param', z.object({ event: z.string().max(64) })),
    valid('query', ImpactQuery),
    async (c) => {
      const query = c.req.valid('query')
      return c.json(
        await robustnessOfStored(db, c.req.valid('param').event, {
          ticker: query.ticker ?? null,
          benchmark: query.benchmark ?? null,
          settings: settingsOf(query),
        }),
      )
    },
  )
