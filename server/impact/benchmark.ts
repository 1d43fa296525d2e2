import { isNamed, type TickerRow } from '../../db/tickers.ts'
import type { MarketEvent } from '../market/event.ts'
import { benchmarkKind, fittingBenchmarks } from '../market/exchange/benchmarks.ts'
import { ticker as readTicker, type Ticker } from '../market/ticker.ts'
import { unknownTicker } from '../prices/prices.ts'
import { Problem } from '../problem.ts'
import { type ModelKind, needsBenchmark } from '../stats/models.ts'

/**
 * Who chose a benchmark: whoever asks, the event's own column, what is stored of the ticker, or nobody, so that it is the first that fits the market.
 * `none`: the security stands beside itself, as its model compares it with nothing.
 */
export type ChosenBy = 'asked' | 'event' | 'ticker' | 'default' | 'none'

/** What a security is compared with, or why with nothing. */
export type BenchmarkChoice =
  | { readonly kind: 'chosen'; readonly row: TickerRow; readonly by: ChosenBy }
  /** `named` is the benchmark that cannot be used, null where none is named and none is stored. */
  | { readonly kind: 'none'; readonly named: string | null; readonly problem: Problem }

/**
 * The benchmark a security is compared with: the one asked for, else the one that the event's own column names, else the
 * ticker's own, else the first stored of those that fit its market, never another market's. Where a model needs none and there is none, the
 * security stands beside itself.
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
  const own = event?.extra.benchmark ?? ''
  const ofTicker = security.benchmark === 'none' ? null : security.benchmark
  const named = asked ?? (own === '' ? ofTicker : own)
  if (named === null) return fittingBenchmark(security, model, stored)
  const symbol = readTicker(named)
  const row =
    stored.find((known) => known.symbol === symbol) ?? stored.find((known) => symbol !== null && isNamed(known, symbol))
  if (row !== undefined && (row.id !== security.id || !needsBenchmark(model)))
    return { kind: 'chosen', row, by: asked !== null ? 'asked' : own !== '' ? 'event' : 'ticker' }
  const problem =
    row === undefined
      ? unknownTicker(named, 'benchmark')
      : new Problem(422, 'own_benchmark', `${named} cannot be its own benchmark`, 'benchmark')
  return { kind: 'none', named, problem }
}

function fittingBenchmark(security: TickerRow, model: ModelKind, stored: readonly TickerRow[]): BenchmarkChoice {
  const isNone = security.benchmark === 'none'
  const fitting = isNone ? [] : fittingBenchmarks(security)
  for (const { symbol } of fitting) {
    const row = stored.find((known) => known.symbol === symbol)
    if (row !== undefined) return { kind: 'chosen', row, by: 'default' }
  }
  if (!needsBenchmark(model)) return { kind: 'chosen', row: security, by: 'none' }
  const [first] = fitting
  const way = isNone
    ? `none is stored as its own ("npm run tickers -- benchmark ${security.symbol} default" takes that back); name one`
    : first === undefined
      ? `${benchmarkKind(security.symbol) === null ? 'none is known that fits its market' : 'it stands for its market itself'}; name one that is stored`
      : `fetch one with "npm run backfill -- ${first.symbol}"`
  const problem = new Problem(
    409,
    'no_benchmark',
    `There is no benchmark to compare ${security.symbol} with: ${way}, or ask for the model "mean"`,
    'benchmark',
  )
  return { kind: 'none', named: null, problem }
}
