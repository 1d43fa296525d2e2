/** One thing a reader has to say of a file. `line` is where the record begins, the header being line 1. */
export interface ReportEntry {
  readonly line: number | null
  readonly event_id: string | null
  readonly field: string | null
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly value: string | null
}

const LONGEST_VALUE = 200

interface Place {
  readonly line?: number | null
  readonly event_id?: string | null
  readonly field?: string
}

/** A report entry; codes that begin with `W_` are warnings, all others errors. A long value is cut. */
export function report(code: string, message: string, place: Place = {}, value: string | null = null): ReportEntry {
  return {
    line: place.line ?? null,
    event_id: place.event_id ?? null,
    field: place.field ?? null,
    code,
    severity: code.startsWith('W_') ? 'warning' : 'error',
    message,
    value: value !== null && value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value,
  }
}

/**
 * Letters of a value that a reader cannot see or may take for others, by their code points, for the end of a message: ` (with
 * U+200B)`; empty where all are plain.
 */
export function oddLetters(value: string): string {
  const odd = [...new Set(value)].filter((letter) => letter < ' ' || letter > '~').slice(0, 3)
  const names = odd.map((letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
  return names.length === 0 ? '' : ` (with ${names.join(', ')})`
}

/** Names for a message: at most so many, and how many more there are. */
export const shownNames = (names: readonly string[], most = 12): string =>
  `${names.slice(0, most).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`

/** A report entry for a check whose name does not say that it only warns. */
export const caution = (
  code: string,
  message: string,
  place: Place = {},
  value: string | null = null,
): ReportEntry => ({
  ...report(code, message, place, value),
  severity: 'warning',
})

export const hasErrors = (entries: readonly ReportEntry[]): boolean =>
  entries.some(({ severity }) => severity === 'error')

/** What is said of a text whose first line is one of a file further down. */
export const movedBy =
  (lines: number) =>
  (entry: ReportEntry): ReportEntry =>
    entry.line === null ? entry : { ...entry, line: entry.line + lines }
