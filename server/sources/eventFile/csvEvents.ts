import { unguarded } from '../../table/formulaSafe.ts'
import { readDelimited, readHeader, rowOf, tooLong, withoutDelimiterLine } from '../delimited.ts'
import { MOST_OF_RECORD } from '../records.ts'
import { movedBy, type ReportEntry, report, shownNames } from '../report.ts'
import { eachRecord, type Records } from '../tableRecords.ts'
import type { TextSource } from '../textSource.ts'
import { aliases, isFreeText, isKnownColumn } from './field.ts'
import { type ColumnPlan, planColumns, type RawRecord, withClock } from './rawRecord.ts'

/** Most events of one file. */
export const MOST_EVENTS = 50_000

export interface RawEvents {
  readonly records: readonly RawRecord[]
  readonly report: readonly ReportEntry[]
  /** The file as a whole can not be read. */
  readonly refused: boolean
}

/** The same as it comes: in the place of a record that is none stands why. */
export interface EventRecords extends Omit<RawEvents, 'records'> {
  readonly records: Iterable<RawRecord | ReportEntry>
}

const refused = (entries: readonly ReportEntry[]): RawEvents => ({ records: [], report: entries, refused: true })

/** The records of an event file in CSV, with any of the accepted delimiters, line ends and column names. */
export function csvEvents(text: string, most = MOST_EVENTS): EventRecords {
  const { header, rows, report: said, remarks, ...table } = readDelimited(text, isKnownColumn, most)
  return table.refused ? refused(said) : under(header, { records: () => rows, said, remarks, refused: false })
}

/**
 * The same of a file of any size, piece by piece.
 *
 * @param read is called once more where the file must be read as a whole
 */
export function csvEventsOf<Read>(source: TextSource, read: (raw: EventRecords) => Read): Read {
  const [piece = ''] = source.pieces()
  const text = withoutDelimiterLine(piece)
  const above = text.length === piece.length ? 0 : 1
  const place = readHeader(text, isKnownColumn)
  if ('code' in place) return read(refused([movedBy(above)(place)]))
  try {
    return eachRecord(source, { text, place }, isKnownColumn, (table) => {
      const own = above === 0 ? table : lower(table, above)
      return read(own.refused ? refused(own.said) : under(place.header, own))
    })
  } catch (error) {
    if (error instanceof TooLong) return read(refused([tooLong(error.line)]))
    throw error
  }
}

/** The records of a table that stands so many lines further down. */
const lower = ({ records, said, remarks, refused }: Records, lines: number): Records => ({
  *records() {
    for (const { line, fields } of records()) yield { line: line + lines, fields }
  },
  said: said.map(movedBy(lines)),
  remarks: remarks.map(movedBy(lines)),
  refused,
})

/** A record beyond the limit. */
class TooLong extends Error {
  override readonly name = 'TooLong'
  readonly line: number
  constructor(line: number) {
    super('Cannot read a record of this length')
    this.line = line
  }
}

const lengthOf = (fields: readonly string[]): number => fields.reduce((sum, field) => sum + field.length + 1, -1)

/** The records under a header that is one of events, or why it is none. */
function under(header: readonly string[], table: Records): EventRecords {
  if (isPriceTable(header))
    return refused([
      report('E_REQUIRED', 'Cannot read prices as events: take them as kind: prices or kind: intraday', { line: 1 }),
    ])
  const columns = header.map(unguarded)
  const missing = missingColumn(columns)
  if (missing !== null) return refused([missing])
  const plan = planColumns(columns, 1)
  return {
    records: rawRecords(table, header, plan),
    report: [...plan.report, ...table.remarks, ...table.said],
    refused: false,
  }
}

function* rawRecords(table: Records, header: readonly string[], plan: ColumnPlan): Generator<RawRecord | ReportEntry> {
  const columns = plan.names.map((name) => ({ name, isFree: name !== null && isFreeText(name) }))
  for (const { line, fields } of table.records()) {
    if (lengthOf(fields) > MOST_OF_RECORD) throw new TooLong(line)
    const row = rowOf(fields, header, line)
    if (row === null) continue
    if ('code' in row) {
      yield row
      continue
    }
    const cells = new Map<string, string>()
    for (const [at, { name, isFree }] of columns.entries()) {
      const text = row.fields[at] ?? ''
      if (name !== null) cells.set(name, isFree ? unguarded(text) : text)
    }
    if (plan.clock !== null) withClock(cells, row.fields[plan.clock] ?? '')
    yield { line, cells, hasCategory: plan.hasCategory }
  }
}

/** Names of the columns that give a field. */
const namesOf = (field: string): readonly string[] => [
  field,
  ...[...aliases].filter(([, own]) => own === field).map(([name]) => name),
]

/** A column without which no record can be an event: that is said of the file once. */
function missingColumn(columns: readonly string[]): ReportEntry | null {
  const lacks = (...fields: readonly string[]) => !fields.flatMap(namesOf).some((name) => columns.includes(name))
  const shown = shownNames(columns)
  const cell = columns.find((name) => isDateLike(name))
  if (cell !== undefined)
    return report(
      'E_REQUIRED',
      `Cannot read line 1 as the header, the names of the columns: it holds a record, as "${cell}" shows; put a line such as title,public_at,tickers above it`,
      { line: 1 },
    )
  if (lacks('title'))
    return report('E_REQUIRED', `Cannot read the file as events as it has no column title: its columns are ${shown}`, {
      line: 1,
      field: 'title',
    })
  if (lacks('public_at', 'occurred_at'))
    return report(
      'E_REQUIRED',
      `Cannot read the file as events as it has no column public_at, nor a date: its columns are ${shown}`,
      { line: 1, field: 'public_at' },
    )
  return null
}

/** No column is called by a day: a header that has one is the first record. */
export const isDateLike = (name: string): boolean =>
  /^\d{4}[-_/.]\d{1,2}[-_/.]\d{1,2}|^\d{1,2}[-_/.]\d{1,2}[-_/.]\d{4}/.test(name)

/** A chart's export also has a column `time`, but no title anywhere. */
const isPriceTable = (header: readonly string[]): boolean =>
  header.includes('close') && !header.some((name) => name === 'title' || aliases.get(name) === 'title')
