import { phases } from '../../market/bar.ts'
import { dayOf } from '../../market/day.ts'
import type { Ticker } from '../../market/ticker.ts'
import { rowOf } from '../delimited.ts'
import { movedBy, type ReportEntry } from '../report.ts'
import { type ReportLog, reportLog } from '../reportLog.ts'
import { eachRecord, type Records } from '../tableRecords.ts'
import type { TextSource } from '../textSource.ts'
import { type BarSpool, barSpool, cell } from './barSpool.ts'
import { isPriceColumn } from './columns.ts'
import { statesOf } from './dailyRow.ts'
import { decimalEvidence } from './decimalMark.ts'
import { fileDate } from './fileDate.ts'
import { bitsIn, type Filled, filledBy, filledIn, isFilledAs } from './filled.ts'
import { type ReadIntradayBar, readIntradayRow, startText, stateIndex } from './intradayRow.ts'
import { localDays } from './localDays.ts'
import type { PriceReadOptions } from './priceFile.ts'
import type { Decimal } from './priceNumber.ts'
import { decimalStated, isBlank, numbersOf, type PriceHead, type PriceRow } from './priceTable.ts'
import { type KnownTicker, quickRows } from './quickRow.ts'
import { rowsAgain } from './rowsAgain.ts'
import { notAsked, tickerIn } from './tickerColumn.ts'
import { notPlaced } from './unknownExchange.ts'
import { isMeant, type UnusedColumn } from './unusedColumns.ts'

/** What a reading takes for granted until every row was seen. */
export interface Assumed {
  readonly decimal: Decimal
  /** Columns of the range that hold something, by ticker; all of them for one that is not there. */
  readonly filled: Filled
}

/** What all rows of a file say. */
export interface IntradayRows {
  readonly spool: BarSpool
  readonly log: ReportLog
  readonly records: number
  readonly rejected: number
  /** What the reading should have taken for granted; a refusal where numbers contradict each other. */
  readonly decimal: Decimal | ReportEntry
  readonly filled: Filled
  /** The first row, where the starts of all are dates alone. */
  readonly dates: { readonly line: number; readonly text: string } | null
  /** Why it cannot be a file of the ticker that was asked for, or where one of it trades is not known. */
  readonly stranger: ReportEntry | null
  readonly unused: readonly UnusedColumn[]
  readonly states: readonly ReportEntry[]
  readonly currencies: ReadonlyMap<Ticker, string>
}

/** Reads every row once, more often only where the first time took something wrong for granted. */
export function readIntradayRows(source: TextSource, head: PriceHead, options: PriceReadOptions): IntradayRows {
  const usual: Assumed = { decimal: decimalStated(head, options.decimal) ?? 'dot', filled: new Map() }
  const isSettled = ({ decimal, filled }: IntradayRows, assumed: Assumed): boolean =>
    (typeof decimal !== 'string' || decimal === assumed.decimal) && isFilledAs(head, filled, assumed.filled)
  const settle = (table: Records): IntradayRows => {
    const first = readOnce(table, head, options, usual)
    if (isSettled(first, usual) || typeof first.decimal !== 'string') return first
    return readOnce(table, head, options, { decimal: first.decimal, filled: first.filled })
  }
  return eachRecord(source, head, isPriceColumn, settle)
}

function readOnce(table: Records, head: PriceHead, options: PriceReadOptions, assumed: Assumed): IntradayRows {
  const { columns, header } = head
  const log = reportLog()
  const spool = barSpool(options.spill?.() ?? null)
  const evidence = decimalStated(head, options.decimal) === null ? decimalEvidence() : null
  const states = statesOf(head)
  const known = new Map<Ticker, KnownTicker>()
  const meant = new Map<string, UnusedColumn>()
  let first: { readonly line: number; readonly text: string } | null = null
  let [records, rejected, areDates] = [0, 0, true]
  let [other, unplaced, adjusted] = [null, null, null] as [ReportEntry | null, ReportEntry | null, UnusedColumn | null]
  let [named, current] = ['', null] as [string, KnownTicker | null]

  const knownOf = (symbol: Ticker, line: number): KnownTicker => {
    const before = known.get(symbol)
    if (before !== undefined) return before
    const calendar = options.calendarOf(symbol)
    const days = localDays(options.zoneOf(symbol), calendar, options.dateOrder)
    const one: KnownTicker = { symbol, index: spool.indexOf(symbol), calendar, days, filled: 0, currency: '' }
    known.set(symbol, one)
    if (!options.isPlaced(symbol)) unplaced ??= notPlaced(symbol, line)
    return one
  }
  /** What a row shows of the whole file. */
  const look = (row: PriceRow): KnownTicker | null => {
    const symbol = tickerIn(row, head, options.ticker)
    if (options.asked !== null && columns.has('ticker') && symbol !== null && symbol !== options.asked)
      other ??= notAsked(options.asked, row.cell('ticker'), row.line)
    if (areDates) {
      const text = startText(row, columns)
      first ??= { line: row.line, text }
      areDates = fileDate(text, 'MDY').kind === 'date'
    }
    for (const name of head.meaning)
      if (!meant.has(name) && isMeant(row.named(name)))
        meant.set(name, { name, line: row.line, value: row.named(name) })
    const close = row.cell('adj_close')
    if (adjusted === null && !isBlank(close) && close !== row.cell('close'))
      adjusted = { name: 'adj_close', line: row.line, value: close }
    states.see(row.cell('state'), row.line)
    if (evidence !== null) for (const number of numbersOf(head, [row])) evidence.see(number)
    const one = symbol === null ? null : knownOf(symbol, row.line)
    if (one !== null) one.filled |= bitsIn(row)
    return one
  }
  const take = ({ bar, line, state }: ReadIntradayBar, index: number): void => {
    const [cells, at] = [spool.cells(), spool.place()]
    const volume = bar.volume ?? Number.NaN
    const phase = phases.indexOf(bar.phase)
    cells.set([index, bar.start, line, dayOf(bar.date), phase, bar.open, bar.high, bar.low, bar.close, volume], at)
    cells[at + cell.state] = stateIndex(state)
    spool.added()
  }
  const readSlowly = (row: PriceRow): void => {
    const one = look(row)
    const filled = (symbol: Ticker) => filledIn(head, assumed.filled, symbol)
    const { read, report } = readIntradayRow(row, head, assumed.decimal, filled, options)
    log.add(...report)
    if (read === null || one === null) {
      rejected++
      return
    }
    if (row.cell('currency') !== '') one.currency = row.cell('currency')
    ;[named, current] = [row.cell('ticker'), one]
    take(read, one.index)
  }

  const quick =
    assumed.decimal === 'dot' && assumed.filled.size === 0 ? quickRows(head, spool, evidence, options.now) : null
  log.add(...head.report, ...table.said.map(movedBy(head.below)))
  for (const { line, fields } of table.records()) {
    if (quick !== null && current !== null && !areDates && quick(fields, line, named, current)) {
      records++
      continue
    }
    const row = rowOf(fields, header, line)
    if (row === null) continue
    records++
    if ('code' in row) {
      rejected++
      log.add(movedBy(head.below)(row))
    } else readSlowly(head.row(row.line, row.fields))
  }
  log.add(...table.remarks.map(movedBy(head.below)))
  const rows = () => rowsAgain(table, head)
  return {
    spool,
    log,
    records: records + table.said.length,
    rejected: rejected + table.said.length,
    decimal: evidence === null ? assumed.decimal : evidence.verdict(() => numbersOf(head, rows())),
    filled: filledBy(head, known.values()),
    dates: areDates ? first : null,
    stranger: other ?? unplaced,
    unused: [...meant.values(), ...(adjusted === null ? [] : [adjusted])],
    states: states.entries(),
    currencies: new Map(
      [...known.values()].flatMap(({ symbol, currency }) => (currency === '' ? [] : [[symbol, currency] as const])),
    ),
  }
}
