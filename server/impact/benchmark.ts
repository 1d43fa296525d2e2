import { isNamed, type TickerRow } from '../../db/tickers.ts'
import type { MarketEvent } from '../market/event.ts'
import { ticker as readTicker, type Ticker } from '../market/ticker.ts'
import { unknownTicker } from '../prices/prices.ts'
import { Problem } from '../problem.ts'
import { type ModelKind, needsBenchmark } from '../stats/models.ts'

/** Benchmarks in the order in which they are taken when none is named. */
const usualBenchmarks = ['^GSPC', 'SPY', '^IXIC', 'QQQ']

/** What a security is compared with, or why with nothing. */
export type BenchmarkChoice =
  | { readonly kind: 'chosen'; readonly row: TickerRow }
  /** `named` is the benchmark that cannot be used, null where none is named and none is stored. */
  | { readonly kind: 'none'; readonly named: string | null; readonly problem: Problem }

/**
 * The benchmark a security is compared with: the one asked for, else the one that the event's own column names, else the
 * first usual one that is stored. Where a model needs none and there is none, the security stands beside itself.
 *
 * @param stored every stored ticker
 */
export function chooseBenchmark(
  security: TickerRow,
  asked: Ticker | null,
  event: MarketEvent | null,
  model: ModelKind,
  stored: readonly TickerRow[],
): BenchmarkChoice {
  const named = asked ?? event?.extra.benchmark ?? null
  if (named === null || named === '') return usualBenchmark(security, model, stored)
  const symbol = readTicker(named)
  const row =
    stored.find((known) => known.symbol === symbol) ?? stored.find((known) => symbol !== null && isNamed(known, symbol))
  if (row !== undefined && (row.id !== security.id || !needsBenchmark(model))) return { kind: 'chosen', row }
  const problem =
    row === undefined
      ? unknownTicker(named, 'benchmark')
      : new Problem(422, 'own_benchmark', `${named} cannot be its own benchmark`, 'benchmark')
  return { kind: 'none', named, problem }
}

function usualBenchmark(security: TickerRow, model: ModelKind, stored: readonly TickerRow[]): BenchmarkChoice {
  const others = usualBenchmarks.filter((symbol) => symbol !== security.symbol)
  for (const symbol of others) {
    const row = stored.find((known) => known.symbol === symbol)
    if (row !== undefined) return { kind: 'chosen', row }
  }
  if (!needsBenchmark(model)) return { kind: 'chosen', row: security }
  const problem = new Problem(
    409,
    'no_benchmark',
    `There is no benchmark to compare ${security.symbol} with: fetch one with "npm run backfill -- ${others[0]}", or ask for the model "mean"`,
    'benchmark',
  )
  return { kind: 'none', named: null, problem }
}
