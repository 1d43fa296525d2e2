import type { Db } from '../../db/file/db.ts'
import { type Calendars, calendarsOf } from '../calendars/calendars.ts'
import { exchangeZone } from '../market/exchangeZone.ts'
import { type Ticker, ticker } from '../market/ticker.ts'
import type { PriceReadOptions } from '../sources/priceFile/priceFile.ts'
import type { IngestOptions } from './ingested.ts'
import { type KnownTickers, knownTickers } from './knownTickers.ts'

/** What the store knows before a file of prices is read. */
export interface PricesAround {
  readonly known: KnownTickers
  readonly calendars: Calendars
}

export const pricesAround = async (db: Db): Promise<PricesAround> => ({
  known: await knownTickers(db),
  calendars: await calendarsOf(db),
})

/** How prices of a file are read. */
export function priceOptions(
  name: string,
  options: IngestOptions,
  { known, calendars }: PricesAround,
): PriceReadOptions {
  const { now, dateOrder = null } = options
  const named = symbolInName(name)
  const zoneTold = (symbol: Ticker) => known.get(symbol)?.zone ?? exchangeZone(symbol)
  return {
    now,
    dateOrder,
    ticker: options.ticker ?? ticker(named),
    named,
    asked: options.ticker ?? null,
    closes: options.closes ?? null,
    decimal: options.decimal ?? null,
    zoneOf: (symbol) => zoneTold(symbol) ?? 'UTC',
    isPlaced: (symbol) => zoneTold(symbol) !== null,
    calendarOf: calendars.ofSymbol,
    actionsOf: (symbol) => known.get(symbol)?.actions ?? [],
    mostRows: options.isOfAnySize === true ? Number.POSITIVE_INFINITY : undefined,
  }
}

export const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1)

/** `MSFT` of `MSFT.csv`, `MSFT_1h_2023.csv` or `prices/MSFT.csv`. */
const symbolInName = (name: string): string =>
  lastPart(name)
    .replace(/\.(csv|txt|tsv)$/i, '')
    .split('_', 1)[0] ?? ''
