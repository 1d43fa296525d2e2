import type { Instant } from '../../market/instant.ts'
import { localTime } from '../../market/zone.ts'
import type { InstrumentFacts } from '../priceSource.ts'
import type { Meta } from './chart.ts'

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
export function factsOf(meta: Meta): InstrumentFacts {
  const { firstTradeDate, exchangeTimezoneName: zone } = meta
  return {
    name: meta.longName ?? meta.shortName ?? null,
    exchange: meta.fullExchangeName ?? meta.exchangeName ?? null,
    kind: kinds[meta.instrumentType ?? 'EQUITY'] ?? 'other',
    currency: meta.currency ?? null,
    zone,
    firstTradeDate: firstTradeDate == null ? null : localTime((firstTradeDate * 1000) as Instant, zone).date,
  }
}
