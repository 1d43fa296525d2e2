import { type BarState, barStates, type IntradayBar } from '../../market/bar.ts'
import { isClosed } from '../../market/calendar.ts'
import { instant } from '../../market/instant.ts'
import type { Ticker } from '../../market/ticker.ts'
import { localTime } from '../../market/zone.ts'
import { readTime } from '../eventFile/time.ts'
import { caution, type ReportEntry } from '../report.ts'
import type { PriceWord } from './columns.ts'
import { sessionWanted, toldState } from './dailyRow.ts'
import { clockText, epochInstant } from './dateColumn.ts'
import { phaseOf } from './localDays.ts'
import type { PriceReadOptions } from './priceFile.ts'
import type { Decimal } from './priceNumber.ts'
import { type PriceHead, type PriceRow, refusedCell } from './priceTable.ts'
import { readOhlc } from './readOhlc.ts'
import { tickerIn } from './tickerColumn.ts'

/** A bar within the day, where it stands in its file, and the state that a file of our own tells. */
export interface ReadIntradayBar {
  readonly line: number
  readonly symbol: Ticker
  readonly bar: IntradayBar
  readonly state: BarState | null
}

/** Reads a row word by word, whatever its form. */
export function readIntradayRow(
  row: PriceRow,
  head: PriceHead,
  decimal: Decimal,
  filled: (symbol: Ticker) => ReadonlySet<PriceWord>,
  options: PriceReadOptions,
): { readonly read: ReadIntradayBar | null; readonly report: readonly ReportEntry[] } {
  const refuse = (code: string, field: PriceWord, expected: string, value = row.cell(field)) => ({
    read: null,
    report: [refusedCell(code, row, field, value, expected)],
  })
  const symbol = tickerIn(row, head, options.ticker)
  if (symbol === null) return refuse('E_TICKER', 'ticker', 'a symbol such as MSFT')
  if (head.columns.has('basis') && row.cell('basis') !== 'split')
    return refuse('E_ENUM', 'basis', '"split": prices are stored adjusted for splits only')
  const zone = options.zoneOf(symbol)
  const given = startText(row, head.columns)
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
  const { prices, report: entries } = readOhlc(row, filled(symbol), decimal)
  if (prices === null) return { read: null, report: entries }
  const stated = row.cell('phase').toLowerCase()
  const phase = phaseOf(start, calendar, stated)
  const place = { line: row.line, field: 'phase' }
  const moved =
    stated === '' || stated === phase
      ? []
      : [caution('PHASE', `The bar lies in the phase ${phase}, which is taken`, place, stated)]
  const bar = { start, date, phase, ...prices }
  return { read: { line: row.line, symbol, bar, state: toldState(row, head) }, report: [...entries, ...moved] }
}

/** The start in one column, or as a date and a clock in two. */
export function startText(row: PriceRow, columns: ReadonlySet<PriceWord>): string {
  if (columns.has('start')) return row.cell('start')
  if (!columns.has('clock')) return row.cell('date')
  const date = row.cell('date').replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  return `${date} ${clockText(row.cell('clock')).replace(/^(\d):/, '0$1:')}`
}

export const stateIndex = (state: BarState | null): number => (state === null ? -1 : barStates.indexOf(state))
