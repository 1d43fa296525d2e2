import { sessionOf } from '../../market/align.ts'
import { type BarState, type Interval, type IntradayBar, minutesOf, type Phase } from '../../market/bar.ts'
import { type Calendar, isClosed } from '../../market/calendar.ts'
import { type Instant, instant } from '../../market/instant.ts'
import type { Ticker } from '../../market/ticker.ts'
import { localTime } from '../../market/zone.ts'
import { readTime } from '../eventFile/time.ts'
import { caution, type ReportEntry, report } from '../report.ts'
import { overlaps, type PlacedBar, spacing } from './barSpacing.ts'
import type { PriceWord } from './columns.ts'
import { sessionWanted, statesTold, toldState } from './dailyRow.ts'
import { clockText, epochInstant } from './dateColumn.ts'
import { fileDate } from './fileDate.ts'
import { nothingBeside, type PriceFile, type PriceReadOptions, refusedPriceFile } from './priceFile.ts'
import {
  isBlank,
  missingColumns,
  type PriceRow,
  type PriceTable,
  readPriceTable,
  recordsOf,
  refusedCell,
} from './priceTable.ts'
import { filledColumns, mixedColumns, readOhlc } from './readOhlc.ts'
import { noTicker, otherTicker, tickerIn } from './tickerColumn.ts'
import { unknownExchange } from './unknownExchange.ts'
import { notUsed, type UnusedColumn, unusedRemarks } from './unusedColumns.ts'

export type FileIntradayBar = IntradayBar & { readonly state: BarState }

export interface IntradayFile extends PriceFile<FileIntradayBar> {
  readonly interval: Exclude<Interval, '1d'>
}

const used: readonly PriceWord[] = [
  'date',
  'start',
  'clock',
  'open',
  'high',
  'low',
  'close',
  'adj_close',
  'volume',
  'ticker',
  'phase',
  'period',
  'basis',
  'state',
  'currency',
]

/**
 * Reads intraday bars: the start of the bar and its prices a row. Starts without an offset are on the clock of the
 * ticker's exchange.
 *
 * @param interval length of the bars; null to take it from the spacing of their starts
 */
export function readIntraday(text: string, options: PriceReadOptions, interval: Interval | null): IntradayFile {
  const table = readPriceTable(text, { required: ['close'], used, decimal: options.decimal })
  const refuse = (...entries: readonly ReportEntry[]): IntradayFile => ({
    ...refusedPriceFile(entries, recordsOf(table)),
    interval: '1h',
  })
  if (table.refused) return refuse(...table.report)
  const { columns } = table
  const [missing] = columns.has('date') ? [] : missingColumns(table, ['start'])
  if (missing !== undefined) return refuse(missing)
  const [first] = table.rows
  if (first !== undefined && table.rows.every((row) => fileDate(startText(row, columns), 'MDY').kind === 'date'))
    return refuse(dailyBars(first, startText(first, columns)))
  if (!columns.has('ticker') && options.ticker === null) return refuse(noTicker('prices'))
  const other = otherTicker(table, options.asked) ?? unknownExchange(table, options)
  if (other !== null) return refuse(other)
  const unused = [...table.unused, ...adjustedBars(table)]
  const entries: ReportEntry[] = [...table.report, ...adjustedBars(table).map(notUsed)]
  const filled = filledColumns(table.rows, columns, (row) => tickerIn(row, table, options.ticker) ?? '')
  const rows: PlacedBar[] = []
  const lines: number[] = []
  const seen = new Map<string, IntradayBar>()
  const currencies = new Map<Ticker, string>()
  const states = new Map<IntradayBar, BarState | null>()
  let rejected = table.rejected
  for (const row of table.rows) {
    const { read, report: said } = readRow(row, table, filled(row), options)
    entries.push(...said)
    const key = read === null ? '' : `${read.symbol} ${read.bar.start}`
    const before = seen.get(key)
    if (read === null) rejected++
    else if (before === undefined) {
      seen.set(key, read.bar)
      rows.push(read)
      lines.push(row.line)
      states.set(read.bar, toldState(row, table))
      if (row.cell('currency') !== '') currencies.set(read.symbol, row.cell('currency'))
    } else if (JSON.stringify(before) === JSON.stringify(read.bar))
      entries.push(caution('BAR_DUP', 'The same bar stands in the file twice', { line: row.line, field: 'start' }))
    else {
      rejected++
      entries.push(
        report(
          'BAR_DUP',
          `Cannot take two different bars of one start`,
          { line: row.line, field: 'start' },
          row.cell('start'),
        ),
      )
    }
  }
  const mixed = mixedColumns(rows.map(({ bar }, at) => ({ ...bar, line: lines[at] ?? 0 })))
  if (mixed !== null) return refuse(...entries.filter(({ code }) => code !== 'BAR_OHLC'), mixed)
  const remarks = new Map(
    [...Map.groupBy(rows, ({ symbol }) => symbol)].map(([symbol, own]) => [
      symbol,
      unusedRemarks(own.map(({ bar }) => bar.date).sort(), unused),
    ]),
  )
  const whole = { ...nothingBeside, remarks, currencies }
  const records = recordsOf(table)
  const sorted = rows.sort((a, b) => (a.symbol === b.symbol ? a.bar.start - b.bar.start : a.symbol < b.symbol ? -1 : 1))
  const found = interval ?? spacing(sorted)
  const minutes = found === null ? null : minutesOf(found)
  if (found === null || found === '1d' || minutes === null)
    return rows.length === 0 && interval === null
      ? { byTicker: new Map(), report: entries, rejected, records, refused: false, interval: '1h', ...whole }
      : refuse(
          ...entries,
          report('RESP_GRANULARITY', 'Cannot tell how long a bar is from the starts: name the interval', {
            field: 'start',
          }),
        )
  entries.push(...statesTold(table.rows, table), ...overlaps(sorted, minutes, options.zoneOf))
  const byTicker = new Map<Ticker, FileIntradayBar[]>()
  for (const { symbol, bar } of sorted) {
    const bars = byTicker.get(symbol) ?? []
    const isOver = bar.start + minutes * 60_000 <= options.now
    bars.push({ ...bar, state: states.get(bar) ?? (isOver ? 'final' : 'provisional') })
    byTicker.set(symbol, bars)
  }
  return { byTicker, report: entries, rejected, records, refused: false, interval: found, ...whole }
}

/** Within the day no adjusted close is kept: one that differs from its close is named. */
function adjustedBars({ rows, columns }: PriceTable): readonly UnusedColumn[] {
  if (!columns.has('adj_close')) return []
  const row = rows.find((one) => !isBlank(one.cell('adj_close')) && one.cell('adj_close') !== one.cell('close'))
  return row === undefined ? [] : [{ name: 'adj_close', line: row.line, value: row.cell('adj_close') }]
}

function readRow(
  row: PriceRow,
  table: PriceTable,
  filled: ReadonlySet<PriceWord>,
  options: PriceReadOptions,
): { readonly read: PlacedBar | null; readonly report: readonly ReportEntry[] } {
  const refuse = (code: string, field: PriceWord, expected: string, value = row.cell(field)) => ({
    read: null,
    report: [refusedCell(code, row, field, value, expected)],
  })
  const symbol = tickerIn(row, table, options.ticker)
  if (symbol === null) return refuse('E_TICKER', 'ticker', 'a symbol such as MSFT')
  if (table.columns.has('basis') && row.cell('basis') !== 'split')
    return refuse('E_ENUM', 'basis', '"split": prices are stored adjusted for splits only')
  const zone = options.zoneOf(symbol)
  const given = startText(row, table.columns)
  const time = readTime(given, { zone, dateOrder: options.dateOrder }, false)
  const start = time.kind === 'time' ? instant(time.text) : epochInstant(given)
  if (start === null || start % 1000 !== 0)
    return refuse(
      time.kind === 'refused' ? time.code : 'E_TIME_FORMAT',
      'start',
      'a time such as 2023-11-17T15:30:00-05:00',
      given,
    )
  if (start > options.now) return refuse('RESP_TIME_RANGE', 'start', 'a time up to now', given)
  const calendar = options.calendarOf(symbol)
  const { date } = localTime(start, zone)
  if (calendar !== null && isClosed(calendar, date))
    return refuse('BAR_NOT_SESSION', 'start', sessionWanted(calendar), given)
  const { prices, report: entries } = readOhlc(row, filled, table.decimal)
  if (prices === null) return { read: null, report: entries }
  const stated = row.cell('phase').toLowerCase()
  const phase = phaseOf(start, calendar, stated)
  const moved =
    stated === '' || stated === phase
      ? []
      : [
          caution(
            'PHASE',
            `The bar lies in the phase ${phase}, which is taken`,
            { line: row.line, field: 'phase' },
            stated,
          ),
        ]
  return { read: { line: row.line, symbol, bar: { start, date, phase, ...prices } }, report: [...entries, ...moved] }
}

const dailyBars = ({ line }: PriceRow, text: string): ReportEntry =>
  report(
    'E_TIME_FORMAT',
    `Cannot read the file as intraday bars: its starts are dates alone, "${text}" first. If these are daily prices: --as prices`,
    { line, field: 'start' },
    text,
  )

/** The start in one column, or as a date and a clock in two. */
function startText(row: PriceRow, columns: ReadonlySet<PriceWord>): string {
  if (columns.has('start')) return row.cell('start')
  if (!columns.has('clock')) return row.cell('date')
  const date = row.cell('date').replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  return `${date} ${clockText(row.cell('clock')).replace(/^(\d):/, '0$1:')}`
}

/** The calendar decides; where it says nothing, the file does. */
function phaseOf(start: Instant, calendar: Calendar | null, stated: string): Phase {
  const label = calendar === null ? stated : sessionOf(start, calendar).label
  return label === 'pre' || label === 'post' ? label : 'regular'
}
