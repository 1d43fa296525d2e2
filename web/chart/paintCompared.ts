import { relativeStrength } from '../../server/market/rebased.ts'
import { barsIn } from '../core/ticker/axis.ts'
import { lookAt, MOST_COMPARED } from '../core/ticker/compare.ts'
import { type Box, barWidth, pixelOf } from '../core/ticker/layout.ts'
import { drawn, type Element, written } from './element.ts'
import type { ChartModel } from './model.ts'
import { type PathBuffer, pathBuffer } from './path.ts'

const buffers = () => Array.from({ length: MOST_COMPARED }, pathBuffer)
const lines: readonly PathBuffer[] = buffers()
const strengths: readonly PathBuffer[] = buffers()
const hundred = pathBuffer()

/** Pixels between the plot and its labels, between two of those, and of a letter, about. */
const [MARGIN, APART, LETTER] = [6, 15, 7.4]
function lookOf(at: number, theme: ChartModel['theme']) {
  const { rail, dash } = lookAt(at)
  return { stroke: theme.rails[rail], lineWidth: 1.5, ...(dash.length === 0 ? {} : { lineDash: dash }) }
}

/** Puts values of places on screen, and a break where there is none. */
function putLine(into: PathBuffer, { span, layout, series }: ChartModel, at: (place: number) => number): void {
  into.clear()
  const { first, last } = barsIn(span, series.pyramid.length)
  // Of bars that share a pixel one stands for all.
  const step = Math.max(1, Math.floor(0.75 / barWidth(layout, span)))
  let isOpen = false
  for (
    let place = Math.max(0, first - step);
    place <= Math.min(series.pyramid.length - 1, last + step);
    place += step
  ) {
    const y = at(place)
    if (Number.isFinite(y)) into.put(pixelOf(layout, span, place), y)
    else if (isOpen) into.put(Number.NaN, Number.NaN)
    isOpen = Number.isFinite(y)
  }
}

/** Other tickers over the price, each carried to the price of this one at the base. */
export function paintCompared(model: ChartModel, y: (price: number) => number): readonly Element[] {
  const { compared, theme } = model
  return (compared?.lines ?? []).map(({ closes, factor }, at) => {
    const into = lines[at] as PathBuffer
    putLine(into, model, (place) => (factor === null ? Number.NaN : y((closes[place] as number) * factor)))
    return drawn('line', into, { ...lookOf(at, theme), lineJoin: 'round' })
  })
}

/** Beside the plot, at the height of its newest value in sight: which line is which, and what became of it. */
export function paintNames(model: ChartModel, y: (price: number) => number): readonly Element[] {
  const { compared, theme, layout, series, span, last } = model
  const { first, last: end } = barsIn(span, series.pyramid.length)
  const tag = last === null ? null : y(last.price)
  const ends = (compared?.lines ?? []).flatMap(({ closes, factor, symbol }, at) => {
    let place = end
    while (place >= first && !Number.isFinite(closes[place])) place--
    if (place < first || factor === null) return []
    const close = (closes[place] as number) * factor
    const change = compared?.basePrice == null ? '' : ` ${model.percentText(close / compared.basePrice - 1)}`
    const text = (symbol.length + change.length) * LETTER > layout.gutter - MARGIN ? symbol : symbol + change
    return [{ at, text, wanted: y(close) }]
  })
  return apart(ends, layout.price, tag).map(({ at, text, top }) =>
    written({
      text,
      x: layout.left + layout.width + MARGIN,
      y: top,
      verticalAlign: 'middle',
      font: `600 11px ${theme.font}`,
      fill: lookOf(at, theme).stroke,
    }),
  )
}

/** Labels from the top down, none over another or over the tag of the last price; and from the foot up where they went beyond it. */
function apart<Label extends { readonly wanted: number }>(labels: readonly Label[], pane: Box, tag: number | null) {
  const foot = pane.top + pane.height - 6
  let free = pane.top + 6
  const down = labels
    .toSorted((a, b) => a.wanted - b.wanted)
    .map((label) => {
      let top = Math.max(free, Math.min(foot, label.wanted))
      if (tag !== null && Math.abs(top - tag) < APART + 2)
        top = label.wanted < tag && tag - APART - 2 >= free ? tag - APART - 2 : tag + APART + 2
      free = top + APART
      return { ...label, top }
    })
  let room = foot
  return down.toReversed().map((label) => {
    let { top } = label
    if (top > room) {
      top = room
      if (tag !== null && Math.abs(top - tag) < APART + 2) top = tag - APART - 2
    }
    room = top - APART
    return { ...label, top }
  })
}

/** Heights at which something is written beside the plot: round values keep away from it. */
export const heightsOf = (elements: readonly Element[]): readonly number[] =>
  elements.flatMap((element) => (element.type === 'text' ? [element.style.y] : []))

/** How much more this ticker grew than each other since the base, 100 on the base. */
export function paintStrength(model: ChartModel, y: (strength: number) => number): readonly Element[] {
  const { compared, theme, layout, series } = model
  hundred.clear()
  const own = series.pyramid.levels[0]?.close ?? []
  const base = compared?.base ?? null
  const at = Math.round(y(100)) + 0.5
  hundred.put(layout.left, at, layout.left + layout.width, at)
  return [
    drawn('segments', hundred, { stroke: theme.hair, lineWidth: 1 }),
    ...(base === null ? [] : (compared?.lines ?? [])).map(({ closes }, index) => {
      const into = strengths[index] as PathBuffer
      putLine(into, model, (place) => y(relativeStrength(own, closes, base as number, place) ?? Number.NaN))
      return drawn('line', into, { ...lookOf(index, theme), lineJoin: 'round' })
    }),
  ]
}
