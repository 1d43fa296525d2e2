import { leastTrusted } from '../market/bar.ts'
import type { PriceColumns } from './prices.ts'

/**
 * The same prices in at most `max` rows, for a chart that has no more pixels: each row stands for equally many bars in
 * a row, opens as the first, closes as the last, spans their extremes and adds their volumes. Its date and start are the
 * first bar's, its state the least trusted of them, its checks all of theirs.
 */
export function coarserPrices(prices: PriceColumns, max: number): PriceColumns {
  const count = prices.date.length
  const size = Math.ceil(count / max)
  if (size <= 1) return prices
  const starts = Array.from({ length: Math.ceil(count / size) }, (_, row) => row * size)
  const first = <T>(column: readonly T[]) => starts.map((at) => column[at] as T)
  const over = <T, R>(column: readonly T[], merge: (bars: readonly T[]) => R) =>
    starts.map((at) => merge(column.slice(at, at + size)))
  return {
    ...prices,
    total: starts.length,
    bars_per_row: size,
    breaks: [],
    date: first(prices.date),
    start: prices.start === null ? null : first(prices.start),
    phase: prices.phase === null ? null : first(prices.phase),
    open: first(prices.open),
    high: over(prices.high, (bars) => Math.max(...bars)),
    low: over(prices.low, (bars) => Math.min(...bars)),
    close: over(prices.close, (bars) => bars.at(-1) as number),
    volume: over(prices.volume, sumOfKnown),
    state: over(prices.state, leastTrusted),
    checks: over(prices.checks, distinct),
    volumeChecks: over(prices.volumeChecks, distinct),
    heldBy: over(prices.heldBy, distinct),
    correctedBy: over(prices.correctedBy, distinct),
  }
}

/** Null only when no bar has a volume. */
function sumOfKnown(volumes: readonly (number | null)[]): number | null {
  const known = volumes.filter((volume) => volume !== null)
  return known.length === 0 ? null : known.reduce((sum, volume) => sum + volume, 0)
}

const distinct = (names: readonly (readonly string[])[]): readonly string[] => [...new Set(names.flat())]
