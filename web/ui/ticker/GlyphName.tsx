import { pixelOf } from '../../core/ticker/layout.ts'
import { usePage } from '../page.ts'
import { useClusterName } from './RailStops.tsx'
import { useTicker } from './useTicker.ts'

/** Names the glyph under the pointer, above its lane and inside the plot. */
export function GlyphName() {
  const nameOf = useClusterName()
  const { narrow } = usePage()
  const { viewport, selection, marks } = useTicker()
  const cluster = selection.hovered.value
  if (cluster === null || marks.openCluster.value !== null) return null
  const where = viewport.layout.value
  const lane = narrow.value ? 0 : viewport.lanes.value.indexOf(cluster.rail)
  const { periods, rails } = where
  const isPeriod = periods !== null && 'row' in cluster
  const top = isPeriod ? periods.top + periods.row * Number(cluster.row) : rails.top + rails.row * lane
  // What is wider than the plot is named where it can be seen.
  const ends = [where.left, where.left + where.width] as const
  const x = Math.min(Math.max(pixelOf(where, viewport.span.value, cluster.x), ends[0]), ends[1])
  const right = where.left + where.width + where.gutter - x
  const side = x < where.width / 2 ? { left: `${x}px` } : { right: `${right}px` }
  return (
    <span class="glyph-name" aria-hidden="true" style={{ ...side, top: `${top}px` }}>
      {nameOf(cluster)}
    </span>
  )
}
