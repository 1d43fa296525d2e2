import { sessionOf } from '../../market/align.ts'
import { type BarState, type Interval, type IntradayBar, intervals, minutesOf, type Phase } from '../../market/bar.ts'
import { type Calendar, knows } from '../../market/calendar.ts'
import { type Instant, instant } from '../../market/instant.ts'
import type { Ticker } from '../../market/ticker.ts'
import { localTime } from '../../market/zone.ts'
import { readTime } from '../eventFile/time.ts'
import { caution, type ReportEntry, report } from '../report.ts'
import { type PriceRow, readPriceTable, refusedCell, tickerIn } from './priceTable.ts'
import { type PriceFile, type PriceReadOptions, refusedPriceFile } from './readDaily.ts'
import { readOhlc } from './readOhlc.ts'

export type FileIntradayBar = IntradayBar & { readonly state: BarState }

export interface IntradayFile extends PriceFile<FileIntradayBar> {
  readonly interval: Exclude<Interval, '1d'>
}

interface ReadRow {
  readonly symbol: Ticker
  readonly bar: IntradayBar
}

/**
 * Reads intraday bars: the start of the bar and its prices a row. Starts without an offset are on the clock of the
 * ticker's exchange.
 *
 * @param interval length of the bars; null to take it from the spacing of their starts
 */
export function readIntraday(text: string, options: PriceReadOptions, interval: Interval | null): IntradayFile {
  const refuse = (...entries: readonly ReportEntry[]): IntradayFile => ({
    ...refusedPriceFile(entries),
    interval: '1h',
  })
  const table = readPriceTable(text, ['start', 'close'])
  if (table.refused) return refuse(...table.report)
  if (!table.columns.has('ticker') && options.ticker === null)
    return refuse(
      report('E_TICKER', 'Cannot tell whose prices these are: name the ticker, or add a column ticker', {
        field: 'ticker',
      }),
    )
  const entries: ReportEntry[] = [...table.report]
  const rows: ReadRow[] = []
  const seen = new Map<string, IntradayBar>()
  let rejected = table.report.length
  for (const row of table.rows) {
    const { read, report: said } = readRow(row, table.columns, options)
    entries.push(...said)
    const key = read === null ? '' : `${read.symbol} ${read.bar.start}`
    const before = seen.get(key)
    if (read === null) rejected++
    else if (before === undefined) {
      seen.set(key, read.bar)
      rows.push(read)
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
  const found = interval ?? spacing(rows)
  const minutes = found === null ? null : minutesOf(found)
  if (found === null || found === '1d' || minutes === null)
    return rows.length === 0 && interval === null
      ? { byTicker: new Map(), report: entries, rejected, records: rejected, refused: false, interval: '1h' }
      : refuse(
          report('RESP_GRANULARITY', 'Cannot tell how long a bar is from the starts: name the interval', {
            field: 'start',
          }),
        )
  const byTicker = new Map<Ticker, FileIntradayBar[]>()
  for (const { symbol, bar } of rows) {
    const bars = byTicker.get(symbol) ?? []
    bars.push({ ...bar, state: bar.start + minutes * 60_000 <= options.now ? 'final' : 'provisional' })
    byTicker.set(symbol, bars)
  }
  for (const bars of byTicker.values()) bars.sort((a, b) => a.start - b.start)
  const records = table.report.length + table.rows.length
  return { byTicker, report: entries, rejected, records, refused: false, interval: found }
}

/** The most frequent gap between neighbouring starts of one day and ticker, when it is a known interval. */
function spacing(rows: readonly ReadRow[]): Interval | null {
  const counts = new Map<number, number>()
  const sorted = [...rows].sort((a, b) =>
    a.symbol === b.symbol ? a.bar.start - b.bar.start : a.symbol < b.symbol ? -1 : 1,
  )
  sorted.forEach(({ symbol, bar }, at) => {
    const before = sorted[at - 1]
    if (before === undefined || before.symbol !== symbol || before.bar.date !== bar.date) return
    const minutes = (bar.start - before.bar.start) / 60_000
    counts.set(minutes, (counts.get(minutes) ?? 0) + 1)
  })
  const usual = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0]
  return intervals.find((known) => minutesOf(known) === usual) ?? null
}

function readRow(
  row: PriceRow,
  columns: ReadonlySet<string>,
  options: PriceReadOptions,
): { readonly read: ReadRow | null; readonly report: readonly ReportEntry[] } {
  const refuse = (code: string, field: string, expected: string) => ({
    read: null,
    report: [refusedCell(code, row, field, row.cell(field), expected)],
  })
  const symbol = tickerIn(row, columns, options.ticker)
  if (symbol === null) return refuse('E_TICKER', 'ticker', 'a symbol such as MSFT')
  const zone = options.zoneOf(symbol)
  const time = readTime(row.cell('start'), { zone, dateOrder: options.dateOrder }, false)
  const start = time.kind === 'time' ? instant(time.text) : epochSeconds(row.cell('start'))
  if (start === null || start % 1000 !== 0)
    return refuse(
      time.kind === 'refused' ? time.code : 'E_TIME_FORMAT',
      'start',
      'a time such as 2023-11-17T15:30:00-05:00',
    )
  if (start > options.now) return refuse('RESP_TIME_RANGE', 'start', 'a time up to now')
  const calendar = options.calendarOf(symbol)
  const { date } = localTime(start, zone)
  if (calendar !== null && knows(calendar, date) && calendar.session(date) === null)
    return refuse('BAR_NOT_SESSION', 'start', `a time on a session of ${calendar.mic}`)
  const { prices, report: entries } = readOhlc(row, columns)
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
  return { read: { symbol, bar: { start, date, phase, ...prices } }, report: [...entries, ...moved] }
}

/** Exports of charts write Unix seconds. */
const epochSeconds = (text: string): Instant | null =>
  /^\d{9,10}$/.test(text) ? ((Number(text) * 1000) as Instant) : null

/** The calendar decides; where it says nothing, the file does. */
function phaseOf(start: Instant, calendar: Calendar | null, stated: string): Phase {
  const label = calendar === null ? stated : sessionOf(start, calendar).label
  return label === 'pre' || label === 'post' ? label : 'regular'
}
