import { roundTicks } from '../core/plotScale.ts'
import { type Box, barWidth, pixelOf } from '../core/ticker/layout.ts'
import { drawn, type Element, written } from './element.ts'
import type { ChartModel } from './model.ts'
import { crisp, pathBuffer } from './path.ts'
import { onto, type Scale, type Scales } from './scales.ts'

const lines = pathBuffer()

/** Pixels between the plot and what its scale says. */
const MARGIN = 6
/** Room that half of a time label takes. */
const HALF_LABEL = 18

const ticksIn = ({ min, max }: Scale, count: number): readonly number[] =>
  roundTicks(min, max, count).filter((value) => value >= min && value <= max)

/** Scales and time axis where no engine draws them: lines across the price pane, round values beside it, dates under it. */
export function paintAxes(model: ChartModel, scales: Scales): readonly Element[] {
  lines.clear()
  const { layout, theme, span, ticks, tickText } = model
  const { price, ar, axis } = layout
  const right = layout.left + layout.width
  const prices = ticksIn(scales.price, Math.max(3, Math.round(price.height / 48)))
  const y = onto(price, scales.price)
  for (const value of prices) lines.put(layout.left, crisp(y(value)), right, crisp(y(value)))
  const beside = (pane: Box, at: number, text: string): readonly Element[] =>
    at < pane.top + 5 || at > pane.top + pane.height - 5
      ? []
      : [
          written({
            text,
            x: right + MARGIN,
            y: at,
            verticalAlign: 'middle',
            font: `11px ${theme.font}`,
            fill: theme.soft,
          }),
        ]
  const abnormal = ar === null ? [] : ticksIn(scales.ar, 3)
  return [
    drawn('segments', lines, { stroke: theme.grid, lineWidth: 1 }),
    ...prices.flatMap((value) => beside(price, y(value), model.priceText(value))),
    ...abnormal.flatMap((value) =>
      ar === null ? [] : beside(ar, onto(ar, scales.ar)(value), model.percentText(value)),
    ),
    ...ticks.flatMap((tick) => {
      const x = pixelOf(layout, span, tick.index)
      if ((tick.index - span.from) * barWidth(layout, span) < HALF_LABEL || x > right) return []
      const isSmall = tick.kind === 'day' || tick.kind === 'hour'
      return [
        written({
          text: tickText(tick),
          x,
          y: axis.top + axis.height / 2 + 2,
          align: 'center',
          verticalAlign: 'middle',
          font: `${isSmall ? '' : '600 '}11px ${theme.font}`,
          fill: isSmall ? theme.soft : theme.ink,
        }),
      ]
    }),
  ]
}
