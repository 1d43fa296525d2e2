import type { RawEvents } from '../csvEvents.ts'
import type { RawRecord } from '../rawRecord.ts'
import type { ForeignReader } from '../readerNames.ts'

/** A file as adapters look at it. */
export interface ForeignFile {
  readonly text: string
  /** What the text says as JSON; undefined when it is none. */
  readonly json: unknown
  /** Physical lines on which the objects of the outermost array of JSON begin; empty for other text. */
  readonly lines: readonly number[]
  /** Symbol of events whose file names none; null to leave them without. */
  readonly ticker: string | null
  /** Zone of clock times that tell none, where a person named one. */
  readonly zone: string | null
  /** Most records that are read. */
  readonly most: number
}

/** Knows the files of one program. */
export interface Adapter {
  readonly name: ForeignReader
  /** The records of a file, or null when it is not of this program's shape. */
  readonly read: (file: ForeignFile) => RawEvents | null
}

/** A record from cells; undefined and null are left out, so that they do not clear what is stored. */
export const rawRecord = (
  line: number | null,
  cells: Readonly<Record<string, string | null | undefined>>,
  invented: readonly string[] = [],
): RawRecord => ({
  line,
  cells: new Map(Object.entries(cells).filter((cell): cell is [string, string] => cell[1] != null && cell[1] !== '')),
  hasCategory: false,
  invented,
})

/** One that a feed or a list told of: nobody has looked at it yet, and where somebody did, that stands. */
export const proposed = (...[line, cells, invented = []]: Parameters<typeof rawRecord>): RawRecord =>
  rawRecord(line, { ...cells, status: 'proposed' }, ['status', ...invented])

export const rawEvents = (records: readonly RawRecord[]): RawEvents => ({ records, report: [], refused: false })

/** The text of a field of foreign JSON; undefined when it is no text or number. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined

/** ISO text of an epoch number in milliseconds, or null when no clock shows it. */
export const epochText = (ms: number): string | null =>
  Number.isFinite(ms) && Math.abs(ms) < 8e15 ? new Date(ms).toISOString() : null

/** `20231117T203000Z` as ISO text; other text as it is, for the strict reader to refuse. */
export function compactText(text: string): string {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z?)$/.exec(text.trim())
  if (match === null) return text
  const [, year, month, day, hour, minute, second, zone] = match
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`
}
