import { computed, signal } from '@preact/signals'
import { isSignificant } from '../../../server/stats/significance.ts'
import { placeOf } from '../../core/ticker/axis.ts'
import { bucketSize, type Cluster, clustersOf, type Mark } from '../../core/ticker/clusters.ts'
import { letterOf, railOf } from '../../core/ticker/family.ts'
import { barWidth } from '../../core/ticker/layout.ts'
import type { Verdict } from '../../core/ticker/rails.ts'
import { glyphRoom } from '../../core/ticker/rails.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { Viewport } from './viewport.ts'

/** Events as marks on the axis, and the clusters that the rails draw of them. */
export function makeMarks({ view, narrow, market }: State, { series, layout, span, settled }: Viewport) {
  /** Figures of day 0 by event. */
  const lines = computed(() => new Map((latest(market.impacts.state.value) ?? []).map((line) => [line.event_id, line])))

  function verdictOfEvent(id: string): Verdict {
    const line = lines.value.get(id)
    if (line?.kind !== 'measured' || line.p === null) return 'unknown'
    return isSignificant(line.p, market.level.value) ? 'significant' : 'not'
  }

  /** Every event that has a place on the axis, in order. */
  const marks = computed((): readonly Mark[] => {
    const axis = series.value?.axis
    if (axis === undefined) return []
    return (latest(market.events.state.value) ?? [])
      .flatMap(({ event_id, family, alignment, is_outcome }): readonly Mark[] => {
        if (alignment.kind !== 'aligned') return []
        const place = placeOf(axis, alignment)
        if (place === null) return []
        const line = lines.value.get(event_id)
        return [
          {
            ...place,
            id: event_id,
            rail: railOf(family),
            letter: is_outcome ? '★' : letterOf(family),
            verdict: verdictOfEvent(event_id),
            t: line?.kind === 'measured' ? line.t : null,
          },
        ]
      })
      .sort((a, b) => a.x - b.x)
  })

  /** Marks of the rails that are switched on, and as distinguishable as the list's. */
  const railMarks = computed(() => {
    const { rails, onlySignificant } = view.value
    return marks.value.filter(
      ({ rail, verdict }) => rails.includes(rail) && (!onlySignificant || verdict === 'significant'),
    )
  })

  // Rounded, so that the last digits of a pan are not taken for a zoom.
  const scale = computed(() => Number(barWidth(layout.value, span.value).toPrecision(6)))
  const bucketBars = computed(() => bucketSize(scale.value, 2 * glyphRoom(narrow.value)))
  const glyphMargin = computed(() => glyphRoom(narrow.value) / scale.value)

  /** All clusters, on screen or not: they change with the zoom, never with a pan. */
  const clusters = computed((): readonly Cluster[] =>
    clustersOf(railMarks.value, bucketBars.value, glyphMargin.value, narrow.value),
  )

  const opened = signal<string | null>(null)
  const keyOf = ({ rail, marks }: Cluster) => `${rail} ${marks.map(({ id }) => id).join()}`

  return {
    lines,
    verdictOfEvent,
    marks,
    railMarks,
    /** Bars that a cluster may span. */
    bucketBars,
    clusters,
    /** Events whose glyph is on screen. */
    marksInView: computed(() => {
      const { from, to } = settled.value
      return railMarks.value.filter(({ x }) => x >= from && x <= to)
    }),
    /** The mark of the selected event. */
    selectedMark: computed(() => marks.value.find(({ id }) => id === view.value.event) ?? null),
    /** The cluster whose list is open: it closes by itself when zooming deals its events anew. */
    openCluster: computed(() => clusters.value.find((cluster) => keyOf(cluster) === opened.value) ?? null),
    toggleCluster(cluster: Cluster | null): void {
      const key = cluster === null ? null : keyOf(cluster)
      opened.value = opened.peek() === key ? null : key
    },
  }
}

export type Marks = ReturnType<typeof makeMarks>
