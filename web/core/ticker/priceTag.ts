import type { Format } from '../format.ts'

/** From here on the edge of the chart has no room for what is behind the decimal mark: it would cut the price. */
export const MILLION = 1e6

/** A price at the edge of the chart. */
export const priceTag = (write: Pick<Format, 'price' | 'plain'>, price: number): string =>
  price < MILLION ? write.price(price) : write.plain(price, 0)
