import type { PriceSource } from './priceSource.ts'
import { yahoo } from './yahoo/yahoo.ts'

/** The source that a backfill asks. */
export const usualSource: PriceSource = yahoo
