import type { Prices } from '../../market/bar.ts'
import { caution, type ReportEntry } from '../report.ts'
import { priceNumber } from './priceNumber.ts'
import { type PriceRow, refusedCell, volumeIn } from './priceTable.ts'

const MOST = 1e15
const TOLERANCE = 1e-6

/**
 * The prices of a row. A file that only has closes gives bars whose open, high and low are the close.
 *
 * @returns null when a price is missing, not positive or no number; the report says which
 */
export function readOhlc(
  row: PriceRow,
  columns: ReadonlySet<string>,
): { readonly prices: Prices | null; readonly report: readonly ReportEntry[] } {
  const entries: ReportEntry[] = []
  const price = (name: string): number => {
    const text = row.cell(columns.has(name) ? name : 'close')
    const number = priceNumber(text)
    if (number !== null && number > 0 && number < MOST) return number
    const code =
      text === '' || text.toLowerCase() === 'null' ? 'BAR_NULL' : number === null ? 'RESP_FINITE' : 'BAR_NONPOS'
    if (columns.has(name)) entries.push(refusedCell(code, row, name, text, 'a positive price'))
    return 1
  }
  const [open, high, low, close] = [price('open'), price('high'), price('low'), price('close')]
  const volume = volumeIn(row.cell('volume'))
  if (volume === undefined)
    entries.push(refusedCell('BAR_NONPOS', row, 'volume', row.cell('volume'), 'a whole number of shares'))
  if (entries.length > 0 || volume === undefined) return { prices: null, report: entries }
  const prices = { open, high, low, close, volume }
  const isAsk =
    high < Math.max(open, close) * (1 - TOLERANCE) || low > Math.min(open, close) * (1 + TOLERANCE) || high < low
  if (!isAsk) return { prices, report: [] }
  const message = `The range ${low} to ${high} does not hold open ${open} and close ${close}: kept as given`
  return { prices, report: [caution('BAR_OHLC', message, { line: row.line, field: 'high' }, String(high))] }
}
