import { MOST_PRICE, type Prices } from '../../market/bar.ts'
import { caution, type ReportEntry, report } from '../report.ts'
import type { PriceWord } from './columns.ts'
import { type Decimal, priceNumber } from './priceNumber.ts'
import { isBlank, type PriceRow, refusedCell } from './priceTable.ts'
import { volumeIn } from './volume.ts'

/** Ranges that do not hold their prices are slips, until so many rows and more than half of a file have one. */
const FEWEST = 5
/** A price so many times another of its row is one in hundredths, which checks of units put right. */
const HUNDREDFOLD = { from: 80, to: 125 }
const TOLERANCE = 1e-6

/**
 * The prices of a row. A file that only has closes gives bars whose open, high and low are the close.
 *
 * @param filled columns that hold something for the ticker of the row
 * @returns null when a price is missing, not positive or no number; the report says which
 */
export function readOhlc(
  row: PriceRow,
  filled: ReadonlySet<PriceWord>,
  decimal: Decimal,
): { readonly prices: Prices | null; readonly report: readonly ReportEntry[] } {
  const entries: ReportEntry[] = []
  const price = (name: 'open' | 'high' | 'low' | 'close'): number => {
    const own = name === 'close' || filled.has(name)
    const text = row.cell(own ? name : 'close')
    const number = priceNumber(text, decimal)
    if (number !== null && number > 0 && number < MOST_PRICE) return number
    const code = isBlank(text) ? 'BAR_NULL' : number === null ? 'RESP_FINITE' : 'BAR_NONPOS'
    if (own) entries.push(refusedCell(code, row, name, text, priceWanted(text, decimal)))
    return 1
  }
  const [open, high, low, close] = [price('open'), price('high'), price('low'), price('close')]
  const volume = volumeIn(row.cell('volume'), decimal)
  if (volume === undefined) entries.push(refusedVolume(row, decimal))
  if (entries.length > 0 || volume === undefined) return { prices: null, report: entries }
  const prices = { open, high, low, close, volume }
  if (!isOutside(prices)) return { prices, report: [] }
  const message = `The range ${low} to ${high} does not hold open ${open} and close ${close}: kept as given`
  return { prices, report: [caution('BAR_OHLC', message, { line: row.line, field: 'high' }, String(high))] }
}

/** A number that is too large, or with the other decimal mark than its file, is told so by name. */
const priceWanted = (text: string, decimal: Decimal): string => {
  if ((priceNumber(text, decimal) ?? 0) >= MOST_PRICE) return 'a price below 1e15'
  const other = decimal === 'dot' ? 'comma' : 'dot'
  return priceNumber(text, decimal) === null && priceNumber(text, other) !== null
    ? `a positive price with a decimal ${decimal}, as the file has elsewhere, and not a decimal ${other}`
    : 'a positive price'
}

/**
 * Columns that hold something else than the header calls them, or prices on two bases: most rows then have an open or a
 * close outside of their range. Rows come in any order, one after another; null where they are fewer.
 */
export function mixedOf() {
  let [rows, outside] = [0, 0]
  let first: (Prices & { readonly line: number }) | null = null
  return {
    see: (bar: Prices, line: number): void => {
      rows++
      if (!isOutside(bar) || isHundredfold(bar)) return
      outside++
      if (first === null || line < first.line) first = { ...bar, line }
    },
    entry: (): ReportEntry | null => {
      if (first === null || outside < FEWEST || outside * 2 <= rows) return null
      const { line, open, high, low, close } = first
      const message = `Cannot take the prices as on ${outside} of ${rows} rows the range does not hold open and close, first ${low} to ${high} with open ${open} and close ${close}: the columns hold something else than the header calls them, or are adjusted differently`
      return report('E_COLUMNS', message, { line, field: 'high' }, String(high))
    },
  }
}

export const isOutside = ({ open, high, low, close }: Prices): boolean =>
  high < Math.max(open, close) * (1 - TOLERANCE) || low > Math.min(open, close) * (1 + TOLERANCE)

const isHundredfold = ({ open, high, low, close }: Prices): boolean => {
  const [least, most] = [Math.min(open, high, low, close), Math.max(open, high, low, close)]
  return most / least > HUNDREDFOLD.from && most / least < HUNDREDFOLD.to
}

function refusedVolume(row: PriceRow, decimal: Decimal): ReportEntry {
  const text = row.cell('volume')
  const number = priceNumber(text, decimal)
  const code = number === null ? 'RESP_FINITE' : 'BAR_NONPOS'
  const wanted = (number ?? 0) > Number.MAX_SAFE_INTEGER ? 'below 9e15' : 'zero or more'
  return refusedCell(code, row, 'volume', text, `a number of shares, ${wanted}`)
}

export const ranges = ['open', 'high', 'low'] as const satisfies readonly PriceWord[]
