import type { BarState, DailyBar } from '../../market/bar.ts'
import { type Calendar, knows } from '../../market/calendar.ts'
import type { IsoDate } from '../../market/day.ts'
import type { Instant } from '../../market/instant.ts'
import type { Ticker } from '../../market/ticker.ts'
import { localTime } from '../../market/zone.ts'
import type { DateOrder } from '../eventFile/time.ts'
import { caution, type ReportEntry, report } from '../report.ts'
import { fileDate, orderOf } from './fileDate.ts'
import { priceNumber } from './priceNumber.ts'
import { type PriceRow, readPriceTable, refusedCell, tickerIn } from './priceTable.ts'
import { readOhlc } from './readOhlc.ts'

export interface PriceReadOptions {
  readonly now: Instant
  /** The ticker of a file that has no column for it. */
  readonly ticker: Ticker | null
  readonly dateOrder: DateOrder | null
  readonly zoneOf: (symbol: Ticker) => string
  /** Sessions of a ticker's exchange; null when its holidays are not known. */
  readonly calendarOf: (symbol: Ticker) => Calendar | null
}

/** What a file holds of each ticker, and what was wrong with it. */
export interface PriceFile<Row> {
  readonly byTicker: ReadonlyMap<Ticker, readonly Row[]>
  readonly report: readonly ReportEntry[]
  readonly rejected: number
  readonly records: number
  readonly refused: boolean
}

export const refusedPriceFile = <Row>(entries: readonly ReportEntry[]): PriceFile<Row> => ({
  byTicker: new Map(),
  report: entries,
  rejected: 0,
  records: 0,
  refused: true,
})

export type FileBar = DailyBar & { readonly state: BarState }

/** Reads daily bars: a date and at least a close a row, in any order, of one ticker or of several. */
export function readDaily(text: string, options: PriceReadOptions): PriceFile<FileBar> {
  const table = readPriceTable(text, ['close'])
  if (table.refused) return refusedPriceFile(table.report)
  // Exports of charts call the column `time`, whatever is in it.
  const dates = table.columns.has('date') ? 'date' : 'start'
  if (!table.columns.has(dates))
    return refusedPriceFile([
      report('E_REQUIRED', 'Cannot read the file as it has no column date', { line: 1, field: 'date' }),
    ])
  if (!table.columns.has('ticker') && options.ticker === null)
    return refusedPriceFile([
      report('E_TICKER', 'Cannot tell whose prices these are: name the ticker, or add a column ticker', {
        field: 'ticker',
      }),
    ])
  const order = orderOf(
    table.rows.map((row) => row.cell(dates)),
    options.dateOrder,
  )
  if (order === 'ambiguous' || order === 'impossible')
    return refusedPriceFile([
      report(
        'E_DATE_ORDER',
        order === 'ambiguous'
          ? 'Cannot tell day from month in the slashed dates: state their order (MDY, DMY or YMD)'
          : `Cannot read the slashed dates in ${options.dateOrder === null ? 'any one order' : `the order ${options.dateOrder}`}`,
        { line: 1, field: 'date' },
      ),
    ])
  const entries: ReportEntry[] = [...table.report]
  const seen = new Map<string, FileBar>()
  const byTicker = new Map<Ticker, FileBar[]>()
  let rejected = table.report.length
  for (const row of table.rows) {
    const read = readRow(row, table.columns, dates, order, options)
    entries.push(...read.report)
    const key = read.bar === null ? '' : `${read.symbol} ${read.bar.date}`
    const before = seen.get(key)
    if (read.bar === null) rejected++
    else if (before === undefined) {
      seen.set(key, read.bar)
      const bars = byTicker.get(read.symbol) ?? []
      bars.push(read.bar)
      byTicker.set(read.symbol, bars)
    } else if (isSame(before, read.bar))
      entries.push(caution('BAR_DUP', `The same bar stands in the file twice`, { line: row.line, field: 'date' }, key))
    else if (isSame({ ...before, volume: null, state: 'final' }, { ...read.bar, volume: null, state: 'final' })) {
      // A running bar and the session's own: the one that saw more shares came later, and is not trusted yet.
      const later: FileBar = {
        ...before,
        volume: Math.max(before.volume ?? 0, read.bar.volume ?? 0),
        state: 'provisional',
      }
      const bars = byTicker.get(read.symbol) ?? []
      bars[bars.indexOf(before)] = later
      seen.set(key, later)
      const message = `Two bars of ${key} differ in volume: the larger one is kept, as provisional`
      entries.push(caution('BAR_DUP', message, { line: row.line, field: 'volume' }, row.cell('volume')))
    } else {
      rejected++
      entries.push(
        report('BAR_DUP', `Cannot take two different bars of ${key}`, { line: row.line, field: 'date' }, key),
      )
    }
  }
  for (const bars of byTicker.values()) bars.sort((a, b) => (a.date < b.date ? -1 : 1))
  return { byTicker, report: entries, rejected, records: table.report.length + table.rows.length, refused: false }
}

const isSame = (one: FileBar, other: FileBar): boolean => JSON.stringify(one) === JSON.stringify(other)

type ReadRow =
  | { readonly symbol: Ticker; readonly bar: FileBar; readonly report: readonly ReportEntry[] }
  | { readonly bar: null; readonly report: readonly ReportEntry[] }

function readRow(
  row: PriceRow,
  columns: ReadonlySet<string>,
  dates: string,
  order: DateOrder | null,
  options: PriceReadOptions,
): ReadRow {
  const refuse = (code: string, field: string, expected: string): ReadRow => ({
    bar: null,
    report: [refusedCell(code, row, field, row.cell(field), expected)],
  })
  const symbol = tickerIn(row, columns, options.ticker)
  if (symbol === null) return refuse('E_TICKER', 'ticker', 'a symbol such as MSFT')
  if (columns.has('basis') && row.cell('basis') !== 'split')
    return refuse('E_ENUM', 'basis', '"split": prices are stored adjusted for splits only')
  const date = fileDate(row.cell(dates), order)
  if (date === null) return refuse('E_TIME_FORMAT', dates, 'a date YYYY-MM-DD')
  const calendar = options.calendarOf(symbol)
  if (calendar !== null && knows(calendar, date) && calendar.session(date) === null)
    return refuse('BAR_NOT_SESSION', dates, `a session of ${calendar.mic}`)
  const today = localTime(options.now, options.zoneOf(symbol)).date
  if (date > today) return refuse('RESP_TIME_RANGE', dates, `a date up to today, ${today}`)
  const { prices, report: entries } = readOhlc(row, columns)
  if (prices === null) return { bar: null, report: entries }
  const adjusted = row.cell('adj_close')
  const adjClose = adjusted === '' ? null : priceNumber(adjusted)
  if (adjusted !== '' && adjClose === null) return refuse('RESP_FINITE', 'adj_close', 'a price')
  const bar = { date, ...prices, adjClose, state: stateOf(date, today, calendar, options.now) }
  return { symbol, bar, report: entries }
}

/** A bar of a file is final once its session is over. */
function stateOf(date: IsoDate, today: IsoDate, calendar: Calendar | null, now: Instant): BarState {
  const session = calendar?.session(date) ?? null
  if (session !== null) return session.closes <= now ? 'final' : 'provisional'
  return date < today ? 'final' : 'provisional'
}
