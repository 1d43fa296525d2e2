import { pixelOf } from '../core/ticker/layout.ts'
import { clearOfBars } from './clearOfBars.ts'
import { drawn, type Element, written } from './element.ts'
import type { ChartModel } from './model.ts'
import { crisp, pathBuffer } from './path.ts'

const area = pathBuffer()
const ends = pathBuffer()
const line = pathBuffer()
const dots = pathBuffer()
const plate = pathBuffer()

/** Pixels from the line up to its words, and of half of their height. */
const [ABOVE, HALF] = [11, 8]
/** Pixels of a letter, about. */
const LETTER = 7
/** Pixels at the top that the grips of the event window take. */
const GRIPS = 18

/** From the close of one bar to that of another, with what lies between them in a few words. */
export function paintRuler(model: ChartModel, y: (price: number) => number): readonly Element[] {
  const { ruler, layout, span, theme, overlay } = model
  for (const each of [area, ends, line, dots, plate]) each.clear()
  if (ruler === null) return []
  const { top, height } = layout.price
  const [from, to] = [pixelOf(layout, span, ruler.first), pixelOf(layout, span, ruler.last)]
  for (const x of [from, to]) ends.put(crisp(x), top, crisp(x), top + height)
  const heights = ruler.closes?.map(y) ?? []
  const [low = top, high = top] = heights
  if (ruler.closes !== null) {
    area.put(from, Math.min(low, high), to - from, Math.abs(low - high))
    line.put(from, low)
    line.put(to, high)
    dots.put(from, low, 3, 0)
    dots.put(to, high, 3, 0)
  }
  // The words stay in the plot while any of the ruler does.
  const middle = (Math.max(from, layout.left) + Math.min(to, layout.left + layout.width)) / 2
  const above = Math.min(low, high) - ABOVE
  const at = above - HALF > top ? above : Math.max(low, high) + ABOVE
  const width = ruler.text.length * LETTER
  const centre = clearOfBars(model, y, [middle - width / 2, middle + width / 2], at, HALF, overlay === null ? 0 : GRIPS)
  plate.put(middle - width / 2, centre - HALF, width, 2 * HALF)
  return [
    drawn('rects', area, { fill: theme.window }),
    drawn('segments', ends, { stroke: theme.accent, lineWidth: 1 }),
    drawn('line', line, { stroke: theme.accent, lineWidth: 1.5, lineDash: [5, 3] }),
    drawn('glyphs', dots, { fill: theme.accent }),
    // Where the bars leave no room, they do not run through the words.
    drawn('rects', plate, { fill: theme.surface, opacity: 0.85 }),
    written({
      text: ruler.text,
      x: middle,
      y: centre,
      align: 'center',
      verticalAlign: 'middle',
      font: `600 12px ${theme.font}`,
      fill: theme.ink,
    }),
  ]
}
