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
    const message = `Cannot tell on which exchange ${symbol} trades: take in a file of tickers first that names its exchange or its zone (symbol,exchange,zone)`
    return report('E_EXCHANGE', message, { line: row.line, field: 'ticker' }, symbol)
  }
  return null
}
