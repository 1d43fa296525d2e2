/** Columns of the grid of events, in their order. */
export const columns = ['chosen', 'time', 'title', 'tickers', 'type', 'status', 'source', 'acts'] as const
export type Column = (typeof columns)[number]

/** A cell: its row, from 0, and its column. */
export type Cell = { readonly row: number; readonly column: Column }

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>

/**
 * Where a key leads from a cell; it stays at the edges.
 *
 * @param rows how many there are
 * @param page rows that are in sight at once
 * @returns null for a key that moves nothing
 */
export function moved(
  { row, column }: Cell,
  { key, ctrlKey, metaKey }: Press,
  rows: number,
  page: number,
): Cell | null {
  const at = columns.indexOf(column)
  const far = ctrlKey || metaKey
  const to = (nextRow: number, nextColumn: number): Cell => ({
    row: Math.max(0, Math.min(rows - 1, nextRow)),
    column: columns[Math.max(0, Math.min(columns.length - 1, nextColumn))] ?? column,
  })
  switch (key) {
    case 'ArrowUp':
      return to(far ? 0 : row - 1, at)
    case 'ArrowDown':
      return to(far ? rows - 1 : row + 1, at)
    case 'ArrowLeft':
      return to(row, at - 1)
    case 'ArrowRight':
      return to(row, at + 1)
    case 'PageUp':
      return to(row - page, at)
    case 'PageDown':
      return to(row + page, at)
    case 'Home':
      return to(far ? 0 : row, 0)
    case 'End':
      return to(far ? rows - 1 : row, columns.length - 1)
    default:
      return null
  }
}

/** A row that is being written, and where it stood. */
export interface Held<Row> {
  readonly event: Row
  readonly row: number
}

/** Is a row that is being written no longer in the list? */
export const isLost = <Row extends { readonly event_id: string }>(
  rows: readonly Row[],
  held: Held<Row> | null,
): boolean => held !== null && !rows.some(({ event_id }) => event_id === held.event.event_id)

/** The list with the row that is being written where it stood, if it is no longer in it: nobody's text goes with a row. */
export const withHeld = <Row extends { readonly event_id: string }>(
  rows: readonly Row[],
  held: Held<Row> | null,
): readonly Row[] => (held !== null && isLost(rows, held) ? rows.toSpliced(held.row, 0, held.event) : rows)

/** Rows drawn above and below those in sight, so that none is missing while the page scrolls. */
const BEYOND = 8

/**
 * The rows to draw of a list that is longer than the screen.
 *
 * @param top pixels from the top of the first row to the top of what is in sight; negative while the list begins below it
 * @param height pixels in sight
 */
export function rowsInSight(
  { top, height, rowHeight }: { readonly top: number; readonly height: number; readonly rowHeight: number },
  rows: number,
): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.min(rows, Math.floor(top / rowHeight) - BEYOND))
  const end = Math.min(rows, Math.max(first, Math.ceil((top + height) / rowHeight) + BEYOND))
  return { first, end }
}
