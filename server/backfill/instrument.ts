import type { TickerFacts } from '../../db/tickers.ts'
import type { IsoDate } from '../market/day.ts'
import type { Instant } from '../market/instant.ts'
import type { Ticker } from '../market/ticker.ts'
import { localTime } from '../market/zone.ts'
import type { Meta } from '../sources/yahoo/chart.ts'

const kinds: Readonly<Record<string, string>> = {
  EQUITY: 'stock',
  INDEX: 'index',
  ETF: 'etf',
  MUTUALFUND: 'fund',
  CURRENCY: 'currency',
  CRYPTOCURRENCY: 'crypto',
  FUTURE: 'future',
}

/** What a chart says of its ticker. */
export function factsOf(symbol: Ticker, meta: Meta): TickerFacts {
  const { firstTradeDate, exchangeTimezoneName: zone } = meta
  return {
    symbol,
    name: meta.longName ?? meta.shortName ?? null,
    exchange: meta.fullExchangeName ?? meta.exchangeName ?? null,
    kind: kinds[meta.instrumentType ?? 'EQUITY'] ?? 'other',
    currency: meta.currency ?? null,
    zone,
    firstTradeDate: firstTradeDate == null ? null : localTime((firstTradeDate * 1000) as Instant, zone).date,
  }
}

/** The date in a zone at a moment. */
export const dateIn = (zone: string, at: number): IsoDate => localTime(at as Instant, zone).date
