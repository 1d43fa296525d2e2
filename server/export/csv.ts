import { setImmediate as breathe } from 'node:timers/promises'
import { guarded } from '../sources/formulaSafe.ts'

/** What a cell may hold; null is an empty cell. */
export type CsvValue = string | number | boolean | null

/**
 * One column: its name and where a row keeps its value. `text`: free text, guarded against spreadsheets that would run
 * it as a formula; the other cells are numbers, times and fixed words.
 */
export interface CsvColumn<Row> {
  readonly name: string
  readonly kind: 'text' | 'plain'
  readonly of: (row: Row) => CsvValue
}

const END = '\r\n'
/** Characters gathered before they are handed on. */
const CHUNK = 32_768

/** Quotes what RFC 4180 asks to quote. */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Numbers in the fewest digits that give them back exactly; what is not finite is empty. */
function cellText(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  return String(value)
}

const cell = <Row>({ kind, of }: CsvColumn<Row>, row: Row): string => {
  const text = cellText(of(row))
  return quoted(kind === 'text' ? guarded(text) : text)
}

/** One record with its line end. */
const recordText = <Row>(columns: readonly CsvColumn<Row>[], row: Row): string =>
  columns.map((column) => cell(column, row)).join(',') + END

/** The header; names are guarded too, as a file may have brought columns of its own. */
const headerText = <Row>(columns: readonly CsvColumn<Row>[]): string =>
  columns.map(({ name }) => quoted(guarded(name))).join(',') + END

/** A table as CSV text in pieces, the header first. Between pieces the process may answer others. */
export async function* csvText<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<string> {
  let chunk = headerText(columns)
  for await (const row of rows) {
    chunk += recordText(columns, row)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
    await breathe()
  }
  if (chunk !== '') yield chunk
}
