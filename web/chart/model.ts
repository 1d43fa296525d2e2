import type { QualityStretch } from '../core/data/ribbon.ts'
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
  /** Sessions of other events and of confounders in the estimation window, and whether they are left out of it. */
  readonly contaminated: { readonly places: readonly number[]; readonly leftOut: boolean }
  /** Expected path: the model's cumulated prediction from the last close before the window. */
  readonly expected: readonly { readonly index: number; readonly price: number }[]
  /** Cumulative abnormal return from the first session of the window, fractions. */
  readonly car: readonly { readonly index: number; readonly car: number }[]
  /** The CAR of the window as the card has it; null: not computable. */
  readonly total: number | null
}

/** The values at the foot and at the top of a pane. */
export type Scale = {
  readonly min: number
  readonly max: number
  /** Are equal heights equal ratios? Both ends are above zero then. */
  readonly log?: boolean
}
export type Scales = { readonly price: Scale; readonly volume: Scale; readonly ar: Scale; readonly strength: Scale }

/** Other tickers beside this one. */
export type Compared = {
  /** The place whose closes are 0 %; null where no bar has a close of all. */
  readonly base: number | null
  /** The own close there. */
  readonly basePrice: number | null
  readonly lines: readonly {
    readonly symbol: string
    /** By place, NaN where there is none. */
    readonly closes: Float64Array
    /** Carries its closes to the own price at the base. */
    readonly factor: number | null
  }[]
}

/** Two bars, the earlier one first, and what is between them in a few words. */
export type Ruler = {
  readonly first: number
  readonly last: number
  /** Closes of the two; null where one of them has none that may be shown. */
  readonly closes: readonly [from: number, to: number] | null
  readonly text: string
}

/** Everything the painters need for one frame. */
export type ChartModel = {
  readonly series: BarSeries
  readonly span: Span
  readonly layout: Layout
  readonly theme: Theme
  readonly scales: Scales
  readonly style: 'candle' | 'line'
  readonly ticks: readonly Tick[]
  readonly tickText: (tick: Tick) => string
  /** A place of the price scale with so many decimals at least, of the price or of its change in percent. */
  readonly priceText: (price: number, decimals: number) => string
  /** Do equal heights of the price pane mean equal ratios? */
  readonly log: boolean
  /** The price that is 0 %, where the axis counts in percent; null where it counts in prices. */
  readonly zero: number | null
  readonly compared: Compared | null
  /** The CAR of the overlay's window with the window's name; null where there is none. */
  readonly carText: string | null
  readonly percentText: (fraction: number) => string
  /** A change, signed. */
  readonly changeText: (fraction: number) => string
  readonly clusters: readonly Cluster[]
  /** What lasted, by edges of bars and row. */
  readonly periods: readonly (Cluster & { readonly from: number; readonly to: number; readonly row: number })[]
  readonly lanes: readonly Rail[]
  readonly merged: boolean
  readonly selected: string | null
  /** The bar that could first react to the selected event, or the session whose card is open, where it is on the axis. */
  readonly reacts: number | null
  /** The last price of the bars in sight, as it is written; null where they have none. */
  readonly last: { readonly price: number; readonly text: string } | null
  readonly overlay: EventOverlay | null
  readonly ruler: Ruler | null
  /** By place, ascending. */
  readonly abnormal: readonly {
    readonly index: number
    readonly ar: number
    readonly significant: boolean
    /** It stands out, and no event is known on it: marked. */
    readonly unexplained: boolean
  }[]
  /** Stretches of the axis that are missing, held back or noted. */
  readonly quality: readonly QualityStretch[]
  /** Bars whose numbers carry a mark, by place of the axis: drawn over the bar, or at the top where the bar has no shape. */
  readonly noted: readonly { readonly index: number; readonly sign: string; readonly grave: boolean }[]
  /** Splits, by the first bar that trades on the new level, as they are written. */
  readonly splits: readonly { readonly index: number; readonly text: string }[]
  readonly extended: readonly (Phase | 'break')[] | null
}
