import type { Ticker } from '../../market/ticker.ts'
import type { PriceWord } from './columns.ts'
import { isBlank, type PriceHead, type PriceRow } from './priceTable.ts'
import { ranges } from './readOhlc.ts'

/** Columns of the range that hold something, by ticker. */
export type Filled = ReadonlyMap<Ticker, ReadonlySet<PriceWord>>

/** Those of one ticker; all that the file has for one that is not there. */
export const filledIn = (
  { columns }: Pick<PriceHead, 'columns'>,
  filled: Filled,
  symbol: Ticker,
): ReadonlySet<PriceWord> => filled.get(symbol) ?? new Set(ranges.filter((word) => columns.has(word)))

/** A bit for each column of the range that a row fills. */
export const bitsIn = (row: PriceRow): number =>
  ranges.reduce((bits, word, bit) => (isBlank(row.cell(word)) ? bits : bits | (1 << bit)), 0)

/** What rows were seen to fill. @param seen bits of all rows of a ticker */
export const filledBy = (
  { columns }: Pick<PriceHead, 'columns'>,
  seen: Iterable<{ readonly symbol: Ticker; readonly filled: number }>,
): Filled =>
  new Map(
    Array.from(seen, ({ symbol, filled }) => [
      symbol,
      new Set(ranges.filter((word, bit) => columns.has(word) && (filled & (1 << bit)) !== 0)),
    ]),
  )

/** Do rows fill what was taken for granted? */
export const isFilledAs = (head: Pick<PriceHead, 'columns'>, found: Filled, assumed: Filled): boolean =>
  [...found].every(([symbol, words]) => filledIn(head, assumed, symbol).size === words.size)
