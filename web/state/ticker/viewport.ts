import { computed, effect, signal } from '@preact/signals'
import type { View } from '../../core/address.ts'
import { barsIn, type Span } from '../../core/ticker/axis.ts'
import { askedOf } from '../../core/ticker/compare.ts'
import { railOfEvent } from '../../core/ticker/family.ts'
import { type Layout, layoutOf } from '../../core/ticker/layout.ts'
import { type Period, periodsOf, rowsOf } from '../../core/ticker/periods.ts'
import { priceTag, tagWidth } from '../../core/ticker/priceTag.ts'
import { extremes } from '../../core/ticker/pyramid.ts'
import { type Rail, rails } from '../../core/ticker/rails.ts'
import { spanOfRange } from '../../core/ticker/ranges.ts'
import type { BarSeries } from '../../core/ticker/series.ts'
import { splitsOn } from '../../core/ticker/splits.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import { makeStretch } from './stretch.ts'

/** Milliseconds without a move after which words and lists follow, and after which they do at the latest. */
const [PAUSE, LONGEST] = [120, 360]
/** Moves that could have come in a pause: where a frame takes long they are far apart, and between two nobody rests. */
const MOVES = 3
/** Letters of a change beside the name of a compared ticker, ` −100 %`. */
const CHANGE = 7

/** Which part of the bars is on screen, and how the chart divides its room. */
export function makeViewport(state: State) {
  const { page, view, parts, go, addressOf, narrow, market, format } = state
  /** Size of the chart's host in pixels. */
  const size = signal({ width: 0, height: 0 })

  const { whole, wholeSpan, series, columns, span, moved, move, onWhole } = makeStretch(state)

  /** The lanes that have an event of this ticker: the others take no room. All that are on, until events are known. */
  const lanes = computed((): readonly Rail[] => {
    const known = latest(market.events.state.value)
    const held = new Set(known?.flatMap((event) => (event.alignment.kind === 'too-coarse' ? [] : railOfEvent(event))))
    return rails.filter((rail) => parts.rails.includes(rail) && (known === null || held.has(rail)))
  })

  /** What lasted, of the families that are on. */
  const periods = computed((): readonly Period[] => {
    const axis = series.value?.axis
    const known = latest(market.events.state.value) ?? []
    return axis === undefined
      ? []
      : periodsOf(
          axis,
          known.filter((event) => parts.rails.includes(railOfEvent(event))),
        )
  })

  /** Splits of the bars on screen, by place. */
  const splits = computed((): ReadonlyMap<number, string> => {
    const axis = series.value?.axis
    return axis === undefined ? new Map() : splitsOn(axis, columns.value?.actions ?? [])
  })

  /** Pixels of the names of compared tickers at the edge; where there is room with what became of them. */
  const names = computed((): number => {
    const letters = askedOf(parts.over, market.ticker.value).tickers.map((symbol) => symbol.length)
    return letters.length === 0 ? 0 : tagWidth('0'.repeat(Math.max(...letters) + (narrow.value ? 0 : CHANGE)))
  })

  /** Pixels of the longest price at the edge: of prices above 1 that is the highest, of others the lowest. */
  const tag = computed((): number => {
    const all = whole.value?.scale
    if (all === undefined || all.length === 0) return names.value
    const { low, high } = extremes(all, 0, all.length - 1)
    return Math.max(names.value, ...[low, high].map((price) => tagWidth(priceTag(format.value, price))))
  })

  const layout = computed((): Layout => {
    const { panes } = parts
    return layoutOf({
      ...size.value,
      narrow: narrow.value,
      lanes: narrow.value ? Math.min(1, lanes.value.length) : lanes.value.length,
      periods: rowsOf(periods.value),
      volume: panes.includes('volume'),
      // Abnormal returns are drawn of sessions with events.
      ar: panes.includes('ar') && market.hasAbnormal.value && lanes.value.length > 0,
      strength: askedOf(parts.over, market.ticker.value).strength,
      ribbon: true,
      tag: tag.value,
    })
  })

  let movedFor = ''

  /** While the reader moves, the bars that the move began on: finer ones may come in meanwhile. */
  let moving: BarSeries | null = null
  const settledSpan = signal<Span | null>(null)
  let movedAt = 0
  effect(() => {
    const now = span.value
    if (moving === null) {
      settledSpan.value = now
      return
    }
    const since = page.performance.now() - movedAt
    movedAt += since
    const wait = page.setTimeout(
      () => {
        settledSpan.value = now
      },
      Math.min(LONGEST, Math.max(PAUSE, MOVES * since)),
    )
    return () => page.clearTimeout(wait)
  })

  const keyOf = ({ screen, interval }: View, range: View['range']) => JSON.stringify([screen, range, interval])
  // A range that came from the address, a preset or the back button takes the place of what was dragged.
  effect(() => {
    if (keyOf(view.value, view.value.range) !== movedFor) moved.value = null
  })

  /** Moves the part of the axis on screen, and the address when the reader is done. */
  function moveTo(next: Span, done: boolean, change: Partial<View> = {}, how: 'push' | 'replace' = 'push'): void {
    const on = moving ?? series.peek()
    if (on !== null) moveOn(on, next, done, change, how)
  }

  /** The same, told by places of the axis of all bars. */
  function moveOnWhole(next: Span, done: boolean, change: Partial<View> = {}, how: 'push' | 'replace' = 'push'): void {
    const on = whole.peek()
    if (on !== null) moveOn(on, next, done, change, how)
  }

  function moveOn(on: BarSeries, next: Span, done: boolean, change: Partial<View>, how: 'push' | 'replace'): void {
    moving = done ? null : on
    move(next, on)
    if (!done) return
    const { dates } = series.peek()?.axis ?? on.axis
    const { first, last } = barsIn(span.peek(), dates.length)
    const [from, to] = [dates[first], dates[last]]
    if (from === undefined || to === undefined) return
    const range = { kind: 'dates', from, to } as const
    movedFor = keyOf(view.peek(), range)
    go({ ...change, range }, how)
  }

  /**
   * The address with the dates that are on screen, as a preset ends with the newest bar, which tomorrow is another, and
   * with the version of the prices, so that whoever opens it is told when they have changed.
   */
  function absoluteAddress(): string {
    const axis = series.peek()?.axis
    const { first, last } = barsIn(span.peek(), axis?.dates.length ?? 1)
    const [from, to] = [axis?.dates[first], axis?.dates[last]]
    const range = from === undefined || to === undefined ? {} : { range: { kind: 'dates', from, to } as const }
    const data = latest(market.bars.state.peek())?.data_version ?? null
    return new URL(addressOf({ ...range, data }), page.location.href).href
  }

  return {
    absoluteAddress,
    size,
    whole,
    wholeSpan,
    onWhole,
    moveOnWhole,
    series,
    columns,
    lanes,
    periods,
    splits,
    layout,
    span,
    /** The same as words and lists follow it: reading along while the reader drags is impossible, and not free. */
    settled: computed((): Span => settledSpan.value ?? span.value),
    /** Does the range asked for hold no bar at all? */
    rangeIsEmpty: computed(() => whole.value !== null && spanOfRange(view.value.range, whole.value.axis) === null),
    moveTo,
  }
}

export type Viewport = ReturnType<typeof makeViewport>
