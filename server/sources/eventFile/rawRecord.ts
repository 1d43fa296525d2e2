import type { Statement } from '../../market/witness.ts'
import { type ReportEntry, report } from '../report.ts'
import { aliases, fieldKind, readOnlyFields, sessionWords } from './field.ts'

/** One event as a file or an adapter gives it: cells as text under field names or, for unknown columns, their own. */
export interface RawRecord {
  readonly line: number | null
  /** Which record of the file it is, from 1, where lines do not tell. */
  readonly number?: number
  /** A name without a cell was not given at all; an empty cell clears what is stored. */
  readonly cells: ReadonlyMap<string, string>
  /** The type came as a word in a `category` column. */
  readonly hasCategory: boolean
  /** Cells that never replace what is stored: the reader made them up, or a person may have put them right since. */
  readonly invented?: readonly string[]
  /** What else is said of when the event was public. */
  readonly witnesses?: readonly Statement[]
}

export interface ColumnPlan {
  /** For every column the name its cells go under, or null for a column that is left out. */
  readonly names: readonly (string | null)[]
  /** The column of clock times that belongs to a column of dates; null where there is none. */
  readonly clock: number | null
  readonly hasCategory: boolean
  readonly report: readonly ReportEntry[]
}

const isReadOnly = (name: string) => readOnlyFields.some((field) => field === name)

/** Which column feeds which field. A field's own name wins over its other names, of these the first one. */
export function planColumns(columns: readonly string[], line: number | null): ColumnPlan {
  const taken = new Map<string, string>()
  const clock = clockColumn(columns)
  for (const column of columns) if (fieldKind(column) !== null) taken.set(column, column)
  for (const [at, column] of columns.entries()) {
    const field = at === clock ? undefined : aliases.get(column)
    if (field !== undefined && !taken.has(field)) taken.set(field, column)
  }
  const entries: ReportEntry[] = []
  const names = columns.map((column, at) => {
    if (at === clock || column === '' || isReadOnly(column)) return null
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
  return { names, clock, hasCategory: taken.get('type') === 'category', report: entries }
}

/** `date` and `time` side by side are one time, unless a column gives it whole. */
function clockColumn(columns: readonly string[]): number | null {
  const at = columns.indexOf('time')
  const isWhole = ['public_at', 'datetime', 'timestamp'].some((name) => columns.includes(name))
  return at >= 0 && !isWhole && (columns.includes('date') || columns.includes('event_date')) ? at : null
}

/** A clock time as `hh:mm[:ss]` with what follows it; null for other words. */
function clockText(text: string): string | null {
  const [, hour = '', minutes = '', half = '', zone = ''] =
    /^(\d{1,2}):(\d{2}(?::\d{2})?) ?([AP]M)?(Z|[+-]\d{2}:?\d{2})?$/i.exec(text) ?? []
  if (hour === '' || (half !== '' && (Number(hour) < 1 || Number(hour) > 12))) return null
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0)
  return `${String(hours).padStart(2, '0')}:${minutes}${zone}`
}

/** Joins the clock of a record to its date. A word such as `amc` in place of a clock says the session. */
export function withClock(cells: Map<string, string>, time: string): void {
  const text = time.trim()
  const date = cells.get('public_at')?.trim() ?? ''
  if (text === '' || date === '') return
  const isSession = sessionWords.has(text.toLowerCase()) && !cells.has('session')
  if (isSession) cells.set('session', text)
  else cells.set('public_at', `${date} ${clockText(text) ?? text}`)
}
