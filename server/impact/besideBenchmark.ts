import type { TickerRow } from '../../db/tickers.ts'
import type { Ticker } from '../market/ticker.ts'
import { needsBenchmark } from '../stats/models.ts'
import type { Settings } from '../stats/settings.ts'
import type { AlignedSeries } from './alignedSeries.ts'
import { chooseBenchmark } from './benchmark.ts'
import { type Comparison, comparisonOf } from './comparison.ts'
import { chooseRate } from './rate.ts'
import type { Reading } from './reading.ts'

/** What a ticker is compared with where no event is asked about. */
export interface ComparisonQuery {
  /** Null: the ticker's own, else the first that fits its market. */
  readonly benchmark: Ticker | null
  readonly convert?: readonly Ticker[] | undefined
}

/** A ticker on its sessions beside its benchmark, over all that is stored. */
export interface Beside {
  readonly ticker: TickerRow
  readonly aligned: AlignedSeries
  readonly comparison: Comparison
}

/** @throws Problem 404 for an unknown ticker, 409 without a benchmark or factor returns, 422 without a rate that was asked for */
export async function besideBenchmark(
  reading: Reading,
  symbol: Ticker,
  { benchmark, convert = [] }: ComparisonQuery,
  settings: Settings,
): Promise<Beside> {
  const ticker = await reading.ticker(symbol)
  const stored = await reading.tickers()
  const choice = chooseBenchmark(ticker, benchmark, null, settings.model, stored)
  if (choice.kind === 'none') throw choice.problem
  const rate = needsBenchmark(settings.model) ? chooseRate(ticker, choice.row, convert, stored) : null
  if (rate?.kind === 'missing') throw rate.problem
  const aligned = await reading.aligned(ticker, choice.row, rate?.kind === 'rate' ? rate.rate : null, settings)
  const named = { chosenBy: choice.by, benchmark: aligned.benchmark.symbol }
  return { ticker, aligned, comparison: comparisonOf({ aligned, settings, position: null, ...named }) }
}
