import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { World } from '../app.ts'
import { measureImpact, measureImpacts } from '../impact.ts'
import { factorModels, type GivenSettings } from '../impactSettings.ts'
import { inOrder } from '../order.ts'
import { LevelParameter, rangeShape, TickerParameter, WindowParameter, WindowsParameter } from '../parameters.ts'
import { modelKinds } from '../study/settings.ts'
import { valid } from './valid.ts'

/** How a study may be asked to differ from the defaults, as query parameters. */
export const settingsShape = {
  benchmark: TickerParameter.optional(),
  model: z
    .enum([...modelKinds.filter((kind) => kind !== 'factors'), ...Object.keys(factorModels)] as [string, ...string[]])
    .optional(),
  returns: z.enum(['simple', 'log']).optional(),
  estimation: WindowParameter.optional(),
  event: WindowParameter.optional(),
  windows: WindowsParameter.optional(),
  alpha: LevelParameter.optional(),
  mask: z.enum(['none', 'events']).optional(),
}
type Given = z.infer<z.ZodObject<typeof settingsShape>>

export const settingsOf = ({ model, returns, estimation, event, windows, alpha, mask }: Given): GivenSettings => ({
  model: model as GivenSettings['model'],
  ...(returns === undefined ? {} : { returnType: returns }),
  ...(estimation === undefined ? {} : { estimation }),
  ...(event === undefined ? {} : { event }),
  ...(windows === undefined ? {} : { windows }),
  ...(alpha === undefined ? {} : { alpha }),
  ...(mask === undefined ? {} : { estimationMask: mask }),
})

export const ImpactsQuery = z.strictObject({ ticker: TickerParameter, ...rangeShape, ...settingsShape })
export const ImpactQuery = z.strictObject({ ticker: TickerParameter.optional(), ...settingsShape })

export const impacts = ({ db }: World) =>
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
