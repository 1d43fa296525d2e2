import { relativeStrength } from '../../server/market/rebased.ts'
import { barsIn } from '../core/ticker/axis.ts'
import { type Box, barWidth } from '../core/ticker/layout.ts'
import { extremes, largestVolume, levelFor } from '../core/ticker/pyramid.ts'
import type { ChartModel, Scale, Scales } from './model.ts'

/** Vertical pixel of a value in a pane. */
export const onto =
  ({ top, height }: Box, { min, max, log = false }: Scale) =>
  (value: number): number => {
    const share = log ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min)
    return top + height - share * height
  }

/** Value at a vertical pixel of a pane. */
export const valueAt = ({ top, height }: Box, { min, max, log = false }: Scale, y: number): number => {
  const share = (top + height - y) / height
  return log ? min * (max / min) ** share : min + share * (max - min)
}

/** Pixels of the narrowest candle whose rise or fall can be seen, and of the narrowest volume under a line. */
const CANDLE = 3

/** The level that is drawn: bars are merged two by two until their shape can be seen. */
export const levelDrawn = ({ series, span, layout, style }: Pick<ChartModel, 'series' | 'span' | 'layout' | 'style'>) =>
  levelFor(series.pyramid, barWidth(layout, span), style === 'candle' ? CANDLE : 1)

/** Bars that one drawn bar stands for. */
export const barsDrawn = (model: Pick<ChartModel, 'series' | 'span' | 'layout' | 'style'>): number =>
  2 ** levelDrawn(model)

/** The first of some places of the axis, which ascend, that is not before one. */
export function firstFrom(places: ChartModel['abnormal'], index: number): number {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] as { readonly index: number }).index < index) low = middle + 1
    else high = middle
  }
  return low
}

/** The value scales of what is on screen: the price scale follows the bars in sight, O(log n). */
export function scalesOf(model: Omit<ChartModel, 'scales'>): Scales {
  const { series, span, overlay, abnormal } = model
  const { first, last } = barsIn(span, series.pyramid.length)
  const found = extremes(series.scale, first, last)
  let { low, high } = found
  for (const { index, price } of overlay?.expected ?? [])
    if (index >= first && index <= last) [low, high] = [Math.min(low, price), Math.max(high, price)]
  for (const { closes, factor } of model.compared?.lines ?? [])
    for (let at = first; factor !== null && at <= last; at++) {
      const price = (closes[at] as number) * factor
      if (Number.isFinite(price)) [low, high] = [Math.min(low, price), Math.max(high, price)]
    }
  // Nothing but missing sessions in sight: any scale will do, nothing is drawn on it.
  if (!(high >= low)) [low, high] = [0, 1]
  const pad = (high - low) * 0.06 || high * 0.01 || 1
  const level = levelDrawn(model)
  let reach = 0.005
  for (let i = firstFrom(abnormal, first); i < abnormal.length; i++) {
    const { index, ar } = abnormal[i] as (typeof abnormal)[number]
    if (index > last) break
    reach = Math.max(reach, Math.abs(ar))
  }
  for (const { index, car } of overlay?.car ?? [])
    if (index >= first && index <= last) reach = Math.max(reach, Math.abs(car))
  return {
    price:
      model.log && low > 0
        ? { min: low * (low / high) ** 0.06, max: high * (high / low) ** 0.06, log: true }
        : { min: low - pad, max: high + pad },
    volume: { min: 0, max: largestVolume(series.pyramid, level, first, last) * 1.08 || 1 },
    ar: { min: -reach * 1.15, max: reach * 1.15 },
    strength: strengthScale(model, first, last),
  }
}

/** Around 100, as far as any line of relative strength in sight goes. */
function strengthScale({ series, compared }: Omit<ChartModel, 'scales'>, first: number, last: number): Scale {
  let [min, max] = [99, 101]
  const own = series.pyramid.levels[0]?.close ?? []
  for (const { closes } of compared?.lines ?? [])
    for (let at = first; compared?.base != null && at <= last; at++) {
      const strength = relativeStrength(own, closes, compared.base, at)
      if (strength !== null) [min, max] = [Math.min(min, strength), Math.max(max, strength)]
    }
  const pad = (max - min) * 0.08
  return { min: min - pad, max: max + pad }
}
