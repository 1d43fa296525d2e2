import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { tickerList } from '../tickers.ts'
import type { World } from '../world.ts'

export const tickers = ({ db }: World) =>
  new Hono().get('/', describeRoute({ summary: 'Tickers that are stored, with what there is of each' }), async (c) =>
    c.json({ tickers: await tickerList(db) }),
  )
