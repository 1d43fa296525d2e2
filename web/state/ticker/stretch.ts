import { computed, signal } from '@preact/signals'
import { barsIn, clampSpan, type Span, spanOf } from '../../core/ticker/axis.ts'
import type { Days } from '../../core/ticker/detail.ts'
import { minutesOf, placesOf } from '../../core/ticker/passing.ts'
import { spanOfRange } from '../../core/ticker/ranges.ts'
import { type BarSeries, seriesOf } from '../../core/ticker/series.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import { makeDetail } from './detail.ts'
import { type PriceColumns, unpacked } from './unpacked.ts'

/** The fewest bars that the reader may look at. */
const FEWEST = 4

/**
 * Which bars are on the axis, and which part of it the reader moved to: all bars there are, or where these came merged
 * finer ones of the days on screen. A part of the axis that the reader moved to is then kept in minutes, which mean the
 * same on either axis.
 */
export function makeStretch(state: State) {
  const { view, market } = state
  const answer = computed(() => {
    const packed = latest(market.bars.state.value)
    return packed && unpacked(packed)
  })
  const whole = computed(() => seriesFrom(answer.value))

  /** Where the reader moved to: places of the axis, or minutes where bars came merged. */
  const moved = signal<Span | null>(null)
  const isMerged = () => whole.value?.passing != null && answer.value?.merged != null

  /** What part of all bars is on screen. Follows the address until the reader moves it, then the reader. */
  const wholeSpan = computed((): Span => {
    const all = whole.value
    if (all === null) return { from: -0.5, to: 0.5 }
    if (moved.value !== null)
      return isMerged() && all.passing !== null ? placesOf(all.passing, moved.value) : moved.value
    return spanOfRange(view.value.range, all.axis) ?? { from: -0.5, to: all.axis.dates.length - 0.5 }
  })

  const seen = computed((): Days | null => {
    const dates = whole.value?.axis.dates ?? []
    const { first, last } = barsIn(wholeSpan.value, dates.length)
    const [from, to] = [dates[first], dates[last]]
    return from === undefined || to === undefined ? null : ({ from, to } as Days)
  })
  const detail = makeDetail(state, answer, seen)
  const detailed = computed(() => seriesFrom(detail.value))

  const series = computed(() => detailed.value ?? whole.value)
  const span = computed((): Span => {
    const finer = detailed.value
    if (finer === null || finer.passing === null) return wholeSpan.value
    if (moved.value !== null) return placesOf(finer.passing, moved.value)
    return (
      (seen.value === null ? null : spanOf(finer.axis, seen.value.from, seen.value.to)) ?? {
        from: -0.5,
        to: finer.axis.dates.length - 0.5,
      }
    )
  })

  /** Moves to a part of the axis of some bars of the ticker, as far as there are bars. */
  function move(to: Span, { axis, passing, row }: BarSeries): void {
    const all = whole.peek()
    const length = axis.dates.length
    if (all === null || passing === null || all.passing === null || answer.peek()?.merged == null) {
      moved.value = clampSpan(to, length, Math.min(length, FEWEST))
      return
    }
    const count = answer.peek()?.merged?.bars.reduce((sum, bars) => sum + bars, 0) ?? row.length
    const places = placesOf(all.passing, minutesOf(passing, to))
    const rows = all.axis.dates.length
    moved.value = minutesOf(all.passing, clampSpan(places, rows, Math.min(rows, (FEWEST * rows) / count)))
  }

  /** A place of the axis on screen as one of the axis of all bars. */
  function onWhole(index: number): number {
    const [from, to] = [series.peek()?.passing, whole.peek()?.passing]
    return detailed.peek() === null || from == null || to == null
      ? index
      : placesOf(to, minutesOf(from, { from: index, to: index })).from
  }

  return {
    /** All bars there are, merged where they are many; null until there are some. */
    whole,
    wholeSpan,
    /** The bars on screen; null until there are some, and while another ticker's are still there. */
    series,
    /** What the server says of them. */
    columns: computed(() => detail.value ?? answer.value),
    span,
    moved,
    move,
    onWhole,
  }
}

const seriesFrom = (prices: PriceColumns | null): BarSeries | null =>
  prices === null || prices.date.length === 0 ? null : seriesOf(prices)
