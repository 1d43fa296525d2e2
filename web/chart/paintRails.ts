import type { Cluster } from '../core/ticker/clusters.ts'
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

const frames = pathBuffer()
const barsByRail = new Map<Rail, { filled: PathBuffer; hollow: PathBuffer; half: PathBuffer }>(
  rails.map((rail) => [rail, { filled: pathBuffer(), hollow: pathBuffer(), half: pathBuffer() }]),
)

/** Wide enough for the elbow of an event between two bars to be seen. */
const ELBOW_FROM = 9

/**
 * The rails: one lane per family (one for all where it is narrow). Shape and colour name the family, the fill says whether
 * the session is distinguishable from a normal day, a number counts the events of a cluster. A date without an hour is
 * a bar over the sessions it may have hit.
 */
export function paintRails(model: ChartModel): readonly Element[] {
  for (const each of [lines, elbows, rings, stacks, frames]) each.clear()
  for (const all of [byRail, barsByRail])
    for (const paths of all.values()) for (const each of Object.values(paths)) each.clear()
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
  for (const [at, cluster] of clusters.entries()) {
    const lane = merged ? 0 : lanes.indexOf(cluster.rail)
    const y = Math.round(top + row * (lane + 0.5))
    const bar = barOf(model, at)
    if (bar !== null) {
      texts.push(putBar(model, cluster, bar, y))
      continue
    }
    const x = pixelOf(layout, span, cluster.x)
    if (x < layout.left || x > right) continue
    const { verdict, waitsFor } = cluster
    const paths = byRail.get(cluster.rail)
    if (paths === undefined) continue
    const count = cluster.marks.length
    const shape = rails.indexOf(cluster.rail)
    if (count > 1) stacks.put(x + 2.5, y - 2.5, radius, shape)
    if (waitsFor !== null && width >= ELBOW_FROM) putElbow(model, x, y, waitsFor, radius)
    paths[verdict === 'significant' ? 'filled' : verdict === 'not' ? 'hollow' : 'half'].put(x, y, radius, shape)
    if (selected !== null && cluster.marks.some(({ id }) => id === selected)) rings.put(x, y, radius + 4, 0)
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
  const bars = [...barsByRail].flatMap(([rail, { filled, hollow, half }]) => {
    const stroke = theme.rails[rail]
    return [
      drawn('rects', hollow, { fill: theme.surface, stroke, lineWidth: 1.5 }),
      drawn('rects', half, { fill: theme.surface, stroke, lineWidth: 1.5, lineDash: [2, 2] }),
      drawn('rects', filled, { fill: stroke, stroke, lineWidth: 1.5 }),
    ]
  })
  return [
    drawn('segments', lines, { stroke: theme.grid, lineWidth: 1 }),
    drawn('segments', elbows, { stroke: theme.soft, lineWidth: 1, lineDash: [1, 2] }),
    drawn('glyphs', stacks, { fill: theme.surface, stroke: theme.soft, lineWidth: 1 }),
    ...bars,
    ...glyphs,
    drawn('rects', frames, { stroke: theme.ink, lineWidth: 2 }),
    drawn('glyphs', rings, { stroke: theme.ink, lineWidth: 2 }),
    ...texts,
  ]
}

/** Pixels of the narrowest bar with a letter, and between a bar and its neighbours. */
const [BAR, APART] = [26, 4]

/**
 * Where a date without an hour stands: over the sessions it may have hit, as far as its neighbours leave room.
 *
 * @returns null where it is drawn as a glyph: among others, or where its sessions are narrower than one
 */
function barOf({ layout, span, clusters, merged }: ChartModel, at: number): { from: number; to: number } | null {
  const cluster = clusters[at]
  const possible = cluster?.marks.length === 1 ? cluster.face.possible : null
  if (cluster === undefined || possible === null) return null
  const reach = glyphRadius(merged) * 1.3 + APART
  const beside = (by: 1 | -1): number => {
    const other = clusters[at + by]
    const edge = by > 0 ? layout.left + layout.width : layout.left
    if (other === undefined || (!merged && other.rail !== cluster.rail) || other.x * by < cluster.x * by) return edge
    // The next one may be a bar itself: this one ends where that begins.
    const next = by > 0 && other.marks.length === 1 ? other.face.possible : null
    return next === null ? pixelOf(layout, span, other.x) - by * reach : pixelOf(layout, span, next.from) - APART
  }
  const from = Math.max(layout.left, pixelOf(layout, span, possible.from) + 1, beside(-1))
  const to = Math.min(layout.left + layout.width, pixelOf(layout, span, possible.to) - 1, beside(1))
  return to - from < BAR ? null : { from: Math.round(from) + 0.5, to: Math.round(to) - 0.5 }
}

/** @returns its letter */
function putBar(model: ChartModel, cluster: Cluster, { from, to }: { from: number; to: number }, y: number): Element {
  const { merged, selected } = model
  const { verdict } = cluster
  const half = glyphRadius(merged) - 2
  const kind = verdict === 'significant' ? 'filled' : verdict === 'not' ? 'hollow' : 'half'
  barsByRail.get(cluster.rail)?.[kind].put(from, y - half + 0.5, to - from, half * 2 - 1)
  if (cluster.face.id === selected) frames.put(from - 3, y - half - 2.5, to - from + 6, half * 2 + 5)
  return letter(model, (from + to) / 2, y, 'governance', cluster.face.letter, verdict)
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
