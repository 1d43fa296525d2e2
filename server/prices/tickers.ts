import type { Db } from '../../db/file/db.ts'
import { lastFetches } from '../../db/runs.ts'
import { listHoldings, listTickers } from '../../db/tickers.ts'
import { fittingBenchmarks } from '../market/exchange/benchmarks.ts'
import type { Instant } from '../market/instant.ts'
import { utcText } from '../market/instant.ts'
import { type TickerPlace, tickerCursors } from '../query/cursors.ts'
import { type Paging, pageOf } from '../query/page.ts'

/** A page of stored tickers by their symbols. */
export async function tickerPage(db: Db, page: Paging<TickerPlace>) {
  const {
    lines,
    from: _,
    ...paged
  } = pageOf(await tickerList(db), page, ({ ticker }): TickerPlace => [ticker], tickerCursors.textOf)
  return { ...paged, tickers: lines }
}

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
