import { verdictOf } from '../core/ticker/clusters.ts'
import { barWidth, pixelOf } from '../core/ticker/layout.ts'
import { glyphRadius, type Rail, rails, type Verdict } from '../core/ticker/rails.ts'
import { drawn, type Element, written } from './element.ts'
import type { ChartModel } from './model.ts'
import { crisp, type PathBuffer, pathBuffer } from './path.ts'

const lines = pathBuffer()
const elbows = pathBuffer()
const rings = pathBuffer()
const stacks = pathBuffer()
const byRail = new Map<Rail, { filled: PathBuffer; hollow: PathBuffer; half: PathBuffer }>(
  rails.map((rail) => [rail, { filled: pathBuffer(), hollow: pathBuffer(), half: pathBuffer() }]),
)

/** Wide enough for the elbow of an event between two bars to be seen. */
const ELBOW_FROM = 9

/**
 * The rails: one lane per family (one for all where it is narrow). Shape and colour name the family, the fill says whether
 * the session is distinguishable from a normal day, a number counts the events of a cluster.
 */
export function paintRails(model: ChartModel): readonly Element[] {
  for (const each of [lines, elbows, rings, stacks]) each.clear()
  for (const paths of byRail.values()) for (const each of Object.values(paths)) each.clear()
  const { layout, span, theme, clusters, lanes, merged, selected } = model
  const { row, top } = layout.rails
  const radius = glyphRadius(merged)
  const right = layout.left + layout.width
  const width = barWidth(layout, span)
  const texts: Element[] = []
  for (let lane = 0; lane < layout.rails.lanes; lane++) {
    const y = crisp(top + row * (lane + 0.5))
    lines.put(layout.left, y, right, y)
  }
  for (const cluster of clusters) {
    const x = pixelOf(layout, span, cluster.x)
    if (x < layout.left || x > right) continue
    const lane = merged ? 0 : lanes.indexOf(cluster.rail)
    const y = Math.round(top + row * (lane + 0.5))
    const verdict = verdictOf(cluster)
    const paths = byRail.get(cluster.rail)
    if (paths === undefined) continue
    const count = cluster.marks.length
    const shape = rails.indexOf(cluster.rail)
    if (count > 1) stacks.put(x + 2.5, y - 2.5, radius, shape)
    const waiting = cluster.marks.findLast(({ between }) => between)
    if (waiting !== undefined && width >= ELBOW_FROM) putElbow(model, x, y, waiting.effective, radius)
    paths[verdict === 'significant' ? 'filled' : verdict === 'not' ? 'hollow' : 'half'].put(x, y, radius, shape)
    if (cluster.marks.some(({ id }) => id === selected)) rings.put(x, y, radius + 4, 0)
    texts.push(letter(model, x, y, cluster.rail, count > 1 ? String(count) : cluster.face.letter, verdict))
  }
  const glyphs = [...byRail].flatMap(([rail, { filled, hollow, half }]) => {
    const colour = theme.rails[rail]
    return [
      drawn('glyphs', hollow, { fill: theme.surface, stroke: colour, lineWidth: 1.5 }),
      drawn('glyphs', half, { fill: theme.surface, stroke: colour, lineWidth: 1.5, lineDash: [2, 2] }),
      drawn('glyphs', filled, { fill: colour, stroke: colour, lineWidth: 1.5 }),
    ]
  })
  return [
    drawn('segments', lines, { stroke: theme.grid, lineWidth: 1 }),
    drawn('segments', elbows, { stroke: theme.soft, lineWidth: 1, lineDash: [1, 2] }),
    drawn('glyphs', stacks, { fill: theme.surface, stroke: theme.soft, lineWidth: 1 }),
    ...glyphs,
    drawn('glyphs', rings, { stroke: theme.ink, lineWidth: 2 }),
    ...texts,
  ]
}

/** From a glyph between two bars along its lane and up to the bar that could first react. */
function putElbow({ layout, span }: ChartModel, x: number, y: number, effective: number, radius: number): void {
  const to = crisp(pixelOf(layout, span, effective))
  if (to > layout.left + layout.width || to - x < 2) return
  const level = crisp(y)
  if (to > x + radius) elbows.put(x + radius, level, to, level)
  elbows.put(to, level, to, layout.price.top + layout.price.height)
}

function letter(model: ChartModel, x: number, y: number, rail: Rail, text: string, verdict: Verdict): Element {
  const { theme, merged } = model
  // A triangle's middle lies lower than its circle's.
  const drop = rail === 'legal' ? 2 : rail === 'earnings' ? -0.5 : 0.5
  return written({
    text,
    x,
    y: y + drop,
    align: 'center',
    verticalAlign: 'middle',
    font: `600 ${merged && text.length === 1 ? 12 : 11}px ${theme.font}`,
    fill: verdict === 'significant' ? theme.surface : theme.ink,
  })
}
