import type { Ticker } from '../../market/ticker.ts'
import { rowOf } from '../delimited.ts'
import type { DateOrder } from '../eventFile/time.ts'
import { movedBy, type ReportEntry, report } from '../report.ts'
import { type ReportLog, reportLog } from '../reportLog.ts'
import type { Records } from '../tableRecords.ts'
import { type BarSpool, barSpool } from './barSpool.ts'
import type { PriceWord } from './columns.ts'
import { dailyForm, writeCells } from './dailyCells.ts'
import { readRow, statesOf } from './dailyRow.ts'
import { dateColumn } from './dateColumn.ts'
import { decimalEvidence } from './decimalMark.ts'
import { bitsIn, type Filled, filledBy, filledIn, isFilledAs } from './filled.ts'
import type { PriceReadOptions } from './priceFile.ts'
import type { Decimal } from './priceNumber.ts'
import { decimalStated, numbersOf, type PriceHead, type PriceRow, refusedCell } from './priceTable.ts'
import { type DailyTicker, quickDaily } from './quickDaily.ts'
import { ranges } from './readOhlc.ts'
import { rowsAgain } from './rowsAgain.ts'
import { notAsked, tickerIn } from './tickerColumn.ts'
import { notPlaced } from './unknownExchange.ts'
import { isMeant, notUsed, type UnusedColumn } from './unusedColumns.ts'
import { type UsualDays, usualDays } from './usualDays.ts'

/** What a reading takes for granted until every row was seen. */
interface Assumed {
  readonly decimal: Decimal
  readonly order: DateOrder | null
  /** Columns of the range that hold something, by ticker; all of them for one that is not there. */
  readonly filled: Filled
}

/** What all rows of a daily file say. */
export interface DailyRows {
  readonly spool: BarSpool
  readonly records: number
  readonly rejected: number
  /** What makes all of them rows of no daily file that can be taken; null for nothing. */
  readonly fault: ReportEntry | null
  /** The decimal mark, or why there is none. */
  readonly decimal: Decimal | ReportEntry
  /** Why the dates cannot be read; null where they can. */
  readonly dates: ReportEntry | null
  readonly unused: readonly UnusedColumn[]
  readonly currencies: ReadonlyMap<Ticker, string>
  /** What is to be said of the columns and of records that are none. */
  readonly head: readonly ReportEntry[]
  /** Of rows of other series. */
  readonly skipped: readonly ReportEntry[]
  /** Of rows, and of rows in another currency, by line. */
  readonly rows: ReportLog
  readonly others: ReportLog
  readonly states: readonly ReportEntry[]
}

/** Rows that tell what is probably so in all of a large file. */
const SAMPLE = 2000

/** Reads every row once, once more only where that took something wrong for granted. */
export function readDailyRows(table: Records, head: PriceHead, options: PriceReadOptions): DailyRows {
  const usual: Assumed = {
    decimal: decimalStated(head, options.decimal) ?? 'dot',
    order: options.dateOrder,
    filled: new Map(),
  }
  const likely =
    options.spill === undefined
      ? usual
      : readOnce(
          { ...table, records: () => some(table.records(), SAMPLE) },
          head,
          { ...options, spill: undefined },
          usual,
        ).shown
  const first = readOnce(table, head, options, likely)
  const isSettled =
    first.shown.decimal === likely.decimal &&
    first.shown.order === likely.order &&
    isFilledAs(head, first.shown.filled, likely.filled)
  return isSettled ? first.read : readOnce(table, head, options, first.shown).read
}

function* some<Item>(items: Iterable<Item>, most: number): Generator<Item> {
  let left = most
  for (const item of items) {
    if (left-- === 0) return
    yield item
  }
}

function readOnce(
  table: Records,
  head: PriceHead,
  options: PriceReadOptions,
  assumed: Assumed,
): {
  /** What it should have taken for granted. */
  readonly shown: Assumed
  readonly read: DailyRows
} {
  const { columns, header } = head
  const { series } = head.form
  const most = options.spill === undefined ? Number.POSITIVE_INFINITY : undefined
  const [faults, rows, others] = [reportLog(most), reportLog(most), reportLog(most)]
  const spool = barSpool(options.spill?.() ?? null, dailyForm(head))
  const stated = decimalStated(head, options.decimal)
  const evidence = stated === null ? decimalEvidence() : null
  const states = statesOf(head)
  const dates = dateColumn(head, options, assumed.order)
  const rules = { ...head, decimal: assumed.decimal }
  const places = new Map<unknown, Map<string, UsualDays>>()
  const known = new Map<Ticker, DailyTicker>()
  /** Tickers by the text that names them, once a row of it was read. */
  const named = new Map<string, DailyTicker>()
  const meant = new Map<string, UnusedColumn>()
  let [records, rejected, dated, skipped] = [0, 0, 0, 0]
  const ofAll: { coarse?: ReportEntry; other?: ReportEntry; unplaced?: ReportEntry } = {}
  const first: { ofOtherSeries?: PriceRow; ticker?: DailyTicker } = {}

  const inRange = ranges.filter((word) => columns.has(word)).length
  const knownOf = (symbol: Ticker): DailyTicker => {
    const before = known.get(symbol)
    if (before !== undefined) return before
    const [calendar, zone] = [options.calendarOf(symbol), options.zoneOf(symbol)]
    const ofCalendar = places.get(calendar) ?? new Map<string, UsualDays>()
    const days = ofCalendar.get(zone) ?? usualDays(zone, calendar, options.now)
    places.set(calendar, ofCalendar.set(zone, days))
    const isWhole = filledIn(head, assumed.filled, symbol).size === inRange
    const one: DailyTicker = { symbol, index: -1, days, isWhole, filled: 0, currency: '' }
    known.set(symbol, one)
    return one
  }
  /** What a row shows of the whole file. */
  const look = (row: PriceRow, symbol: Ticker | null): void => {
    const period = row.cell('period')
    if (/^[WMQY]$/i.test(period))
      ofAll.coarse ??= refusedCell('RESP_GRANULARITY', row, 'period', period, 'D: only daily prices are taken')
    if (options.asked !== null && columns.has('ticker') && symbol !== null && symbol !== options.asked)
      ofAll.other ??= notAsked(options.asked, row.cell('ticker'), row.line)
    if (symbol !== null && !options.isPlaced(symbol)) ofAll.unplaced ??= notPlaced(symbol, row.line)
    for (const name of head.meaning)
      if (!meant.has(name) && isMeant(row.named(name)))
        meant.set(name, { name, line: row.line, value: row.named(name) })
    if (evidence !== null) for (const number of numbersOf(head, [row])) evidence.see(number)
  }
  const readSlowly = (row: PriceRow, ticker: string): void => {
    const symbol = tickerIn(row, head, options.ticker)
    look(row, symbol)
    if (series !== null && !series.has(row.cell('series').toUpperCase())) {
      skipped++
      first.ofOtherSeries ??= row
      return
    }
    dated++
    states.see(row.cell('state'), row.line)
    const one = symbol === null ? null : knownOf(symbol)
    if (one !== null) one.filled |= bitsIn(row)
    const filled = symbol === null ? new Set<PriceWord>() : filledIn(head, assumed.filled, symbol)
    const read = readRow(row, rules, dates.read(row), filled, options)
    rows.add(...read.report)
    if (read.kind === 'left-out') return
    if (read.kind === 'refused' || one === null) {
      rejected++
      return
    }
    if (one.index < 0) one.index = spool.indexOf(one.symbol)
    if (columns.has('ticker')) named.set(ticker, one)
    else first.ticker = one
    writeCells(spool.cells(), spool.place(), spool.width, one.index, read.bar)
    spool.added()
    const currency = row.cell('currency')
    if (currency !== '' && one.currency !== '' && currency !== one.currency) {
      others.add(refusedCell('RESP_CURRENCY', row, 'currency', currency, `${one.currency}, as the lines before`))
      rejected++
    } else if (currency !== '') one.currency = currency
  }

  const quick = assumed.decimal === 'dot' ? quickDaily(head, spool, evidence, (name) => meant.has(name)) : null
  const at = head.position.get('ticker') ?? -1
  for (const { line, fields } of table.records()) {
    if (quick !== null) {
      const one = at < 0 ? first.ticker : named.get(fields[at] ?? '')
      if (one !== undefined && quick(fields, line, one)) {
        records++
        dated++
        continue
      }
    }
    const row = rowOf(fields, header, line)
    if (row === null) continue
    records++
    if ('code' in row) {
      rejected++
      faults.add(movedBy(head.below)(row))
    } else readSlowly(head.row(row.line, row.fields), row.fields[at] ?? '')
  }
  const order = dates.order()
  const decimal = evidence === null ? assumed.decimal : evidence.verdict(() => numbersOf(head, rowsAgain(table, head)))
  const unused = head.meaning.flatMap((name) => meant.get(name) ?? [])
  return {
    shown: {
      // Where these are refused, nothing that was read is used.
      decimal: typeof decimal === 'string' ? decimal : assumed.decimal,
      order: 'code' in order ? assumed.order : order.order,
      filled: filledBy(head, known.values()),
    },
    read: {
      spool,
      records: records + table.said.length,
      rejected: rejected + table.said.length,
      fault: ofAll.coarse ?? ofAll.other ?? ofAll.unplaced ?? null,
      decimal,
      dates: 'code' in order ? order : dates.fault(dated),
      unused,
      currencies: new Map(
        [...known.values()].flatMap(({ symbol, currency }) => (currency === '' ? [] : [[symbol, currency] as const])),
      ),
      head: [
        ...head.report,
        ...unused.map(notUsed),
        ...table.remarks.map(movedBy(head.below)),
        ...table.said.map(movedBy(head.below)),
        ...faults.entries(),
      ],
      skipped:
        series === null || first.ofOtherSeries === undefined ? [] : [ofOthers(first.ofOtherSeries, skipped, series)],
      rows,
      others,
      states: states.entries(),
    },
  }
}

/** Rows of bonds and block deals, which a file of an exchange holds beside its shares under the same symbols. */
function ofOthers(row: PriceRow, count: number, series: ReadonlySet<string>): ReportEntry {
  const message = `${count} lines of other series than ${[...series].join(', ')} were left out`
  return report('W_ROWS_SKIPPED', message, { line: row.line, field: 'series' }, row.cell('series'))
}
