import type { Db } from '../db/open.ts'
import { lastFetchOf } from '../db/runs.ts'
import { listHoldings, listTickers } from '../db/tickers.ts'
import type { Instant } from './market/instant.ts'
import { utcText } from './market/instant.ts'

/** Every stored ticker with its bars by interval, and when they last arrived. */
export async function tickerList(db: Db) {
  const holdings = await listHoldings(db)
  const rows = await listTickers(db)
  return Promise.all(
    rows.map(async ({ id, symbol, name, exchange, kind, currency, zone }) => {
      const fetched = await lastFetchOf(db, id)
      return {
        ticker: symbol,
        name,
        exchange,
        kind,
        currency,
        zone,
        bars: holdings
          .filter((holding) => holding.symbol === symbol)
          .map(({ interval, from, to, bars }) => ({ interval, from, to, count: bars })),
        source: fetched?.source ?? null,
        retrieved_at: fetched === null ? null : utcText(fetched.endedAt as Instant),
      }
    }),
  )
}
