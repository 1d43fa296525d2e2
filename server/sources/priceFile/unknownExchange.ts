import { whyUnplaced } from '../../market/exchange/unplaced.ts'
import type { Ticker } from '../../market/ticker.ts'
import { type ReportEntry, report } from '../report.ts'
import type { PriceReadOptions } from './priceFile.ts'
import type { PriceTable } from './priceTable.ts'
import { tickerIn } from './tickerColumn.ts'

/** The first row of a symbol whose notation names no exchange that is known here, and of which nothing is stored. */
export function unknownExchange(
  table: PriceTable,
  { ticker, isPlaced }: Pick<PriceReadOptions, 'ticker' | 'isPlaced'>,
): ReportEntry | null {
  for (const row of table.rows) {
    const symbol = tickerIn(row, table, ticker)
    if (symbol === null || isPlaced(symbol)) continue
    return notPlaced(symbol, row.line)
  }
  return null
}

export function notPlaced(symbol: Ticker, line: number): ReportEntry {
  const message = `Cannot tell on which exchange ${symbol} trades as ${whyUnplaced(symbol) ?? 'nothing names it'}`
  return report('E_EXCHANGE', message, { line, field: 'ticker' }, symbol)
}
