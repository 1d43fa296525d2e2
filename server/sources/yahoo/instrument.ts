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

/** Seconds of the years 1600 to 9999: what lies beyond says nothing of when a security was first traded. */
const isMoment = (seconds: number | null | undefined): seconds is number =>
  seconds != null && seconds >= -11_676_096_000 && seconds <= 253_402_300_799

/** What a chart says of its ticker. */
export function factsOf(meta: Meta): InstrumentFacts {
  const { firstTradeDate, exchangeTimezoneName: zone } = meta
  return {
    name: meta.longName ?? meta.shortName ?? null,
    exchange: meta.fullExchangeName ?? meta.exchangeName ?? null,
    kind: kinds[meta.instrumentType ?? 'EQUITY'] ?? 'other',
    currency: meta.currency ?? null,
    zone,
    firstTradeDate: isMoment(firstTradeDate) ? localTime((firstTradeDate * 1000) as Instant, zone).date : null,
  }
}
