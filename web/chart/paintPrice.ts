import { barsIn } from '../core/ticker/axis.ts'
import { barWidth, pixelOf } from '../core/ticker/layout.ts'
import { levelFor } from '../core/ticker/pyramid.ts'
import { drawn, type Element, written } from './element.ts'
import type { ChartModel } from './model.ts'
import { crisp, pathBuffer } from './path.ts'

const wicksUp = pathBuffer()
const wicksDown = pathBuffer()
const bodiesUp = pathBuffer()
const bodiesDown = pathBuffer()
const ranges = pathBuffer()
const closes = pathBuffer()
const expected = pathBuffer()
const difference = pathBuffer()

/** Body narrower than this is drawn as a line from low to high: a shape that cannot be read is not drawn. */
const NARROWEST_BODY = 1.6

/** The price pane: candles, hollow up and filled down, with the expected path of the selected event. */
export function paintPrice(model: ChartModel, y: (price: number) => number): readonly Element[] {
  for (const each of [wicksUp, wicksDown, bodiesUp, bodiesDown, ranges, closes, expected, difference]) each.clear()
  const { theme, style } = model
  if (style === 'line') putCloses(model, y)
  else putCandles(model, y)
  putExpected(model, y)
  return [
    drawn('area', difference, { fill: theme.band }),
    drawn('segments', ranges, { stroke: theme.ink, lineWidth: 1 }),
    drawn('segments', wicksUp, { stroke: theme.up, lineWidth: 1 }),
    drawn('segments', wicksDown, { stroke: theme.down, lineWidth: 1 }),
    drawn('rects', bodiesUp, { stroke: theme.up, lineWidth: 1 }),
    drawn('rects', bodiesDown, { lineWidth: 0, fill: theme.down }),
    drawn('line', closes, { stroke: theme.accent, lineWidth: 1.5, lineJoin: 'round' }),
    ...carLabel(model, y),
    drawn('line', expected, { stroke: theme.ink, lineWidth: 1.5, lineDash: [2, 3] }),
  ]
}

function putCandles({ series, span, layout }: ChartModel, y: (price: number) => number): void {
  const { pyramid } = series
  const width = barWidth(layout, span)
  const level = levelFor(pyramid, width, 1)
  const columns = pyramid.levels[level]
  if (columns === undefined) return
  const size = 2 ** level
  const { first, last } = barsIn(span, pyramid.length)
  const half = Math.min(12, (width * size * 0.68) / 2)
  const bodies = half * 2 >= NARROWEST_BODY
  for (let j = Math.floor(first / size); j <= Math.floor(last / size); j++) {
    const [high, low] = [columns.high[j] as number, columns.low[j] as number]
    if (!(high >= low)) continue
    const x = crisp(pixelOf(layout, span, j * size + (size - 1) / 2))
    const [top, bottom] = [y(high), y(low)]
    if (!bodies) {
      ranges.put(x, top, x, Math.max(bottom, top + 1))
      continue
    }
    const [open, close] = [y(columns.open[j] as number), y(columns.close[j] as number)]
    const w = Math.max(1, Math.round(half))
    if (close <= open) {
      // The wick stops at the body: hollow means that the grid shows through.
      const [head, foot] = [crisp(close), Math.max(crisp(close) + 1, crisp(open))]
      wicksUp.put(x, top, x, head, x, foot, x, bottom)
      bodiesUp.put(x - w, head, w * 2, foot - head)
    } else {
      wicksDown.put(x, top, x, bottom)
      bodiesDown.put(x - w - 0.5, Math.round(open), w * 2 + 1, Math.max(1, Math.round(close) - Math.round(open)))
    }
  }
}

function putCloses({ series, span, layout }: ChartModel, y: (price: number) => number): void {
  const { pyramid } = series
  const level = levelFor(pyramid, barWidth(layout, span), 0.75)
  const columns = pyramid.levels[level]
  if (columns === undefined) return
  const size = 2 ** level
  const { first, last } = barsIn(span, pyramid.length)
  for (
    let j = Math.max(0, Math.floor(first / size) - 1);
    j <= Math.min(columns.close.length - 1, Math.floor(last / size) + 1);
    j++
  ) {
    const close = columns.close[j] as number
    if (Number.isFinite(close))
      closes.put(pixelOf(layout, span, Math.min(pyramid.length - 1, (j + 1) * size - 1)), y(close))
  }
}

/** The dotted path the model expected, and the area between it and the closes: the cumulative abnormal return. */
function putExpected({ overlay, series, span, layout }: ChartModel, y: (price: number) => number): void {
  const path = overlay?.expected ?? []
  const [columns] = series.pyramid.levels
  if (path.length < 2 || columns === undefined) return
  for (const { index, price } of path) {
    expected.put(pixelOf(layout, span, index), y(price))
    difference.put(pixelOf(layout, span, index), y(price))
  }
  for (const { index } of path.toReversed()) {
    const close = columns.close[index]
    if (close !== undefined && Number.isFinite(close)) difference.put(pixelOf(layout, span, index), y(close))
  }
}

/** The CAR in words, once, where the area between the paths ends. */
function carLabel(
  { overlay, span, layout, theme, carText }: ChartModel,
  y: (price: number) => number,
): readonly Element[] {
  const last = overlay?.expected.at(-1)
  if (last === undefined || last.index < span.from || last.index > span.to) return []
  const x = pixelOf(layout, span, last.index) + 8
  const fits = x + 84 < layout.left + layout.width
  if (!fits) return []
  const font = `600 11px ${theme.font}`
  return [written({ text: `CAR ${carText}`, x, y: y(last.price), verticalAlign: 'middle', font, fill: theme.ink })]
}
