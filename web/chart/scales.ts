import { barsIn } from '../core/ticker/axis.ts'
import { type Box, barWidth } from '../core/ticker/layout.ts'
import { extremes, largestVolume, levelFor } from '../core/ticker/pyramid.ts'
import type { ChartModel } from './model.ts'

/** The values at the foot and at the top of a pane. */
export type Scale = { readonly min: number; readonly max: number }
export type Scales = { readonly price: Scale; readonly volume: Scale; readonly ar: Scale }

/** Vertical pixel of a value in a pane. */
export const onto =
  ({ top, height }: Box, { min, max }: Scale) =>
  (value: number): number =>
    top + height - ((value - min) / (max - min)) * height

/** Value at a vertical pixel of a pane. */
export const valueAt = ({ top, height }: Box, { min, max }: Scale, y: number): number =>
  min + ((top + height - y) / height) * (max - min)

/** Pixels of the narrowest candle whose rise or fall can be seen, and of the narrowest volume under a line. */
const CANDLE = 3

/** The level that is drawn: bars are merged two by two until their shape can be seen. */
export const levelDrawn = ({ series, span, layout, style }: Pick<ChartModel, 'series' | 'span' | 'layout' | 'style'>) =>
  levelFor(series.pyramid, barWidth(layout, span), style === 'candle' ? CANDLE : 1)

/** Bars that one drawn bar stands for. */
export const barsDrawn = (model: Pick<ChartModel, 'series' | 'span' | 'layout' | 'style'>): number =>
  2 ** levelDrawn(model)

/** The value scales of what is on screen: the price scale follows the bars in sight, O(log n). */
export function scalesOf(model: ChartModel): Scales {
  const { series, span, overlay, abnormal } = model
  const { first, last } = barsIn(span, series.pyramid.length)
  const found = extremes(series.scale, first, last)
  let { low, high } = found
  for (const { index, price } of overlay?.expected ?? [])
    if (index >= first && index <= last) [low, high] = [Math.min(low, price), Math.max(high, price)]
  // Nothing but missing sessions in sight: any scale will do, nothing is drawn on it.
  if (!(high >= low)) [low, high] = [0, 1]
  const pad = (high - low) * 0.06 || high * 0.01 || 1
  const level = levelDrawn(model)
  let reach = 0.005
  for (const { index, ar } of abnormal) if (index >= first && index <= last) reach = Math.max(reach, Math.abs(ar))
  for (const { index, car } of overlay?.car ?? [])
    if (index >= first && index <= last) reach = Math.max(reach, Math.abs(car))
  return {
    price: { min: low - pad, max: high + pad },
    volume: { min: 0, max: largestVolume(series.pyramid, level, first, last) * 1.08 || 1 },
    ar: { min: -reach * 1.15, max: reach * 1.15 },
  }
}
