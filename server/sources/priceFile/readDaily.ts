import { adjustedCloses } from '../../checks/file/closeAdjusted.ts'
import type { Finding } from '../../checks/finding.ts'
import type { CorporateAction } from '../../market/action.ts'
import type { BarState, DailyBar } from '../../market/bar.ts'
import type { IsoDate } from '../../market/day.ts'
import type { Ticker } from '../../market/ticker.ts'
import { type ReportEntry, report } from '../report.ts'
import { onSplitBasis } from './closes.ts'
import type { PriceWord } from './columns.ts'
import { joinBars, type ReadBar, readRow, runningBar, statesTold } from './dailyRow.ts'
import { datesOf } from './dateColumn.ts'
import { type PriceFile, type PriceReadOptions, refusedPriceFile } from './priceFile.ts'
import {
  firstOf,
  missingColumns,
  type PriceRow,
  type PriceTable,
  readPriceTable,
  recordsOf,
  refusedCell,
} from './priceTable.ts'
import { filledColumns, mixedColumns } from './readOhlc.ts'
import { noTicker, otherTicker, tickerIn } from './tickerColumn.ts'
import { unknownExchange } from './unknownExchange.ts'
import { unusedRemarks } from './unusedColumns.ts'

export type FileBar = DailyBar & { readonly state: BarState }

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
  'dividend',
  'capital_gain',
  'split',
  'ticker',
  'series',
  'period',
  'basis',
  'state',
  'currency',
]

/** Reads daily bars: a date and at least a close a row, in any order, of one ticker or of several. */
export function readDaily(text: string, options: PriceReadOptions): PriceFile<FileBar> {
  const table = readPriceTable(text, {
    required: ['close'],
    used,
    decimal: options.decimal,
    mostRows: options.mostRows,
  })
  if (table.refused) return refusedPriceFile(table.report, table.rejected)
  const fault = wholeFault(table, options)
  if (fault !== null) return refusedPriceFile([...table.report, fault], recordsOf(table))
  const series = ofShares(table)
  const dates = datesOf(series.rows, table, options)
  if (dates.kind === 'refused') return refusedPriceFile([...table.report, dates.entry], recordsOf(table))
  const tickerOf = (row: PriceRow) => tickerIn(row, table, options.ticker)
  const filled = filledColumns(series.rows, table.columns, (row) => tickerOf(row) ?? '')
  const entries: ReportEntry[] = [...table.report, ...series.report]
  const kept = new Map<Ticker, Map<IsoDate, ReadBar>>()
  const currencies = new Map<Ticker, string>()
  const twice = new Map<Ticker, readonly Finding[]>()
  let rejected = table.rejected
  for (const [at, row] of series.rows.entries()) {
    const read = readRow(row, table, dates.at(at), filled(row), options)
    entries.push(...read.report)
    if (read.kind === 'left-out') continue
    if (read.kind === 'refused') {
      rejected++
      continue
    }
    const bars = kept.get(read.symbol) ?? new Map<IsoDate, ReadBar>()
    kept.set(read.symbol, bars)
    const joined = joinBars(bars.get(read.bar.date), read.bar, `${read.symbol} ${read.bar.date}`)
    if (joined.entry !== null) entries.push(joined.entry)
    bars.set(read.bar.date, joined.bar)
    if (joined.isRejected) rejected++
    if (joined.finding !== null) twice.set(read.symbol, [...(twice.get(read.symbol) ?? []), joined.finding])
    const currency = row.cell('currency')
    const told = currencies.get(read.symbol)
    if (currency !== '' && told !== undefined && told !== currency) {
      entries.push(refusedCell('RESP_CURRENCY', row, 'currency', currency, `${told}, as the lines before`))
      rejected++
    } else if (currency !== '') currencies.set(read.symbol, currency)
  }
  const mixed = mixedColumns([...kept.values()].flatMap((bars) => [...bars.values()]))
  if (mixed !== null) {
    const others = entries.filter(({ code }) => code !== 'BAR_OHLC')
    return refusedPriceFile([...others, mixed], recordsOf(table))
  }
  entries.push(...statesTold(series.rows, table))
  return { ...settled(kept, twice, table, entries, options), currencies, rejected, records: recordsOf(table) }
}

/** What makes a whole file none that can be taken. */
function wholeFault(table: PriceTable, options: PriceReadOptions): ReportEntry | null {
  if (!table.columns.has('start')) {
    const [missing] = missingColumns(table, ['date'])
    if (missing !== undefined) return missing
  }
  if (!table.columns.has('ticker') && options.ticker === null) return noTicker('prices')
  const coarse = table.rows.find((row) => /^[WMQY]$/i.test(row.cell('period')))
  if (coarse !== undefined)
    return refusedCell('RESP_GRANULARITY', coarse, 'period', coarse.cell('period'), 'D: only daily prices are taken')
  return otherTicker(table, options.asked) ?? unknownExchange(table, options)
}

/** Rows of shares, where a file of an exchange holds bonds and block deals beside them under the same symbols. */
function ofShares({ rows, form }: PriceTable): {
  readonly rows: readonly PriceRow[]
  readonly report: readonly ReportEntry[]
} {
  const { series } = form
  if (series === null) return { rows, report: [] }
  const isShare = (row: PriceRow) => series.has(row.cell('series').toUpperCase())
  const shares = rows.filter(isShare)
  const [other] = rows.filter((row) => !isShare(row))
  if (other === undefined) return { rows, report: [] }
  const message = `${rows.length - shares.length} lines of other series than ${[...series].join(', ')} were left out`
  const entry = report('W_ROWS_SKIPPED', message, { line: other.line, field: 'series' }, other.cell('series'))
  return { rows: shares, report: [entry] }
}

/** Brings what was read to split basis, ticker by ticker. A file of which one ticker cannot be is refused. */
function settled(
  kept: ReadonlyMap<Ticker, ReadonlyMap<IsoDate, ReadBar>>,
  twice: ReadonlyMap<Ticker, readonly Finding[]>,
  table: PriceTable,
  entries: readonly ReportEntry[],
  options: PriceReadOptions,
): Omit<PriceFile<FileBar>, 'currencies' | 'rejected' | 'records'> {
  const byTicker = new Map<Ticker, readonly FileBar[]>()
  const actions = new Map<Ticker, readonly CorporateAction[]>()
  const remarks = new Map<Ticker, readonly Finding[]>()
  const said: ReportEntry[] = []
  for (const [symbol, found] of kept) {
    const bars = [...found.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
    const read = onSplitBasis(symbol, bars, {
      stated: options.closes,
      form: table.form.closes,
      volumesSplit: table.form.volumesSplit,
      tellsPayments: table.columns.has('dividend'),
      tellsSplits: table.columns.has('split'),
      known: options.actionsOf(symbol),
      paysNothing: /^\^|=|-USD$/.test(symbol),
    })
    said.push(...read.report)
    const state = new Map(bars.map((bar) => [bar.date, bar.state]))
    byTicker.set(
      symbol,
      read.bars.map(({ date, open, high, low, close, volume, adjClose }) => ({
        date,
        open,
        high,
        low,
        close,
        volume,
        adjClose,
        state: state.get(date) ?? 'provisional',
      })),
    )
    if (read.actions.length > 0) actions.set(symbol, read.actions)
    const own = [
      ...(twice.get(symbol) ?? []),
      ...bars.slice(-2).flatMap(({ date }) => runningBar(symbol, date, options) ?? []),
      ...(read.adjusted === null ? [] : [adjustedCloses(read.adjusted, bars.length)]),
      ...unusedRemarks(
        bars.map(({ date }) => date),
        table.unused,
      ),
    ]
    if (own.length > 0) remarks.set(symbol, own)
  }
  const faults = said.filter(({ severity }) => severity === 'error')
  const grouped = Map.groupBy(faults.length > 0 ? faults : said, ({ code }) => code)
  const report = [...entries, ...[...grouped.values()].flatMap((some) => firstOf(some, 'tickers'))]
  return { byTicker, actions, remarks, report, refused: faults.length > 0 }
}
