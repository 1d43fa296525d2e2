import { adjustedCloses } from '../../checks/file/closeAdjusted.ts'
import type { Finding } from '../../checks/finding.ts'
import type { CorporateAction } from '../../market/action.ts'
import type { BarState, DailyBar } from '../../market/bar.ts'
import type { Ticker } from '../../market/ticker.ts'
import { movedBy, type ReportEntry } from '../report.ts'
import { reportLog } from '../reportLog.ts'
import { eachRecord, type Records, recordsIn } from '../tableRecords.ts'
import type { TextSource } from '../textSource.ts'
import { type OnSplitBasis, onSplitBasis } from './closes.ts'
import { isPriceColumn, type PriceWord } from './columns.ts'
import { barAt, dailyCell } from './dailyCells.ts'
import { joinBars, type ReadBar, runningBar } from './dailyRow.ts'
import { type DailyRows, readDailyRows } from './dailyRows.ts'
import { nothingBeside, type PriceFile, type PriceReadOptions } from './priceFile.ts'
import { andMore, MOST_ROWS, missingColumns, type PriceHead, readPriceHead } from './priceTable.ts'
import { mixedOf } from './readOhlc.ts'
import { noTicker } from './tickerColumn.ts'
import { unusedRemarks } from './unusedColumns.ts'

export type FileBar = DailyBar & { readonly state: BarState }

/** What a daily file has of one ticker, ascending by date. */
export interface TickerBars {
  readonly symbol: Ticker
  readonly bars: readonly FileBar[]
  /** Dividends and splits that stood in columns beside the prices. */
  readonly actions: readonly CorporateAction[]
  /** Something that figures of these prices must say. */
  readonly remarks: readonly Finding[]
}

export interface DailyFile extends Omit<PriceFile<never>, 'byTicker' | 'actions' | 'remarks'> {
  /** Bars of each ticker. */
  readonly tickers: ReadonlyMap<Ticker, number>
  /** One ticker after another, in the order in which the file names them first. */
  readonly series: () => Iterable<TickerBars>
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

/**
 * Reads daily bars: a date and at least a close a row, in any order, of one ticker or of several. Memory does not grow with
 * the file where the options have somewhere to spill to.
 */
export function readDaily(source: TextSource, options: PriceReadOptions): DailyFile {
  const [piece = ''] = source.pieces()
  const head = readPriceHead(piece, { required: ['close'], used })
  if (!('place' in head)) return refused(head, 0)
  const read = (table: Records): DailyFile =>
    table.refused
      ? refused(table.said.map(movedBy(head.below)), 0)
      : fileOf(readDailyRows(table, head, options), head, options)
  return options.spill === undefined
    ? read(recordsIn(head.text, isPriceColumn, options.mostRows ?? MOST_ROWS))
    : eachRecord(source, head, isPriceColumn, read)
}

const refused = (entries: readonly ReportEntry[], records: number): DailyFile => ({
  report: entries,
  rejected: records,
  records,
  refused: true,
  currencies: nothingBeside.currencies,
  tickers: new Map(),
  series: () => [],
})

/** Why no row can be taken; null for none. */
function faultOfAll(rows: DailyRows, head: PriceHead, options: PriceReadOptions): readonly ReportEntry[] | null {
  if (typeof rows.decimal !== 'string') return [rows.decimal]
  const [missing] = head.columns.has('start') ? [] : missingColumns(head, ['date'])
  const untold = !head.columns.has('ticker') && options.ticker === null ? noTicker('prices') : null
  const fault = missing ?? untold ?? rows.fault ?? rows.dates
  return fault === null ? null : [...rows.head, fault]
}

function fileOf(rows: DailyRows, head: PriceHead, options: PriceReadOptions): DailyFile {
  const whole = faultOfAll(rows, head, options)
  if (whole !== null) return refused(whole, rows.records)
  const settle = settling(head, options)
  const twice = reportLog(options.spill === undefined ? Number.POSITIVE_INFINITY : undefined)
  const mixed = mixedOf()
  const tickers = new Map<Ticker, number>()
  const [faults, said] = [firstOnes(), firstOnes()]
  let contrary = 0
  for (const { symbol, bars, joined } of joinedBars(rows)) {
    for (const { entry, isRejected } of joined) {
      if (entry !== null) twice.add(entry)
      if (isRejected) contrary++
    }
    for (const bar of bars) mixed.see(bar, bar.line)
    tickers.set(symbol, bars.length)
    for (const entry of settle(symbol, bars).report) (entry.severity === 'error' ? faults : said).add(entry)
  }
  const ofRows = byLine([rows.rows.entries(), twice.entries(), rows.others.entries()].flat())
  const before = [...rows.head, ...rows.skipped, ...ofRows]
  const mix = mixed.entry()
  if (mix !== null) return refused([...before.filter(({ code }) => code !== 'BAR_OHLC'), mix], rows.records)
  const isRefused = faults.entries().length > 0
  return {
    report: [...before, ...rows.states, ...(isRefused ? faults : said).entries()],
    rejected: rows.rejected + contrary,
    records: rows.records,
    refused: isRefused,
    currencies: rows.currencies,
    tickers,
    series: () => seriesOf(rows, settle, options),
  }
}

/** What is said of one row follows what is said of those above it; what counts others comes last. */
const byLine = (entries: readonly ReportEntry[]): readonly ReportEntry[] =>
  entries.toSorted((a, b) => (a.line ?? Number.POSITIVE_INFINITY) - (b.line ?? Number.POSITIVE_INFINITY) || 0)

/** Of several remarks of one kind the first, and how many tickers more there are. */
function firstOnes() {
  const kinds = new Map<string, { readonly first: ReportEntry; count: number }>()
  return {
    add: (entry: ReportEntry): void => {
      const kind = kinds.get(entry.code)
      if (kind === undefined) kinds.set(entry.code, { first: entry, count: 1 })
      else kind.count++
    },
    entries: (): readonly ReportEntry[] =>
      [...kinds.values()].map(({ first, count }) => andMore(first, count - 1, 'tickers')),
  }
}

/** The bars of a ticker, ascending by date, and what came of rows of one session. */
interface JoinedBars {
  readonly symbol: Ticker
  readonly bars: readonly ReadBar[]
  readonly joined: readonly Omit<ReturnType<typeof joinBars>, 'bar'>[]
}

function* joinedBars({ spool }: DailyRows): Generator<JoinedBars> {
  const { width } = spool
  let [bars, joined, index] = [[] as ReadBar[], [] as JoinedBars['joined'][number][], -1]
  for (const { cells, count } of spool.ordered())
    for (let at = 0; at < count * width; at += width) {
      const ticker = cells[at + dailyCell.symbol] as number
      if (ticker !== index && bars.length > 0) {
        yield { symbol: spool.symbolOf(index), bars, joined }
        ;[bars, joined] = [[], []]
      }
      index = ticker
      const bar = barAt(cells, at, width)
      const before = bars.at(-1)
      if (before?.date !== bar.date) bars.push(bar)
      else {
        const both = joinBars(before, bar, `${spool.symbolOf(index)} ${bar.date}`)
        bars[bars.length - 1] = both.bar
        joined.push(both)
      }
    }
  if (bars.length > 0) yield { symbol: spool.symbolOf(index), bars, joined }
}

/** How the bars of a ticker come to split basis. A file of which one ticker cannot is refused. */
function settling({ columns, form }: PriceHead, options: PriceReadOptions) {
  const hasActions = (['adj_close', 'dividend', 'capital_gain', 'split'] as const).some((word) => columns.has(word))
  // Where neither the form nor a column says otherwise, closes are on split basis.
  const isSettled = options.closes === null && form.closes === null && !hasActions
  return (
    symbol: Ticker,
    bars: readonly ReadBar[],
  ): Omit<OnSplitBasis, 'bars'> & { readonly bars: readonly ReadBar[] } => {
    if (isSettled) return { bars, actions: [], report: [], adjusted: null }
    const read = onSplitBasis(symbol, bars, {
      stated: options.closes,
      form: form.closes,
      volumesSplit: form.volumesSplit,
      tellsPayments: columns.has('dividend'),
      tellsSplits: columns.has('split'),
      known: options.actionsOf(symbol),
      paysNothing: /^\^|=|-USD$/.test(symbol),
    })
    return { ...read, bars: read.bars.map((bar, at) => ({ ...bar, state: bars[at]?.state ?? 'provisional' })) }
  }
}

function* seriesOf(
  rows: DailyRows,
  settle: ReturnType<typeof settling>,
  options: PriceReadOptions,
): Generator<TickerBars> {
  for (const { symbol, bars, joined } of joinedBars(rows)) {
    const read = settle(symbol, bars)
    const remarks = [
      ...joined.flatMap(({ finding }) => finding ?? []),
      ...bars.slice(-2).flatMap(({ date }) => runningBar(symbol, date, options) ?? []),
      ...(read.adjusted === null ? [] : [adjustedCloses(read.adjusted, bars.length)]),
      ...unusedRemarks(
        bars.map(({ date }) => date),
        rows.unused,
      ),
    ]
    yield { symbol, bars: read.bars, actions: read.actions, remarks }
  }
}
