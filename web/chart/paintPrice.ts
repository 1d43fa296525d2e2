import { barsIn } from '../core/ticker/axis.ts'
import { barWidth, pixelOf } from '../core/ticker/layout.ts'
import { levelFor } from '../core/ticker/pyramid.ts'
import { clearOfBars } from './clearOfBars.ts'
import { drawn, type Element, written } from './element.ts'
import type { ChartModel } from './model.ts'
import { crisp, pathBuffer } from './path.ts'
import { levelDrawn } from './scales.ts'

const wicksUp = pathBuffer()
const wicksDown = pathBuffer()
const bodiesUp = pathBuffer()
const bodiesDown = pathBuffer()
const beyond = pathBuffer()
const closes = pathBuffer()
const expected = pathBuffer()
const difference = pathBuffer()

/** The price pane: candles, hollow up and filled down, with the expected path of the selected event. */
export function paintPrice(model: ChartModel, y: (price: number) => number): readonly Element[] {
  for (const each of [wicksUp, wicksDown, bodiesUp, bodiesDown, beyond, closes, expected, difference]) each.clear()
  const { theme, style } = model
  if (style === 'line') putCloses(model, y)
  else putCandles(model, y)
  putExpected(model, y)
  return [
    drawn('area', difference, { fill: theme.band }),
    drawn('segments', wicksUp, { stroke: theme.up, lineWidth: 1 }),
    drawn('segments', wicksDown, { stroke: theme.down, lineWidth: 1 }),
    drawn('rects', bodiesUp, { stroke: theme.up, lineWidth: 1 }),
    drawn('rects', bodiesDown, { lineWidth: 0, fill: theme.down }),
    drawn('line', beyond, { stroke: theme.ink, lineWidth: 1.5, lineJoin: 'round' }),
    drawn('line', closes, { stroke: theme.accent, lineWidth: 1.5, lineJoin: 'round' }),
    ...carLabel(model, y),
    drawn('line', expected, { stroke: theme.ink, lineWidth: 1.5, lineDash: [2, 3] }),
  ]
}

function putCandles(model: ChartModel, y: (price: number) => number): void {
  const { series, span, layout, scales } = model
  const { pyramid } = series
  const width = barWidth(layout, span)
  const level = levelDrawn(model)
  const edges = [layout.price.top + 2, layout.price.top + layout.price.height - 2] as const
  const columns = pyramid.levels[level]
  if (columns === undefined) return
  const size = 2 ** level
  const { first, last } = barsIn(span, pyramid.length)
  const half = Math.min(12, (width * size * 0.68) / 2)
  for (let j = Math.floor(first / size); j <= Math.floor(last / size); j++) {
    const [high, low] = [columns.high[j] as number, columns.low[j] as number]
    if (!(high >= low)) continue
    const x = crisp(pixelOf(layout, span, j * size + (size - 1) / 2))
    const [top, bottom] = [y(high), y(low)]
    const [open, close] = [y(columns.open[j] as number), y(columns.close[j] as number)]
    const w = Math.max(1, Math.round(half))
    // A stray price outside the session does not set the scale: an arrow at the edge says that it goes on.
    if (high > scales.price.max) putArrow(x, edges[0], 1)
    if (low < scales.price.min) putArrow(x, edges[1], -1)
    if (close <= open) {
      // The wick stops at the body: hollow means that the grid shows through.
      const [head, foot] = [crisp(close), Math.max(crisp(close) + 1, crisp(open))]
      wicksUp.put(x, top, x, head)
      wicksUp.put(x, foot, x, bottom)
      bodiesUp.put(x - w, head, w * 2, foot - head)
    } else {
      wicksDown.put(x, top, x, bottom)
      bodiesDown.put(x - w - 0.5, Math.round(open), w * 2 + 1, Math.max(1, Math.round(close) - Math.round(open)))
    }
  }
}

/** @param down 1 for an arrow that points up, with its head at the top */
function putArrow(x: number, head: number, down: 1 | -1): void {
  const foot = head + 4 * down
  beyond.put(x - 4, foot, x, head)
  beyond.put(x + 4, foot, Number.NaN, Number.NaN)
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

/** Pixels of a letter of the label, about; of the room around it; and half of its height. */
const LETTER = 7.6
const ROOM = 8
const HALF = 9

/**
 * The CAR with its window in words, once: beside the window, to the right where there is room for it and else to the
 * left, at the height where the path ends or, where bars stand there, just above or below them.
 */
function carLabel(model: ChartModel, y: (price: number) => number): readonly Element[] {
  const { overlay, span, layout, theme, carText } = model
  const end = overlay?.expected.at(-1)
  if (overlay == null || end === undefined || carText === null) return []
  const { left } = layout
  const [from, to] = [overlay.event.first - 0.5, overlay.event.last + 0.5].map((index) => pixelOf(layout, span, index))
  const right = left + layout.width
  if (from === undefined || to === undefined || to < left || from > right) return []
  const width = carText.length * LETTER
  const x = to + ROOM + width <= right ? to + ROOM : Math.max(left + 2, from - ROOM - width)
  const font = `600 12px ${theme.font}`
  const at = clearOfBars(model, y, [x, x + width], y(end.price), HALF)
  return [written({ text: carText, x, y: at, verticalAlign: 'middle', font, fill: theme.ink })]
}
