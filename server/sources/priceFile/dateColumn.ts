import type { IsoDate } from '../../market/day.ts'
import type { Instant } from '../../market/instant.ts'
import { localTime } from '../../market/zone.ts'
import type { DateOrder } from '../eventFile/time.ts'
import { type ReportEntry, report } from '../report.ts'
import { type ColumnOrder, type DateFault, dateFaults, fileDate, orderOf, type ReadDate } from './fileDate.ts'
import type { PriceReadOptions } from './priceFile.ts'
import type { PriceRow, PriceTable } from './priceTable.ts'
import { tickerIn } from './tickerColumn.ts'

/** The dates of a daily file, row by row, or why it cannot be read as one. */
export type DateColumn =
  | { readonly kind: 'dates'; readonly at: (row: number) => IsoDate | ReportEntry }
  | { readonly kind: 'refused'; readonly entry: ReportEntry }

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

/**
 * Reads the dates of a daily file together: the order of their numbers is one for all, and clock times on most rows mean that
 * the file holds bars within the day, which is said once.
 */
export function datesOf(
  rows: readonly PriceRow[],
  table: PriceTable,
  { dateOrder, zoneOf, ticker }: Pick<PriceReadOptions, 'dateOrder' | 'zoneOf' | 'ticker'>,
): DateColumn {
  const field = table.columns.has('date') ? 'date' : 'start'
  const texts = rows.map((row) => withClock(row, row.cell(field)))
  const cells = rows.map(({ line }, at) => ({ line, text: texts[at] ?? '' }))
  const column = orderOf(cells, dateOrder)
  if (column.kind !== 'order') return { kind: 'refused', entry: orderFault(column, dateOrder, field) }
  const read = rows.map((row, at): ReadDate => {
    const text = texts[at] ?? ''
    const epoch = epochInstant(text)
    if (epoch === null) return fileDate(text, column.order)
    const symbol = tickerIn(row, table, ticker)
    const local = symbol === null ? null : localTime(epoch, zoneOf(symbol))
    return local?.second === 0 ? { kind: 'date', date: local.date } : { kind: 'refused', reason: 'clock' }
  })
  for (const [reason, words] of Object.entries(ofAll)) {
    const isSo = (one: ReadDate) => one.kind === 'refused' && one.reason === reason
    const first = read.findIndex(isSo)
    if (first < 0 || read.filter(isSo).length * 2 <= rows.length) continue
    const text = texts[first] ?? ''
    const message = `Cannot read the file as daily prices: its dates ${words(`"${text.slice(0, 60)}" first`)}`
    return {
      kind: 'refused',
      entry: report('E_TIME_FORMAT', message, { line: rows[first]?.line ?? null, field }, text),
    }
  }
  return {
    kind: 'dates',
    at: (row) => {
      const one = read[row] ?? { kind: 'refused', reason: 'unknown-form' }
      if (one.kind === 'date') return one.date
      const [of, text] = [rows[row], texts[row] ?? '']
      return report(
        'E_TIME_FORMAT',
        `Cannot read ${field} as ${dateFaults[one.reason]}: it is ${text === '' ? 'empty' : `"${text.slice(0, 60)}"`}`,
        { line: of?.line ?? null, field },
        text,
      )
    },
  }
}

/** Faults that most dates of a file have are told once. */
const ofAll: Readonly<Partial<Record<DateFault, (first: string) => string>>> = {
  clock: (first) =>
    `carry clock times, ${first}. If these are intraday bars, take the file as kind: intraday; daily prices have dates alone`,
  'short-year': (first) => `have years of two digits, ${first}: the century is not told; write four digits`,
}

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
