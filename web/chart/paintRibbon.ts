import { marksOfQuality, type QualityMark } from '../core/data/ribbon.ts'
import { type Box, pixelOf } from '../core/ticker/layout.ts'
import { drawn, type Element } from './element.ts'
import type { ChartModel } from './model.ts'
import { type PathBuffer, pathBuffer } from './path.ts'

const sound = pathBuffer()
const byMark = new Map<QualityMark, PathBuffer>(marksOfQuality.map((mark) => [mark, pathBuffer()]))

/** Pixels of the shortest stretch: one session among thousands is still to be seen. */
const SHORTEST = 1.5

/** A strip under the chart: which sessions are missing, held back, noted or may still change. */
export function paintRibbon({ layout, span, quality, theme }: ChartModel, box: Box): readonly Element[] {
  sound.clear()
  for (const each of byMark.values()) each.clear()
  const [left, right] = [layout.left, layout.left + layout.width]
  sound.put(left, box.top, layout.width, box.height)
  for (const { from, to, mark } of quality) {
    const start = Math.max(left, pixelOf(layout, span, from - 0.5))
    const end = Math.min(right, pixelOf(layout, span, to + 0.5))
    if (end > left && start < right) byMark.get(mark)?.put(start, box.top, Math.max(SHORTEST, end - start), box.height)
  }
  return [
    drawn('rects', sound, { fill: theme.quality.sound }),
    ...[...byMark].map(([mark, buffer]) => drawn('rects', buffer, { fill: theme.quality[mark] })),
  ]
}
