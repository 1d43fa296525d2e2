import type { Cell, Column, ColumnHead } from './column.ts'
import { csvText } from './csv.ts'
import { listText } from './list.ts'
import type { Pages } from './pages.ts'

/** A table that leaves, its rows one by one, in either of its forms. Promises: docs/csv.md. */
export interface Table {
  readonly name: string
  /** Data version of what it was computed from: docs/api.md. */
  readonly version: string
  readonly columns: readonly ColumnHead[]
  readonly csv: () => AsyncIterable<string>
  /** The same, whole, where it is kept. */
  readonly bytes?: () => Promise<Uint8Array<ArrayBuffer>>
  /** The same rows as an Apache Parquet file. */
  readonly parquet: () => AsyncIterable<Uint8Array>
  /**
   * `{ "kind": …, "data_version": …, "rows": [ … ] }`: one object a row under the names of the columns, absent instead of
   * empty.
   */
  readonly json: () => AsyncIterable<string>
}

export const tableOf = <Row>(
  name: string,
  version: string,
  columns: readonly Column<Row>[],
  pages: () => Pages<Row>,
): Table => ({
  name,
  version,
  columns,
  csv: () => csvText(columns, pages()),
  parquet: () => parquetOf(name, version, columns, pages()),
  json: () => jsonText(name, version, columns, pages()),
})

async function* jsonText<Row>(
  kind: string,
  version: string,
  columns: readonly Column<Row>[],
  pages: Pages<Row>,
): AsyncGenerator<string> {
  yield `{ "kind": ${JSON.stringify(kind)}, "data_version": ${JSON.stringify(version)}, "rows": [`
  let before = '\n'
  for await (const page of pages)
    for (const row of page) {
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

/** Its module is loaded when it is asked for. */
async function* parquetOf<Row>(name: string, version: string, columns: readonly Column<Row>[], pages: Pages<Row>) {
  const { parquetBytes } = await import('./parquet/parquet.ts')
  yield* parquetBytes(columns, pages, { table: name, data_version: version })
}
