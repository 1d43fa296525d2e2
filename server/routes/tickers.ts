import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { tickerList } from '../prices/tickers.ts'
import type { AppContext } from './context.ts'

export const tickers = ({ db }: AppContext) =>
  new Hono().get('/', describeRoute({ summary: 'Tickers that are stored, with what there is of each' }), async (c) =>
    c.json({ tickers: await tickerList(db) }),
  )
