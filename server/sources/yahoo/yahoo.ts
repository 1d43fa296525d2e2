import type { PriceSource } from '../priceSource.ts'
import { earliestDate, reachOf } from './ask.ts'
import { chartFetcher } from './fetch.ts'
import { readChart } from './read.ts'

/** Yahoo Finance: daily bars without limit, bars within the day for as long as its own refusals say. */
export const yahoo: PriceSource = {
  name: 'yahoo',
  reach: reachOf,
  spacing: 250,
  earliestDate,
  connect: chartFetcher,
  read: readChart,
}
