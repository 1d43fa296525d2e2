import { type ReportEntry, report } from '../report.ts'
import { aliases, fieldKind, readOnlyFields } from './field.ts'

/** One event as a file or an adapter gives it: cells as text under field names or, for unknown columns, their own. */
export interface RawRecord {
  readonly line: number | null
  /** A name without a cell was not given at all; an empty cell clears what is stored. */
  readonly cells: ReadonlyMap<string, string>
  /** The type came as a word in a `category` column. */
  readonly hasCategory: boolean
  /** Cells that the reader made up, as the file has none: they never replace what is stored. */
  readonly invented?: readonly string[]
}

export interface ColumnPlan {
  /** For every column the name its cells go under, or null for a column that is left out. */
  readonly names: readonly (string | null)[]
  readonly hasCategory: boolean
  readonly report: readonly ReportEntry[]
}

const isReadOnly = (name: string) => readOnlyFields.some((field) => field === name)

/** Which column feeds which field. A field's own name wins over its other names, of these the first one. */
export function planColumns(columns: readonly string[], line: number | null): ColumnPlan {
  const taken = new Map<string, string>()
  for (const column of columns) if (fieldKind(column) !== null) taken.set(column, column)
  for (const column of columns) {
    const field = aliases.get(column)
    if (field !== undefined && !taken.has(field)) taken.set(field, column)
  }
  const entries: ReportEntry[] = []
  const names = columns.map((column) => {
    if (column === '' || isReadOnly(column)) return null
    const field = fieldKind(column) === null ? aliases.get(column) : undefined
    if (field === undefined) return column
    if (taken.get(field) === column) return field
    entries.push(
      report(
        'W_COLUMN_SHADOWED',
        `The column ${column} was left out as ${taken.get(field)} already gives ${field}`,
        { line, field },
        column,
      ),
    )
    return null
  })
  return { names, hasCategory: taken.get('type') === 'category', report: entries }
}
