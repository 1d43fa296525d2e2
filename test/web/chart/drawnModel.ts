import type { ChartModel } from '../../../web/chart/model.ts'
import { scalesOf } from '../../../web/chart/scales.ts'
import type { Theme } from '../../../web/chart/theme.ts'
import { layoutOf } from '../../../web/core/ticker/layout.ts'
import { rails } from '../../../web/core/ticker/rails.ts'
import { type PriceList, seriesOf } from '../../../web/core/ticker/series.ts'

/** Colours that are their own names, so that a test reads which one was used. */
export const theme: Theme = {
  page: 'page',
  surface: 'surface',
  ink: 'ink',
  soft: 'soft',
  hair: 'hair',
  grid: 'grid',
  up: 'up',
  down: 'down',
  accent: 'accent',
  window: 'window',
  hatch: 'hatch',
  extended: 'extended',
  band: 'band',
  font: 'sans',
  quality: {
    sound: 'sound',
    missing: 'missing',
    held: 'held',
    checked: 'checked',
    provisional: 'provisional',
    repaired: 'repaired',
    revised: 'revised',
  },
  rails: {
    governance: 'governance',
    deals: 'deals',
    product: 'product',
    legal: 'legal',
    macro: 'macro',
    earnings: 'earnings',
    other: 'other',
    world: 'world',
  },
}

/** The week of the dispute; 23 November 2023 was Thanksgiving, the 24th a half day. */
export const days = ['2023-11-16', '2023-11-17', '2023-11-20', '2023-11-21', '2023-11-22', '2023-11-24']

export const pricesOf = (closes: readonly number[], more: Partial<PriceList> = {}): PriceList => ({
  date: days.slice(0, closes.length),
  start: null,
  phase: null,
  open: closes.map((close, i) => closes[i - 1] ?? close),
  high: closes.map((close, i) => Math.max(close, closes[i - 1] ?? close) + 1),
  low: closes.map((close, i) => Math.min(close, closes[i - 1] ?? close) - 1),
  close: closes,
  volume: closes.map(() => 1000),
  missing: [],
  ...more,
})

/** Six bars of 100 pixels each, from pixel 8: the middle of bar `i` is at 58 + 100 i. */
export function modelOf(more: Partial<ChartModel> = {}, prices = pricesOf([100, 110, 105, 105, 120, 90])): ChartModel {
  const layout = layoutOf({
    width: 8 + 600 + 100,
    height: 600,
    narrow: false,
    lanes: 6,
    periods: 0,
    volume: true,
    ar: true,
    ribbon: true,
  })
  const model: Omit<ChartModel, 'scales'> = {
    series: seriesOf(prices),
    span: { from: -0.5, to: 5.5 },
    layout,
    theme,
    style: 'candle',
    ticks: [],
    tickText: () => '',
    priceText: String,
    log: false,
    zero: null,
    compared: null,
    carText: 'CAR [0, +1] +1.00 %',
    percentText: String,
    changeText: String,
    clusters: [],
    periods: [],
    lanes: rails,
    merged: false,
    selected: null,
    overlay: null,
    ruler: null,
    reacts: null,
    last: null,
    quality: [],
    abnormal: [],
    noted: [],
    splits: [],
    extended: null,
    ...more,
  }
  return { ...model, scales: more.scales ?? scalesOf(model) }
}

export const middleOf = (index: number): number => 58 + 100 * index
