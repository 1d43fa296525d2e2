import type { Db } from '../../db/file/db.ts'
import { lastFetches } from '../../db/runs.ts'
import { listHoldings, listTickers } from '../../db/tickers.ts'
import { fittingBenchmarks } from '../market/exchange/benchmarks.ts'
import type { Instant } from '../market/instant.ts'
import { utcText } from '../market/instant.ts'

/** Every stored ticker with its bars by interval, and when they last arrived. */
export async function tickerList(db: Db) {
  const holdings = await listHoldings(db)
  const fetches = await lastFetches(db)
  const bySymbol = Map.groupBy(holdings, ({ symbol }) => symbol)
  return (await listTickers(db)).map((row) => {
    const { id, symbol, name, exchange, kind, currency, zone, formerNames, benchmark } = row
    const fetched = fetches.get(id)
    return {
      ticker: symbol,
      name,
      former_names: formerNames,
      exchange,
      kind,
      currency,
      zone,
      bars: (bySymbol.get(symbol) ?? []).map(({ interval, from, to, bars }) => ({ interval, from, to, count: bars })),
      benchmark,
      benchmarks: fittingBenchmarks(row).map((benchmark) => benchmark.symbol),
      source: fetched?.source ?? null,
      retrieved_at: fetched === undefined ? null : utcText(fetched.endedAt as Instant),
    }
  })
}
