/** A column as JSON without its brackets, and where in it each value begins; last, where another one would. */
interface Written {
  readonly text: string
  readonly starts: Uint32Array
}

/** What is known of a column that rows are cut out of. */
interface Column {
  /** Rows that were told while it was not kept as text. */
  told: number
  written: Written | null
  /** Which question asked for it last. */
  asked: number
}

interface Cut {
  readonly values: readonly unknown[]
  readonly from: number
  readonly to: number
}

/** Bytes of columns that are kept as text. */
const MOST = 4 * 1024 * 1024

const columns = new WeakMap<readonly unknown[], Column>()
const cuts = new WeakMap<readonly unknown[], Cut>()
const kept = new Set<Column>()
let [bytes, questions] = [0, 0]

/**
 * The rows of a column from one to before another, which are remembered to be of it: where many are told as JSON the whole
 * column is kept as text, and theirs is a part of it.
 *
 * @param values that nobody changes
 */
export function cut<T>(values: readonly T[], from: number, to: number): readonly T[] {
  const rows = values.slice(from, to)
  cuts.set(rows, { values, from, to: Math.min(to, values.length) })
  return rows
}

/** Is there a field of an answer whose rows are told as a part of a text that is kept? */
export const isOfKnownRows = (answer: object): boolean =>
  Object.values(answer).some(
    (value) => Array.isArray(value) && columns.get(cuts.get(value)?.values ?? [])?.written != null,
  )

/** Rows as JSON without brackets, where the text of their column is kept; from now on, where enough of them were told. */
export function textOfRows(rows: readonly unknown[]): string | null {
  const found = cuts.get(rows)
  if (found === undefined) return null
  const { values, from, to } = found
  const column = columns.get(values) ?? { told: 0, written: null, asked: 0 }
  columns.set(values, column)
  column.asked = ++questions
  column.told += rows.length
  // By then telling the rows has cost as much as telling all of them would.
  if (column.written === null && column.told > values.length) keep(column, values)
  if (column.written === null) return null
  const { text, starts } = column.written
  return from < to ? text.slice(starts[from], (starts[to] as number) - 1) : ''
}

function keep(column: Column, values: readonly unknown[]): void {
  column.told = 0
  const written = writtenOf(values)
  if (sizeOf(written) > MOST) return
  column.written = written
  kept.add(column)
  bytes += sizeOf(written)
  while (bytes > MOST) {
    const oldest = [...kept].reduce((old, one) => (one.asked < old.asked ? one : old))
    if (oldest.written !== null) bytes -= sizeOf(oldest.written)
    kept.delete(oldest)
    oldest.written = null
    oldest.told = 0
  }
}

const sizeOf = ({ text, starts }: Written): number => text.length + starts.byteLength

function writtenOf(values: readonly unknown[]): Written {
  const texts = values.map((value) => JSON.stringify(value) ?? 'null')
  const starts = new Uint32Array(texts.length + 1)
  for (const [at, text] of texts.entries()) starts[at + 1] = (starts[at] as number) + text.length + 1
  return { text: texts.join(','), starts }
}
