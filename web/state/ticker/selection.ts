import { signal } from '@preact/signals'
import { FARTHEST } from '../../core/address.ts'
import { type Cluster, clusterAt } from '../../core/ticker/clusters.ts'
import { barWidth, indexAt } from '../../core/ticker/layout.ts'
import type { Preset } from '../../core/ticker/presets.ts'
import { spanAround } from '../../core/ticker/ranges.ts'
import type { State } from '../state.ts'
import type { Crosshair } from './crosshair.ts'
import type { Marks } from './marks.ts'
import type { Viewport } from './viewport.ts'

/** Pixels from the middle of a glyph at which it is still meant. */
const REACH = { mouse: 12, touch: 22 }

/** Choosing an event, and what to look at around it. */
export function makeSelection(
  { view, go, narrow, market }: State,
  { series, lanes, layout, span, moveTo }: Viewport,
  { lines, marks, railMarks, clusters, toggleCluster }: Marks,
  { cursor }: Crosshair,
) {
  const hoursStored = () => market.tickerFacts.peek()?.bars.find(({ interval }) => interval === '1h')

  /** The event that was reached by stepping last. */
  let stepped: string | null = null

  /** Selects an event; when its bar is off screen the chart moves to it. */
  function select(id: string | null, how: 'push' | 'replace' = 'push'): void {
    stepped = null
    const mark = marks.peek().find((known) => known.id === id)
    const { from, to } = span.peek()
    cursor.value = null
    if (mark === undefined || (mark.effective > from && mark.effective < to)) {
      go({ event: id }, how)
      return
    }
    const half = (to - from) / 2
    moveTo({ from: mark.effective - half, to: mark.effective + half }, true, { event: id }, how)
  }

  /** The event after or before the selected one, or after the crosshair. */
  function step(direction: 1 | -1, onlySignificant: boolean): void {
    const order = railMarks.peek()
    const wanted = order.filter(({ verdict }) => !onlySignificant || verdict === 'significant')
    const at = order.find(({ id }) => id === view.peek().event)
    const here = at === undefined ? -1 : order.indexOf(at)
    const from = at?.x ?? cursor.peek() ?? (direction > 0 ? span.peek().from : span.peek().to)
    const next =
      direction > 0
        ? wanted.find((mark) => (at === undefined ? mark.x >= from : order.indexOf(mark) > here))
        : wanted.findLast((mark) => (at === undefined ? mark.x <= from : order.indexOf(mark) < here))
    if (next === undefined) return
    // A walk from event to event is one step of the history: the back button leads to where it began.
    select(next.id, at !== undefined && at.id === stepped ? 'replace' : 'push')
    stepped = next.id
  }

  /** One event is selected; several open as a list. */
  function pressCluster(cluster: Cluster): void {
    if (cluster.marks.length > 1) toggleCluster(cluster)
    else {
      toggleCluster(null)
      select(cluster.face.id)
    }
  }

  /** The glyph at a pixel of the rails, or so near; null: none. */
  function glyphAt(x: number, y: number, reach: number): Cluster | null {
    const where = layout.peek()
    const { top, height, row } = where.rails
    if (y < top || y > top + height) return null
    const lane = narrow.peek() ? null : (lanes.peek()[Math.floor((y - top) / row)] ?? null)
    const bars = reach / barWidth(where, span.peek())
    return clusterAt(clusters.peek(), lane, indexAt(where, span.peek(), x), bars)
  }

  const hovered = signal<Cluster | null>(null)

  /** A press on the chart: on a glyph it selects or opens, in the price pane it puts the crosshair down. */
  function pressAt(x: number, y: number, touch: boolean): void {
    const where = layout.peek()
    const { rails: pane } = where
    const index = indexAt(where, span.peek(), x)
    if (y < pane.top || y > pane.top + pane.height) {
      toggleCluster(null)
      if (touch) cursor.value = Math.round(index)
      return
    }
    const cluster = glyphAt(x, y, touch ? REACH.touch : REACH.mouse)
    if (cluster === null) toggleCluster(null)
    else pressCluster(cluster)
  }

  return {
    select,
    step,
    pressCluster,
    pressAt,
    /** The glyph under the pointer. */
    hovered,
    hoverAt(x: number, y: number): void {
      hovered.value = x < 0 ? null : glyphAt(x, y, REACH.mouse)
    },
    /** Shows so many sessions on either side of the selected event. */
    goAround(count: number): void {
      const id = view.peek().event
      const day0 = id === null ? null : (lines.peek().get(id)?.session ?? null)
      const axis = series.peek()?.axis
      if (day0 === null || axis === undefined) return
      const around = spanAround(axis, day0, count)
      if (around !== null) go({ range: { kind: 'dates', ...around } })
    },
    /** A preset ends with the newest daily bar: hours are shown only where they reach that far. */
    goPreset(preset: Preset): void {
      const hours = hoursStored()
      const days = market.tickerFacts.peek()?.bars.find(({ interval }) => interval === '1d')
      const reach = hours !== undefined && hours.to >= (days?.to ?? '')
      const isShort = preset === '1d' || preset === '5d'
      // A session or five are seen in hours; so is what was looked at in hours before, as long as it is not longer than they reach.
      const interval = reach && (isShort || view.peek().interval === '1h') ? '1h' : '1d'
      go({ range: { kind: 'preset', preset }, interval })
    },
    /** Hours exist for some weeks only: going there shows the hours of the range, or all there are. */
    goInterval(interval: '1d' | '1h'): void {
      const hours = hoursStored()
      const { range } = view.peek()
      const inside = range.kind === 'dates' && hours !== undefined && range.from >= hours.from && range.to <= hours.to
      if (interval === '1h' && hours !== undefined && !inside)
        go({ interval, range: { kind: 'dates', from: hours.from, to: hours.to } })
      else go({ interval })
    },
    /** Grows or shrinks the asked window by one session at each end; it always holds the event day. */
    changeWindow(by: 1 | -1): void {
      const [from, to] = view.peek().window
      const within = (reach: number) => Math.min(FARTHEST, Math.max(0, reach + by))
      go({ window: [0 - within(-from) || 0, within(to)] })
    },
  }
}

export type Selection = ReturnType<typeof makeSelection>
