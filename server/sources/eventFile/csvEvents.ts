import { unguarded } from '../../table/formulaSafe.ts'
import { readDelimited } from '../delimited.ts'
import { type ReportEntry, report, shownNames } from '../report.ts'
import { aliases, isFreeText, isKnownColumn } from './field.ts'
import { planColumns, type RawRecord, withClock } from './rawRecord.ts'

/** Most events of one file. */
export const MOST_EVENTS = 50_000

export interface RawEvents {
  readonly records: readonly RawRecord[]
  readonly report: readonly ReportEntry[]
  /** The file as a whole can not be read. */
  readonly refused: boolean
}

/** The records of an event file in CSV, with any of the accepted delimiters, line ends and column names. */
export function csvEvents(text: string, most = MOST_EVENTS): RawEvents {
  const table = readDelimited(text, isKnownColumn, most)
  if (table.refused) return { records: [], report: table.report, refused: true }
  if (isPriceTable(table.header))
    return {
      records: [],
      report: [
        report('E_REQUIRED', 'Cannot read prices as events: take them as kind: prices or kind: intraday', { line: 1 }),
      ],
      refused: true,
    }
  const columns = table.header.map(unguarded)
  const missing = missingColumn(columns)
  if (missing !== null) return { records: [], report: [missing], refused: true }
  const plan = planColumns(columns, 1)
  const records = table.rows.map(({ line, fields }) => {
    const cells = new Map<string, string>()
    fields.forEach((text, at) => {
      const name = plan.names[at] ?? null
      if (name !== null) cells.set(name, isFreeText(name) ? unguarded(text) : text)
    })
    if (plan.clock !== null) withClock(cells, fields[plan.clock] ?? '')
    return { line, cells, hasCategory: plan.hasCategory }
  })
  return { records, report: [...plan.report, ...table.remarks, ...table.report], refused: false }
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
