import { unusedColumns } from '../../checks/file/columnUnused.ts'
import type { Finding } from '../../checks/finding.ts'
import type { IsoDate } from '../../market/day.ts'
import { type ReportEntry, report, shownNames } from '../report.ts'

/** A column that is not used although it may say what the prices mean. */
export interface UnusedColumn {
  readonly name: string
  readonly line: number
  readonly value: string
}

interface NamedRow {
  readonly line: number
  readonly named: (name: string) => string
}

/** Does a cell of a column that is not used say something? */
export const isMeant = (text: string): boolean => !nothings.test(text)

const nothings = /^(?:|0+(?:[.,]0*)?|1(?:[.,]0*)?|null|nan|n\/a|-+)$/i

/** The first cell of a column that says something; null where every row says nothing, one or zero. */
export function meantBy(name: string, rows: readonly NamedRow[]): UnusedColumn | null {
  const row = rows.find((one) => isMeant(one.named(name)))
  return row === undefined ? null : { name, line: row.line, value: row.named(name) }
}

/** Columns that nobody knows, told once. */
export const leftOut = (names: readonly string[]): readonly ReportEntry[] =>
  names.length === 0
    ? []
    : [
        report('W_COLUMN_UNUSED', `Columns that no reader knows were left out: ${shownNames(names)}`, {
          line: 1,
        }),
      ]

export const notUsed = ({ name, line, value }: UnusedColumn): ReportEntry =>
  report(
    'W_COLUMN_UNUSED',
    `The column ${name} may change what prices mean and is not used`,
    { line, field: name },
    value,
  )

/** What figures of these sessions must say of columns that are not used. */
export function unusedRemarks(dates: readonly IsoDate[], unused: readonly UnusedColumn[]): readonly Finding[] {
  const [from, to, column] = [dates[0], dates.at(-1), unused[0]]
  if (from === undefined || to === undefined || column === undefined) return []
  const names = unused.map(({ name }) => name).join(', ')
  return [unusedColumns({ from, to }, names.slice(0, 200), column.value.slice(0, 60))]
}
