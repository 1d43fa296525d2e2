import type { Db } from '../../db/file/db.ts'
import { lastFetches } from '../../db/runs.ts'
import { listHoldings, listTickers } from '../../db/tickers.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import { type Calendar, nextSession } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
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
  const calendars = await calendarsOf(db)
  const bySymbol = Map.groupBy(holdings, ({ symbol }) => symbol)
  return (await listTickers(db)).map((row) => {
    const { id, symbol, name, exchange, kind, currency, zone, formerNames, benchmark } = row
    const fetched = fetches.get(id)
    const told = (one: { readonly source: string; readonly endedAt: number } | undefined) => ({
      source: one?.source ?? null,
      retrieved_at: one === undefined ? null : utcText(one.endedAt as Instant),
    })
    const newest = [...(fetched?.values() ?? [])].sort((a, b) => b.endedAt - a.endedAt)[0]
    const bars = bySymbol.get(symbol) ?? []
    const last = bars.find(({ interval }) => interval === '1d')?.to
    return {
      ticker: symbol,
      name,
      former_names: formerNames,
      exchange,
      kind,
      currency,
      zone,
      bars: bars.map(({ interval, from, to, bars }) => ({
        interval,
        from,
        to,
        count: bars,
        ...told(fetched?.get(interval)),
      })),
      benchmark,
      benchmarks: fittingBenchmarks(row).map((benchmark) => benchmark.symbol),
      next_close: last === undefined ? null : closeAfter(calendars.of(row), last),
      ...told(newest),
    }
  })
}

/** When the first session after a day closes; null where the calendar does not know. */
function closeAfter(calendar: Calendar, date: IsoDate): string | null {
  const next = nextSession(calendar, date)
  return next === null || calendar.certainty(next.date) === 'unknown' ? null : utcText(next.closes)
}
