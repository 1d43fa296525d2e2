import { computed, signal } from '@preact/signals'
import type { ChartModel, EventOverlay } from '../../chart/model.ts'
import { scalesOf } from '../../chart/scales.ts'
import type { Theme } from '../../chart/theme.ts'
import { ribbonOf } from '../../core/data/ribbon.ts'
import type { Format } from '../../core/format.ts'
import { sessionsText } from '../../core/sessionText.ts'
import { type Axis, barsIn, type Tick, ticksOf } from '../../core/ticker/axis.ts'
import { basePlace, isLog, isPercent } from '../../core/ticker/compare.ts'
import { noteSigns } from '../../core/ticker/notes.ts'
import { MILLION, priceTag } from '../../core/ticker/priceTag.ts'
import { lastClose } from '../../core/ticker/series.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { Abnormal } from './abnormal.ts'
import type { ByHand } from './byHand.ts'
import { type Clock, clockText } from './clock.ts'
import type { Compare } from './compare.ts'
import type { Marks } from './marks.ts'
import { overlayOf } from './overlay.ts'
import type { Sessions } from './sessions.ts'
import type { Viewport } from './viewport.ts'

/** What the chart draws, as one value that is drawn whole. */
export function makeChart(
  { parts, narrow, format, words, market }: State,
  { series, columns: told, lanes, layout, span, splits }: Viewport,
  { shown }: Clock,
  { clusters, periodClusters, selectedMark }: Marks,
  abnormal: Abnormal,
  { place }: Pick<Sessions, 'place'>,
  compare: Compare,
  byHand: ByHand,
) {
  /** Colours as the style sheet has them now; set by the chart's host. */
  const theme = signal<Theme | null>(null)

  const overlay = computed(() => {
    const all = series.value
    if (all === null || parts.event === null) return null
    return byHand.loaded.value?.overlay.value ?? overlayOf(latest(market.impact.state.value), all, parts.window)
  })

  /** Places of bars whose state is worth a sign; warnings are told by the strip under the chart, which has room for many. */
  const noted = computed((): ChartModel['noted'] => {
    const all = series.value
    const columns = told.value
    if (all === null || columns === null || columns.state.every((state) => state === 'final')) return []
    return [...all.row].flatMap((row, index) => {
      const state = columns.state[row]
      return state === undefined || state === 'final'
        ? []
        : [{ index, sign: noteSigns[state], grave: state === 'held' || state === 'repaired' }]
    })
  })

  const quality = computed(() => {
    const all = series.value
    const columns = told.value
    if (all === null || columns === null || columns.date.length !== all.prices.date.length) return []
    const { dates, breaks } = all.axis
    return ribbonOf({ row: all.row, dates, breaks }, columns, 0, dates.length - 1).stretches
  })

  /** What is distinguishable only, where that is asked for: the pane says what rails and list say. */
  const abnormalInOrder = computed(() =>
    [...abnormal.value.values()]
      .filter(({ significant }) => significant || !parts.onlySignificant)
      .sort((a, b) => a.index - b.index),
  )

  const chartModel = computed((): ChartModel | null => {
    const all = series.value
    const colours = theme.value
    const axis = shown.value
    if (all === null || axis === null || colours === null || layout.value.width <= 40) return null
    const write = format.value
    const narrowScreen = narrow.value
    const { style } = parts
    const { first, last } = barsIn(span.value, all.axis.dates.length)
    // With few bars on screen whole units are too coarse for the scale.
    const low = all.prices.low[Math.max(0, all.row[first] ?? 0)] ?? 0
    const newest = lastClose(all, span.value)
    const { axis: kind, base } = compare.asked()
    const compared = compare.loaded.value?.drawn.value ?? null
    const closes = all.pyramid.levels[0]?.close ?? new Float64Array(0)
    const zero = isPercent(kind)
      ? (compared?.basePrice ??
        closes[
          basePlace(base, [closes], { first, last }, all.axis.dates, selectedMark.value?.effective ?? null) ?? -1
        ] ??
        null)
      : null
    const percentText = (fraction: number) =>
      `${write.plain(fraction * 100, Math.abs(fraction) < 0.01 && fraction !== 0 ? 1 : 0)} %`
    const changeText = (fraction: number) => (narrowScreen ? percentText(fraction) : `${write.bound(fraction)} %`)
    const isFine = low < 10 || last - first < 3 || parts.interval !== '1d'
    const usual = isFine && low < MILLION ? 2 : 0
    const priceText = (price: number, decimals: number) =>
      zero === null
        ? write.plain(price, Math.max(usual, decimals))
        : `${write.plain((price / zero - 1) * 100, decimals)} %`
    const model: Omit<ChartModel, 'scales'> = {
      series: all,
      span: span.value,
      layout: layout.value,
      theme: colours,
      style,
      ticks: ticksOf(axis, span.value, Math.max(2, Math.floor(layout.value.width / (narrowScreen ? 58 : 76)))),
      tickText: (tick) => tickText(axis, write, tick),
      priceText,
      log: isLog(kind),
      zero,
      compared,
      carText: carText(overlay.value, words('page').car, write),
      percentText,
      changeText,
      clusters: clusters.value,
      periods: periodClusters.value,
      lanes: lanes.value,
      merged: narrowScreen,
      selected: parts.event,
      overlay: overlay.value,
      ruler: byHand.loaded.value?.ruler.value ?? null,
      reacts: selectedMark.value?.effective ?? place.value,
      last:
        newest === null
          ? null
          : { price: newest, text: zero === null ? priceTag(write, newest) : changeText(newest / zero - 1) },
      abnormal: abnormalInOrder.value,
      quality: quality.value,
      noted: noted.value,
      splits: [...splits.value].map(([index, ratio]) => ({ index, text: `${words('page').split} ${ratio}` })),
      extended: all.phases,
    }
    return { ...model, scales: scalesOf(model) }
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
