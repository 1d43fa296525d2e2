import { barsIn } from '../core/ticker/axis.ts'
import { barWidth, pixelOf } from '../core/ticker/layout.ts'
import { type Element, written } from './element.ts'
import type { ChartModel } from './model.ts'

/** Below this a sign would touch its neighbour; the strip under the chart still shows every one. */
const ROOM = 7

/** Signs over bars that are not to be taken for final: the same signs that stand beside their numbers. */
export function paintNotes(
  { series, span, layout, noted, theme }: ChartModel,
  y: (price: number) => number,
): readonly Element[] {
  if (noted.length === 0) return []
  const { first, last } = barsIn(span, series.pyramid.length)
  const wide = barWidth(layout, span) >= ROOM
  const [columns] = series.pyramid.levels
  return noted
    .filter(({ index, grave }) => index >= first && index <= last && (wide || grave))
    .map(({ index, sign, grave }) => {
      // Of a bar whose high does not fit, the highest of its prices.
      const prices = columns === undefined ? [] : [columns.high[index], columns.open[index], columns.close[index]]
      const high = Math.max(
        ...prices.map((price) => (Number.isFinite(price) ? (price ?? 0) : Number.NEGATIVE_INFINITY)),
      )
      const top = layout.price.top + 12
      return written({
        text: sign,
        x: pixelOf(layout, span, index),
        y: Number.isFinite(high) ? Math.max(top, y(high) - 3) : top,
        align: 'center',
        verticalAlign: 'bottom',
        font: `600 12px ${theme.font}`,
        fill: grave ? theme.ink : theme.soft,
      })
    })
}
