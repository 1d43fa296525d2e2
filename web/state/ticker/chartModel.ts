import { computed, signal } from '@preact/signals'
import type { ChartModel, EventOverlay } from '../../chart/model.ts'
import type { Theme } from '../../chart/theme.ts'
import type { Format } from '../../core/format.ts'
import { sessionsText } from '../../core/sessionText.ts'
import { type Axis, barsIn, type Tick, ticksOf } from '../../core/ticker/axis.ts'
import { noteSigns } from '../../core/ticker/notes.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { Abnormal } from './abnormal.ts'
import { type Clock, clockText } from './clock.ts'
import type { Marks } from './marks.ts'
import { overlayOf } from './overlay.ts'
import type { Viewport } from './viewport.ts'

/** What the chart draws, as one value that is drawn whole. */
export function makeChart(
  { view, narrow, format, words, market }: State,
  { series, lanes, layout, span }: Viewport,
  { shown }: Clock,
  { clusters }: Marks,
  abnormal: Abnormal,
) {
  /** Colours as the style sheet has them now; set by the chart's host. */
  const theme = signal<Theme | null>(null)

  const overlay = computed(() => {
    const all = series.value
    if (all === null || view.value.event === null) return null
    return overlayOf(latest(market.impact.state.value), all, view.value.window)
  })

  /** Places of bars whose state is worth a sign; warnings are told by the strip under the chart, which has room for many. */
  const noted = computed((): ChartModel['noted'] => {
    const all = series.value
    const columns = latest(market.bars.state.value)
    if (all === null || columns === null || columns.state.every((state) => state === 'final')) return []
    return [...all.row].flatMap((row, index) => {
      const state = columns.state[row]
      return state === undefined || state === 'final'
        ? []
        : [{ index, sign: noteSigns[state], grave: state === 'held' || state === 'repaired' }]
    })
  })

  const chartModel = computed((): ChartModel | null => {
    const all = series.value
    const colours = theme.value
    const axis = shown.value
    if (all === null || axis === null || colours === null || layout.value.width <= 40) return null
    const write = format.value
    const narrowScreen = narrow.value
    const { style } = view.value
    const { first, last } = barsIn(span.value, all.axis.dates.length)
    // With few bars on screen whole units are too coarse for the scale.
    const low = all.prices.low[Math.max(0, all.row[first] ?? 0)] ?? 0
    return {
      series: all,
      span: span.value,
      layout: layout.value,
      theme: colours,
      style,
      ticks: ticksOf(axis, span.value, Math.max(2, Math.floor(layout.value.width / (narrowScreen ? 58 : 76)))),
      tickText: (tick) => tickText(axis, write, tick),
      priceText: (price) => write.plain(price, low < 10 || last - first < 3 ? 2 : 0),
      carText: carText(overlay.value, words('page').car, write),
      percentText: (fraction) =>
        `${write.plain(fraction * 100, Math.abs(fraction) < 0.01 && fraction !== 0 ? 1 : 0)} %`,
      clusters: clusters.value,
      lanes: lanes.value,
      merged: narrowScreen,
      selected: view.value.event,
      overlay: overlay.value,
      abnormal: [...abnormal.value.values()],
      noted: noted.value,
      extended: all.phases,
    }
  })

  return { theme, overlay, chartModel }
}

/** The CAR with the window that it is of: a number alone would be taken for that of any. */
const carText = (overlay: EventOverlay | null, car: string, write: Format): string | null =>
  overlay?.total == null ? null : `${car} ${sessionsText(...overlay.window)} ${write.percent(overlay.total)}`

/** What a mark of the axis says. */
function tickText({ dates, minutes }: Axis, write: Format, { index, kind }: Tick): string {
  const date = dates[index] ?? ''
  switch (kind) {
    case 'year':
      return date.slice(0, 4)
    case 'month':
      return write.month(date)
    case 'monthDay':
      return write.day(date)
    case 'day':
      return minutes === null ? String(Number(date.slice(8, 10))) : write.day(date)
    case 'hour':
      return clockText(minutes?.[index] ?? 0, write)
  }
}
