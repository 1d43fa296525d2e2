import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { exportCsv } from '../export/export.ts'
import { csvName, csvResponse } from '../http/csvResponse.ts'
import { ticker as readTicker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'
import { inOrder } from '../query/order.ts'
import { settingsOf } from '../query/settings.ts'
import { BarsQuery } from './bars.ts'
import type { AppContext } from './context.ts'
import { EventsQuery } from './events.ts'
import { ImpactQuery, ImpactsQuery } from './impacts.ts'
import { valid } from './valid.ts'

/** CSV twins of the JSON answers: the same question, the same figures, the same bytes as the export command. */
export const exports = ({ db }: AppContext) => {
  const tableOf = async (kind: 'impacts' | 'panel', query: z.output<typeof ImpactsQuery>) => {
    const { ticker, from, to, benchmark } = query
    const asked = {
      ticker,
      from: from ?? null,
      to: to ?? null,
      benchmark: benchmark ?? null,
      settings: settingsOf(query),
    }
    return csvResponse(await exportCsv(db, { kind, ...asked }), `${kind}-${ticker}`)
  }
  return new Hono()
    .get('/events.csv', describeRoute({ summary: 'Events as CSV' }), valid('query', EventsQuery), async (c) =>
      csvResponse(await exportCsv(db, { kind: 'events', ...inOrder(c.req.valid('query')) }), 'events'),
    )
    .get(
      '/impacts.csv',
      describeRoute({ summary: 'Impacts as CSV: one line an event' }),
      valid('query', ImpactsQuery),
      async (c) => tableOf('impacts', inOrder(c.req.valid('query'))),
    )
    .get(
      '/panel.csv',
      describeRoute({ summary: 'Events joined with their sessions as CSV: one line an event and session' }),
      valid('query', ImpactsQuery),
      async (c) => tableOf('panel', inOrder(c.req.valid('query'))),
    )
    .get(
      '/bars/:file{.+\\.csv}',
      describeRoute({ summary: 'Prices of a ticker as CSV' }),
      valid('param', z.object({ file: z.string().max(60) })),
      valid('query', BarsQuery),
      async (c) => {
        const ticker = tickerNamed(csvName(c.req.valid('param').file))
        const { from, to, interval, basis } = inOrder(c.req.valid('query'))
        const pieces = await exportCsv(db, {
          kind: 'prices',
          tickers: [ticker],
          from: from ?? null,
          to: to ?? null,
          interval,
          basis,
        })
        return csvResponse(pieces, `${ticker}-${interval}-${basis}`)
      },
    )
    .get(
      '/impacts/:file{.+\\.csv}',
      describeRoute({ summary: 'One event as CSV: a line a session of its window' }),
      valid('param', z.object({ file: z.string().max(80) })),
      valid('query', ImpactQuery),
      async (c) => {
        const query = c.req.valid('query')
        const eventId = csvName(c.req.valid('param').file)
        const asked = { ticker: query.ticker ?? null, benchmark: query.benchmark ?? null, settings: settingsOf(query) }
        return csvResponse(await exportCsv(db, { kind: 'impact', eventId, ...asked }), eventId)
      },
    )
}

function tickerNamed(text: string) {
  const symbol = readTicker(text)
  if (symbol !== null) return symbol
  throw new Problem(
    400,
    'bad_parameter',
    'Cannot read ticker: expected a ticker symbol such as MSFT or ^GSPC',
    'ticker',
  )
}
