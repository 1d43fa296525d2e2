import { signal } from '@preact/signals'
import type { Interval } from '../../../server/market/bar.ts'
import { dayOf, type IsoDate } from '../../../server/market/day.ts'
import { FARTHEST } from '../../core/address.ts'
import { type Cluster, clusterAt } from '../../core/ticker/clusters.ts'
import { barWidth, indexAt } from '../../core/ticker/layout.ts'
import type { Preset } from '../../core/ticker/presets.ts'
import { spanAround } from '../../core/ticker/ranges.ts'
import { withSession } from '../../core/ticker/session.ts'
import type { State } from '../state.ts'
import type { Abnormal } from './abnormal.ts'
import type { Crosshair } from './crosshair.ts'
import type { Marks } from './marks.ts'
import type { Viewport } from './viewport.ts'

/** Pixels from the middle of a glyph at which it is still meant. */
const REACH = { mouse: 12, touch: 22 }

/** Are bars of so many days there at least? */
const isOverDays = (stored: { readonly from: IsoDate; readonly to: IsoDate } | undefined, days: number): boolean =>
  stored !== undefined && dayOf(stored.to) - dayOf(stored.from) >= days

/** Choosing an event, and what to look at around it. */
export function makeSelection(
  { view, go, narrow, market }: State,
  { series, lanes, layout, span, wholeSpan, onWhole, moveOnWhole }: Viewport,
  { lines, marks, wholeMarks, wholeRailMarks, clusters, periodClusters, toggleCluster }: Marks,
  { cursor }: Crosshair,
  abnormal: Abnormal,
) {
  const storedOf = (length: Interval) => market.tickerFacts.peek()?.bars.find(({ interval }) => interval === length)

  /** The event that was reached by stepping last. */
  let stepped: string | null = null

  /** Selects an event; when its bar is off screen the chart moves to it. */
  function select(id: string | null, how: 'push' | 'replace' = 'push'): void {
    stepped = null
    const over = withSession(view.peek().over, null)
    // Of many bars those on screen alone may be here: where an event is stands on the axis of all.
    const place = wholeMarks.peek().find((known) => known.id === id)?.effective
    const mark = marks.peek().find((known) => known.id === id)
    const { from, to } = span.peek()
    cursor.value = null
    if (place === undefined || (mark !== undefined && mark.effective > from && mark.effective < to)) {
      go({ event: id, over }, how)
      return
    }
    const { from: first, to: last } = wholeSpan.peek()
    const half = (last - first) / 2
    moveOnWhole({ from: place - half, to: place + half }, true, { event: id, over }, how)
  }

  /** Opens the card of a session; where an event hit it, that event's. */
  function selectSession(index: number): void {
    const here = marks.peek().find(({ effective }) => effective === index)
    const date = series.peek()?.axis.dates[index]
    if (here !== undefined) select(here.id)
    else if (date !== undefined && abnormal.peek().has(index))
      go({ event: null, over: withSession(view.peek().over, date) })
  }

  /** The session whose abnormal return is at a place of the axis: an unexplained move so near, else the one right there. */
  function sessionAt(place: number, reach: number): number {
    const bars = reach / barWidth(layout.peek(), span.peek())
    const near = [...abnormal.peek().values()].filter(
      ({ index, unexplained }) => unexplained && Math.abs(index - place) <= bars,
    )
    const off = ({ index }: { readonly index: number }) => Math.abs(index - place)
    return near.sort((a, b) => off(a) - off(b))[0]?.index ?? Math.round(place)
  }

  /** The event after or before the selected one, or after the crosshair. */
  function step(direction: 1 | -1, onlySignificant: boolean): void {
    const order = wholeRailMarks.peek()
    const now = cursor.peek()
    const edges = wholeSpan.peek()
    const wanted = order.filter(({ verdict }) => !onlySignificant || verdict === 'significant')
    const at = order.find(({ id }) => id === view.peek().event)
    const here = at === undefined ? -1 : order.indexOf(at)
    const from = at?.x ?? (now === null ? (direction > 0 ? edges.from : edges.to) : onWhole(now))
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
    const bars = reach / barWidth(where, span.peek())
    const { periods } = where
    if (periods !== null && y >= periods.top && y <= periods.top + periods.height) {
      const index = indexAt(where, span.peek(), x)
      const at = Math.floor((y - periods.top) / periods.row)
      return periodClusters.peek().find((each) => each.row === at && index >= each.from && index <= each.to) ?? null
    }
    if (y < top || y > top + height) return null
    const lane = narrow.peek() ? null : (lanes.peek()[Math.floor((y - top) / row)] ?? null)
    return clusterAt(clusters.peek(), lane, indexAt(where, span.peek(), x), bars)
  }

  const hovered = signal<Cluster | null>(null)

  /** A press on the chart: on a glyph it selects or opens, in the price pane it puts the crosshair down. */
  function pressAt(x: number, y: number, touch: boolean): void {
    const where = layout.peek()
    const { rails: pane, periods } = where
    const index = indexAt(where, span.peek(), x)
    if (y < pane.top || y > (periods ?? pane).top + (periods ?? pane).height) {
      toggleCluster(null)
      const { ar } = where
      if (ar !== null && y >= ar.top && y <= ar.top + ar.height)
        selectSession(sessionAt(index, touch ? REACH.touch : REACH.mouse))
      else if (touch) cursor.value = Math.round(index)
      return
    }
    const cluster = glyphAt(x, y, touch ? REACH.touch : REACH.mouse)
    if (cluster === null) toggleCluster(null)
    else pressCluster(cluster)
  }

  return {
    select,
    selectSession,
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
    /**
     * A preset ends with the newest bar. A session or five are seen in the finest bars within the day that reach so far;
     * so is what was looked at in such bars before, where they reach as far as sessions do.
     */
    goPreset(preset: Preset): void {
      const days = storedOf('1d')
      const reaches = (length: Interval) => length !== '1d' && (storedOf(length)?.to ?? '') >= (days?.to ?? '')
      const isShort = preset === '1d' || preset === '5d'
      const before = market.interval.peek()
      const finest = market.stored.peek().findLast((length) => reaches(length) && isOverDays(storedOf(length), 5))
      const interval = isShort ? finest : reaches(before) ? before : undefined
      go({ range: { kind: 'preset', preset }, interval: interval ?? (days === undefined ? before : '1d') })
    },
    /** Bars within the day exist for some time only: going there shows those of the range, or all there are. */
    goInterval(interval: Interval): void {
      const stored = storedOf(interval)
      const { range } = view.peek()
      const inside =
        range.kind === 'dates' && stored !== undefined && range.from >= stored.from && range.to <= stored.to
      if (interval !== '1d' && stored !== undefined && !inside)
        go({ interval, range: { kind: 'dates', from: stored.from, to: stored.to } })
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
