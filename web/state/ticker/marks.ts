import { computed, signal, untracked } from '@preact/signals'
import { isSignificant } from '../../../server/stats/significance.ts'
import { type Axis, placeOf, possibleOf } from '../../core/ticker/axis.ts'
import { bucketSize, type Cluster, dealt, type Mark, placed } from '../../core/ticker/clusters.ts'
import { letterOfEvent, railOfEvent } from '../../core/ticker/family.ts'
import { barWidth } from '../../core/ticker/layout.ts'
import type { Verdict } from '../../core/ticker/rails.ts'
import { glyphRoom } from '../../core/ticker/rails.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { Viewport } from './viewport.ts'

/** A period of the row `row`, from one edge of a bar to another. */
export type PeriodCluster = Cluster & { readonly from: number; readonly to: number; readonly row: number }

/** Events as marks on the axis, and the clusters that the rails draw of them. */
export function makeMarks(
  { parts, narrow, market }: State,
  { whole, series, periods, layout, span, settled }: Viewport,
) {
  /** Figures of day 0 by event. */
  const lines = computed(() => new Map((latest(market.impacts.state.value) ?? []).map((line) => [line.event_id, line])))

  function verdictOfEvent(id: string): Verdict {
    const line = lines.value.get(id)
    if (line?.kind !== 'measured' || line.p === null) return 'unknown'
    return isSignificant(line.p, market.level.value) ? 'significant' : 'not'
  }

  function marksOn(axis: Axis | undefined): readonly Mark[] {
    if (axis === undefined) return []
    return (latest(market.events.state.value) ?? [])
      .flatMap((event): readonly Mark[] => {
        const { event_id, alignment, is_outcome } = event
        if (alignment.kind !== 'aligned') return []
        const place = placeOf(axis, alignment)
        if (place === null) return []
        const line = lines.value.get(event_id)
        return [
          {
            ...place,
            possible: possibleOf(axis, alignment, alignment.candidates),
            id: event_id,
            rail: railOfEvent(event),
            letter: is_outcome ? '★' : letterOfEvent(event),
            verdict: verdictOfEvent(event_id),
            ar: line?.kind === 'measured' ? line.ar : null,
          },
        ]
      })
      .sort((a, b) => a.x - b.x)
  }

  /** Every event that has a place on the axis of all bars, in order, and on that of the bars on screen. */
  const wholeMarks = computed(() => marksOn(whole.value?.axis))
  const marks = computed(() => (series.value === whole.value ? wholeMarks.value : marksOn(series.value?.axis)))

  /** Marks of the rails that are switched on, and as distinguishable as the list's. */
  const admitted = (all: readonly Mark[]): readonly Mark[] => {
    const { rails, onlySignificant } = parts
    return all.filter(({ rail, verdict }) => rails.includes(rail) && (!onlySignificant || verdict === 'significant'))
  }
  const wholeRailMarks = computed(() => admitted(wholeMarks.value))
  const railMarks = computed(() => (marks.value === wholeMarks.value ? wholeRailMarks.value : admitted(marks.value)))

  // Rounded, so that the last digits of a pan are not taken for a zoom.
  const scale = computed(() => Number(barWidth(layout.value, span.value).toPrecision(6)))
  const bucketBars = computed(() => bucketSize(scale.value, 2 * glyphRoom(narrow.value)))
  const glyphMargin = computed(() => glyphRoom(narrow.value) / scale.value)

  /** All clusters, on screen or not: they change with the zoom, never with a pan. */
  const buckets = computed(() => dealt(railMarks.value, bucketBars.value, narrow.value))
  const clusters = computed((): readonly Cluster[] => placed(buckets.value, bucketBars.value, glyphMargin.value))

  /** What lasted, each as a cluster of its own event in the middle of its time, so that it is named and chosen as those. */
  const periodClusters = computed((): readonly PeriodCluster[] =>
    periods.value.flatMap(({ id, rail, letter, from, to, row }) => {
      const verdict = verdictOfEvent(id)
      if (parts.onlySignificant && verdict !== 'significant') return []
      const x = (from + to) / 2
      const face = { id, rail, letter, x, effective: Math.floor(to), between: false, possible: null, verdict, ar: null }
      return [{ rail, bucket: row, x, marks: [face], face, verdict, waitsFor: null, from, to, row }]
    }),
  )

  const opened = signal<string | null>(null)
  const keyOf = ({ rail, marks }: Cluster) => `${rail} ${marks.map(({ id }) => id).join()}`

  return {
    lines,
    verdictOfEvent,
    marks,
    railMarks,
    wholeMarks,
    wholeRailMarks,
    /** Bars that a cluster may span. */
    bucketBars,
    clusters,
    periodClusters,
    /** The same as words and stops of the keyboard follow them. */
    clustersAtRest: computed(() => {
      // What deals them anew besides a move, and the rest after one.
      void [railMarks.value, layout.value, settled.value]
      return untracked(() => clusters.value)
    }),
    /** Events whose glyph is on screen. */
    marksInView: computed(() => {
      const { from, to } = settled.value
      return railMarks.value.filter(({ x }) => x >= from && x <= to)
    }),
    /** The mark of the selected event. */
    selectedMark: computed(() => marks.value.find(({ id }) => id === parts.event) ?? null),
    /** The cluster whose list is open: it closes by itself when zooming deals its events anew. */
    openCluster: computed(() => {
      const key = opened.value
      return key === null ? null : (clusters.value.find((cluster) => keyOf(cluster) === key) ?? null)
    }),
    toggleCluster(cluster: Cluster | null): void {
      const key = cluster === null ? null : keyOf(cluster)
      opened.value = opened.peek() === key ? null : key
    },
  }
}

export type Marks = ReturnType<typeof makeMarks>
