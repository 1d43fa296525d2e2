import type { IsoDate } from '../../market/day.ts'
import type { Instant } from '../../market/instant.ts'
import { localTime } from '../../market/zone.ts'
import type { DateOrder } from '../eventFile/time.ts'
import { type ReportEntry, report } from '../report.ts'
import { type ColumnOrder, type DateFault, dateFaults, fileDate, orderEvidence, type ReadDate } from './fileDate.ts'
import type { PriceReadOptions } from './priceFile.ts'
import type { PriceRow, PriceTable } from './priceTable.ts'
import { tickerIn } from './tickerColumn.ts'

/** The dates of a daily file, read one after another in an order that is taken for granted until all were seen. */
export interface DateColumn {
  readonly read: (row: PriceRow) => IsoDate | ReportEntry
  /** The order in which all of them are to be read, or why there is none. */
  readonly order: () => Extract<ColumnOrder, { kind: 'order' }> | ReportEntry
  /** What most dates of so many rows have in common that no date of a daily file may have; null where it is nothing. */
  readonly fault: (rows: number) => ReportEntry | null
}

/** The dates of rows that are in memory, or why they cannot be read as a daily file's. */
type Dates =
  | { readonly kind: 'dates'; readonly at: (row: number) => IsoDate | ReportEntry }
  | { readonly kind: 'refused'; readonly entry: ReportEntry }

type Columns = Pick<PriceTable, 'columns' | 'form'>
type Options = Pick<PriceReadOptions, 'dateOrder' | 'zoneOf' | 'ticker'>

/** Digits of an epoch number by its unit. */
const epochUnits: ReadonlyMap<number, number> = new Map([
  [9, 1e3],
  [10, 1e3],
  [13, 1],
  [16, 1e-3],
  [19, 1e-6],
])

/** The moment of an epoch number in seconds, milliseconds, microseconds or nanoseconds; null for other text. */
export function epochInstant(text: string): Instant | null {
  const unit = /^\d+$/.test(text) ? epochUnits.get(text.length) : undefined
  if (unit === undefined) return null
  // Nanoseconds have more digits than a double keeps: whole milliseconds are cut as text.
  const ms = unit < 1 ? Number(text.slice(0, 13)) : Number(text) * unit
  return ms as Instant
}

/** Where a daily file has its dates. */
export const dateField = ({ columns }: Pick<Columns, 'columns'>): 'date' | 'start' =>
  columns.has('date') ? 'date' : 'start'

/** @param order of the numbers of dates such as 10/02/2023 */
export function dateColumn(
  table: Columns,
  { dateOrder, zoneOf, ticker }: Options,
  order: DateOrder | null,
): DateColumn {
  const field = dateField(table)
  const evidence = orderEvidence(dateOrder)
  const faults = new Map<DateFault, { readonly line: number; readonly text: string; count: number }>()
  const dateIn = (row: PriceRow, text: string): ReadDate => {
    const epoch = epochInstant(text)
    if (epoch === null) return fileDate(text, order)
    const symbol = tickerIn(row, table, ticker)
    const local = symbol === null ? null : localTime(epoch, zoneOf(symbol))
    return local?.second === 0 ? { kind: 'date', date: local.date } : { kind: 'refused', reason: 'clock' }
  }
  return {
    read: (row) => {
      const text = withClock(row, row.cell(field))
      evidence.see({ line: row.line, text })
      const one = dateIn(row, text)
      if (one.kind === 'date') return one.date
      const known = faults.get(one.reason)
      if (known === undefined) faults.set(one.reason, { line: row.line, text, count: 1 })
      else known.count++
      return report(
        'E_TIME_FORMAT',
        `Cannot read ${field} as ${dateFaults[one.reason]}: it is ${text === '' ? 'empty' : `"${text.slice(0, 60)}"`}`,
        { line: row.line, field },
        text,
      )
    },
    order: () => {
      const found = evidence.verdict()
      return found.kind === 'order' ? found : orderFault(found, dateOrder, field)
    },
    fault: (rows) => {
      for (const [reason, words] of ofAll) {
        const of = faults.get(reason)
        if (of === undefined || of.count * 2 <= rows) continue
        const message = `Cannot read the file as daily prices: its dates ${words(`"${of.text.slice(0, 60)}" first`)}`
        return report('E_TIME_FORMAT', message, { line: of.line, field }, of.text)
      }
      return null
    },
  }
}

/**
 * Reads the dates of a daily file together: the order of their numbers is one for all, and clock times on most rows mean that
 * the file holds bars within the day, which is said once.
 */
export function datesOf(rows: readonly PriceRow[], table: Columns, options: Options): Dates {
  const assumed = dateColumn(table, options, options.dateOrder)
  const first = rows.map(assumed.read)
  const found = assumed.order()
  if ('code' in found) return { kind: 'refused', entry: found }
  const column = found.order === options.dateOrder ? assumed : dateColumn(table, options, found.order)
  const read = column === assumed ? first : rows.map(column.read)
  const fault = column.fault(rows.length)
  if (fault !== null) return { kind: 'refused', entry: fault }
  return { kind: 'dates', at: (row) => read[row] as IsoDate | ReportEntry }
}

/** Faults that most dates of a file have are told once. */
const ofAll: readonly (readonly [DateFault, (first: string) => string])[] = [
  [
    'clock',
    (first) =>
      `carry clock times, ${first}. If these are intraday bars, take the file as kind: intraday; daily prices have dates alone`,
  ],
  ['short-year', (first) => `have years of two digits, ${first}: the century is not told; write four digits`],
]

/** A clock in a column of its own, or a bar length that is not a day, makes the row one within the day. */
function withClock(row: PriceRow, date: string): string {
  const clock = row.cell('clock')
  return clock === '' || /^0+$/.test(clock.replaceAll(':', '')) ? date : `${date} ${clockText(clock)}`
}

/** `153000` of Stooq as 15:30:00. */
export const clockText = (text: string): string =>
  /^\d{6}$/.test(text) ? `${text.slice(0, 2)}:${text.slice(2, 4)}:${text.slice(4)}` : text

function orderFault(
  column: Exclude<ColumnOrder, { kind: 'order' }>,
  stated: DateOrder | null,
  field: string,
): ReportEntry {
  switch (column.kind) {
    case 'ambiguous':
      return report(
        'E_DATE_ORDER',
        `Cannot tell day from month in dates such as "${column.cell.text}": state their order with --date-order MDY, DMY or YMD`,
        { line: column.cell.line, field },
        column.cell.text,
      )
    case 'contrary':
      return report(
        'E_DATE_ORDER',
        `Cannot read the dates in any one order: "${column.one.text}" on line ${column.one.line} and "${column.other.text}" on line ${column.other.line} contradict each other`,
        { line: column.other.line, field },
        column.other.text,
      )
    case 'not-stated':
      return report(
        'E_DATE_ORDER',
        `Cannot read the dates in the order ${stated}: "${column.cell.text}" is in the order ${column.order}`,
        { line: column.cell.line, field },
        column.cell.text,
      )
  }
}
