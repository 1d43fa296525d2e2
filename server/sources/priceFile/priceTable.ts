import { type Ticker, ticker } from '../../market/ticker.ts'
import { type DelimitedRow, readDelimited } from '../delimited.ts'
import { type ReportEntry, report } from '../report.ts'
import { plainHeader } from './plainHeader.ts'
import { priceNumber } from './priceNumber.ts'

/** Most rows of one file of prices, actions or factors. */
export const MOST_ROWS = 200_000

/** Words that vendors use for a column, by the word of the store. */
const words: Readonly<Record<string, string>> = {
  day: 'date',
  session_date: 'date',
  ts: 'start',
  timestamp: 'start',
  datetime: 'start',
  time: 'start',
  'close/last': 'close',
  last: 'close',
  price: 'close',
  close_price: 'close',
  adjclose: 'adj_close',
  adjusted_close: 'adj_close',
  'adj._close': 'adj_close',
  source_adjusted_close: 'adj_close',
  vol: 'volume',
  'vol.': 'volume',
  symbol: 'ticker',
  session: 'phase',
  ex_date: 'date',
  kind: 'type',
}

export const priceColumn = (name: string): string => (Object.hasOwn(words, name) ? (words[name] ?? name) : name)

const known = new Set([
  ...Object.values(words),
  'date',
  'start',
  'open',
  'high',
  'low',
  'close',
  'adj_close',
  'volume',
  'ticker',
  'type',
  'value',
])

/** One row by column word, and what to say of it. */
export interface PriceRow {
  readonly line: number
  readonly cell: (name: string) => string
}

export interface PriceTable {
  readonly columns: ReadonlySet<string>
  readonly rows: readonly PriceRow[]
  readonly report: readonly ReportEntry[]
  readonly refused: boolean
}

/** A file of prices or actions with its columns under the words of the store. */
export function readPriceTable(given: string, required: readonly string[]): PriceTable {
  const { text, ticker: stated, several } = plainHeader(given)
  if (several.length > 0)
    return {
      columns: new Set(),
      rows: [],
      report: [
        report(
          'E_TICKER',
          `Cannot read tickers that stand side by side (${several.slice(0, 5).join(', ')}): give each a file`,
          {
            line: 2,
          },
        ),
      ],
      refused: true,
    }
  const table = readDelimited(text, (name) => known.has(priceColumn(name)), MOST_ROWS)
  const position = new Map<string, number>()
  table.header.forEach((name, at) => {
    const column = priceColumn(name)
    if (!position.has(column)) position.set(column, at)
  })
  const missing = required.filter((name) => !position.has(name))
  const columns = new Set(position.keys())
  if (stated !== null) columns.add('ticker')
  if (table.refused || missing.length > 0) {
    const entries = missing.map((name) =>
      report(
        'E_REQUIRED',
        `Cannot read the file as it has no column ${name}: its columns are ${table.header.slice(0, 12).join(', ')}`,
        { line: 1, field: name },
      ),
    )
    return { columns, rows: [], report: table.refused ? table.report : entries, refused: true }
  }
  const rows = table.rows.map(({ line, fields }: DelimitedRow) => ({
    line,
    cell: (name: string) =>
      name === 'ticker' && stated !== null ? stated : (fields[position.get(name) ?? -1]?.trim() ?? ''),
  }))
  return { columns, rows, report: table.report, refused: false }
}

/** A refusal of one cell: what stands there and what was expected. */
export const refusedCell = (
  code: string,
  { line }: PriceRow,
  field: string,
  value: string,
  expected: string,
): ReportEntry =>
  report(
    code,
    `Cannot read ${field} as ${expected}: it is ${value === '' ? 'empty' : `"${value.slice(0, 60)}"`}`,
    { line, field },
    value,
  )

const multiples: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9 }

/** Volume in shares: whole, not negative, `27.18M` too; null where the file gives none. Undefined when it is something else. */
export function volumeIn(text: string): number | null | undefined {
  if (text === '' || /^(n\/a|--?|null)$/i.test(text)) return null
  const [, digits = text, unit = ''] = /^(\d{1,6}(?:\.\d{1,9})?)([KMB])$/.exec(text) ?? []
  const number = priceNumber(digits)
  // 27.18 times a million is 27179999.999999996 in binary.
  const volume = number === null || unit === '' ? number : Math.round(number * (multiples[unit] ?? 1))
  return volume !== null && volume >= 0 && Number.isSafeInteger(volume) ? volume : undefined
}

/** The ticker of a row: its own column, else the one the file is about. */
export const tickerIn = (row: PriceRow, columns: ReadonlySet<string>, ofFile: Ticker | null): Ticker | null =>
  columns.has('ticker') ? ticker(row.cell('ticker')) : ofFile
