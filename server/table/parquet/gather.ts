import { dayOf, type IsoDate } from '../../market/day.ts'
import { instant } from '../../market/instant.ts'
import type { Cell, Column, ColumnType, PageCells } from '../column.ts'
import { listText } from '../list.ts'

/** How Parquet keeps the values of a column, with the number that the format has for it. */
export const physical = { boolean: 0, int32: 1, int64: 2, double: 5, bytes: 6 } as const
export type Physical = keyof typeof physical

export const physicalOf = (type: ColumnType): Physical => {
  switch (type) {
    case 'boolean':
      return 'boolean'
    case 'date':
      return 'int32'
    case 'moment':
    case 'integer':
      return 'int64'
    case 'number':
      return 'double'
    case 'text':
    case 'word':
    case 'list':
      return 'bytes'
  }
}

/** The values of one column in a group of rows. */
export type Gathered = {
  /** 1 for each row that has a value. */
  readonly present: Int32Array
} & (
  | {
      /** Which of the different texts each row with a value has. */
      readonly places: Int32Array
      readonly texts: readonly string[]
    }
  | {
      /** Those that there are: numbers, moments in milliseconds UTC, days since 1970, booleans as 1 and 0. */
      readonly numbers: Float64Array
    }
)

export interface Gatherer<Row> {
  readonly add: (rows: readonly Row[]) => void
  /** The same of the rows from one to before another of a page that is kept in columns. */
  readonly addCells: (cells: PageCells, from: number, to: number) => void
  /** What was added since the last time; the arrays are used again. */
  readonly taken: () => Gathered
}

/** @param most rows of a group */
export const gatherer = <Row>(column: Column<Row>, most: number): Gatherer<Row> =>
  physicalOf(column.type) === 'bytes' ? textsOf(column, most) : numbersOf(column, most)

function textsOf<Row>({ of }: Column<Row>, most: number): Gatherer<Row> {
  const present = new Int32Array(most)
  const places = new Int32Array(most)
  let known = new Map<string, number>()
  let rows = 0
  let count = 0
  let last: string | null = null
  let place = 0
  const put = (cell: Cell) => {
    const text = typeof cell === 'string' ? cell : textOf(cell)
    present[rows++] = text === null ? 0 : 1
    if (text === null) return
    if (text !== last) {
      last = text
      place = known.get(text) ?? known.size
      known.set(text, place)
    }
    places[count++] = place
  }
  return {
    add: (some) => {
      for (const row of some) put(of(row))
    },
    addCells: (all, from, to) => {
      if (all.kind !== 'one') for (let row = from; row < to; row++) put(all.cells[row] ?? null)
      else {
        const [before, others] = [count, to - from - 1]
        put(all.cell)
        const isThere = count > before
        present.fill(isThere ? 1 : 0, rows, rows + others)
        rows += others
        if (!isThere) return
        places.fill(place, count, count + others)
        count += others
      }
    },
    taken: () => {
      const gathered = {
        present: present.subarray(0, rows),
        places: places.subarray(0, count),
        texts: [...known.keys()],
      }
      known = new Map()
      rows = 0
      count = 0
      last = null
      return gathered
    },
  }
}

/** A cell of another kind as text: a list in one, null where it is empty. */
function textOf(cell: Exclude<Cell, string>): string | null {
  if (cell === null) return null
  if (typeof cell !== 'object') return `${cell}`
  return cell.length === 0 ? null : listText(cell) || null
}

function numbersOf<Row>({ type, of }: Column<Row>, most: number): Gatherer<Row> {
  const numberOf = readerOf(type)
  const present = new Int32Array(most)
  const numbers = new Float64Array(most)
  let rows = 0
  let count = 0
  const put = (cell: Cell) => {
    const value = typeof cell === 'number' ? cell : cell === null ? Number.NaN : numberOf(cell)
    const isThere = Number.isFinite(value)
    present[rows++] = isThere ? 1 : 0
    if (isThere) numbers[count++] = value
  }
  return {
    add: (some) => {
      for (const row of some) put(of(row))
    },
    addCells: (all, from, to) => {
      if (all.kind !== 'one') for (let row = from; row < to; row++) put(all.cells[row] ?? null)
      else {
        const [before, others] = [count, to - from - 1]
        put(all.cell)
        const isThere = count > before
        present.fill(isThere ? 1 : 0, rows, rows + others)
        rows += others
        if (!isThere) return
        numbers.fill(numbers[before] as number, count, count + others)
        count += others
      }
    },
    taken: () => {
      const gathered = { present: present.subarray(0, rows), numbers: numbers.subarray(0, count) }
      rows = 0
      count = 0
      return gathered
    },
  }
}

function readerOf(type: ColumnType): (cell: Cell) => number {
  if (type === 'date') return lastKept((date) => dayOf(date as IsoDate))
  if (type === 'moment') return momentOf()
  return Number
}

/** Of lines that follow one another most say the same. */
function lastKept(make: (text: string) => number): (cell: Cell) => number {
  let last = ''
  let value = Number.NaN
  return (cell) => {
    if (cell === last) return value
    last = `${cell}`
    value = make(last)
    return value
  }
}

/** Milliseconds of an ISO moment. Those of one day and offset, as of bars, differ in three numbers only. */
function momentOf(): (cell: Cell) => number {
  let day = ''
  let offset = ''
  let midnight = Number.NaN
  const digits = (text: string, at: number) => 10 * text.charCodeAt(at) + text.charCodeAt(at + 1) - 528
  return (cell) => {
    const text = `${cell}`
    // Such as 2023-11-17T09:30:00-05:00 or 2023-11-17T14:30:00Z.
    if (text.length !== 20 && text.length !== 25) return instant(text) ?? Number.NaN
    if (text.length !== 19 + offset.length || !text.startsWith(day) || !text.endsWith(offset)) {
      day = text.slice(0, 11)
      offset = text.slice(19)
      midnight = instant(`${day}00:00:00${offset}`) ?? Number.NaN
    }
    return midnight + 1000 * (3600 * digits(text, 11) + 60 * digits(text, 14) + digits(text, 17))
  }
}
