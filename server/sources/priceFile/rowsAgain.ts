import { rowOf } from '../delimited.ts'
import type { Records } from '../tableRecords.ts'
import type { PriceHead, PriceRow } from './priceTable.ts'

/** The rows once more, where some numbers fit both decimal marks. */
export function* rowsAgain(table: Records, head: PriceHead): Generator<PriceRow> {
  for (const { line, fields } of table.records()) {
    const row = rowOf(fields, head.header, line)
    if (row !== null && !('code' in row)) yield head.row(row.line, row.fields)
  }
}
