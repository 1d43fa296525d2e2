import type { Tick } from '../core/ticker/axis.ts'
import { type Box, barWidth, pixelOf } from '../core/ticker/layout.ts'
import { tagWidth } from '../core/ticker/priceTag.ts'
import { drawn, type Element, written } from './element.ts'
import type { ChartModel, Scale } from './model.ts'
import { heightsOf, paintNames } from './paintCompared.ts'
import { crisp, pathBuffer } from './path.ts'
import { onto, valueAt } from './scales.ts'

const lines = pathBuffer()
const tag = pathBuffer()

/** Pixels between the plot and what its scale says. */
const MARGIN = 6
/** Room that half of a time label takes, and pixels of a letter of 11 pixels, about. */
const HALF_LABEL = 18
const LETTER = 6.4
/** Pixels at the edges of a pane beside which nothing is written. */
const EDGE = 5
/** Half the height of the tag of the last price: a label nearer than that to it is left out. */
const HALF_TAG = 9

/**
 * Round values within a scale, a step of 1, 2, 3, 5 or 10, whichever is nearest to so many parts.
 */
function ticksIn({ min, max }: Scale, parts: number): readonly number[] {
  const raw = (max - min) / parts
  const power = 10 ** Math.floor(Math.log10(raw))
  const share = raw / power
  const step = power * (share < 1.5 ? 1 : share < 2.5 ? 2 : share < 4 ? 3 : share < 7 ? 5 : 10)
  const ticks: number[] = []
  for (let at = Math.ceil(min / step); at <= Math.floor(max / step); at++)
    ticks.push(Number((at * step).toPrecision(10)) + 0)
  return ticks
}

/** The part of a scale beside which is written: a low pane could have all but one of its round values at its edges. */
const inside = (pane: Box, scale: Scale): Scale => ({
  min: valueAt(pane, scale, pane.top + pane.height - EDGE),
  max: valueAt(pane, scale, pane.top + EDGE),
})

/** The scales: lines across the price pane, round values beside it, the last price in sight, dates under it. */
export function paintAxes(model: ChartModel): readonly Element[] {
  lines.clear()
  tag.clear()
  const { layout, theme, scales, last } = model
  const { price, ar, strength } = layout
  const right = layout.left + layout.width
  const y = onto(price, scales.price)
  const prices = pricesMarked(model, Math.max(3, Math.round(price.height / 56)))
  const decimals = decimalsOf(prices, model.zero)
  const names = paintNames(model, y)
  const taken = heightsOf(names)
  for (const value of prices) lines.put(layout.left, crisp(y(value)), right, crisp(y(value)))
  const tagAt =
    last === null ? null : Math.min(price.top + price.height, Math.max(price.top, Math.round(y(last.price))))
  const beside = (pane: Box, at: number, text: string): readonly Element[] =>
    at < pane.top + EDGE || at > pane.top + pane.height - EDGE
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
  if (last !== null && tagAt !== null)
    tag.put(right + 2.5, tagAt - HALF_TAG + 0.5, tagWidth(last.text) + 2 * (MARGIN - 2.5), 2 * HALF_TAG - 1)
  const abnormal = ar === null ? [] : ticksIn(inside(ar, scales.ar), 3)
  return [
    drawn('segments', lines, { stroke: theme.grid, lineWidth: 1 }),
    drawn('rects', tag, { fill: theme.surface, stroke: theme.hair, lineWidth: 1 }),
    ...prices.flatMap((value) =>
      (tagAt !== null && Math.abs(y(value) - tagAt) < HALF_TAG + 8) ||
      taken.some((height) => Math.abs(y(value) - height) < 13)
        ? []
        : beside(price, y(value), model.priceText(value, decimals)),
    ),
    ...names,
    ...(strength === null ? [] : ticksIn(inside(strength, scales.strength), 3)).flatMap((value) =>
      strength === null ? [] : beside(strength, onto(strength, scales.strength)(value), String(value)),
    ),
    ...(last === null || tagAt === null
      ? []
      : [
          written({
            text: last.text,
            x: right + MARGIN,
            y: tagAt,
            verticalAlign: 'middle',
            font: `600 11px ${theme.font}`,
            fill: theme.ink,
          }),
        ]),
    ...abnormal.flatMap((value) =>
      ar === null ? [] : beside(ar, onto(ar, scales.ar)(value), model.percentText(value)),
    ),
    ...timeLabels(model),
  ]
}

/** Round prices, or round percentages as prices; where ratios count, none so near another that both would be written. */
function pricesMarked({ scales, zero, layout }: ChartModel, parts: number): readonly number[] {
  const { price: scale } = scales
  const [from, to] = zero === null ? [scale.min, scale.max] : [scale.min / zero - 1, scale.max / zero - 1]
  const found = ticksIn({ min: from, max: to }, scale.log ? parts * 3 : parts).map((value) =>
    zero === null ? value : zero * (1 + value),
  )
  if (!scale.log) return found
  const y = onto(layout.price, scale)
  const kept: number[] = []
  for (const value of found) {
    const below = kept.at(-1)
    if (below === undefined || y(below) - y(value) >= 34) kept.push(value)
  }
  return kept
}

/** Decimals without which two of the places would be written alike, or one as what it is not. */
function decimalsOf(prices: readonly number[], zero: number | null): number {
  const told = zero === null ? prices : prices.map((price) => Number(((price / zero - 1) * 100).toPrecision(9)))
  let decimals = 0
  while (decimals < 12 && told.some((value) => Number(value.toFixed(decimals)) !== value)) decimals++
  return decimals
}

const isSmall = ({ kind }: Tick) => kind === 'day' || kind === 'hour'

/** The first label says what those after it leave out: a day its month, an hour its day. */
function firstText({ ticks, tickText }: ChartModel, tick: Tick): string {
  const { index, kind } = tick
  const dated = () => tickText({ index, kind: 'monthDay' })
  if (kind === 'hour') return `${dated()} ${tickText(tick)}`
  // Nothing comes before the first bar, so it begins no year: where every session is marked, it has its date.
  const isDaily = ticks.length === 1 || ticks[1]?.kind === 'day' || ticks[1]?.kind === 'monthDay'
  return kind === 'day' || (index === 0 && isDaily) ? dated() : tickText(tick)
}

/** Dates under the plot; where two would touch, the one that says more stands. */
function timeLabels(model: ChartModel): readonly Element[] {
  const { layout, span, ticks, tickText, theme } = model
  const right = layout.left + layout.width
  const kept: { readonly tick: Tick; readonly x: number; readonly text: string; readonly half: number }[] = []
  for (const tick of ticks) {
    const x = pixelOf(layout, span, tick.index)
    const before = kept.at(-1)
    const text = before === undefined ? firstText(model, tick) : tickText(tick)
    const half = (text.length * LETTER) / 2
    const room = before === undefined && tick.kind === 'hour' ? half : HALF_LABEL
    if ((tick.index - span.from) * barWidth(layout, span) < room || x > right) continue
    if (before !== undefined && x - half < before.x + before.half + MARGIN) {
      if (isSmall(tick) || !isSmall(before.tick)) continue
      kept.pop()
    }
    kept.push({ tick, x, text, half })
  }
  return kept.map(({ tick, x, text }) =>
    written({
      text,
      x,
      y: layout.axis.top + layout.axis.height / 2 + 2,
      align: 'center',
      verticalAlign: 'middle',
      font: `${isSmall(tick) ? '' : '600 '}11px ${theme.font}`,
      fill: isSmall(tick) ? theme.soft : theme.ink,
    }),
  )
}
