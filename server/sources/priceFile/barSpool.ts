import type { Ticker } from '../../market/ticker.ts'
import { heapOf, type IsBefore, KEYS, sortedRows } from './rowOrder.ts'

/** Where rows go that are too many for memory: bytes one after another, to be read again in any order. */
export interface Spill {
  readonly write: (bytes: Uint8Array) => void
  /** Fills `into` with what was written from a byte on. */
  readonly read: (at: number, into: Uint8Array) => void
}

/** Places of the cells of a row: the bar as numbers. `state` is -1 where the file says none, `volume` NaN likewise. */
export const cell = {
  ...KEYS,
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
/** Rows of each run that a merge holds at most, and of all runs together: 8 MB where they are eleven numbers wide. */
const WINDOW = 1024
const WINDOWS = 96 * 1024

/** What rows are like. */
export interface RowForm {
  /** Numbers of a row. */
  readonly width: number
  /** Of which every start is a multiple. */
  readonly unit: number
  /** Tickers by their names, or in the order in which they came. */
  readonly tickers: 'by name' | 'as seen'
}
/** Bars within the day: starts in milliseconds of whole seconds. */
const bars: RowForm = { width: WIDTH, unit: 1000, tickers: 'by name' }

/** Rows one after another, as many numbers each as their form says. */
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
  /** Numbers of a row. */
  readonly width: number
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
export function barSpool(spill: Spill | null, { width, unit, tickers }: RowForm = bars): BarSpool {
  const symbols: Ticker[] = []
  const known = new Map<Ticker, number>()
  /** Blocks that follow one another in order are one run. */
  const runs: Block[][] = []
  let [cells, count, isSorted, kept, spilled] = [new Float64Array(BLOCK * width), 0, true, 0, 0]
  let last: Float64Array | null = null

  const isFirst = (one: number, other: number): boolean =>
    tickers === 'as seen' ? one < other : (symbols[one] as string) < (symbols[other] as string)
  const rankOf = (some: readonly number[]): ReadonlyMap<number, number> =>
    new Map(some.toSorted((a, b) => (isFirst(a, b) ? -1 : 1)).map((symbol, rank) => [symbol, rank]))
  const isBefore: IsBefore = (a: Float64Array, i: number, b: Float64Array, j: number): boolean => {
    const [one, other] = [a[i] as number, b[j] as number]
    if (one !== other) return isFirst(one, other)
    const gap = (a[i + cell.start] as number) - (b[j + cell.start] as number)
    return gap === 0 ? (a[i + cell.line] as number) < (b[j + cell.line] as number) : gap < 0
  }
  const flush = () => {
    if (count === 0) return
    const rows = isSorted
      ? cells.subarray(0, count * width)
      : sortedRows(cells, { count, width, unit }, rankOf, isBefore)
    const follows = last !== null && isBefore(last, 0, rows, 0)
    last = rows.slice((count - 1) * width, count * width)
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
    if (at === null) return own.subarray(from * width, to * width)
    const view = into.subarray(0, (to - from) * width)
    spill?.read(at + from * width * 8, new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
    return view
  }
  function* inOneRun(run: readonly Block[]): Generator<Rows> {
    const buffer = new Float64Array(BLOCK * width)
    for (const block of run) yield { cells: part(block, 0, block.count, buffer), count: block.count }
  }
  function* merged(): Generator<Rows> {
    const out = new Float64Array(BLOCK * width)
    let written = 0
    const window = Math.max(8, Math.min(WINDOW, Math.floor(WINDOWS / runs.length)))
    const heap = heapOf<Cursor>((a, b) => isBefore(a.cells, a.place, b.cells, b.place))
    for (const run of runs) {
      const cursor = cursorOf(run, part, width, window)
      if (cursor !== null) heap.push(cursor)
    }
    for (let cursor = heap.pop(); cursor !== undefined; cursor = heap.pop()) {
      // A run often has several rows before the next run's first: all of a ticker's in its part of the file.
      const other = heap.first()
      for (;;) {
        const [{ cells: own, place }, to] = [cursor, written * width]
        for (let at = 0; at < width; at++) out[to + at] = own[place + at] as number
        if (++written === BLOCK) {
          yield { cells: out, count: written }
          written = 0
        }
        if (!cursor.next()) break
        if (other !== undefined && !isBefore(cursor.cells, cursor.place, other.cells, other.place)) {
          heap.push(cursor)
          break
        }
      }
    }
    if (written > 0) yield { cells: out, count: written }
  }
  return {
    width,
    cells: () => cells,
    place: () => count * width,
    added: () => {
      const place = count * width
      if (isSorted && count > 0 && !isBefore(cells, place - width, cells, place)) isSorted = false
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
  width: number,
  window: number,
): Cursor | null {
  const buffer = new Float64Array(window * width)
  let [block, from] = [0, 0]
  const load = (): boolean => {
    const own = run[block]
    if (own === undefined) return false
    const to = Math.min(own.count, from + window)
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
      cursor.place += width
      return cursor.place < cursor.cells.length || load()
    },
  }
  return load() ? cursor : null
}
