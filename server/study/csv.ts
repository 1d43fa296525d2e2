import type { Study } from './study.ts'
import { type Cell, type Row, type StudyTable, tableRows } from './tables.ts'

/** A table of a study as CSV, piece by piece. */
export const studyCsv = (study: Study, table: StudyTable): Iterable<string> => csvOf(tableRows(study, table))

/**
 * Rows as CSV (RFC 4180: comma, CR LF) under one header. Cells of a later row that the first thousand rows do not know
 * would have no column, so a table's rows must show all their columns early.
 */
export function* csvOf(table: Iterable<Row>): Iterable<string> {
  const columns = new Set<string>()
  const head: Row[] = []
  const rows = table[Symbol.iterator]()
  let next = rows.next()
  for (; !next.done && head.length < 1000; next = rows.next()) {
    head.push(next.value)
    for (const column of Object.keys(next.value)) columns.add(column)
  }
  const names = [...columns]
  const line = (row: Row) => `${names.map((column) => cellText(row[column] ?? null)).join(',')}\r\n`
  yield `${(names.length === 0 ? ['no_rows'] : names).join(',')}\r\n${head.map(line).join('')}`
  let lines: string[] = []
  for (; !next.done; next = rows.next()) {
    lines.push(line(next.value))
    if (lines.length < 1000) continue
    yield lines.join('')
    lines = []
  }
  if (lines.length > 0) yield lines.join('')
}

/** What a spreadsheet would take for a formula gets an apostrophe in front; numbers are no text. */
function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = /^\s*[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
