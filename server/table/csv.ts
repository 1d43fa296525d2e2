import { setImmediate as breathe } from 'node:timers/promises'
import type { Cell, Column, ColumnHead } from './column.ts'
import { guarded } from './formulaSafe.ts'
import { listText } from './list.ts'

const END = '\r\n'
/** Characters gathered before they are handed on. */
const CHUNK = 32_768

/** Quotes what RFC 4180 asks to quote. */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A cell as text: numbers in the fewest digits that give them back exactly; what is not finite is empty. */
function cellText(value: Cell): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return Number.isFinite(value) ? String(value) : ''
    case 'boolean':
      return String(value)
    default:
      return value === null ? '' : listText(value)
  }
}

const isFree = ({ type }: ColumnHead): boolean => type === 'text' || type === 'list'

const recordText = <Row>(columns: readonly Column<Row>[], row: Row): string =>
  columns
    .map((column) => {
      const text = cellText(column.of(row))
      return quoted(isFree(column) ? guarded(text) : text)
    })
    .join(',') + END

/** The header; names are guarded too, as a file may have brought columns of its own. */
const headerText = (columns: readonly ColumnHead[]): string =>
  columns.map(({ name }) => quoted(guarded(name))).join(',') + END

/** A table as CSV text in pieces, the header first. Between pieces the process may answer others. */
export async function* csvText<Row>(
  columns: readonly Column<Row>[],
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
