import type { CorporateAction } from '../../market/action.ts'
import { isClosed } from '../../market/calendar.ts'
import type { IsoDate } from '../../market/day.ts'
import type { Ticker } from '../../market/ticker.ts'
import { caution, type ReportEntry, report } from '../report.ts'
import { datesOf } from './dateColumn.ts'
import { nothingBeside, type PriceFile, type PriceReadOptions, refusedPriceFile } from './priceFile.ts'
import { priceNumber } from './priceNumber.ts'
import {
  isBlank,
  missingColumns,
  type PriceRow,
  type PriceTable,
  readPriceTable,
  recordsOf,
  refusedCell,
} from './priceTable.ts'
import { splitRatio, wholeRatio } from './splitRatio.ts'
import { noTicker, otherTicker, tickerIn } from './tickerColumn.ts'
import { unknownExchange } from './unknownExchange.ts'

/** Columns that hold actions themselves, one kind each, as yfinance saves them. */
const wide = ['dividend', 'capital_gain', 'split'] as const

/**
 * Reads dividends, capital gains and splits: date, type and value (an amount a share, or a ratio such as 4:1) a row, or a
 * column for each kind.
 */
export function readActionFile(text: string, options: PriceReadOptions): PriceFile<CorporateAction> {
  const used = ['date', 'start', 'type', 'value', 'ticker', 'currency', ...wide] as const
  // Our own form and yfinance's write dots, and one amount such as 1.125 could not tell.
  const table = readPriceTable(text, {
    required: ['date'],
    used,
    decimal: options.decimal ?? 'dot',
    mostRows: options.mostRows,
  })
  if (table.refused) return refusedPriceFile(table.report, table.rejected)
  const isWide = !table.columns.has('type') && wide.some((word) => table.columns.has(word))
  const missing = isWide ? [] : missingColumns(table, ['type', 'value'])
  if (missing.length > 0) return refusedPriceFile(missing, recordsOf(table))
  if (!table.columns.has('ticker') && options.ticker === null)
    return refusedPriceFile([noTicker('actions')], recordsOf(table))
  const other = otherTicker(table, options.asked) ?? unknownExchange(table, options)
  if (other !== null) return refusedPriceFile([other], recordsOf(table))
  const dates = datesOf(table.rows, table, options)
  if (dates.kind === 'refused') return refusedPriceFile([...table.report, dates.entry], recordsOf(table))
  const entries: ReportEntry[] = [...table.report]
  const byTicker = new Map<Ticker, CorporateAction[]>()
  const seen = new Map<string, readonly CorporateAction[]>()
  let rejected = table.rejected
  for (const [at, row] of table.rows.entries()) {
    const symbol = tickerIn(row, table, options.ticker)
    const date = dates.at(at)
    const read =
      symbol === null
        ? refusedCell('E_TICKER', row, 'ticker', row.cell('ticker'), 'a symbol')
        : typeof date !== 'string'
          ? date
          : (isWide ? readWide : readNarrow)(row, date, table)
    if ('code' in read) {
      entries.push(read)
      rejected++
      continue
    }
    if (symbol === null) continue
    const calendar = read.length === 0 ? null : options.calendarOf(symbol)
    const [first] = read
    if (calendar !== null && first !== undefined && isClosed(calendar, first.date))
      entries.push(
        report(
          'W_EX_DATE',
          'The exchange is closed on this ex date: it counts for the session after it',
          { line: row.line, field: 'date' },
          first.date,
        ),
      )
    for (const action of read) {
      const key = `${symbol} ${action.date} ${action.kind}`
      const before = seen.get(key)
      if (before !== undefined)
        entries.push(caution('DIV_DUP7', `The file gives ${key} twice: ${both(before, action)}`, { line: row.line }))
      seen.set(key, [...(before ?? []), action])
      const actions = byTicker.get(symbol) ?? []
      actions.push(action)
      byTicker.set(symbol, actions)
    }
  }
  return {
    byTicker,
    report: entries,
    rejected,
    records: recordsOf(table),
    refused: false,
    ...nothingBeside,
  }
}

/** What counts of an action on a date that has others of its kind; as `onePerDay` has it. */
function both(before: readonly CorporateAction[], action: CorporateAction): string {
  if (action.kind === 'split') return 'the last one counts'
  const isTold = before.some((each) => each.kind !== 'split' && each.amount === action.amount)
  return isTold ? 'the amount counts once' : 'the sum counts'
}

type Read = readonly CorporateAction[] | ReportEntry

function readNarrow(row: PriceRow, date: IsoDate, { decimal }: PriceTable): Read {
  const kind = row.cell('type').toLowerCase()
  const value = row.cell('value')
  if (kind === 'split') {
    const ratio = value === '1' ? undefined : splitRatio(value, decimal)
    if (ratio == null) return refusedCell('E_NUMBER', row, 'value', value, 'a ratio such as 4:1')
    return [{ kind, date, ...ratio }]
  }
  if (kind !== 'dividend' && kind !== 'capital_gain')
    return refusedCell('E_ENUM', row, 'type', row.cell('type'), 'dividend, capital_gain or split')
  const amount = priceNumber(value, decimal)
  if (amount === null || amount <= 0) return refusedCell('E_NUMBER', row, 'value', value, 'a positive amount a share')
  return [{ kind, date, amount }]
}

/** One row of columns: what is empty or 0 did not happen. */
function readWide(row: PriceRow, date: IsoDate, { decimal }: PriceTable): Read {
  const actions: CorporateAction[] = []
  for (const kind of ['dividend', 'capital_gain'] as const) {
    const text = row.cell(kind)
    const amount = isBlank(text) ? 0 : priceNumber(text, decimal)
    if (amount === null || amount < 0) return refusedCell('E_NUMBER', row, kind, text, 'an amount a share')
    if (amount > 0) actions.push({ kind, date, amount })
  }
  const ratio = splitRatio(row.cell('split'), decimal)
  if (ratio === undefined) return refusedCell('E_NUMBER', row, 'split', row.cell('split'), 'a ratio such as 4 or 4:1')
  return ratio === null ? actions : [...actions, { kind: 'split', date, ...wholeRatio(ratio) }]
}
