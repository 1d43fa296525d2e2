import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { measureIntraday } from '../impact/intraday.ts'
import { IntervalParameter } from '../query/parameters.ts'
import { settingsOf } from '../query/settings.ts'
import type { AppContext } from './context.ts'
import { ImpactQuery } from './impacts.ts'
import { valid } from './valid.ts'

const IntradayQuery = ImpactQuery.extend({ interval: IntervalParameter.exclude(['1d']).default('1h') })

/** Which bar moved after the news, and was that unusual for its hour? */
export const intraday = ({ db }: AppContext) =>
  new Hono().get(
    '/:event/intraday',
    describeRoute({ summary: 'One event bar by bar; windows count bars of the regular session' }),
    valid('param', z.object({ event: z.string().max(64) })),
    valid('query', IntradayQuery),
    async (c) => {
      const { interval, ...query } = c.req.valid('query')
      const asked = { ticker: query.ticker ?? null, benchmark: query.benchmark ?? null, settings: settingsOf(query) }
      return c.json(await measureIntraday(db, c.req.valid('param').event, { ...asked, interval }))
    },
  )
