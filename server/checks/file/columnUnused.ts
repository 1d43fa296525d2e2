import { type Check, finding } from '../check.ts'
import type { Finding, Sessions } from '../finding.ts'

/** The columns by name, separated by commas, and what the first of them says. */
type Evidence = { readonly kind: 'columns'; readonly values: { readonly columns: string; readonly value: string } }

/** A column of a file that may change what its prices mean, such as a bonus or a factor, and that no reader uses. */
export const columnUnused: Check<'COLUMN_UNUSED', Evidence> = {
  name: 'COLUMN_UNUSED',
  scope: 'file',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}

export const unusedColumns = (window: Sessions, columns: string, value: string): Finding<'COLUMN_UNUSED', Evidence> =>
  finding(columnUnused, { ...window, evidence: { kind: 'columns', values: { columns, value } } })
