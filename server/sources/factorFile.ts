import type { IsoDate } from '../market/day.ts'
import { dayOf } from '../market/day.ts'
import { columnName, readDelimited } from './delimited.ts'
import { priceWord } from './priceFile/columns.ts'
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

const factorWords: ReadonlySet<string> = new Set('mkt_rf smb hml rmw cma rf mom umd wml st_rev lt_rev'.split(' '))

/** Momentum under its other names: up minus down, winners minus losers. */
const momentum: ReadonlySet<string> = new Set(['umd', 'wml'])

/** Names of a header with momentum under one of them, by which models ask for it. */
const factorNames = (names: readonly string[]): string[] =>
  names.map((name) => (momentum.has(name) && !names.includes('mom') ? 'mom' : name))

/** Reads factor returns of days: a date and one column a factor, or the text that Kenneth R. French's library publishes. */
export function readFactorFile(text: string): FactorFile {
  if (/^\s*<(!doctype|html|head|body|\?xml)/i.test(text.slice(0, 1000)))
    return refusedFile([report('E_ENCODING', 'Cannot read the file as factor returns: it is a web page', { line: 1 })])
  const header = libraryHeader(text)
  return onlyDaily(header === null ? readTable(text) : readLibrary(text, header))
}

function readTable(text: string): FactorFile {
  const table = readDelimited(text, (name) => name === 'date' || factorWords.has(name), MOST_ROWS)
  const dateAt = table.header.indexOf('date')
  if (table.refused) return refusedFile(table.report)
  if (dateAt < 0)
    return refusedFile([report('E_REQUIRED', 'Cannot read the file as it has no column date', { line: 1 })])
  if (table.header.some((name) => priceWord(name) === 'close'))
    return refusedFile([
      report('E_REQUIRED', 'Cannot take the file as factor returns as it holds prices', { line: 1, field: 'close' }),
    ])
  const names = factorNames(table.header).map((name, at) => (at === dateAt ? null : name))
  const file = daysOf(
    table.rows.map(({ line, fields }) => ({ line, date: fields[dateAt] ?? '', names, fields })),
    table.report,
  )
  return { ...file, report: [...table.remarks, ...file.report] }
}

interface LibraryHeader {
  /** Where it stands among the lines, from 0. */
  readonly at: number
  readonly separator: string | RegExp
  readonly names: readonly string[]
}

const lineEnd = /\r\n|\n|\r/

/** The line that names the factors, and nothing else, under the remarks; null when the text is not the library's. */
function libraryHeader(text: string): LibraryHeader | null {
  const lines = text.slice(0, 20_000).split(lineEnd)
  for (const [at, line] of lines.entries()) {
    // A table names its first column; the library leaves the place above the days empty.
    const isCommas = /^\s*,/.test(line)
    if (!isCommas && !/^\s+\S/.test(line)) continue
    const separator = isCommas ? ',' : /\s+/
    const names = cells(line, separator).map(columnName)
    if (isCommas) names.shift()
    while (names.at(-1) === '') names.pop()
    if (names.length > 0 && names.every((name) => factorWords.has(name)))
      return { at, separator, names: factorNames(names) }
  }
  return null
}

/** Is the text of the form that Kenneth R. French's data library publishes: remarks, a header without a date column, days as YYYYMMDD? */
export const isLibraryText = (text: string): boolean => libraryHeader(text) !== null

const cells = (line: string, separator: string | RegExp): string[] =>
  line
    .trim()
    .split(separator)
    .map((cell) => cell.trim())

/** Daily rows follow the header; the first other line after them ends the section. */
function readLibrary(text: string, { at: start, separator, names }: LibraryHeader): FactorFile {
  const lines = text.split(lineEnd)
  const rows: Row[] = []
  const short: ReportEntry[] = []
  for (let at = start + 1; at < lines.length; at++) {
    const [day = '', ...values] = cells(lines[at] ?? '', separator)
    // Months (YYYYMM) and years of the sections that may follow are no days.
    if (!/^\d{8}$/.test(day)) break
    if (rows.length >= MOST_ROWS)
      return refusedFile([report('E_LIMIT', `Cannot read a file as it may hold ${MOST_ROWS} records: it holds more`)])
    if (values.length === names.length) rows.push({ line: at + 1, date: day, names, fields: values })
    else
      short.push(
        report(
          'E_FIELD_COUNT',
          `Cannot read ${values.length} values as the header names ${names.length}: the file may be cut`,
          { line: at + 1 },
          day,
        ),
      )
  }
  if (rows.length + short.length > 0) return daysOf(rows, short)
  const [first = ''] = cells(lines[start + 1] ?? '', separator)
  const place = { line: start + 2 }
  const length = /^\d{6}$/.test(first) ? 'a month' : /^\d{4}$/.test(first) ? 'a year' : null
  return refusedFile([
    length === null
      ? report('E_TIME_FORMAT', 'Cannot find daily rows (YYYYMMDD) under the header: the file may be cut', place)
      : notDaily(length, place, first),
  ])
}

const notDaily = (each: string, place: { readonly line?: number }, value: string | null = null): ReportEntry =>
  report(
    'RESP_GRANULARITY',
    `Cannot take factor returns as only those of single days fit: each row is ${each}; the library names its daily files _daily`,
    place,
    value,
  )

/** Days that stand a week or a month apart are no daily returns, whatever the file is called. */
function onlyDaily(file: FactorFile): FactorFile {
  const gaps = file.days.slice(1).map(({ date }, at) => dayOf(date) - dayOf(file.days[at]?.date ?? date))
  if (gaps.length < 3) return file
  const usual = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 1
  return usual < 5 ? file : refusedFile([notDaily(`${usual} days after the one before`, {})])
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
    const read = fileDate(text, null)
    const date = read.kind === 'date' ? read.date : null
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
