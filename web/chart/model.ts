import type { Span, Tick } from '../core/ticker/axis.ts'
import type { Cluster } from '../core/ticker/clusters.ts'
import type { Layout } from '../core/ticker/layout.ts'
import type { Rail } from '../core/ticker/rails.ts'
import type { BarSeries, Phase } from '../core/ticker/series.ts'
import type { Theme } from './theme.ts'

/** A stretch of bars, both ends included. */
export type Stretch = { readonly first: number; readonly last: number }

/** What the selected event adds to the picture. */
export type EventOverlay = {
  /** The window that is asked for, in sessions from the event day; everything below but the estimation is of it. */
  readonly window: readonly [from: number, to: number]
  readonly event: Stretch
  readonly estimation: Stretch | null
  /** Expected path: the model's cumulated prediction from the last close before the window. */
  readonly expected: readonly { readonly index: number; readonly price: number }[]
  /** Cumulative abnormal return from the first session of the window, fractions. */
  readonly car: readonly { readonly index: number; readonly car: number }[]
  /** The CAR of the window as the card has it; null: not computable. */
  readonly total: number | null
}

/** Everything the painters need for one frame. */
export type ChartModel = {
  readonly series: BarSeries
  readonly span: Span
  readonly layout: Layout
  readonly theme: Theme
  readonly style: 'candle' | 'line'
  readonly ticks: readonly Tick[]
  readonly tickText: (tick: Tick) => string
  readonly priceText: (price: number) => string
  /** The CAR of the overlay's window with the window's name; null where there is none. */
  readonly carText: string | null
  readonly percentText: (fraction: number) => string
  readonly clusters: readonly Cluster[]
  readonly lanes: readonly Rail[]
  readonly merged: boolean
  readonly selected: string | null
  readonly overlay: EventOverlay | null
  readonly abnormal: readonly { readonly index: number; readonly ar: number; readonly significant: boolean }[]
  /** Bars whose numbers carry a mark, by place of the axis: drawn over the bar, or at the top where the bar has no shape. */
  readonly noted: readonly { readonly index: number; readonly sign: string; readonly grave: boolean }[]
  readonly extended: readonly (Phase | 'break')[] | null
}
