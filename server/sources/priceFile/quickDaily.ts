import { MOST_PRICE } from '../../market/bar.ts'
import type { Ticker } from '../../market/ticker.ts'
import { MOST_CHARACTERS } from '../delimited.ts'
import type { BarSpool } from './barSpool.ts'
import type { PriceWord } from './columns.ts'
import { dailyCell } from './dailyCells.ts'
import { dateField } from './dateColumn.ts'
import type { DecimalEvidence } from './decimalMark.ts'
import { fractionDigits, plainNumber } from './plainNumber.ts'
import { otherNumbers, type PriceHead } from './priceTable.ts'
import { isOutside, ranges } from './readOhlc.ts'
import { isMeant } from './unusedColumns.ts'
import type { UsualDays } from './usualDays.ts'

/** A ticker as its daily rows are read. */
export interface DailyTicker {
  readonly symbol: Ticker
  /** Its place in the spool, once a row of it was taken; -1 before. */
  index: number
  readonly days: UsualDays
  /** Its columns of the range are taken to hold something. */
  readonly isWhole: boolean
  /** A bit for each column of the range that held something. */
  filled: number
  currency: string
}

/** Takes a row of a ticker. @returns false for one that is to be read word by word */
export type QuickDaily = (fields: readonly string[], line: number, ticker: DailyTicker) => boolean

const price = { open: 0, high: 0, low: 0, close: 0, volume: null as number | null }

/** A number or nothing: NaN for nothing, undefined for what is neither in the usual way. */
function given(text: string): number | undefined {
  if (text === '') return Number.NaN
  const number = plainNumber(text)
  return Number.isNaN(number) ? undefined : number
}

/**
 * Takes rows of the usual form into a spool: a date with hyphens, plain numbers, nothing to be said of them. Nearly all rows
 * are, and reading them word by word takes ten times as long.
 *
 * @returns null for a table of another form
 */
export function quickDaily(
  head: PriceHead,
  spool: BarSpool,
  evidence: DecimalEvidence | null,
  isTold: (name: string) => boolean,
): QuickDaily | null {
  const { position, header, columns } = head
  const place = (word: PriceWord): number => position.get(word) ?? -1
  const [date, close] = [place(dateField(head)), place('close')]
  const isUsual =
    Math.min(date, close) >= 0 &&
    !position.has('clock') &&
    !position.has('period') &&
    (columns.has('ticker') ? position.has('ticker') : true) &&
    head.form.series === null &&
    !head.form.zeroMeansNoTrade &&
    header.every((name) => name !== '')
  if (!isUsual) return null
  // A file without one of the range has closes there.
  const own = (word: PriceWord): number => (position.has(word) ? place(word) : close)
  const [open, high, low, volume] = [own('open'), own('high'), own('low'), place('volume')]
  const [basis, state, currency, split] = [place('basis'), place('state'), place('currency'), place('split')]
  const [adjusted, dividend, gain] = [place('adj_close'), place('dividend'), place('capital_gain')]
  const every = ranges.reduce((bits, word, bit) => (position.has(word) ? bits | (1 << bit) : bits), 0)
  const read = new Set([date, close, open, high, low, volume, basis, state, currency, split, adjusted, dividend, gain])
  read.add(place('ticker'))
  const meaning = head.meaning.map((name) => ({ name, at: header.indexOf(name) }))
  const unread = [...header.keys()].filter((at) => !read.has(at))
  const others = otherNumbers(head).map((name) => [name, header.indexOf(name)] as const)
  const amounts = (['adj_close', 'dividend', 'capital_gain', 'split'] as const)
    .map((word) => [word, place(word)] as const)
    .filter(([, at]) => at >= 0)
  const { width } = spool

  return (fields, line, ticker) => {
    if (fields.length !== header.length || ticker.index < 0 || !ticker.isWhole) return false
    const text = (at: number): string => fields[at] as string
    if (basis >= 0 && text(basis) !== 'split') return false
    if (state >= 0 && text(state) !== 'final' && text(state) !== '') return false
    if (currency >= 0 && text(currency) !== ticker.currency) return false
    const day = ticker.days(text(date))
    if (day === null) return false
    price.close = plainNumber(text(close))
    const closeDigits = fractionDigits()
    price.open = open === close ? price.close : plainNumber(text(open))
    const openDigits = fractionDigits()
    price.high = high === close ? price.close : plainNumber(text(high))
    const highDigits = fractionDigits()
    price.low = low === close ? price.close : plainNumber(text(low))
    const lowDigits = fractionDigits()
    if (!(price.open > 0 && price.high > 0 && price.low > 0 && price.close > 0)) return false
    if (Math.max(price.open, price.high, price.low, price.close) >= MOST_PRICE || isOutside(price)) return false
    const traded = volume < 0 ? Number.NaN : given(text(volume))
    const volumeDigits = volume >= 0 && text(volume) !== '' ? fractionDigits() : 0
    const adjClose = adjusted < 0 ? Number.NaN : given(text(adjusted))
    const paid = dividend < 0 ? Number.NaN : given(text(dividend))
    const gained = gain < 0 ? Number.NaN : given(text(gain))
    const ratio = split < 0 ? Number.NaN : given(text(split))
    if (traded === undefined || adjClose === undefined || paid === undefined || gained === undefined) return false
    if (ratio === undefined || (ratio > 0 && ratio !== 1)) return false
    if (traded > Number.MAX_SAFE_INTEGER) return false
    for (const { name, at } of meaning) if (!isTold(name) && isMeant(text(at).trim())) return false
    for (const other of unread) if (text(other).length > MOST_CHARACTERS) return false
    if (evidence !== null) {
      const told = line + head.below
      const see = (field: PriceWord, at: number, isPrice: boolean, digits: number): void => {
        if (digits === 0) return
        // A dot before three digits may part thousands.
        if (digits !== 3) evidence.seeDot(isPrice, told, field, text(at))
        else evidence.see({ line: told, field, text: text(at), isPrice, ticker: '' })
      }
      if (open !== close) see('open', open, true, openDigits)
      if (high !== close) see('high', high, true, highDigits)
      if (low !== close) see('low', low, true, lowDigits)
      see('close', close, true, closeDigits)
      for (const [field, at] of amounts)
        if (text(at) !== '') evidence.see({ line: told, field, text: text(at), isPrice: false, ticker: '' })
      if (volumeDigits > 0) see('volume', volume, false, volumeDigits)
      for (const [field, at] of others)
        evidence.see({ line: told, field, text: text(at).trim(), isPrice: false, ticker: '' })
    }
    ticker.filled = every
    const [cells, at] = [spool.cells(), spool.place()]
    cells[at + dailyCell.symbol] = ticker.index
    cells[at + dailyCell.start] = day.day
    cells[at + dailyCell.line] = line + head.below
    cells[at + dailyCell.open] = price.open
    cells[at + dailyCell.high] = price.high
    cells[at + dailyCell.low] = price.low
    cells[at + dailyCell.close] = price.close
    cells[at + dailyCell.volume] = traded
    cells[at + dailyCell.state] = day.state
    if (width > dailyCell.adjClose) cells[at + dailyCell.adjClose] = adjClose
    if (width > dailyCell.dividend) {
      cells[at + dailyCell.dividend] = paid || Number.NaN
      cells[at + dailyCell.capitalGain] = gained || Number.NaN
      cells[at + dailyCell.numerator] = Number.NaN
      cells[at + dailyCell.denominator] = Number.NaN
    }
    spool.added()
    return true
  }
}
