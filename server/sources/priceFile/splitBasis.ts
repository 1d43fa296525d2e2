import type { CorporateAction } from '../../market/action.ts'
import type { Prices } from '../../market/bar.ts'
import type { IsoDate } from '../../market/day.ts'

/** A daily row as its vendor has it, with what its columns of actions say of the day. */
export interface VendorBar extends Prices {
  readonly line: number
  readonly date: IsoDate
  readonly adjClose: number | null
  /** A share, in the file's own basis; null on a day without. */
  readonly dividend: number | null
  readonly capitalGain: number | null
  readonly split: { readonly numerator: number; readonly denominator: number } | null
}

/** Twelve digits: a third of a price must not read 33.33333333333333. */
const rounded = (value: number): number => Number(value.toPrecision(12))

/**
 * Bars as traded on split basis: prices and payments before a split divided by its ratio, volumes multiplied by it. The
 * adjusted close is the source's own and stays.
 *
 * @param bars ascending by date
 */
export function fromRaw(
  bars: readonly VendorBar[],
  splits: readonly Extract<CorporateAction, { kind: 'split' }>[],
  volumesSplit: boolean,
): readonly VendorBar[] {
  return bars.map((bar) => {
    const ratio = splits.reduce(
      (product, { date, numerator, denominator }) => (date > bar.date ? (product * numerator) / denominator : product),
      1,
    )
    if (ratio === 1) return bar
    const over = (value: number): number => rounded(value / ratio)
    return {
      ...bar,
      open: over(bar.open),
      high: over(bar.high),
      low: over(bar.low),
      close: over(bar.close),
      volume: bar.volume === null || volumesSplit ? bar.volume : rounded(bar.volume * ratio),
      dividend: bar.dividend === null ? null : over(bar.dividend),
      capitalGain: bar.capitalGain === null ? null : over(bar.capitalGain),
    }
  })
}

/**
 * Bars whose prices were multiplied by 1 - D / C for every payment D after them, C being the close before it, on split
 * basis again. From the newest bar, whose factor is 1, backwards: A = f · (C - D) gives C = A / f + D.
 *
 * @param bars ascending by date
 */
export function fromAdjusted(
  bars: readonly VendorBar[],
  payments: readonly Extract<CorporateAction, { amount: number }>[],
): readonly VendorBar[] {
  const read: VendorBar[] = []
  let factor = 1
  for (let at = bars.length - 1; at >= 0; at--) {
    const [bar, next] = [bars[at], bars[at + 1]]
    if (bar === undefined) continue
    const paid = payments.reduce(
      (sum, { date, amount }) => (next !== undefined && date > bar.date && date <= next.date ? sum + amount : sum),
      0,
    )
    if (paid > 0) factor = bar.close / (bar.close / factor + paid)
    const over = (value: number): number => (factor === 1 ? value : rounded(value / factor))
    read.push({
      ...bar,
      open: over(bar.open),
      high: over(bar.high),
      low: over(bar.low),
      close: over(bar.close),
      adjClose: bar.adjClose ?? bar.close,
    })
  }
  return read.reverse()
}
