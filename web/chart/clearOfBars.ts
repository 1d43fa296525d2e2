import { indexAt } from '../core/ticker/layout.ts'
import { extremes } from '../core/ticker/pyramid.ts'
import type { ChartModel } from './model.ts'

/**
 * The height nearest to the one wanted at which words in the price pane touch none of the bars there: that height, or just
 * above or below the bars. Where those leave no room it is the one wanted.
 *
 * @param ends pixels between which the words stand, and `half` of their height
 * @param taken pixels at the top of the pane that something else takes
 */
export function clearOfBars(
  { series, span, layout }: ChartModel,
  y: (price: number) => number,
  ends: readonly [number, number],
  wanted: number,
  half: number,
  taken = 0,
): number {
  const [first, last] = ends
    .map((pixel) => Math.round(indexAt(layout, span, pixel)))
    .map((index) => Math.min(series.pyramid.length - 1, Math.max(0, index)))
  const { low, high } = extremes(series.pyramid, first ?? 0, last ?? 0)
  const [top, foot] = [y(high), y(low)]
  const { price } = layout
  const within = (at: number) => Math.min(price.top + price.height - half, Math.max(price.top + taken + half, at))
  const isFree = (at: number) => !(foot >= top) || at + half <= top || at - half >= foot
  const free = [wanted, top - half, foot + half].map(within).filter(isFree)
  return free.sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0] ?? within(wanted)
}
