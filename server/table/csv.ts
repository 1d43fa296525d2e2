import { setImmediate as breathe } from 'node:timers/promises'
import { type Cell, type Column, type ColumnHead, type ColumnType, cellsOf, type PageCells } from './column.ts'
import { guarded } from './formulaSafe.ts'
import { listText } from './list.ts'
import type { Pages } from './pages.ts'

const END = '\r\n'
/** Characters gathered before they are handed on. */
const CHUNK = 32_768

/** Quotes what RFC 4180 asks to quote. */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A value of a row as the text of its cell. */
type Writer<Row> = (row: Row) => string

/** Numbers in the fewest digits that give them back exactly; what is not finite is empty. */
const numberText = (value: number): string => (Number.isFinite(value) ? `${value}` : '')

/**
 * A cell as text. Dates and moments are digits and signs that nothing has to quote. Of the others a column mostly says the
 * same line after line: its last text is kept.
 */
function cellWriter(type: ColumnType): (value: Cell) => string {
  const isFree = type === 'text' || type === 'list'
  const isPlain = type === 'date' || type === 'moment'
  let [last, text]: [string | null, string] = [null, '']
  let list: readonly string[] | null = null
  return (value) => {
    if (typeof value === 'number') return numberText(value)
    if (value === null) return ''
    if (typeof value === 'boolean') return `${value}`
    if (value.length === 0) return ''
    if (isPlain && typeof value === 'string') return value
    if (typeof value !== 'string') {
      // The lines of an event say one list.
      if (value === list) return text
      list = value
    }
    const said = typeof value === 'string' ? value : listText(value)
    if (said !== last) [last, text] = [said, quoted(isFree ? guarded(said) : said)]
    return text
  }
}

function writerOf<Row>({ of, type }: Column<Row>): Writer<Row> {
  const write = cellWriter(type)
  return (row) => write(of(row))
}

/** The cells of one column of a page as text, by their place in it. */
function cellIn(type: ColumnType, cells: PageCells): (row: number) => string {
  const write = cellWriter(type)
  switch (cells.kind) {
    case 'one': {
      const text = write(cells.cell)
      return () => text
    }
    case 'each':
      return (row) => write(cells.cells[row] ?? null)
    case 'moments':
      return (row) => {
        const at = cells.cells[row]
        return at === undefined ? '' : cells.text(at)
      }
  }
}

/** The lines of a page that is kept in columns. */
function lineIn<Row>(columns: readonly Column<Row>[], all: readonly PageCells[]): (row: number) => string {
  const writers = columns.map(({ type }, at) => cellIn(type, all[at] as PageCells))
  return (row) => {
    let line = ''
    let before = ''
    for (const write of writers) {
      line += before + write(row)
      before = ','
    }
    return line + END
  }
}

/** The header; names are guarded too, as a file may have brought columns of its own. */
const headerText = (columns: readonly ColumnHead[]): string =>
  columns.map(({ name }) => quoted(guarded(name))).join(',') + END

/** Text of pages that are told again and again, by the columns that they were told in. */
const known = new WeakMap<object, WeakMap<object, string>>()

/** Parts whose text is held: the sessions of one window, which all items of a day share. */
const PARTS = 64

/** Writes columns side by side that are told of one part of a row: rows that share the part share their text. */
function partWriter<Row>(columns: readonly Column<Row>[]): Writer<Row> {
  const writers = columns.map(writerOf)
  const write = (row: Row): string => {
    let text = ''
    let before = ''
    for (const one of writers) {
      text += before + one(row)
      before = ','
    }
    return text
  }
  const part = columns[0]?.part
  if (part === undefined) return write
  const texts = new Map<object, string>()
  return (row) => {
    const of = part(row)
    if (of === null) return write(row)
    const before = texts.get(of)
    if (before !== undefined) return before
    const text = write(row)
    if (texts.size >= PARTS) texts.clear()
    texts.set(of, text)
    return text
  }
}

/** Columns that follow one another and are told of one part of a row. */
function byPart<Row>(columns: readonly Column<Row>[]): readonly (readonly Column<Row>[])[] {
  const groups: Column<Row>[][] = []
  for (const one of columns) {
    const last = groups.at(-1)
    if (last !== undefined && last[0]?.part === one.part) last.push(one)
    else groups.push([one])
  }
  return groups
}

/**
 * A table as CSV text in pieces, the header first. Between pieces the process may answer others.
 *
 * @param lasting keep the text of each page for as long as the page lives; pages are short then
 */
export async function* csvText<Row>(
  columns: readonly Column<Row>[],
  pages: Pages<Row>,
  lasting?: 'lasting',
): AsyncGenerator<string> {
  const writers = byPart(columns).map(partWriter)
  const lineOf = (row: Row): string => {
    let line = ''
    let before = ''
    for (const write of writers) {
      line += before + write(row)
      before = ','
    }
    return line + END
  }
  let chunk = headerText(columns)
  for await (const page of pages) {
    const cells = cellsOf(page, columns)
    if (lasting !== undefined) chunk += textOfPage(columns, page, lineOf)
    else
      for (const line of cells === null ? linesOf(page, lineOf) : linesIn(page, lineIn(columns, cells))) {
        chunk += line
        if (chunk.length < CHUNK) continue
        yield chunk
        chunk = ''
        await breathe()
      }
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
    await breathe()
  }
  if (chunk !== '') yield chunk
}

function* linesOf<Row>(page: Iterable<Row>, lineOf: (row: Row) => string): Generator<string> {
  for (const row of page) yield lineOf(row)
}

function* linesIn(page: object, lineAt: (row: number) => string): Generator<string> {
  for (let row = 0; row < (page as { readonly length: number }).length; row++) yield lineAt(row)
}

function textOfPage<Row>(columns: readonly Column<Row>[], page: Iterable<Row>, lineOf: (row: Row) => string): string {
  const ofColumns = known.get(columns) ?? new WeakMap<object, string>()
  known.set(columns, ofColumns)
  const text = ofColumns.get(page) ?? Array.from(page, lineOf).join('')
  ofColumns.set(page, text)
  return text
}
