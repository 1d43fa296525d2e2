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
  const x = pixelOf(where, viewport.span.value, cluster.x)
  const right = where.left + where.width + where.gutter - x
  const side = x < where.width / 2 ? { left: `${x}px` } : { right: `${right}px` }
  return (
    <span
      class="glyph-name"
      aria-hidden="true"
      style={{ ...side, top: `${where.rails.top + where.rails.row * lane}px` }}
    >
      {nameOf(cluster)}
    </span>
  )
}
