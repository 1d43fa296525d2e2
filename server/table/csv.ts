import { setImmediate as breathe } from 'node:timers/promises'
import {
  type Cell,
  type Column,
  type ColumnHead,
  type ColumnType,
  cellsOf,
  type PageCells,
  type PartOf,
} from './column.ts'
import { guarded } from './formulaSafe.ts'
import { listText } from './list.ts'
import type { Pages } from './pages.ts'

export const END = '\r\n'
/** Characters gathered before they are handed on. */
const CHUNK = 65_536

/** Quotes what RFC 4180 asks to quote. */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A value of a row as the text of its cell. */
export type Writer<Row> = (row: Row) => string

/** Numbers in the fewest digits that give them back exactly; what is not finite is empty. */
export const numberText = (value: number): string => (Number.isFinite(value) ? `${value}` : '')

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
export const headerText = (columns: readonly ColumnHead[]): string =>
  columns.map(({ name }) => quoted(guarded(name))).join(',') + END

/** Parts whose text is held: the sessions of one window, which all items of a day share. */
const PARTS = 64

/**
 * Writes columns side by side. Columns that follow one another and are told of one part of a row are written once for all
 * rows that share it.
 *
 * @param depth parts that the row of these columns is already
 */
export function sideBySide<Row>(columns: readonly Column<Row>[], depth = 0): Writer<Row> {
  const groups: Column<Row>[][] = []
  for (const one of columns) {
    const last = groups.at(-1)
    if (last !== undefined && last[0]?.parts?.[depth] === one.parts?.[depth]) last.push(one)
    else groups.push([one])
  }
  const writers = groups.flatMap((group): Writer<Row>[] => {
    const [first] = group
    const part = first?.parts?.[depth]
    if (first === undefined || part === undefined) return group.map(writerOf)
    const write = sideBySide(group, depth + 1)
    return [depth === 0 ? onceEach(part, write) : write]
  })
  return (row) => {
    let text = ''
    let before = ''
    for (const write of writers) {
      text += before + write(row)
      before = ','
    }
    return text
  }
}

function onceEach<Row>(part: PartOf<Row>, write: Writer<Row>): Writer<Row> {
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

/** A table as CSV text in pieces, the header first. Between pieces the process may answer others. */
export async function* csvText<Row>(columns: readonly Column<Row>[], pages: Pages<Row>): AsyncGenerator<string> {
  const write = sideBySide(columns)
  const lineOf = (row: Row): string => write(row) + END
  let chunk = headerText(columns)
  for await (const page of pages) {
    const cells = cellsOf(page, columns)
    for (const line of cells === null ? linesOf(page, lineOf) : linesIn(page, lineIn(columns, cells))) {
      chunk += line
      if (chunk.length < CHUNK) continue
      yield chunk
      chunk = ''
      await breathe()
    }
  }
  if (chunk !== '') yield chunk
}

function* linesOf<Row>(page: Iterable<Row>, lineOf: (row: Row) => string): Generator<string> {
  for (const row of page) yield lineOf(row)
}

function* linesIn(page: object, lineAt: (row: number) => string): Generator<string> {
  for (let row = 0; row < (page as { readonly length: number }).length; row++) yield lineAt(row)
}
