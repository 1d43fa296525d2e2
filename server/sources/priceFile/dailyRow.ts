import { barDup } from '../../checks/answer/barDup.ts'
import { barLive } from '../../checks/answer/barLive.ts'
import { finding, on } from '../../checks/check.ts'
import type { Finding } from '../../checks/finding.ts'
import { type BarState, barStates } from '../../market/bar.ts'
import { type Calendar, isClosed } from '../../market/calendar.ts'
import type { IsoDate } from '../../market/day.ts'
import type { Instant } from '../../market/instant.ts'
import type { Ticker } from '../../market/ticker.ts'
import { localTime } from '../../market/zone.ts'
import { caution, type ReportEntry, report } from '../report.ts'
import type { PriceWord } from './columns.ts'
import type { PriceReadOptions } from './priceFile.ts'
import { type Decimal, priceNumber } from './priceNumber.ts'
import { isBlank, type PriceRow, type PriceTable, refusedCell } from './priceTable.ts'
import { readOhlc } from './readOhlc.ts'
import type { VendorBar } from './splitBasis.ts'
import { splitRatio, wholeRatio } from './splitRatio.ts'
import { tickerIn } from './tickerColumn.ts'

/** What a bar's date should be, and what to do where the calendar is wrong. */
export const sessionWanted = ({ mic }: Calendar): string =>
  `a session of ${mic}; if it traded then, take in a file of its sessions first (kind: calendar); if the ticker trades elsewhere, one that names its exchange (kind: tickers); or leave out such rows`

/** The columns that a row is read by, and its decimal mark. */
export type RowRules = Pick<PriceTable, 'columns' | 'form' | 'decimal'>

/** A daily row that was read, before its basis is settled. */
export interface ReadBar extends VendorBar {
  readonly state: BarState
}

/** What two rows of one session come to. */
interface Joined {
  readonly bar: ReadBar
  readonly entry: ReportEntry | null
  /** The second row is not taken. */
  readonly isRejected: boolean
  /** What figures of the session must say where the rows differ. */
  readonly finding: Finding | null
}

/** A second row of one session: the same, a running bar beside the final one, or a contradiction, of which the first stays. */
export function joinBars(before: ReadBar | undefined, bar: ReadBar, key: string): Joined {
  if (before === undefined) return { bar, entry: null, isRejected: false, finding: null }
  const place = (field: string) => ({ line: bar.line, field })
  if (isSame(before, { ...bar, line: before.line })) {
    const entry = caution('BAR_DUP', 'The same bar stands in the file twice', place('date'), key)
    return { bar: before, entry, isRejected: false, finding: null }
  }
  const twice = finding(barDup, {
    ...on(bar.date),
    evidence: {
      kind: 'pair',
      values: { volume: before.volume, otherVolume: bar.volume, close: before.close, otherClose: bar.close },
    },
  })
  const kept = { ...before, state: 'provisional' } as const
  const beside = { line: before.line, volume: before.volume, state: before.state }
  if (!isSame(before, { ...bar, ...beside })) {
    const entry = report(
      'BAR_DUP',
      `Cannot take two different bars of ${key}: line ${before.line} has another one`,
      place('date'),
      key,
    )
    return { bar: kept, entry, isRejected: true, finding: twice }
  }
  // A running bar and the session's own: the one that saw more shares came later, and is not trusted yet.
  const entry = caution(
    'BAR_DUP',
    `Two bars of ${key} differ in volume: the larger one is kept, as provisional`,
    place('volume'),
    String(bar.volume ?? ''),
  )
  const volume = Math.max(before.volume ?? 0, bar.volume ?? 0)
  return { bar: { ...kept, volume }, entry, isRejected: false, finding: twice }
}

const isSame = (one: ReadBar, other: ReadBar): boolean => JSON.stringify(one) === JSON.stringify(other)

export type ReadRow =
  | {
      readonly kind: 'bar'
      readonly symbol: Ticker
      readonly bar: ReadBar
      readonly report: readonly ReportEntry[]
    }
  | { readonly kind: 'refused'; readonly report: readonly ReportEntry[] }
  | { readonly kind: 'left-out'; readonly report: readonly ReportEntry[] }

export function readRow(
  row: PriceRow,
  table: RowRules,
  date: IsoDate | ReportEntry,
  filled: ReadonlySet<PriceWord>,
  options: PriceReadOptions,
): ReadRow {
  const { columns, decimal } = table
  const refuse = (code: string, field: PriceWord, expected: string): ReadRow => ({
    kind: 'refused',
    report: [refusedCell(code, row, field, row.cell(field), expected)],
  })
  const symbol = tickerIn(row, table, options.ticker)
  if (symbol === null) return refuse('E_TICKER', 'ticker', 'a symbol such as MSFT')
  if (columns.has('basis') && row.cell('basis') !== 'split')
    return refuse('E_ENUM', 'basis', '"split": prices are stored adjusted for splits only')
  if (typeof date !== 'string') return { kind: 'refused', report: [date] }
  const dates = columns.has('date') ? 'date' : 'start'
  const calendar = options.calendarOf(symbol)
  if (calendar !== null && isClosed(calendar, date)) return refuse('BAR_NOT_SESSION', dates, sessionWanted(calendar))
  if (emptyDates.has(date) && calendar?.certainty(date) !== 'known')
    return refuse('RESP_TIME_RANGE', dates, 'the day of a session: programs write an empty cell as their first day')
  const today = localTime(options.now, options.zoneOf(symbol)).date
  if (date > today) return refuse('RESP_TIME_RANGE', dates, `a date up to today, ${today}`)
  if (table.form.zeroMeansNoTrade && isUntraded(row, decimal))
    return { kind: 'left-out', report: [untraded(row, `${symbol} ${date}`)] }
  const { prices, report: entries } = readOhlc(row, filled, decimal)
  if (prices === null) return { kind: 'refused', report: entries }
  const number = (word: PriceWord): number | null | undefined => {
    const text = row.cell(word)
    return isBlank(text) ? null : (priceNumber(text, decimal) ?? undefined)
  }
  const [adjClose, dividend, capitalGain] = [number('adj_close'), number('dividend'), number('capital_gain')]
  const split = splitRatio(row.cell('split'), decimal)
  if (adjClose === undefined) return refuse('RESP_FINITE', 'adj_close', 'a price')
  if (dividend === undefined || (dividend ?? 1) < 0) return refuse('E_NUMBER', 'dividend', 'an amount a share')
  if (capitalGain === undefined || (capitalGain ?? 1) < 0)
    return refuse('E_NUMBER', 'capital_gain', 'an amount a share')
  if (split === undefined) return refuse('E_NUMBER', 'split', 'a ratio such as 4 or 4:1, or 0 or 1 for none')
  if (table.columns.has('basis') && row.cell('state') !== '' && !isState(row.cell('state')))
    return refuse('E_ENUM', 'state', `one of ${barStates.join(', ')}`)
  const state = toldState(row, table) ?? stateOf(date, today, calendar, options.now)
  const paid = { dividend: dividend || null, capitalGain: capitalGain || null }
  const bar = {
    line: row.line,
    date,
    ...prices,
    adjClose,
    ...paid,
    split: split === null ? null : wholeRatio(split),
    state,
  }
  return { kind: 'bar', symbol, bar, report: entries }
}

const isUntraded = (row: PriceRow, decimal: Decimal): boolean =>
  (['high', 'low', 'volume'] as const).every((word) => priceNumber(row.cell(word), decimal) === 0)

const untraded = (row: PriceRow, key: string): ReportEntry =>
  report('W_ROWS_SKIPPED', `No trade of ${key}, which this form writes as zeros: no bar`, { line: row.line })

/** First days of the calendars of spreadsheets and of Unix: what an empty date becomes there. No exchange was open on them. */
export const emptyDates: ReadonlySet<string> = new Set(['1899-12-30', '1899-12-31', '1904-01-01', '1970-01-01'])

const isState = (text: string): text is BarState => barStates.some((state) => state === text)

/**
 * The state that our own export says a bar had, where it is one that the prices themselves do not show: a provisional bar
 * stays one, and that a source revised it stays said. Null for any other, which is told anew, and for other files.
 */
export function toldState(row: PriceRow, { columns }: Pick<PriceTable, 'columns'>): BarState | null {
  const told = columns.has('basis') ? row.cell('state') : ''
  return told === 'provisional' || told === 'revised' ? told : null
}

/** What a file of our own says of bars that were held or corrected where it was written, told by its rows one after another. */
export function statesOf({ columns }: Pick<PriceTable, 'columns'>) {
  const counts = { held: 0, repaired: 0 }
  let first: { readonly line: number; readonly state: string } | null = null
  return {
    see: (state: string, line: number): void => {
      if (state !== 'held' && state !== 'repaired') return
      counts[state]++
      first ??= { line, state }
    },
    entries: (): readonly ReportEntry[] => {
      if (first === null || !columns.has('basis') || !columns.has('state')) return []
      const message = `Where the file was written ${counts.held} bars were held back and ${counts.repaired} corrected: checks look at all of them anew, and corrected prices are taken as they stand`
      return [report('W_STATE', message, { line: first.line, field: 'state' }, first.state)]
    },
  }
}

/** What figures must say of a bar that a file has of a session which is not over. */
export function runningBar(symbol: Ticker, date: IsoDate, options: PriceReadOptions): Finding | null {
  const today = localTime(options.now, options.zoneOf(symbol)).date
  if (stateOf(date, today, options.calendarOf(symbol), options.now) === 'final') return null
  const values = { seen: new Date(options.now).toISOString() }
  return finding(barLive, { ...on(date), evidence: { kind: 'seen', values } })
}

/** A bar of a file is final once its session is over. */
export function stateOf(date: IsoDate, today: IsoDate, calendar: Calendar | null, now: Instant): BarState {
  const session = calendar?.session(date) ?? null
  if (session !== null) return session.closes <= now ? 'final' : 'provisional'
  return date < today ? 'final' : 'provisional'
}
