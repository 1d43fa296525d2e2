import { clusterAt } from '../../core/ticker/clusters.ts'
import { barWidth, indexAt } from '../../core/ticker/layout.ts'
import { rails } from '../../core/ticker/rails.ts'
import { narrow } from '../preferences.ts'
import { view } from '../view.ts'
import { toggleCluster } from './clusterOpen.ts'
import { clusters, cursor, layout, select, span } from './viewport.ts'

/** A press on the chart: on a glyph it selects or opens, in the price pane it puts the crosshair down. */
export function pressAt(x: number, y: number, touch: boolean): void {
  const where = layout.peek()
  const { rails: pane } = where
  const index = indexAt(where, span.peek(), x)
  if (y < pane.top || y > pane.top + pane.height) {
    toggleCluster(null)
    if (touch) cursor.value = Math.round(index)
    return
  }
  const shown = rails.filter((rail) => view.peek().rails.includes(rail))
  const lane = narrow.peek() ? null : (shown[Math.floor((y - pane.top) / pane.row)] ?? null)
  const cluster = clusterAt(clusters.peek(), lane, index, (touch ? 22 : 12) / barWidth(where, span.peek()))
  if (cluster === null) toggleCluster(null)
  else pressCluster(cluster)
}

/** One event is selected; several open as a list. */
export function pressCluster(cluster: NonNullable<ReturnType<typeof clusterAt>>): void {
  if (cluster.marks.length > 1) toggleCluster(cluster)
  else {
    toggleCluster(null)
    select(cluster.face.id)
  }
}
