import { type CsvColumn, type CsvValue, csvText } from './csv.ts'

/** A table whose rows come one by one, in either of its faces. */
export interface ExportTable {
  readonly csv: () => AsyncIterable<string>
  /** `{ "kind": …, "rows": [ … ] }`: one object a row under the names of the columns, absent instead of empty. */
  readonly json: () => AsyncIterable<string>
}

export const tableOf = <Row>(
  kind: string,
  columns: readonly CsvColumn<Row>[],
  rows: () => AsyncIterable<Row> | Iterable<Row>,
): ExportTable => ({
  csv: () => csvText(columns, rows()),
  json: () => jsonText(kind, columns, rows()),
})

async function* jsonText<Row>(
  kind: string,
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<string> {
  yield `{ "kind": ${JSON.stringify(kind)}, "rows": [`
  let before = '\n'
  for await (const row of rows) {
    const cells = columns
      .map(({ name, of }): readonly [string, CsvValue] => [name, of(row)])
      .filter(([, value]) => value !== null)
    yield before + JSON.stringify(Object.fromEntries(cells))
    before = ',\n'
  }
  yield '\n] }\n'
}
