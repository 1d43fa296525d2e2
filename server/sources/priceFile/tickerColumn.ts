import type { Ticker } from '../../market/ticker.ts'
import { type ReportEntry, report } from '../report.ts'
import type { PriceRow, PriceTable } from './priceTable.ts'

/** The ticker of a row: its own column, else the one the file is about. */
export const tickerIn = (
  row: PriceRow,
  { columns, form }: Pick<PriceTable, 'columns' | 'form'>,
  ofFile: Ticker | null,
): Ticker | null => {
  if (!columns.has('ticker')) return ofFile
  const given = row.cell('ticker')
  return given === '' ? null : form.symbol(given, row.named)
}

/** Why a file can not be the ticker's that the user names; null when it can. */
export function otherTicker(table: PriceTable, asked: Ticker | null): ReportEntry | null {
  if (asked === null || !table.columns.has('ticker')) return null
  const row = table.rows.find((one) => {
    const own = tickerIn(one, table, null)
    return own !== null && own !== asked
  })
  return row === undefined ? null : notAsked(asked, row.cell('ticker'), row.line)
}

export const notAsked = (asked: Ticker, named: string, line: number): ReportEntry =>
  report(
    'E_TICKER',
    `Cannot take the file as ${asked}: it names ${named}; leave --ticker out, or take ${asked}'s own file`,
    { line, field: 'ticker' },
    named,
  )

/** The file says whose it is nowhere. */
export const noTicker = (what: string): ReportEntry =>
  report('E_TICKER', `Cannot tell whose ${what} these are: name the ticker, or add a column ticker`, {
    field: 'ticker',
  })
