import { columnName, delimiterOf, type Header, readDelimited, readHeader } from '../delimited.ts'
import { movedBy, oddLetters, type ReportEntry, report, shownNames } from '../report.ts'
import { columnsOf, isPriceColumn, type PriceWord, priceWord, unusedKind } from './columns.ts'
import { decimalMark, type NumberCell } from './decimalMark.ts'
import { plainHeader } from './plainHeader.ts'
import { cutPreamble, type Preamble } from './preamble.ts'
import type { Decimal } from './priceNumber.ts'
import { leftOut, meantBy, notUsed, type UnusedColumn } from './unusedColumns.ts'
import { type VendorForm, vendorForm } from './vendorForm.ts'

/** Most rows of one file of prices, actions or factors. */
export const MOST_ROWS = 200_000

/** One row by the word of a column, and by its own name where a form needs more. */
export interface PriceRow {
  readonly line: number
  readonly cell: (word: PriceWord) => string
  readonly named: (name: string) => string
}

export interface PriceTable {
  /** Names of the columns in lower case. */
  readonly header: readonly string[]
  /** Line of the header. */
  readonly headerLine: number
  readonly columns: ReadonlySet<PriceWord>
  readonly form: VendorForm
  readonly decimal: Decimal
  readonly rows: readonly PriceRow[]
  readonly report: readonly ReportEntry[]
  /** Records that were refused. */
  readonly rejected: number
  readonly unused: readonly UnusedColumn[]
  readonly refused: boolean
}

export interface PriceTableRules {
  /** Words without which the file is none of its kind. */
  readonly required: readonly PriceWord[]
  /** Words that the reader takes up. */
  readonly used: readonly PriceWord[]
  /** The decimal mark; null to tell it from the numbers. */
  readonly decimal: Decimal | null
  /** Most records of a file; `MOST_ROWS` when left out. */
  readonly mostRows?: number | undefined
}

/** The columns of a file of prices, before its rows are read. */
export interface PriceHead extends Pick<PriceTable, 'header' | 'headerLine' | 'columns' | 'form'> {
  /** The text from the header on, with one line of names. */
  readonly text: string
  readonly place: Header
  readonly position: ReadonlyMap<PriceWord, number>
  /** Lines above the header. */
  readonly below: number
  /** What is to be said before any row is looked at. */
  readonly report: readonly ReportEntry[]
  /** Columns that are not used although they may change what prices mean. */
  readonly meaning: readonly string[]
  readonly row: (line: number, fields: readonly string[]) => PriceRow
}

/** Reads the header of a file of prices or actions. @returns why it is none where it is none */
export function readPriceHead(
  given: string,
  { required, used }: Omit<PriceTableRules, 'decimal'>,
): PriceHead | readonly ReportEntry[] {
  if (/^\s*[[{]/.test(given.slice(0, 1000)))
    return [
      report('E_REQUIRED', 'Cannot read JSON as prices: they are read as a table, with a header of date and close', {
        line: 1,
      }),
    ]
  const preamble = cutPreamble(given)
  const { text, ticker: stated, several, isDownload } = plainHeader(preamble.text)
  if (several.length > 0)
    return [
      report('E_TICKER', `Cannot read tickers that stand side by side (${shownNames(several, 5)}): give each a file`, {
        line: 2,
      }),
    ]
  const beside = sideBySide(preamble)
  if (beside !== null) return [beside]
  const place = readHeader(text, isPriceColumn)
  const below = preamble.lines
  if ('code' in place) return [movedBy(below)(place)]
  const { header } = place
  const position = new Map(columnsOf(header))
  // The export of a chart calls its dates or starts `time`.
  const clock = position.get('clock')
  if (clock !== undefined && !position.has('date') && !position.has('start')) {
    position.delete('clock')
    position.set('start', clock)
  }
  const columns = new Set(position.keys())
  if (stated !== null) columns.add('ticker')
  const missing = missingColumns({ header, headerLine: 1 + below, columns }, required)
  if (missing.length > 0) return missing
  const named = new Map(header.map((name, at) => [name, at]))
  const taken = new Set(used.map((word) => position.get(word)))
  const left = header.filter((_, at) => !taken.has(at))
  return {
    header,
    headerLine: 1 + below,
    columns,
    form: vendorForm(header, isDownload),
    text,
    place,
    position,
    below,
    report: [
      ...(below === 0 ? [] : [skippedLines(preamble.first, below)]),
      ...leftOut(left.filter((name) => unusedKind(name) === 'unknown')),
    ],
    meaning: left.filter((name) => unusedKind(name) === 'meaning'),
    row: (line, fields) => {
      const cell = (at: number | undefined) => fields[at ?? -1]?.trim() ?? ''
      return {
        line: line + below,
        cell: (word) => (word === 'ticker' && stated !== null ? stated : cell(position.get(word))),
        named: (name) => cell(named.get(name)),
      }
    },
  }
}

/** A file of prices or actions with its columns under the words of the store. */
export function readPriceTable(given: string, rules: PriceTableRules): PriceTable {
  const head = readPriceHead(given, rules)
  if (!('place' in head)) return refusedTable(head)
  const { text, header, headerLine, columns, form, below } = head
  const table = readDelimited(text, isPriceColumn, rules.mostRows ?? MOST_ROWS)
  const said = table.report.map(movedBy(below))
  if (table.refused) return refusedTable(said)
  const rows = table.rows.map(({ line, fields }) => head.row(line, fields))
  const stated = decimalStated(head, rules.decimal)
  const mark = stated ?? decimalMark(() => numbersOf(head, rows))
  if (typeof mark !== 'string') return refusedTable([mark], rows.length + said.length)
  const unused = head.meaning.flatMap((name) => meantBy(name, rows) ?? [])
  return {
    header,
    headerLine,
    columns,
    form,
    decimal: mark,
    rows,
    report: [...head.report, ...unused.map(notUsed), ...table.remarks.map(movedBy(below)), ...said],
    rejected: said.length,
    unused,
    refused: false,
  }
}

const refusedTable = (entries: readonly ReportEntry[], rejected = 0): PriceTable => ({
  header: [],
  headerLine: 1,
  columns: new Set(),
  form: vendorForm([], false),
  decimal: 'dot',
  rows: [],
  report: entries,
  rejected,
  unused: [],
  refused: true,
})

/** A refusal for each word that a header lacks. */
export const missingColumns = (
  { header, headerLine, columns }: Pick<PriceTable, 'header' | 'headerLine' | 'columns'>,
  words: readonly PriceWord[],
): readonly ReportEntry[] =>
  words
    .filter((word) => !columns.has(word))
    .map((word) =>
      report('E_REQUIRED', `Cannot read the file as it has no column ${word}: its columns are ${shownNames(header)}`, {
        line: headerLine,
        field: word,
      }),
    )

const skippedLines = (first: string, count: number): ReportEntry =>
  report(
    'W_LINES_SKIPPED',
    `The header stands on line ${count + 1}: what is above it was left out, "${first.slice(0, 60)}" first`,
    { line: 1 },
    first,
  )

const priceWords: readonly PriceWord[] = ['open', 'high', 'low', 'close']
const amountWords: readonly PriceWord[] = ['adj_close', 'dividend', 'capital_gain', 'split', 'volume']
const textWords: readonly PriceWord[] = ['date', 'start', 'clock', 'ticker', 'series', 'period', 'type', 'value']

/** The decimal mark that the user or our own form states; null where the numbers have to tell. */
export const decimalStated = ({ columns }: Pick<PriceHead, 'columns'>, stated: Decimal | null): Decimal | null =>
  stated ?? (columns.has('basis') ? 'dot' : null)

/** Columns that hold numbers beside those that are read: they tell the decimal mark too. */
export function otherNumbers({ header, position }: Pick<PriceHead, 'header' | 'position'>): readonly string[] {
  const read = new Set([...priceWords, ...amountWords, ...textWords].map((word) => position.get(word)))
  return header.filter((name, at) => !read.has(at) && !/date|time|datum|tanggal/.test(name))
}

/** Every number of a file, those of columns that are not used too. */
export function* numbersOf(
  head: Pick<PriceHead, 'header' | 'position'>,
  rows: Iterable<PriceRow>,
): Generator<NumberCell> {
  const others = otherNumbers(head)
  for (const row of rows) {
    const place = { line: row.line, ticker: row.cell('ticker') }
    for (const field of priceWords)
      if (head.position.has(field)) yield { ...place, field, text: row.cell(field), isPrice: true }
    for (const field of amountWords)
      if (head.position.has(field)) yield { ...place, field, text: row.cell(field), isPrice: false }
    for (const field of others) yield { ...place, field, text: row.named(field), isPrice: false }
  }
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
    `Cannot read ${field} as ${expected}: it is ${value === '' ? 'empty' : `"${value.slice(0, 60)}"${oddLetters(value)}`}`,
    { line, field },
    value,
  )

/** Does a cell say that there is nothing? */
export const isBlank = (text: string): boolean => text === '' || /^(n\/a|--?|null)$/i.test(text)

/** Several securities side by side, as Bloomberg writes them: below lines that name them, dates or closes stand more than once. */
function sideBySide({ text, lines, first }: Preamble): ReportEntry | null {
  const [header = ''] = /^[^\r\n]*/.exec(text.slice(0, 10_000)) ?? []
  const words = header.split(delimiterOf(header, isPriceColumn)).flatMap((name) => {
    const word = priceWord(columnName(name.replaceAll('"', '')))
    return word === 'date' || word === 'close' ? [columnName(name)] : []
  })
  const twice = words.find((word, at) => words.indexOf(word) < at)
  if (lines === 0 || twice === undefined) return null
  const message = `Cannot read securities that stand side by side, as Bloomberg writes them ("${first.slice(0, 60)}", then ${twice} more than once): give each a file`
  return report('E_TICKER', message, { line: lines + 1, field: twice }, first)
}

/** Records of a table, good and bad. */
export const recordsOf = ({ rejected, rows }: Pick<PriceTable, 'rejected' | 'rows'>): number => rejected + rows.length

/** The first of several remarks of one kind, and how many more there are. */
export const andMore = (first: ReportEntry, more: number, what: string): ReportEntry =>
  more === 0 ? first : { ...first, message: `${first.message} (and ${more} more ${what})` }
