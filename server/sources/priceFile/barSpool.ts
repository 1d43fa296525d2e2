import type { Ticker } from '../../market/ticker.ts'

/** Where rows go that are too many for memory: bytes one after another, to be read again in any order. */
export interface Spill {
  readonly write: (bytes: Uint8Array) => void
  /** Fills `into` with what was written from a byte on. */
  readonly read: (at: number, into: Uint8Array) => void
}

/** Places of the cells of a row: the bar as numbers. `state` is -1 where the file says none, `volume` NaN likewise. */
export const cell = {
  symbol: 0,
  start: 1,
  line: 2,
  day: 3,
  phase: 4,
  open: 5,
  high: 6,
  low: 7,
  close: 8,
  volume: 9,
  state: 10,
} as const
export const WIDTH = 11

/** Rows of a block, which is sorted in itself. */
const BLOCK = 16_384
/** Blocks that stay in memory: 9 MB. */
const KEPT = 6
/** Rows of each run that a merge holds. */
const WINDOW = 1024

/** Rows one after another, `WIDTH` numbers each. */
export interface Rows {
  readonly cells: Float64Array
  readonly count: number
}

interface Block extends Rows {
  /** In memory, or from a byte of the spill on. */
  readonly at: number | null
}

/** Bars in the order of a file, to be had again by ticker and start, whatever their order and number. */
export interface BarSpool {
  /** The cells of the next row, from `place` on in `cells`; `added` tells that they are written. */
  readonly cells: () => Float64Array
  readonly place: () => number
  readonly added: () => void
  readonly symbolOf: (index: number) => Ticker
  readonly indexOf: (symbol: Ticker) => number
  /** Rows by ticker, start and line. What is given is overwritten by the next. */
  readonly ordered: () => Iterable<Rows>
}

/** @param spill null to keep everything in memory */
export function barSpool(spill: Spill | null): BarSpool {
  const symbols: Ticker[] = []
  const known = new Map<Ticker, number>()
  /** Blocks that follow one another in order are one run. */
  const runs: Block[][] = []
  let [cells, count, isSorted, kept, spilled] = [new Float64Array(BLOCK * WIDTH), 0, true, 0, 0]
  let last: Float64Array | null = null

  const isBefore = (a: Float64Array, i: number, b: Float64Array, j: number): boolean => {
    const [one, other] = [a[i] as number, b[j] as number]
    if (one !== other) return (symbols[one] as string) < (symbols[other] as string)
    const gap = (a[i + cell.start] as number) - (b[j + cell.start] as number)
    return gap === 0 ? (a[i + cell.line] as number) < (b[j + cell.line] as number) : gap < 0
  }
  const flush = () => {
    if (count === 0) return
    const rows = isSorted ? cells.subarray(0, count * WIDTH) : sortedRows(cells, count, isBefore)
    const follows = last !== null && isBefore(last, 0, rows, 0)
    last = rows.slice((count - 1) * WIDTH, count * WIDTH)
    const isSpilled = spill !== null && kept >= KEPT
    const block: Block = isSpilled
      ? { cells: new Float64Array(0), count, at: spilled }
      : { cells: rows.slice(), count, at: null }
    if (isSpilled) {
      spill.write(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength))
      spilled += rows.byteLength
    } else kept++
    const run = runs.at(-1)
    if (follows && run !== undefined) run.push(block)
    else runs.push([block])
    ;[count, isSorted] = [0, true]
  }
  /** Part of a block. */
  const part = ({ at, cells: own }: Block, from: number, to: number, into: Float64Array): Float64Array => {
    if (at === null) return own.subarray(from * WIDTH, to * WIDTH)
    const view = into.subarray(0, (to - from) * WIDTH)
    spill?.read(at + from * WIDTH * 8, new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
    return view
  }
  function* inOneRun(run: readonly Block[]): Generator<Rows> {
    const buffer = new Float64Array(BLOCK * WIDTH)
    for (const block of run) yield { cells: part(block, 0, block.count, buffer), count: block.count }
  }
  function* merged(): Generator<Rows> {
    const out = new Float64Array(BLOCK * WIDTH)
    let written = 0
    const heap = heapOf<Cursor>((a, b) => isBefore(a.cells, a.place, b.cells, b.place))
    for (const run of runs) {
      const cursor = cursorOf(run, part)
      if (cursor !== null) heap.push(cursor)
    }
    for (let cursor = heap.pop(); cursor !== undefined; cursor = heap.pop()) {
      out.set(cursor.cells.subarray(cursor.place, cursor.place + WIDTH), written * WIDTH)
      if (cursor.next()) heap.push(cursor)
      if (++written === BLOCK) {
        yield { cells: out, count: written }
        written = 0
      }
    }
    if (written > 0) yield { cells: out, count: written }
  }
  return {
    cells: () => cells,
    place: () => count * WIDTH,
    added: () => {
      const place = count * WIDTH
      if (isSorted && count > 0 && !isBefore(cells, place - WIDTH, cells, place)) isSorted = false
      if (++count === BLOCK) flush()
    },
    symbolOf: (index) => symbols[index] as Ticker,
    indexOf: (symbol) => {
      const index = known.get(symbol) ?? symbols.push(symbol) - 1
      known.set(symbol, index)
      return index
    },
    ordered: () => {
      flush()
      return runs.length <= 1 ? inOneRun(runs[0] ?? []) : merged()
    },
  }
}

type IsBefore = (a: Float64Array, i: number, b: Float64Array, j: number) => boolean

function sortedRows(cells: Float64Array, count: number, isBefore: IsBefore): Float64Array {
  const order = Array.from({ length: count }, (_, row) => row * WIDTH).sort((a, b) =>
    isBefore(cells, a, cells, b) ? -1 : 1,
  )
  const sorted = new Float64Array(count * WIDTH)
  for (const [row, place] of order.entries()) sorted.set(cells.subarray(place, place + WIDTH), row * WIDTH)
  return sorted
}

/** A place in a run. */
interface Cursor {
  cells: Float64Array
  place: number
  /** Goes on by a row. @returns false at the end */
  readonly next: () => boolean
}

function cursorOf(
  run: readonly Block[],
  part: (block: Block, from: number, to: number, into: Float64Array) => Float64Array,
): Cursor | null {
  const buffer = new Float64Array(WINDOW * WIDTH)
  let [block, from] = [0, 0]
  const load = (): boolean => {
    const own = run[block]
    if (own === undefined) return false
    const to = Math.min(own.count, from + WINDOW)
    cursor.cells = part(own, from, to, buffer)
    cursor.place = 0
    if (to < own.count) from = to
    else [block, from] = [block + 1, 0]
    return true
  }
  const cursor: Cursor = {
    cells: buffer,
    place: 0,
    next: () => {
      cursor.place += WIDTH
      return cursor.place < cursor.cells.length || load()
    },
  }
  return load() ? cursor : null
}

/** A binary heap: what comes first is taken first. */
function heapOf<Item>(isBefore: (a: Item, b: Item) => boolean) {
  const items: Item[] = []
  const at = (index: number): Item => items[index] as Item
  const swap = (one: number, other: number) => {
    const item = at(one)
    items[one] = at(other)
    items[other] = item
  }
  return {
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
