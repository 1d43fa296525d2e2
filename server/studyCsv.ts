import type { Study } from './study.ts'
import { type Cell, type Row, type StudyTable, tableRows } from './studyTables.ts'

/** A table of a study as CSV (RFC 4180: comma, CR LF), piece by piece, with a header line even when it has no rows. */
export function* studyCsv(study: Study, table: StudyTable): Iterable<string> {
  const columns: string[] = []
  const known = new Set<string>()
  const kept: Row[] = []
  // Rows of one event have the same cells as those of every other, so the first thousand know all columns.
  const rows = tableRows(study, table)[Symbol.iterator]()
  let next = rows.next()
  for (; !next.done && kept.length < 1000; next = rows.next()) {
    kept.push(next.value)
    for (const column of Object.keys(next.value)) if (!known.has(column)) columns.push(column)
    for (const column of columns) known.add(column)
  }
  yield `${(columns.length === 0 ? ['no_rows'] : columns).join(',')}\r\n`
  const line = (row: Row) => `${columns.map((column) => cellText(row[column] ?? null)).join(',')}\r\n`
  if (kept.length > 0) yield kept.map(line).join('')
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
