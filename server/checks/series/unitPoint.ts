import type { Prices } from '../../market/bar.ts'
import { type Found, on } from '../check.ts'
import { median } from '../dailySeries.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { AROUND, bySession, isUnit, type Priced, type Stretch, spansUnit, undoing, unitOf, unitsOf } from '../units.ts'

const fields = ['open', 'high', 'low', 'close'] as const

/** Prices that are off, null for those that are not, and the level they are off from. */
type Evidence = {
  readonly kind: 'prices'
  readonly values: { readonly level: number } & Readonly<Record<(typeof fields)[number], number | null>>
}

/** Median close of the eleven sessions around a bar, of its own stretch; fewer where that has no more. */
function levelAround(bars: readonly Prices[], at: number, stretch: Stretch): number {
  const width = 2 * AROUND + 1
  const from = Math.max(stretch.from, Math.min(at - AROUND, stretch.until - width))
  return median(bars.slice(from, Math.min(from + width, stretch.until)).map(({ close }) => close)) ?? 0
}

function isWide(bars: readonly Prices[], { from, until }: Stretch, power: number): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, 0]
  for (let at = from; at < until; at++) {
    const bar = bars[at]
    if (bar === undefined) continue
    least = Math.min(least, bar.open, bar.high, bar.low, bar.close)
    most = Math.max(most, bar.open, bar.high, bar.low, bar.close)
  }
  return spansUnit(least, most, power)
}

/** Bars of a stretch with a price in another unit than the closes around them. */
function pointsIn({ bars, currency }: Priced, stretch: Stretch): readonly Found<Evidence>[] {
  const power = unitOf(currency)
  const found: Found<Evidence>[] = []
  if (!isWide(bars, stretch, power)) return found
  for (let at = stretch.from; at < stretch.until; at++) {
    const bar = bars[at]
    if (bar === undefined) continue
    const level = levelAround(bars, at, stretch)
    const off = fields.filter((field) => isUnit(bar[field] / level, power))
    if (off.length === 0) continue
    const prices = new Set(off.map((field) => undoing(bar[field] / level)))
    const [price = 1] = prices
    const value = (field: (typeof fields)[number]) => (off.includes(field) ? bar[field] : null)
    const values = { level, open: value('open'), high: value('high'), low: value('low'), close: value('close') }
    found.push({
      ...on(bar.date),
      evidence: { kind: 'prices', values },
      holds: on(bar.date),
      factors: prices.size === 1 ? { price, volume: 1 } : null,
    })
  }
  return found
}

const run = (series: Priced): readonly Found<Evidence>[] =>
  unitsOf(series).stretches.flatMap((stretch) => pointsIn(series, stretch))

/** Prices of one session in hundredths, or hundredfold. */
export const unitPoint: SeriesCheck<'UNIT_POINT', Evidence> = {
  name: 'UNIT_POINT',
  scope: 'series',
  severity: 'error',
  holds: 'session',
  about: ['prices', 'range'],
  sees: 'all',
  run,
  runWithin: (series) => bySession(series, run),
}
