import type { Cell, Column, ColumnHead } from './column.ts'
import { csvText } from './csv.ts'
import { listText } from './list.ts'

/** A table that leaves, its rows one by one, in either of its forms. Promises: docs/csv.md. */
export interface Table {
  readonly name: string
  readonly columns: readonly ColumnHead[]
  readonly csv: () => AsyncIterable<string>
  /** `{ "kind": …, "rows": [ … ] }`: one object a row under the names of the columns, absent instead of empty. */
  readonly json: () => AsyncIterable<string>
}

export const tableOf = <Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: () => AsyncIterable<Row> | Iterable<Row>,
): Table => ({
  name,
  columns,
  csv: () => csvText(columns, rows()),
  json: () => jsonText(name, columns, rows()),
})

async function* jsonText<Row>(
  kind: string,
  columns: readonly Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<string> {
  yield `{ "kind": ${JSON.stringify(kind)}, "rows": [`
  let before = '\n'
  for await (const row of rows) {
    const cells = columns
      .map(({ name, of }) => [name, jsonCell(of(row))] as const)
      .filter(([, value]) => value !== null)
    yield before + JSON.stringify(Object.fromEntries(cells))
    before = ',\n'
  }
  yield '\n] }\n'
}

/** The same value as in CSV, numbers and booleans as such; null for an empty cell. */
function jsonCell(value: Cell): string | number | boolean | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'object' && value !== null) return listText(value) || null
  return value
}
