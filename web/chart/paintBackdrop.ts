import { pixelOf } from '../core/ticker/layout.ts'
import { drawn, type Element, written } from './element.ts'
import type { ChartModel, Stretch } from './model.ts'
import { crisp, pathBuffer } from './path.ts'

const gridLines = pathBuffer()
const windows = pathBuffer()
const hatches = pathBuffer()
const beside = pathBuffer()
const edges = pathBuffer()
const extended = pathBuffer()
const gaps = pathBuffer()
const reaction = pathBuffer()
const splits = pathBuffer()

/** Pixels between hatches, and height of the strip of the estimation window. */
const HATCH = 5
const STRIP = 8
/** Sessions nearer together than so many pixels are not ruled off: the rules would be more than the bars. */
const RULED = 20
/** Pixels of a letter of 11 pixels, about, and between a line and its words; the words stand under the note on merged bars. */
const LETTER = 6.4
const BESIDE = 4
const BELOW = 26
/** Radius of the dot of a session on which something else happened. */
const DOT = 2.5

/** Behind all panes: calendar lines, hours outside the session, missing sessions, event and estimation window. */
export function paintBackdrop(model: ChartModel): readonly Element[] {
  for (const each of [gridLines, windows, hatches, beside, edges, extended, gaps, reaction, splits]) each.clear()
  const { layout, span, ticks, theme, overlay } = model
  const foot = layout.axis.top
  const top = layout.price.top
  for (const { index } of ticks) {
    const x = crisp(pixelOf(layout, span, index - 0.5))
    if (x > layout.left) gridLines.put(x, top, x, foot)
  }
  putExtended(model, top, foot)
  for (const index of model.series.missing) {
    const edge = edgesOf(model, { first: index, last: index })
    if (edge !== null) putHatch(gaps, edge.from, edge.to, top, foot, 4)
  }
  if (overlay !== null) {
    const event = edgesOf(model, overlay.event)
    if (event !== null) {
      windows.put(event.from, top, event.to - event.from, foot - top)
      edges.put(crisp(event.from), top, crisp(event.from), foot)
      edges.put(crisp(event.to), top, crisp(event.to), foot)
    }
    const estimation = overlay.estimation === null ? null : edgesOf(model, overlay.estimation)
    // A strip at the foot of the price pane: it may be as long as the chart, and bars are to be seen.
    const end = layout.price.top + layout.price.height
    if (estimation !== null) putHatch(hatches, estimation.from, estimation.to, end - STRIP, end, HATCH)
    for (const index of overlay.contaminated.places) {
      const x = pixelOf(layout, span, index)
      if (x >= layout.left && x <= layout.left + layout.width) beside.put(x, end - STRIP / 2, DOT, 0)
    }
  }
  const told = paintSplits(model)
  if (model.reacts !== null) {
    const x = crisp(pixelOf(layout, span, model.reacts))
    reaction.put(x, top, x, foot)
  }
  return [
    drawn('rects', extended, { fill: theme.extended }),
    drawn('segments', gridLines, { stroke: theme.grid, lineWidth: 1 }),
    drawn('segments', hatches, { stroke: theme.hatch, lineWidth: 1 }),
    // Hollow where it is left out of the estimation.
    drawn(
      'glyphs',
      beside,
      overlay?.contaminated.leftOut === true
        ? { fill: theme.surface, stroke: theme.soft, lineWidth: 1 }
        : { fill: theme.soft },
    ),
    drawn('segments', gaps, { stroke: theme.hair, lineWidth: 1 }),
    drawn('rects', windows, { fill: theme.window }),
    drawn('segments', edges, { stroke: theme.hair, lineWidth: 1, lineDash: [4, 3] }),
    drawn('segments', splits, { stroke: theme.soft, lineWidth: 1, lineDash: [1, 3] }),
    ...told,
    drawn('segments', reaction, { stroke: theme.ink, lineWidth: 1, opacity: 0.55 }),
  ]
}

/** Where shares were split or joined: a dotted line before the bar, and the ratio beside it as far as there is room. */
function paintSplits({
  layout: { price, left, width },
  layout,
  span,
  splits: all,
  theme,
}: ChartModel): readonly Element[] {
  let taken = left
  return all.flatMap(({ index, text }): readonly Element[] => {
    const x = crisp(pixelOf(layout, span, index - 0.5))
    if (x <= left || x >= left + width) return []
    splits.put(x, price.top, x, price.top + price.height)
    const long = text.length * LETTER
    const from = x + BESIDE + long > left + width ? x - BESIDE - long : x + BESIDE
    if (from < taken) return []
    taken = from + long
    const y = price.top + BELOW
    return [written({ text, x: from, y, verticalAlign: 'middle', font: `11px ${theme.font}`, fill: theme.soft })]
  })
}

/** Left and right pixel of a stretch of bars inside the plot; null when it is off screen. */
function edgesOf({ layout, span }: ChartModel, { first, last }: Stretch) {
  const from = Math.max(layout.left, pixelOf(layout, span, first - 0.5))
  const to = Math.min(layout.left + layout.width, pixelOf(layout, span, last + 0.5))
  return to > from ? { from, to } : null
}

/** Diagonal lines that stay inside a box; they are anchored to the plot, so neighbouring boxes continue each other. */
function putHatch(
  into: ReturnType<typeof pathBuffer>,
  left: number,
  right: number,
  top: number,
  foot: number,
  gap: number,
) {
  const height = foot - top
  for (let c = Math.floor((left - height) / gap) * gap; c < right; c += gap) {
    const from = Math.max(left, c)
    const to = Math.min(right, c + height)
    if (to > from) into.put(from, foot - (from - c), to, foot - (to - c))
  }
}

function putExtended({ extended: phases, layout, span, series }: ChartModel, top: number, foot: number): void {
  if (phases === null) return
  const { dates } = series.axis
  const first = Math.max(0, Math.floor(span.from))
  const last = Math.min(dates.length - 1, Math.ceil(span.to))
  const begins = (i: number) => i > 0 && dates[i] !== dates[i - 1]
  let sessions = 0
  for (let i = first; i <= last; i++) if (begins(i)) sessions++
  const isRuled = sessions * RULED <= layout.width
  for (let i = first; i <= last; i++) {
    const [from, to] = [pixelOf(layout, span, i - 0.5), pixelOf(layout, span, i + 0.5)]
    if (phases[i] !== 'regular') extended.put(from, top, to - from, foot - top)
    if (isRuled && begins(i)) edges.put(crisp(from), top, crisp(from), foot)
  }
}
