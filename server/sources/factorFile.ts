import type { IsoDate } from '../market/day.ts'
import { isoDate } from '../market/day.ts'
import { columnName, readDelimited } from './delimited.ts'
import { fileDate } from './priceFile/fileDate.ts'
import { priceNumber } from './priceFile/priceNumber.ts'
import { MOST_ROWS } from './priceFile/priceTable.ts'
import { type ReportEntry, report } from './report.ts'

/** Published factor returns of one file, by day. Values are in the unit the file has them in. */
export interface FactorFile {
  readonly days: readonly { readonly date: IsoDate; readonly values: ReadonlyMap<string, number> }[]
  readonly report: readonly ReportEntry[]
  readonly rejected: number
  readonly records: number
  readonly refused: boolean
}

/** What the library writes where it has no value. */
const isMissing = (value: number) => value === -99.99 || value === -999

const factorWords: ReadonlySet<string> = new Set(['date', 'mkt_rf', 'smb', 'hml', 'rmw', 'cma', 'rf', 'mom', 'umd'])

/** Is the text of the form that Kenneth R. French's data library publishes: remarks, a header without a date column, days as YYYYMMDD? */
export const isLibraryText = (text: string): boolean =>
  /(^|[\r\n])\s*,\s*Mkt-RF\s*,/i.test(text.slice(0, 20_000)) || /(^|[\r\n])\s+Mkt-RF\s+SMB/i.test(text.slice(0, 20_000))

/** Reads factor returns: a date and one column a factor, or the library's own text. */
export const readFactorFile = (text: string): FactorFile => (isLibraryText(text) ? readLibrary(text) : readTable(text))

function readTable(text: string): FactorFile {
  const table = readDelimited(text, (name) => factorWords.has(name), MOST_ROWS)
  const dateAt = table.header.indexOf('date')
  if (table.refused) return refusedFile(table.report)
  if (dateAt < 0)
    return refusedFile([report('E_REQUIRED', 'Cannot read the file as it has no column date', { line: 1 })])
  const names = table.header.map((name, at) => (at === dateAt ? null : name))
  return daysOf(
    table.rows.map(({ line, fields }) => ({ line, date: fields[dateAt] ?? '', names, fields })),
    table.report,
  )
}

/** Daily rows follow the first header that names Mkt-RF; the first other line after them ends the section. */
function readLibrary(text: string): FactorFile {
  const lines = text.split(/\r\n|\n|\r/)
  const start = lines.findIndex((line) => /Mkt-RF/i.test(line) && /SMB/i.test(line))
  const separator = lines[start]?.includes(',') ? ',' : /\s+/
  const cells = (line: string) =>
    line
      .trim()
      .split(separator)
      .map((cell) => cell.trim())
  const header = cells(lines[start] ?? '').filter((name) => name !== '')
  const rows: Row[] = []
  for (let at = start + 1; at < lines.length; at++) {
    const [day = '', ...values] = cells(lines[at] ?? '')
    // Months (YYYYMM) and years of the sections that may follow are no days.
    if (!/^\d{8}$/.test(day)) break
    if (rows.length >= MOST_ROWS)
      return refusedFile([report('E_LIMIT', `Cannot read a file as it may hold ${MOST_ROWS} records: it holds more`)])
    const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`
    rows.push({ line: at + 1, date, names: header.map(columnName), fields: values })
  }
  if (rows.length === 0)
    return refusedFile([
      report('E_TIME_FORMAT', 'Cannot find daily rows (YYYYMMDD) under the header', { line: start + 1 }),
    ])
  return daysOf(rows, [])
}

interface Row {
  readonly line: number
  readonly date: string
  /** Factor of each field; null for the date's own column. */
  readonly names: readonly (string | null)[]
  readonly fields: readonly string[]
}

function daysOf(rows: readonly Row[], before: readonly ReportEntry[]): FactorFile {
  const entries: ReportEntry[] = [...before]
  const days = new Map<IsoDate, ReadonlyMap<string, number>>()
  let rejected = before.length
  for (const { line, date: text, names, fields } of rows) {
    const date = isoDate(text) ?? fileDate(text, null)
    const values = new Map<string, number>()
    let fault: ReportEntry | null = null
    if (date === null)
      fault = report('E_TIME_FORMAT', 'Cannot read date as a date YYYY-MM-DD', { line, field: 'date' }, text)
    names.forEach((name, at) => {
      const cell = fields[at]?.trim() ?? ''
      if (name === null || name === '' || cell === '') return
      const value = priceNumber(cell)
      if (value === null) fault ??= report('E_NUMBER', `Cannot read ${name} as a number`, { line, field: name }, cell)
      else if (!isMissing(value)) values.set(name, value)
    })
    if (date !== null && days.has(date))
      fault ??= report('BAR_DUP', `Cannot take two rows of ${date}`, { line, field: 'date' }, text)
    if (fault !== null || date === null) {
      if (fault !== null) entries.push(fault)
      rejected++
    } else if (values.size > 0) days.set(date, values)
  }
  return {
    days: [...days].map(([date, values]) => ({ date, values })).sort((a, b) => (a.date < b.date ? -1 : 1)),
    report: entries,
    rejected,
    records: before.length + rows.length,
    refused: false,
  }
}

const refusedFile = (entries: readonly ReportEntry[]): FactorFile => ({
  days: [],
  report: entries,
  rejected: 0,
  records: 0,
  refused: true,
})
