import type { Used } from '../../db/version.ts'
import type { PricesQuery } from './priceColumns.ts'

/**
 * What an answer with prices is made of. On total basis every later dividend counts, with the close before it: bars to
 * the newest one then.
 */
export const usedByPrices = ({ ticker, interval, basis, from, to }: PricesQuery): Used => ({
  series: [{ ticker, interval, from, to: basis === 'total' ? null : to }],
})
