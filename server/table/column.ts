/** What a cell may hold: null is an empty cell, a list is written into one cell. */
export type Cell = string | number | boolean | null | readonly string[]

/**
 * `text`: whatever somebody may have written, so that its cells are guarded against spreadsheets that would run them as a
 * formula, and `list`: several such texts. Words, dates (`YYYY-MM-DD`) and moments (ISO 8601 with offset) are of our own
 * making.
 */
export type ColumnType = 'text' | 'list' | 'word' | 'date' | 'moment' | 'number' | 'integer' | 'boolean'

/** What a column of a table that leaves is called and holds. */
export interface ColumnHead {
  readonly name: string
  readonly type: ColumnType
  /** Null for what has none, such as a name or a t. */
  readonly unit: string | null
  readonly doc: string
}

/** The cells of a page in one column: one for all of its rows, or one a row. */
export type PageCells =
  | { readonly kind: 'one'; readonly cell: Cell }
  | { readonly kind: 'each'; readonly cells: readonly Cell[] }
  /** Milliseconds since 1970, and how they are written where they are told as text. */
  | { readonly kind: 'moments'; readonly cells: readonly number[]; readonly text: (at: number) => string }

/** A page that is kept in columns: what is written column by column need not look at its rows. */
export interface ColumnPage<Row> extends Iterable<Row> {
  readonly length: number
}

/** The cells of a page in each column; null where it is not kept in columns. */
export function cellsOf<Row>(page: Iterable<Row>, columns: readonly Column<Row>[]): readonly PageCells[] | null {
  if (!('length' in page)) return null
  const cells = columns.flatMap(({ ofPage }) => ofPage?.(page as ColumnPage<Row>) ?? [])
  return cells.length === columns.length ? cells : null
}

/** The same, and where a row keeps it. */
export interface Column<Row> extends ColumnHead {
  readonly of: (row: Row) => Cell
  /** The part of the row that the cell is told of, where several rows may share it; then the part of that part, and so on. */
  readonly parts?: readonly PartOf<Row>[]
  /** Its cells in a page that is kept in columns; all columns of a table have them, or none. */
  readonly ofPage?: (page: ColumnPage<Row>) => PageCells
}

export type PartOf<Row> = (row: Row) => object | null

export const column = <Row>(
  name: string,
  type: ColumnType,
  doc: string,
  of: (row: Row) => Cell,
  unit: string | null = null,
): Column<Row> => ({ name, type, unit, doc, of })

/** Columns of a part as columns of the row that holds it; a row without the part leaves them empty. */
export function within<Row, Part extends object>(
  columns: readonly Column<Part>[],
  partOf: (row: Row) => Part | null,
): readonly Column<Row>[] {
  const through = <Told>(of: (part: Part) => Told) => {
    return (row: Row): Told | null => {
      const part = partOf(row)
      return part === null ? null : of(part)
    }
  }
  // Columns of one part of the part go on to share it.
  const inner = new Map(columns.flatMap(({ parts = [] }) => parts).map((of) => [of, through(of)]))
  return columns.map(({ of, parts = [], ofPage: _, ...declared }) => ({
    ...declared,
    parts: [partOf, ...parts.flatMap((one) => inner.get(one) ?? [])],
    of: through(of),
  }))
}
