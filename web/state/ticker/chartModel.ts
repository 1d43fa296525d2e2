import { computed, signal } from '@preact/signals'
import type { ChartModel, EventOverlay } from '../../chart/model.ts'
import type { Theme } from '../../chart/theme.ts'
import { barsIn, type Tick, ticksOf } from '../../core/ticker/axis.ts'
import { noteSigns } from '../../core/ticker/notes.ts'
import { rails } from '../../core/ticker/rails.ts'
import { format } from '../../i18n/format.ts'
import { narrow } from '../preferences.ts'
import { latest } from '../resource.ts'
import { view } from '../view.ts'
import { bars, impact } from './market.ts'
import { abnormal, clusters, layout, series, span } from './viewport.ts'

/** Colours as the style sheet has them now; set by the chart's host. */
export const theme = signal<Theme | null>(null)

/** What the selected event adds to the picture: its windows, the expected path, the CAR. */
const overlay = computed((): EventOverlay | null => {
  const axis = series.value?.axis
  const selected = latest(impact.state.value)
  if (axis === undefined || axis.minutes !== null || selected?.kind !== 'measured' || view.value.event === null)
    return null
  const place = new Map(axis.dates.map((date, index) => [date, index]))
  const at = (date: string | null) => (date === null ? undefined : place.get(date))
  const points = selected.days.flatMap((day) => {
    const index = at(day.date)
    return index === undefined ? [] : [{ ...day, index }]
  })
  const day0 = at(selected.session)
  const first = points[0]
  const last = points.at(-1)
  if (day0 === undefined || first === undefined || last === undefined) return null
  const [from, to] = [at(selected.data.estimation_from), at(selected.data.estimation_to)]
  const [before, after] = view.value.window
  const anchor = series.value?.pyramid.levels[0]?.close[first.index - 1]
  return {
    event: { first: day0 + before, last: day0 + after },
    estimation: to === undefined ? null : { first: from ?? 0, last: to },
    expected: [
      ...(anchor !== undefined && Number.isFinite(anchor) ? [{ index: first.index - 1, price: anchor }] : []),
      ...points.flatMap(({ index, expectedClose }) =>
        expectedClose === null ? [] : [{ index, price: expectedClose }],
      ),
    ],
    car: [
      { index: first.index - 1, car: 0 },
      ...points.flatMap(({ index, car }) => (car === null ? [] : [{ index, car }])),
    ],
  }
})

function tickText({ index, kind }: Tick): string {
  const axis = series.peek()?.axis
  const date = axis?.dates[index] ?? ''
  const write = format.peek()
  switch (kind) {
    case 'year':
      return date.slice(0, 4)
    case 'month':
      return write.month(date)
    case 'monthDay':
      return write.day(date)
    case 'day':
      return axis?.minutes == null ? String(Number(date.slice(8, 10))) : write.day(date)
    case 'hour':
      return `${String(Math.floor(((axis?.minutes?.[index] ?? 0) % 1440) / 60)).padStart(2, '0')}:00`
  }
}

/** Places of bars whose state is worth a sign; warnings are told by the strip under the chart, which has room for many. */
const noted = computed((): ChartModel['noted'] => {
  const all = series.value
  const columns = latest(bars.state.value)
  if (all === null || columns === null || columns.state.every((state) => state === 'final')) return []
  return [...all.row].flatMap((row, index) => {
    const state = columns.state[row]
    return state === undefined || state === 'final'
      ? []
      : [{ index, sign: noteSigns[state], grave: state === 'held' || state === 'repaired' }]
  })
})

/** Everything the chart draws, as one value. */
export const chartModel = computed((): ChartModel | null => {
  const all = series.value
  const colours = theme.value
  if (all === null || colours === null || layout.value.width <= 40) return null
  const write = format.value
  const narrowScreen = narrow.value
  const { style, rails: switched } = view.value
  const { first, last } = barsIn(span.value, all.axis.dates.length)
  // With few bars on screen whole units are too coarse for the scale.
  const low = all.prices.low[Math.max(0, all.row[first] ?? 0)] ?? 0
  return {
    series: all,
    span: span.value,
    layout: layout.value,
    theme: colours,
    style,
    ticks: ticksOf(all.axis, span.value, Math.max(2, Math.floor(layout.value.width / (narrowScreen ? 58 : 76)))),
    tickText,
    priceText: (price) => write.plain(price, low < 10 || last - first < 3 ? 2 : 0),
    carText: write.percent(overlay.value?.car.at(-1)?.car ?? null),
    percentText: (fraction) => `${write.plain(fraction * 100, Math.abs(fraction) < 0.01 && fraction !== 0 ? 1 : 0)} %`,
    clusters: clusters.value,
    lanes: rails.filter((rail) => switched.includes(rail)),
    merged: narrowScreen,
    selected: view.value.event,
    overlay: overlay.value,
    abnormal: [...abnormal.value.values()],
    noted: noted.value,
    extended: all.prices.phase as ChartModel['extended'],
  }
})
