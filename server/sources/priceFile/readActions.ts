import type { CorporateAction } from '../../market/action.ts'
import type { Ticker } from '../../market/ticker.ts'
import { caution, type ReportEntry, report } from '../report.ts'
import { fileDate } from './fileDate.ts'
import { priceNumber } from './priceNumber.ts'
import { type PriceRow, readPriceTable, refusedCell, tickerIn } from './priceTable.ts'
import { type PriceFile, type PriceReadOptions, refusedPriceFile } from './readDaily.ts'

/** Reads dividends, capital gains and splits: date, type and value (an amount a share, or a ratio such as 4:1) a row. */
export function readActionFile(text: string, options: PriceReadOptions): PriceFile<CorporateAction> {
  const table = readPriceTable(text, ['date', 'type', 'value'])
  if (table.refused) return refusedPriceFile(table.report)
  if (!table.columns.has('ticker') && options.ticker === null)
    return refusedPriceFile([
      report('E_TICKER', 'Cannot tell whose actions these are: name the ticker, or add a column ticker', {
        field: 'ticker',
      }),
    ])
  const entries: ReportEntry[] = [...table.report]
  const byTicker = new Map<Ticker, CorporateAction[]>()
  const seen = new Set<string>()
  let rejected = table.report.length
  for (const row of table.rows) {
    const symbol = tickerIn(row, table.columns, options.ticker)
    const read =
      symbol === null ? refusedCell('E_TICKER', row, 'ticker', row.cell('ticker'), 'a symbol') : readRow(row, options)
    if ('code' in read) {
      entries.push(read)
      rejected++
      continue
    }
    if (symbol === null) continue
    const key = `${symbol} ${read.date} ${read.kind}`
    if (seen.has(key))
      entries.push(caution('DIV_DUP7', `The file gives ${key} twice: the last one counts`, { line: row.line }))
    seen.add(key)
    const actions = byTicker.get(symbol) ?? []
    actions.push(read)
    byTicker.set(symbol, actions)
  }
  return { byTicker, report: entries, rejected, records: table.report.length + table.rows.length, refused: false }
}

function readRow(row: PriceRow, { dateOrder }: PriceReadOptions): CorporateAction | ReportEntry {
  const date = fileDate(row.cell('date'), dateOrder)
  if (date === null) return refusedCell('E_TIME_FORMAT', row, 'date', row.cell('date'), 'a date YYYY-MM-DD')
  const kind = row.cell('type').toLowerCase()
  const value = row.cell('value')
  if (kind === 'split') {
    const [left, right] = ratio(value)
    if (left === null || right === null || left <= 0 || right <= 0)
      return refusedCell('E_NUMBER', row, 'value', value, 'a ratio such as 4:1')
    return { kind, date, numerator: left, denominator: right }
  }
  if (kind !== 'dividend' && kind !== 'capital_gain')
    return refusedCell('E_ENUM', row, 'type', row.cell('type'), 'dividend, capital_gain or split')
  const amount = priceNumber(value)
  if (amount === null || amount <= 0) return refusedCell('E_NUMBER', row, 'value', value, 'a positive amount a share')
  return { kind, date, amount }
}

/** `4:1`, `4/1` or `4`. */
function ratio(text: string): readonly [number | null, number | null] {
  const [left = '', right, ...rest] = text.split(/[:/]/)
  if (rest.length > 0) return [null, null]
  return [priceNumber(left), right === undefined ? 1 : priceNumber(right)]
}
