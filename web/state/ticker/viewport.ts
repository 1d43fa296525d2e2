import { computed, effect, signal } from '@preact/signals'
import type { View } from '../../core/address.ts'
import { barsIn, clampSpan, type Span } from '../../core/ticker/axis.ts'
import { railOf } from '../../core/ticker/family.ts'
import { type Layout, layoutOf } from '../../core/ticker/layout.ts'
import { type Rail, rails } from '../../core/ticker/rails.ts'
import { spanOfRange } from '../../core/ticker/ranges.ts'
import { seriesOf } from '../../core/ticker/series.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'

/** Milliseconds without a move after which words and lists follow. */
const PAUSE = 120

/** Which part of the bars is on screen, and how the chart divides its room. */
export function makeViewport({ page, view, go, addressOf, narrow, market }: State) {
  /** Size of the chart's host in pixels. */
  const size = signal({ width: 0, height: 0 })

  /** The bars on screen; null until there are some, and while another ticker's are still there. */
  const series = computed(() => {
    const prices = latest(market.bars.state.value)
    return prices === null || prices.date.length === 0 ? null : seriesOf(prices)
  })

  /** The lanes that have an event of this ticker: the others take no room. All that are on, until events are known. */
  const lanes = computed((): readonly Rail[] => {
    const known = latest(market.events.state.value)
    const held = new Set(known?.map(({ family }) => railOf(family)))
    return rails.filter((rail) => view.value.rails.includes(rail) && (known === null || held.has(rail)))
  })

  const layout = computed((): Layout => {
    const { panes, interval } = view.value
    return layoutOf({
      ...size.value,
      narrow: narrow.value,
      lanes: narrow.value ? Math.min(1, lanes.value.length) : lanes.value.length,
      volume: panes.includes('volume'),
      // Abnormal returns are daily figures of sessions with events: hours have none, nor has what nothing is compared with.
      ar: panes.includes('ar') && interval === '1d' && market.comparable.value && lanes.value.length > 0,
    })
  })

  const moved = signal<Span | null>(null)
  let movedFor = ''

  /** What part of the axis is on screen. Follows the address until the reader moves it, then the reader. */
  const span = computed((): Span => {
    const axis = series.value?.axis
    if (axis === undefined) return { from: -0.5, to: 0.5 }
    return moved.value ?? spanOfRange(view.value.range, axis) ?? { from: -0.5, to: axis.dates.length - 0.5 }
  })

  let isMoving = false
  const settledSpan = signal<Span | null>(null)
  effect(() => {
    const now = span.value
    if (!isMoving) {
      settledSpan.value = now
      return
    }
    const wait = page.setTimeout(() => {
      settledSpan.value = now
    }, PAUSE)
    return () => page.clearTimeout(wait)
  })

  const keyOf = ({ screen, interval }: View, range: View['range']) => JSON.stringify([screen, range, interval])
  // A range that came from the address, a preset or the back button takes the place of what was dragged.
  effect(() => {
    if (keyOf(view.value, view.value.range) !== movedFor) moved.value = null
  })

  /** Moves the part of the axis on screen, and the address when the reader is done. */
  function moveTo(next: Span, done: boolean, change: Partial<View> = {}, how: 'push' | 'replace' = 'push'): void {
    const axis = series.peek()?.axis
    if (axis === undefined) return
    const clamped = clampSpan(next, axis.dates.length, Math.min(axis.dates.length, 4))
    isMoving = !done
    moved.value = clamped
    if (!done) return
    const { first, last } = barsIn(clamped, axis.dates.length)
    const [from, to] = [axis.dates[first], axis.dates[last]]
    if (from === undefined || to === undefined) return
    const range = { kind: 'dates', from, to } as const
    movedFor = keyOf(view.peek(), range)
    go({ ...change, range }, how)
  }

  /** The address with the dates that are on screen: a preset ends with the newest bar, which tomorrow is another. */
  function absoluteAddress(): string {
    const axis = series.peek()?.axis
    const { first, last } = barsIn(span.peek(), axis?.dates.length ?? 1)
    const [from, to] = [axis?.dates[first], axis?.dates[last]]
    const range = from === undefined || to === undefined ? {} : { range: { kind: 'dates', from, to } as const }
    return new URL(addressOf(range), page.location.href).href
  }

  return {
    absoluteAddress,
    size,
    series,
    lanes,
    layout,
    span,
    /** The same as words and lists follow it: reading along while the reader drags is impossible, and not free. */
    settled: computed((): Span => settledSpan.value ?? span.value),
    /** Does the range asked for hold no bar at all? */
    rangeIsEmpty: computed(() => series.value !== null && spanOfRange(view.value.range, series.value.axis) === null),
    moveTo,
  }
}

export type Viewport = ReturnType<typeof makeViewport>
