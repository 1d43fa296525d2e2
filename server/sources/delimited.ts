import { CsvError, parse } from 'csv-parse/sync'
import { lineAt, lineBreaks, measureLines } from './fileText.ts'
import { MOST_OF_RECORD } from './records.ts'
import { movedBy, type ReportEntry, report } from './report.ts'

const delimiters = [',', ';', '\t'] as const
export const MOST_COLUMNS = 200
export const MOST_CHARACTERS = 10_000
/** Physical lines, those inside quotes too. */
const MOST_LINES = 1_000_000

export interface DelimitedRow {
  /** Physical line on which the record begins. */
  readonly line: number
  /** As many fields as the header has. */
  readonly fields: readonly string[]
}

export interface DelimitedTable {
  /** Column names in lower case with underscores for spaces and hyphens. */
  readonly header: readonly string[]
  readonly rows: readonly DelimitedRow[]
  /** What was wrong with single records; these are not among the rows. */
  readonly report: readonly ReportEntry[]
  /** What is to be said of records that were taken. */
  readonly remarks: readonly ReportEntry[]
  /** Why the file as a whole can not be read; rows are empty then. */
  readonly refused: boolean
}

/** `Close/Last` → `close/last`, `adj-close` → `adj_close`. */
export const columnName = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')

interface ParsedRecord {
  readonly record: string[]
  readonly raw: string
}

/** @param relaxed takes a quote inside a field that does not begin with one as typed */
const parseText = (text: string, delimiter: string, most: number, relaxed = false) =>
  parse(text, {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: relaxed,
    raw: true,
    max_record_size: MOST_OF_RECORD,
    ...(Number.isFinite(most) ? { to: most } : {}),
  }) as unknown as ParsedRecord[]

/** The delimiter that splits the first line into the most names that `isKnown`, else into the most; on a tie the comma. */
export function delimiterOf(text: string, isKnown: (name: string) => boolean): string {
  const first = /^[^\r\n]*/.exec(text.slice(0, 100_000))?.[0] ?? ''
  // A known name outweighs any number of others: `Datum;Kurs, EUR` splits at the semicolon.
  const weight = (delimiter: string): number => {
    try {
      const names = parseText(first, delimiter, 1)[0]?.record ?? []
      return names.filter((name) => isKnown(columnName(name))).length * MOST_COLUMNS + names.length
    } catch {
      return 0
    }
  }
  return delimiters.reduce((best, other) => (weight(other) > weight(best) ? other : best))
}

/** The line by which spreadsheets tell each other what parts the fields: it is above the header. */
const delimiterLine = /^"?sep=[^\r\n]"?(\r\n|\n|\r)/i
export const withoutDelimiterLine = (text: string): string => text.replace(delimiterLine, '')

/**
 * Reads RFC 4180 text with a header, whichever of comma, semicolon or tab separates its fields and whichever line ends
 * it has. Wholly empty records are skipped, short ones are filled up, long ones reported.
 *
 * @param mostRows records read before the file is refused
 */
export function readDelimited(text: string, isKnown: (name: string) => boolean, mostRows: number): DelimitedTable {
  const own = withoutDelimiterLine(text)
  const table = readTable(own, isKnown, mostRows)
  return own.length === text.length ? table : aLineLower(table)
}

function aLineLower({ rows, report: entries, remarks, ...table }: DelimitedTable): DelimitedTable {
  return {
    ...table,
    rows: rows.map(({ line, fields }) => ({ line: line + 1, fields })),
    report: entries.map(movedBy(1)),
    remarks: remarks.map(movedBy(1)),
  }
}

function readTable(text: string, isKnown: (name: string) => boolean, mostRows: number): DelimitedTable {
  const { count, longest, longestAt } = measureLines(text)
  if (mostRows < Number.POSITIVE_INFINITY && count > MOST_LINES)
    return nothing(report('E_LIMIT', `Cannot read a file as it may have ${MOST_LINES} lines: it has ${count}`))
  if (longest > MOST_OF_RECORD) return nothing(tooLong(longestAt))
  const head = readHeader(text, isKnown)
  if ('code' in head) return nothing(head)
  const { header, delimiter, lines } = head
  try {
    const { records: all, typed } = parseRelaxed(text, delimiter, mostRows + 2)
    const records = all.slice(1)
    if (records.length > mostRows)
      return nothing(report('E_LIMIT', `Cannot read a file as it may hold ${mostRows} records: it holds more`))
    return { header, ...rowsOf(records, header, 1 + lines, typed), refused: false }
  } catch (error) {
    return nothing(faultOfText(error, text, delimiter))
  }
}

/** The names of the columns, and how the rest is to be read. */
export interface Header {
  readonly header: readonly string[]
  readonly delimiter: string
  /** Physical lines that it takes. */
  readonly lines: number
}

/** Reads the first record of a text as the header of a table. */
export function readHeader(text: string, isKnown: (name: string) => boolean): Header | ReportEntry {
  const delimiter = delimiterOf(text, isKnown)
  try {
    const [head] = parseText(text, delimiter, 1)
    if (head === undefined) return report('E_REQUIRED', 'Cannot read an empty file as a table with a header')
    if (head.record.every((name) => name.trim() === ''))
      return report('E_REQUIRED', 'Cannot read line 1 as the header, the names of the columns: it is blank', {
        line: 1,
      })
    const header = head.record.map(columnName)
    return faultOf(header) ?? { header, delimiter, lines: lengthInLines(head.raw) }
  } catch (error) {
    return faultOfText(error, text, delimiter)
  }
}

function faultOfText(error: unknown, text: string, delimiter: string): ReportEntry {
  if (!(error instanceof CsvError)) throw error
  const line = Number(error.lines) || null
  return error.code === 'CSV_MAX_RECORD_SIZE' ? tooLong(line) : quoteFault(text, delimiter, error.message, line)
}

/**
 * Records of a text; where a quote stands inside a field that does not begin with one, which no standard knows, it is taken
 * as typed.
 *
 * @returns with the test that tells such a record
 */
function parseRelaxed(
  text: string,
  delimiter: string,
  most: number,
): { readonly records: readonly ParsedRecord[]; readonly typed: (record: ParsedRecord) => boolean } {
  try {
    return { records: parseText(text, delimiter, most), typed: () => false }
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== 'INVALID_OPENING_QUOTE') throw error
    const isOdd = ({ raw }: ParsedRecord): boolean => {
      if (!raw.includes('"')) return false
      try {
        parseText(raw, delimiter, 1)
        return false
      } catch {
        return true
      }
    }
    return { records: parseText(text, delimiter, most, true), typed: isOdd }
  }
}

/** Why records cannot be told apart: nearly always a quote that is never closed, which is said with the line that it stands on. */
function quoteFault(text: string, delimiter: string, said: string, line: number | null): ReportEntry {
  const at = openQuote(text, delimiter)
  if (at === null) return report('E_FIELD_COUNT', `Cannot split the file into records: ${said}`, { line })
  const message =
    'Cannot split the file into records: the quote that begins a field on this line is not closed at its end'
  return report('E_FIELD_COUNT', message, { line: lineAt(text, at) }, text.slice(at, at + 60).split(/[\r\n]/)[0] ?? '')
}

/** Where a quoted field begins that has no quote before the next delimiter, line end or end of the text; null for none. */
function openQuote(text: string, delimiter: string): number | null {
  const ends = (at: number) => at >= text.length || text[at] === delimiter || text[at] === '\r' || text[at] === '\n'
  let at = 0
  while (at < text.length) {
    if (text[at] !== '"') {
      while (!ends(at)) at++
      at++
      continue
    }
    const start = at
    do at = text.indexOf('"', at + 1) + 1
    while (at > 0 && text[at] === '"')
    if (at === 0 || !ends(at)) return start
    at++
  }
  return null
}

export const tooLong = (line: number | null): ReportEntry =>
  report('E_LIMIT', `Cannot read a record as it may have ${MOST_OF_RECORD} characters: it has more`, { line })

const nothing = (entry: ReportEntry): DelimitedTable => ({
  header: [],
  rows: [],
  report: [entry],
  remarks: [],
  refused: true,
})

function faultOf(header: readonly string[]): ReportEntry | null {
  if (header.length > MOST_COLUMNS)
    return report('E_LIMIT', `Cannot read a header as it may name ${MOST_COLUMNS} columns: it names ${header.length}`, {
      line: 1,
    })
  const long = header.find((name) => name.length > MOST_CHARACTERS)
  if (long !== undefined)
    return report(
      'E_LIMIT',
      `Cannot read a column name as it may have ${MOST_CHARACTERS} characters`,
      { line: 1 },
      long,
    )
  const seen = new Set<string>()
  for (const name of header) {
    if (name !== '' && seen.has(name))
      return report(
        'E_HEADER_DUPLICATE',
        `Cannot tell two columns apart: both are named ${name}`,
        { line: 1, field: name },
        name,
      )
    seen.add(name)
  }
  return null
}

/** The parser leaves the first character of the record's end in `raw`; it is no line break inside the record. */
const lengthInLines = (raw: string): number => 1 + lineBreaks(raw.slice(0, -1))

function rowsOf(
  records: readonly ParsedRecord[],
  header: readonly string[],
  firstLine: number,
  isTyped: (record: ParsedRecord) => boolean,
): Pick<DelimitedTable, 'rows' | 'report' | 'remarks'> {
  const rows: DelimitedRow[] = []
  const entries: ReportEntry[] = []
  const remarks: ReportEntry[] = []
  let line = firstLine
  for (const one of records) {
    const { record, raw } = one
    const here = line
    line += lengthInLines(raw)
    if (isTyped(one)) remarks.push(quoteInside(record, header, here))
    const row = rowOf(record, header, here)
    if (row === null) continue
    if ('code' in row) entries.push(row)
    else rows.push(row)
  }
  return { rows, report: entries, remarks }
}

/** A record as a row under its header, or why it is none; null for one that is empty. */
export function rowOf(
  record: readonly string[],
  header: readonly string[],
  line: number,
): DelimitedRow | ReportEntry | null {
  if (record.every((field) => field === '')) return null
  const extra = record.findIndex((field, at) => field !== '' && (header[at] ?? '') === '')
  if (record.length > header.length || extra >= 0)
    return report(
      'E_FIELD_COUNT',
      `Cannot read a record of ${record.length} fields as the header names ${header.filter((name) => name !== '').length}${isCutAtCommas(record, header) ? ': its decimal commas part fields; put such numbers in quotes, or part fields by semicolons' : ''}`,
      { line },
      record[extra >= 0 ? extra : header.length] ?? null,
    )
  const long = record.findIndex((field) => field.length > MOST_CHARACTERS)
  if (long >= 0)
    return report(
      'E_LIMIT',
      `Cannot read a field as it may have ${MOST_CHARACTERS} characters: it has ${record[long]?.length}`,
      { line, field: header[long] ?? '' },
      record[long] ?? null,
    )
  return { line, fields: record.length === header.length ? record : header.map((_, at) => record[at] ?? '') }
}

/** Are there as many more fields as numbers cut in two would give: whole numbers side by side, no decimal mark among them? */
function isCutAtCommas(record: readonly string[], header: readonly string[]): boolean {
  const whole = record.filter((field) => /^\s*[+-]?\d+\s*$/.test(field)).length
  return (
    record.length > header.length && whole >= 2 * (record.length - header.length) && !/[.;]\d/.test(record.join(' '))
  )
}

function quoteInside(record: readonly string[], header: readonly string[], line: number): ReportEntry {
  const at = record.findIndex((field) => field.includes('"'))
  const message = 'A quote inside a field that does not begin with one was taken as typed'
  return report('W_QUOTE', message, { line, ...(header[at] ? { field: header[at] } : {}) }, record[at] ?? null)
}
