import type { Sorting } from './look.ts'

/** What rows of events are put in order by; null where a row has no such figure. */
export type Sortable = {
  readonly day0: string
  readonly ticker: string
  readonly car: number | null
  readonly t: number | null
  readonly p: number | null
}

/** Rows in an order; those without the figure last either way, equal ones by date and ticker. */
export function inOrder<Row extends Sortable>(
  rows: readonly Row[],
  { by, descending }: { readonly by: Sorting; readonly descending: boolean },
): readonly Row[] {
  const way = descending ? -1 : 1
  return rows.toSorted((a, b) => {
    const [x, y] = [a[by], b[by]]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    const first = x < y ? -1 : x > y ? 1 : 0
    return first * way || (a.day0 < b.day0 ? -1 : a.day0 > b.day0 ? 1 : a.ticker < b.ticker ? -1 : 1)
  })
}
