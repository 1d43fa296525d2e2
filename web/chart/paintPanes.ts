import { barsIn } from '../core/ticker/axis.ts'
import { barWidth, pixelOf } from '../core/ticker/layout.ts'
import { drawn, type Element } from './element.ts'
import type { ChartModel } from './model.ts'
import { crisp, pathBuffer } from './path.ts'
import { firstFrom, levelDrawn } from './scales.ts'

const volumeUp = pathBuffer()
const volumeDown = pathBuffer()

/** Volume bars, hollow and filled as the candles above them. */
export function paintVolume(model: ChartModel, y: (volume: number) => number): readonly Element[] {
  for (const each of [volumeUp, volumeDown]) each.clear()
  const { series, span, layout, theme } = model
  const { pyramid } = series
  const width = barWidth(layout, span)
  const level = levelDrawn(model)
  const columns = pyramid.levels[level]
  if (columns === undefined) return []
  const size = 2 ** level
  const { first, last } = barsIn(span, pyramid.length)
  const foot = Math.round(y(0))
  const half = Math.max(0.5, Math.min(12, (width * size * 0.68) / 2))
  for (let j = Math.floor(first / size); j <= Math.floor(last / size); j++) {
    const volume = columns.volume[j] as number
    if (!(volume > 0)) continue
    const x = crisp(pixelOf(layout, span, j * size + (size - 1) / 2))
    const top = Math.round(y(volume))
    const up = (columns.close[j] as number) >= (columns.open[j] as number)
    const w = Math.max(0.5, Math.round(half))
    if (up && w >= 2) volumeUp.put(x - w, top + 0.5, w * 2, foot - top - 0.5)
    else volumeDown.put(x - w - 0.5, top, Math.max(1, w * 2 + (w >= 1 ? 1 : 0)), foot - top)
  }
  return [
    drawn('rects', volumeUp, { stroke: theme.soft, lineWidth: 1 }),
    drawn('rects', volumeDown, { fill: theme.soft, opacity: 0.75 }),
  ]
}

type AbnormalBar = ChartModel['abnormal'][number]

/** Pixels of a bar below which it is a line, and below which a told one is no wider than others. */
const [THIN, TOLD] = [4, 3]
/** Pixels of the mark of an unexplained move, and the number of its shape. */
const [MARK, DIAMOND] = [3.5, 1]

const filledUp = pathBuffer()
const filledDown = pathBuffer()
const hollow = pathBuffer()
const unexplained = pathBuffer()
const zero = pathBuffer()
const car = pathBuffer()

/** Abnormal returns: filled and coloured where distinguishable from a normal day, hollow and without a hue where not; over them the CAR line (its band is in the card). */
export function paintAbnormal(model: ChartModel, y: (fraction: number) => number): readonly Element[] {
  for (const each of [filledUp, filledDown, hollow, unexplained, zero, car]) each.clear()
  const { span, layout, theme, abnormal, overlay } = model
  const base = Math.round(y(0))
  const width = barWidth(layout, span)
  const half = Math.max(1, Math.min(9, Math.round((width * 0.56) / 2)))
  // Bars too narrow for an outline are lines; of those that would share a pixel the largest is drawn, told ones first.
  const isThin = width < THIN
  const told = width < TOLD ? 1 : 3
  zero.put(layout.left, base + 0.5, layout.left + layout.width, base + 0.5)
  let shared: { readonly pixel: number; readonly bar: AbnormalBar } | null = null
  const put = ({ index, ar, significant }: AbnormalBar, pixel: number | null) => {
    const edge = Math.round(y(ar))
    const [top, height] = [Math.min(edge, base), Math.max(1, Math.abs(edge - base))]
    const x = pixel === null ? crisp(pixelOf(layout, span, index)) : pixel + 0.5
    if (pixel !== null && !significant) hollow.put(x - 0.5, top, 1, height)
    else if (pixel !== null) (ar >= 0 ? filledUp : filledDown).put(x - told / 2, top, told, height)
    else if (significant) (ar >= 0 ? filledUp : filledDown).put(x - half - 0.5, top, half * 2 + 1, height)
    else hollow.put(x - half, top + 0.5, half * 2, height)
  }
  for (let i = firstFrom(abnormal, span.from - 1); i < abnormal.length; i++) {
    const bar = abnormal[i] as AbnormalBar
    if (bar.index > span.to + 1) break
    if (bar.unexplained) {
      const tip = y(bar.ar) + (bar.ar >= 0 ? -MARK - 3 : MARK + 3)
      unexplained.put(pixelOf(layout, span, bar.index), inside(model, tip), MARK, DIAMOND)
    }
    if (!isThin) {
      put(bar, null)
      continue
    }
    const pixel = Math.floor(pixelOf(layout, span, bar.index))
    if (shared !== null && shared.pixel !== pixel) put(shared.bar, shared.pixel)
    if (shared === null || shared.pixel !== pixel || weightOf(bar) > weightOf(shared.bar)) shared = { pixel, bar }
  }
  if (shared !== null) put(shared.bar, shared.pixel)
  for (const point of overlay?.car ?? []) car.put(pixelOf(layout, span, point.index), y(point.car))
  return [
    drawn('segments', zero, { stroke: theme.hair, lineWidth: 1 }),
    isThin
      ? drawn('rects', hollow, { fill: theme.hair })
      : drawn('rects', hollow, { fill: theme.surface, stroke: theme.soft, lineWidth: 1 }),
    drawn('rects', filledUp, { fill: theme.up }),
    drawn('rects', filledDown, { fill: theme.down }),
    drawn('line', car, { stroke: theme.ink, lineWidth: 1.5, lineJoin: 'round' }),
    drawn('glyphs', unexplained, { fill: theme.surface, stroke: theme.ink, lineWidth: 1.5 }),
  ]
}

/** Told bars before others, then the larger. */
const weightOf = ({ ar, significant }: AbnormalBar): number => Math.abs(ar) + (significant ? 1e3 : 0)

/** Kept off the edges of the pane, whose marks would be cut. */
function inside({ layout: { ar } }: ChartModel, y: number): number {
  return ar === null ? y : Math.max(ar.top + MARK + 2, Math.min(ar.top + ar.height - MARK - 2, y))
}
