import { barStates, type Interval, minutesOf } from '../../market/bar.ts'
import { BAR_CELLS } from '../../market/barCells.ts'
import { dateOf, type IsoDate } from '../../market/day.ts'
import { decimalsWith } from '../../market/decimals.ts'
import type { Instant } from '../../market/instant.ts'
import type { Ticker } from '../../market/ticker.ts'
import { caution, type ReportEntry, report } from '../report.ts'
import type { ReportLog } from '../reportLog.ts'
import type { TextSource } from '../textSource.ts'
import { overlapsOf, type PlacedStart, spacingOf } from './barSpacing.ts'
import { type BarSpool, cell, WIDTH } from './barSpool.ts'
import type { PriceWord } from './columns.ts'
import { type IntradayRows, readIntradayRows } from './intradayRows.ts'
import { nothingBeside, type PriceFile, type PriceReadOptions } from './priceFile.ts'
import { missingColumns, readPriceHead } from './priceTable.ts'
import { mixedOf } from './readOhlc.ts'
import { noTicker } from './tickerColumn.ts'
import { notUsed, unusedRemarks } from './unusedColumns.ts'

/** Bars of one ticker, ascending: some of the file's at a time, sessions whole. */
export interface BarBatch {
  readonly symbol: Ticker
  /** Rows as the store has them (`barCells`): a million bars are too many to make an object of each. */
  readonly cells: readonly (number | null)[]
}

/** What there is of a ticker in a file. */
export interface FileTicker {
  readonly bars: number
  readonly first: Instant
  readonly last: Instant
  readonly from: IsoDate
  readonly to: IsoDate
  /** Decimals that its prices are written with at most. */
  readonly decimals: number
}

export interface IntradayFile extends Omit<PriceFile<never>, 'byTicker' | 'actions'> {
  readonly interval: Exclude<Interval, '1d'>
  readonly tickers: ReadonlyMap<Ticker, FileTicker>
  readonly batches: () => Iterable<BarBatch>
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

/** Bars that are handed on together, sessions whole. */
const BATCH = 20_000

/**
 * Reads intraday bars: the start of the bar and its prices a row. Starts without an offset are on the clock of the
 * ticker's exchange. Memory does not grow with the file where the options have somewhere to spill to.
 *
 * @param interval length of the bars; null to take it from the spacing of their starts
 */
export function readIntraday(source: TextSource, options: PriceReadOptions, interval: Interval | null): IntradayFile {
  const [piece = ''] = source.pieces()
  const head = readPriceHead(piece, { required: ['close'], used })
  if (!('place' in head)) return refused(head, 0)
  const { columns } = head
  const [missing] = columns.has('date') ? [] : missingColumns(head, ['start'])
  const untold = !columns.has('ticker') && options.ticker === null ? noTicker('prices') : undefined
  const rows = readIntradayRows(source, head, options)
  const whole = faultOfAll(rows, missing, untold)
  if (whole !== null) return refused(whole, rows.records)
  return readFile(rows, options, interval)
}

/** Why no row can be taken; null for none. */
function faultOfAll(
  { decimal, dates, stranger, records }: IntradayRows,
  missing: ReportEntry | undefined,
  untold: ReportEntry | undefined,
): readonly ReportEntry[] | null {
  if (typeof decimal !== 'string') return [decimal]
  const days = dates === null || records === 0 ? undefined : dailyBars(dates)
  const fault = missing ?? days ?? untold ?? stranger ?? null
  return fault === null ? null : [fault]
}

function readFile(
  { spool, log, records, rejected, unused, states, currencies }: IntradayRows,
  options: PriceReadOptions,
  interval: Interval | null,
): IntradayFile {
  log.add(...unused.map(notUsed))
  const { tickers, contrary, spacing, mixed } = lookThrough(spool, log)
  if (mixed !== null) return refused([...log.entries().filter(({ code }) => code !== 'BAR_OHLC'), mixed], records)
  const found = interval ?? spacing
  const minutes = found === null ? null : minutesOf(found)
  if (found === null || found === '1d' || minutes === null) {
    if (tickers.size > 0 || interval !== null) return refused([...log.entries(), untoldLength], records)
    return { ...nothing(log.entries(), records), rejected, refused: false }
  }
  log.add(...states)
  const overlaps = overlapsOf(minutes, options.zoneOf)
  eachPair(spool, overlaps.see)
  log.add(...overlaps.entries())
  const remarks = [...tickers].map(
    ([symbol, { from, to }]) => [symbol, unusedRemarks(from === to ? [from] : [from, to], unused)] as const,
  )
  return {
    report: log.entries(),
    rejected: rejected + contrary,
    records,
    refused: false,
    remarks: new Map(remarks),
    currencies,
    interval: found,
    tickers,
    batches: () => batchesOf(spool, minutes, options.now, options.atOnce ?? BATCH),
  }
}

const nothing = (entries: readonly ReportEntry[], records: number): IntradayFile => ({
  report: entries,
  rejected: records,
  records,
  refused: true,
  remarks: nothingBeside.remarks,
  currencies: nothingBeside.currencies,
  interval: '1h',
  tickers: new Map(),
  batches: () => [],
})

const refused = nothing

const untoldLength = report('RESP_GRANULARITY', 'Cannot tell how long a bar is from the starts: name the interval', {
  field: 'start',
})

const dailyBars = ({ line, text }: { readonly line: number; readonly text: string }): ReportEntry =>
  report(
    'E_TIME_FORMAT',
    `Cannot read the file as intraday bars: its starts are dates alone, "${text}" first. If these are daily prices, take the file as kind: prices`,
    { line, field: 'start' },
    text,
  )

/** Every row that stands for its start, the first of several: where its cells are, and whether another row was left out. */
function* keptRows(spool: BarSpool): Generator<readonly [cells: Float64Array, at: number, isKept: boolean]> {
  let [symbol, start] = [-1, Number.NaN]
  for (const { cells, count } of spool.ordered())
    for (let at = 0; at < count * WIDTH; at += WIDTH) {
      const isKept = cells[at + cell.start] !== start || cells[at + cell.symbol] !== symbol
      ;[symbol, start] = [cells[at + cell.symbol] as number, cells[at + cell.start] as number]
      yield [cells, at, isKept]
    }
}

/** What only all rows in order show: double ones, the spacing of starts, columns that are mixed up, what there is of each ticker. */
function lookThrough(spool: BarSpool, log: ReportLog) {
  const tickers = new Map<Ticker, FileTicker>()
  const spacing = spacingOf()
  const mixed = mixedOf()
  let contrary = 0
  const before = new Float64Array(WIDTH)
  let own: { -readonly [Name in keyof FileTicker]: FileTicker[Name] } | null = null
  let previous: PlacedStart | null = null
  for (const [cells, at, isKept] of keptRows(spool)) {
    if (!isKept) {
      const isSame = sameBar(before, cells, at)
      if (!isSame) contrary++
      log.add(doubled(isSame, cells, at))
      continue
    }
    const row = placed(spool, cells, at)
    const bar = pricesAt(cells, at)
    if (previous !== null) spacing.see(previous, row)
    mixed.see(bar, row.line)
    const date = dateOf(row.day)
    if (own === null || previous?.symbol !== row.symbol) {
      own = { bars: 0, first: row.start as Instant, last: row.start as Instant, from: date, to: date, decimals: 0 }
      tickers.set(row.symbol, own)
    }
    own.bars++
    own.last = row.start as Instant
    if (date < own.from) own.from = date
    if (date > own.to) own.to = date
    own.decimals = decimalsWith([bar.open, bar.high, bar.low, bar.close], own.decimals)
    before.set(cells.subarray(at, at + WIDTH))
    previous = row
  }
  return { tickers, contrary, spacing: spacing.found(), mixed: mixed.entry() }
}

/** Pairs of neighbouring bars, in order. */
function eachPair(spool: BarSpool, see: (before: PlacedStart, row: PlacedStart) => void): void {
  let previous: PlacedStart | null = null
  for (const [cells, at, isKept] of keptRows(spool)) {
    if (!isKept) continue
    const row = placed(spool, cells, at)
    if (previous !== null) see(previous, row)
    previous = row
  }
}

const placed = (spool: BarSpool, cells: Float64Array, at: number): PlacedStart => ({
  symbol: spool.symbolOf(cells[at] as number),
  start: cells[at + cell.start] as number,
  day: cells[at + cell.day] as number,
  phase: cells[at + cell.phase] as number,
  line: cells[at + cell.line] as number,
})

const pricesAt = (cells: Float64Array, at: number) => ({
  open: cells[at + cell.open] as number,
  high: cells[at + cell.high] as number,
  low: cells[at + cell.low] as number,
  close: cells[at + cell.close] as number,
  volume: Number.isNaN(cells[at + cell.volume]) ? null : (cells[at + cell.volume] as number),
})

/** Equal in all but line and state; two unknown volumes are one. */
function sameBar(before: Float64Array, cells: Float64Array, at: number): boolean {
  for (let place: number = cell.day; place <= cell.volume; place++)
    if (!Object.is(before[place], cells[at + place])) return false
  return true
}

function doubled(isSame: boolean, cells: Float64Array, at: number): ReportEntry {
  const place = { line: cells[at + cell.line] as number, field: 'start' }
  if (isSame) return caution('BAR_DUP', 'The same bar stands in the file twice', place)
  const start = new Date(cells[at + cell.start] as number).toISOString().replace('.000Z', 'Z')
  return report('BAR_DUP', 'Cannot take two different bars of one start', place, start)
}

function* batchesOf(spool: BarSpool, minutes: number, now: number, atOnce: number): Generator<BarBatch> {
  let [own, symbol, day] = [[] as (number | null)[], -1, Number.NaN]
  const most = atOnce * BAR_CELLS
  const isOverAt = now - minutes * 60_000
  for (const [cells, at, isKept] of keptRows(spool)) {
    if (!isKept) continue
    const [ticker, start, on] = [cells[at] as number, cells[at + cell.start] as number, cells[at + cell.day] as number]
    if (own.length > 0 && (ticker !== symbol || (own.length >= most && on !== day))) {
      yield { symbol: spool.symbolOf(symbol), cells: own }
      own = []
    }
    ;[symbol, day] = [ticker, on]
    const told = cells[at + cell.state] as number
    const volume = cells[at + cell.volume] as number
    own.push(start / 1000, on, cells[at + cell.phase] as number)
    own.push(cells[at + cell.open] as number, cells[at + cell.high] as number, cells[at + cell.low] as number)
    own.push(cells[at + cell.close] as number, Number.isNaN(volume) ? null : volume)
    own.push(told >= 0 ? told : start <= isOverAt ? FINAL : PROVISIONAL)
  }
  if (own.length > 0) yield { symbol: spool.symbolOf(symbol), cells: own }
}

const [FINAL, PROVISIONAL] = [barStates.indexOf('final'), barStates.indexOf('provisional')]
