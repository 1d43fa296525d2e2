import { computed, effect, signal } from '@preact/signals'
import type { View } from '../../core/address.ts'
import { barsIn, clampSpan, placeOf, type Span } from '../../core/ticker/axis.ts'
import { bucketSize, type Cluster, clustersOf, type Mark } from '../../core/ticker/clusters.ts'
import { barWidth, type Layout, layoutOf } from '../../core/ticker/layout.ts'
import { letterOf, railOf, type Verdict } from '../../core/ticker/rails.ts'
import { spanOfRange } from '../../core/ticker/ranges.ts'
import { barAt, seriesOf } from '../../core/ticker/series.ts'
import { narrow } from '../preferences.ts'
import { latest } from '../resource.ts'
import { go, view } from '../view.ts'
import { bars, events, impact, impacts, levelOf } from './market.ts'

/** Size of the chart's host in pixels. */
export const size = signal({ width: 0, height: 0 })
/** Bar under the crosshair, by place on the axis; null: none. */
export const cursor = signal<number | null>(null)
/** Vertical pixel of the pointer inside the price pane; null with the keyboard. */
export const cursorY = signal<number | null>(null)

/** The bars on screen; null until there are some, and while another ticker's are still there. */
export const series = computed(() => {
  const prices = latest(bars.state.value)
  return prices === null || prices.date.length === 0 ? null : seriesOf(prices)
})

export const layout = computed((): Layout => {
  const { panes, rails } = view.value
  return layoutOf({
    ...size.value,
    narrow: narrow.value,
    lanes: narrow.value ? 1 : Math.max(1, rails.length),
    volume: panes.includes('volume'),
    // Abnormal returns are daily figures: hours have none.
    ar: panes.includes('ar') && view.value.interval === '1d',
  })
})

const moved = signal<Span | null>(null)
let movedFor = ''

/** What part of the axis is on screen. Follows the address until the reader moves it, then the reader. */
export const span = computed((): Span => {
  const { range } = view.value
  const axis = series.value?.axis
  if (axis === undefined) return { from: -0.5, to: 0.5 }
  if (moved.value !== null) return moved.value
  return spanOfRange(range, axis) ?? { from: -0.5, to: axis.dates.length - 0.5 }
})

/** Does the range asked for hold no bar at all? */
export const rangeIsEmpty = computed(
  () => series.value !== null && spanOfRange(view.value.range, series.value.axis) === null,
)

const PAUSE = 120
let isMoving = false
const paused = signal<Span | null>(null)

/**
 * The part of the axis on screen as words and lists follow it: while the reader drags they wait for a pause, because
 * reading along is impossible and writing them every frame is not free.
 */
export const settled = computed((): Span => paused.value ?? span.value)

effect(() => {
  const now = span.value
  if (!isMoving) {
    paused.value = now
    return
  }
  const wait = setTimeout(() => {
    paused.value = now
  }, PAUSE)
  return () => clearTimeout(wait)
})

const rangeKey = () => JSON.stringify([view.value.screen, view.value.range, view.value.interval])

// A range that came from the address, a preset or the back button takes the place of what was dragged.
effect(() => {
  const key = rangeKey()
  if (key !== movedFor) moved.value = null
})

/** Moves the part of the axis on screen, and the address when the reader is done. */
export function moveTo(next: Span, done: boolean, change: Partial<View> = {}): void {
  const axis = series.peek()?.axis
  if (axis === undefined) return
  const clamped = clampSpan(next, axis.dates.length, Math.min(axis.dates.length, 4))
  isMoving = !done
  moved.value = clamped
  if (!done) return
  const { first, last } = barsIn(clamped, axis.dates.length)
  const [from, to] = [axis.dates[first], axis.dates[last]]
  if (from === undefined || to === undefined) return
  movedFor = JSON.stringify([view.peek().screen, { kind: 'dates', from, to }, view.peek().interval])
  go({ ...change, range: { kind: 'dates', from, to } })
}

/** Figures of day 0 by event. */
export const lines = computed(() => new Map((latest(impacts.state.value) ?? []).map((line) => [line.event_id, line])))

export function verdictOfEvent(id: string): Verdict {
  const line = lines.value.get(id)
  if (line?.kind !== 'measured' || line.p === null) return 'unknown'
  return line.p < levelOf(view.value.level) ? 'significant' : 'not'
}

/** Every event that has a place on the axis, in order. */
export const marks = computed((): readonly Mark[] => {
  const axis = series.value?.axis
  if (axis === undefined) return []
  return (latest(events.state.value) ?? [])
    .flatMap(({ event_id, family, alignment, is_outcome }): readonly Mark[] => {
      if (alignment.kind !== 'aligned') return []
      const place = placeOf(axis, alignment.day0, alignment.published_local, alignment.session)
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

/** Marks of the rails that are switched on. */
export const railMarks = computed(() => marks.value.filter(({ rail }) => view.value.rails.includes(rail)))

// Rounded, so that the last digits of a pan are not taken for a zoom.
const scale = computed(() => Number(barWidth(layout.value, span.value).toPrecision(6)))
const bucket = computed(() => bucketSize(scale.value, narrow.value ? 36 : 18))
const glyphMargin = computed(() => (narrow.value ? 12 : 7) / scale.value)

/** All clusters, on screen or not: they change with the zoom, never with a pan. */
export const clusters = computed((): readonly Cluster[] =>
  clustersOf(railMarks.value, bucket.value, glyphMargin.value, narrow.value),
)

export const bucketBars = bucket

/** Events whose glyph is on screen. */
export const marksInView = computed(() => {
  const { from, to } = settled.value
  return railMarks.value.filter(({ x }) => x >= from && x <= to)
})

export type AbnormalBar = {
  readonly index: number
  readonly expected: number | null
  readonly ar: number
  readonly r: number | null
  readonly significant: boolean
}

/** Abnormal returns by place on the axis: the sessions of all events, and the whole window of the selected one. */
export const abnormal = computed((): ReadonlyMap<number, AbnormalBar> => {
  const found = new Map<number, AbnormalBar>()
  const axis = series.value?.axis
  if (axis === undefined || axis.minutes !== null) return found
  const level = levelOf(view.value.level)
  const place = new Map(axis.dates.map((date, index) => [date, index]))
  const put = (date: string | null, r: number | null, expected: number | null, ar: number | null, p: number | null) => {
    const index = date === null ? undefined : place.get(date)
    if (index !== undefined && ar !== null)
      found.set(index, { index, r, expected, ar, significant: p !== null && p < level })
  }
  for (const line of lines.value.values())
    if (line.kind === 'measured') put(line.session, line.r, line.expected, line.ar, line.p)
  const selected = latest(impact.state.value)
  if (selected?.kind === 'measured') for (const day of selected.days) put(day.date, day.r, day.expected, day.ar, day.p)
  return found
})

/** The bar the readout describes: under the crosshair, else the selected event's, else the newest on screen. */
export const described = computed(() => {
  const all = series.value
  if (all === null) return null
  const selected = marks.value.find(({ id }) => id === view.value.event)
  const { first, last } = barsIn(span.value, all.axis.dates.length)
  const inView = selected !== undefined && selected.effective >= first && selected.effective <= last
  const index = cursor.value ?? (inView ? selected.effective : last)
  return {
    index,
    bar: barAt(all, index),
    date: all.axis.dates[index] ?? '',
    abnormal: abnormal.value.get(index) ?? null,
  }
})

/** Selects an event; when its bar is off screen the chart moves to it. */
export function select(id: string | null): void {
  const mark = marks.peek().find((known) => known.id === id)
  const { from, to } = span.peek()
  cursor.value = null
  if (mark === undefined || (mark.effective > from && mark.effective < to)) {
    go({ event: id })
    return
  }
  const half = (to - from) / 2
  moveTo({ from: mark.effective - half, to: mark.effective + half }, true, { event: id })
}

/** The event after or before the selected one, or after the crosshair. */
export function step(direction: 1 | -1, onlySignificant: boolean): void {
  const all = railMarks.peek().filter(({ verdict }) => !onlySignificant || verdict === 'significant')
  const at = railMarks.peek().find(({ id }) => id === view.peek().event)
  const order = railMarks.peek()
  const from = at === undefined ? (cursor.peek() ?? (direction > 0 ? span.peek().from : span.peek().to)) : at.x
  const here = at === undefined ? -1 : order.indexOf(at)
  const next =
    direction > 0
      ? all.find((mark) => (at === undefined ? mark.x >= from : order.indexOf(mark) > here))
      : all.findLast((mark) => (at === undefined ? mark.x <= from : order.indexOf(mark) < here))
  if (next !== undefined) select(next.id)
}
