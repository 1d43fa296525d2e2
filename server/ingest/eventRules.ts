import type { Ticker } from '../market/ticker.ts'
import type { EventReadOptions } from '../sources/eventFile/parsedEvent.ts'
import type { IngestOptions } from './ingested.ts'
import { type PricesAround, priceOptions } from './priceOptions.ts'

/** How events of a file are read. */
export function eventRules(name: string, options: IngestOptions, around: PricesAround): EventReadOptions {
  const { now, dateOrder, isPlaced, calendarOf, mostRows } = priceOptions(name, options, around)
  return {
    now,
    dateOrder,
    defaultTimezone: options.defaultTimezone ?? null,
    calendarOf: (symbol) => calendarOf(symbol as Ticker),
    isPlaced: (symbol) => isPlaced(symbol as Ticker),
    ticker: options.ticker ?? null,
    reader: options.reader ?? null,
    mostRecords: mostRows,
  }
}
