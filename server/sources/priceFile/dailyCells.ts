import { barStates } from '../../market/bar.ts'
import { dateOf, dayOf } from '../../market/day.ts'
import type { RowForm } from './barSpool.ts'
import type { ReadBar } from './dailyRow.ts'
import type { PriceHead } from './priceTable.ts'
import { KEYS } from './rowOrder.ts'

/** Places of the cells of a daily row. What the file does not say is NaN; its day is what a row begins with. */
export const dailyCell = {
  ...KEYS,
  line: 2,
  open: 3,
  high: 4,
  low: 5,
  close: 6,
  volume: 7,
  state: 8,
  adjClose: 9,
  dividend: 10,
  capitalGain: 11,
  numerator: 12,
  denominator: 13,
} as const

/** A row is as wide as its file has columns for. */
export function dailyForm({ columns }: Pick<PriceHead, 'columns'>): RowForm {
  const hasActions = (['dividend', 'capital_gain', 'split'] as const).some((word) => columns.has(word))
  const width = hasActions
    ? dailyCell.denominator + 1
    : columns.has('adj_close')
      ? dailyCell.adjClose + 1
      : dailyCell.state + 1
  return { width, unit: 1, tickers: 'as seen' }
}

/** Writes a bar as the cells of a row. */
export function writeCells(cells: Float64Array, at: number, width: number, symbol: number, bar: ReadBar): void {
  const { line, date, open, high, low, close, volume, state, adjClose, dividend, capitalGain, split } = bar
  cells[at + dailyCell.symbol] = symbol
  cells[at + dailyCell.start] = dayOf(date)
  cells[at + dailyCell.line] = line
  cells[at + dailyCell.open] = open
  cells[at + dailyCell.high] = high
  cells[at + dailyCell.low] = low
  cells[at + dailyCell.close] = close
  cells[at + dailyCell.volume] = volume ?? Number.NaN
  cells[at + dailyCell.state] = barStates.indexOf(state)
  if (width > dailyCell.adjClose) cells[at + dailyCell.adjClose] = adjClose ?? Number.NaN
  if (width <= dailyCell.dividend) return
  cells[at + dailyCell.dividend] = dividend ?? Number.NaN
  cells[at + dailyCell.capitalGain] = capitalGain ?? Number.NaN
  cells[at + dailyCell.numerator] = split?.numerator ?? Number.NaN
  cells[at + dailyCell.denominator] = split?.denominator ?? Number.NaN
}

/** The bar that the cells of a row hold. */
export function barAt(cells: Float64Array, at: number, width: number): ReadBar {
  const given = (place: number): number | null => {
    const value = place < width ? (cells[at + place] as number) : Number.NaN
    return Number.isNaN(value) ? null : value
  }
  const [numerator, denominator] = [given(dailyCell.numerator), given(dailyCell.denominator)]
  return {
    line: cells[at + dailyCell.line] as number,
    date: dateOf(cells[at + dailyCell.start] as number),
    open: cells[at + dailyCell.open] as number,
    high: cells[at + dailyCell.high] as number,
    low: cells[at + dailyCell.low] as number,
    close: cells[at + dailyCell.close] as number,
    volume: given(dailyCell.volume),
    adjClose: given(dailyCell.adjClose),
    dividend: given(dailyCell.dividend),
    capitalGain: given(dailyCell.capitalGain),
    split: numerator === null || denominator === null ? null : { numerator, denominator },
    state: barStates[cells[at + dailyCell.state] as number] ?? 'provisional',
  }
}
