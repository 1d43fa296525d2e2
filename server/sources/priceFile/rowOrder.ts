/** Is the row at a place of some cells before one at a place of others? */
export type IsBefore = (a: Float64Array, i: number, b: Float64Array, j: number) => boolean

/** Where of a row stands what it is ordered by: a ticker's number first, then a start. Rows of one start stay as they come. */
export const KEYS = { symbol: 0, start: 1 } as const

/**
 * A block of rows in order. Nearly always ticker, start and row fit into one number together, and numbers are sorted many
 * times as fast as rows are compared.
 *
 * @param cells of rows of `width` numbers each
 * @param rankOf the place of a ticker's number among those of the block
 * @param unit of which every start is a multiple
 */
export function sortedRows(
  cells: Float64Array,
  { count, width, unit }: { readonly count: number; readonly width: number; readonly unit: number },
  rankOf: (symbols: readonly number[]) => ReadonlyMap<number, number>,
  isBefore: IsBefore,
): Float64Array {
  const places = placesByKey(cells, { count, width, unit }, rankOf) ?? placesBy(count, width, cells, isBefore)
  const sorted = new Float64Array(count * width)
  let to = 0
  for (const place of places) {
    for (let at = 0; at < width; at++) sorted[to + at] = cells[place + at] as number
    to += width
  }
  return sorted
}

const placesBy = (count: number, width: number, cells: Float64Array, isBefore: IsBefore): Iterable<number> =>
  Array.from({ length: count }, (_, row) => row * width).sort((a, b) => (isBefore(cells, a, cells, b) ? -1 : 1))

/** Null where the numbers would be too large. */
function placesByKey(
  cells: Float64Array,
  { count, width, unit }: { readonly count: number; readonly width: number; readonly unit: number },
  rankOf: (symbols: readonly number[]) => ReadonlyMap<number, number>,
): Float64Array | null {
  const symbols = new Set<number>()
  let [least, most, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1]
  for (let at = 0; at < count * width; at += width) {
    const [symbol, start] = [cells[at + KEYS.symbol] as number, cells[at + KEYS.start] as number]
    if (symbol !== last) symbols.add(symbol)
    last = symbol
    if (start < least) least = start
    if (start > most) most = start
  }
  const span = (most - least) / unit + 1
  if (!Number.isInteger(span) || symbols.size * span * count > Number.MAX_SAFE_INTEGER) return null
  const ranks = rankOf([...symbols])
  const keys = new Float64Array(count)
  for (let row = 0; row < count; row++) {
    const [symbol, start] = [cells[row * width + KEYS.symbol] as number, cells[row * width + KEYS.start] as number]
    keys[row] = ((ranks.get(symbol) ?? 0) * span + (start - least) / unit) * count + row
  }
  keys.sort()
  for (let row = 0; row < count; row++) keys[row] = ((keys[row] as number) % count) * width
  return keys
}

/** A binary heap: what comes first is taken first. */
export function heapOf<Item>(isBefore: (a: Item, b: Item) => boolean) {
  const items: Item[] = []
  const at = (index: number): Item => items[index] as Item
  const swap = (one: number, other: number) => {
    const item = at(one)
    items[one] = at(other)
    items[other] = item
  }
  return {
    first: (): Item | undefined => items[0],
    push: (item: Item): void => {
      let place = items.push(item) - 1
      for (let above = (place - 1) >> 1; place > 0 && isBefore(at(place), at(above)); above = (place - 1) >> 1) {
        swap(place, above)
        place = above
      }
    },
    pop: (): Item | undefined => {
      const [first] = items
      const end = items.pop()
      if (items.length === 0 || end === undefined) return first
      items[0] = end
      for (let place = 0; ; ) {
        const [left, right] = [2 * place + 1, 2 * place + 2]
        let least = place
        if (left < items.length && isBefore(at(left), at(least))) least = left
        if (right < items.length && isBefore(at(right), at(least))) least = right
        if (least === place) return first
        swap(least, place)
        place = least
      }
    },
  }
}
