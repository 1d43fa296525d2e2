import type { Format } from '../format.ts'

/** From here on the edge of the chart has no room for what is behind the decimal mark: it would cut the price. */
export const MILLION = 1e6

/** A price at the edge of the chart. */
export const priceTag = (write: Pick<Format, 'price' | 'plain'>, price: number): string =>
  price < MILLION ? write.price(price) : write.plain(price, 0)

/** Pixels of a digit and of a mark between digits, bold and 11 pixels high, in the widest of the usual fonts. */
const [DIGIT, MARK] = [7.7, 4.2]

/** Pixels that a price at the edge of the chart takes. */
export const tagWidth = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + (/[.,]/.test(letter) ? MARK : DIGIT), 0)
