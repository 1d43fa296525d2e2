import type { CheckName } from '../checks/checks.ts'
import type { PlacedEvent } from '../events/placedEvent.ts'
import type { BarState } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import type { GivenSettings } from '../query/settings.ts'
import type { CarWindow } from '../stats/car.ts'
import type { EventDay, Flag, Warning } from '../stats/event.ts'
import type { ModelFigures } from '../stats/modelFigures.ts'
import type { Reason } from '../stats/reasons.ts'
import type { Settings } from '../stats/settings.ts'
import type { VarianceStudy } from '../stats/variance.ts'
import type { AlignedSeries } from './alignedSeries.ts'
import type { CheckedBars } from './checks.ts'
import type { Comparison } from './comparison.ts'
import type { ConfounderInWindow, WithoutConfounders } from './confounders.ts'
import type { MoveAtNews } from './moveAtNews.ts'
import type { ClusterItem, Overlaps } from './otherEvents.ts'
import type { Exclusion } from './placedStudy.ts'
import type { Finding } from './sentence.ts'
import type { DayVolume } from './volume.ts'

export interface ImpactQuery {
  /** Null: the event's primary ticker that has prices. */
  readonly ticker: Ticker | null
  readonly benchmark: Ticker | null
  /** Exchange rates with which the benchmark may be brought into the ticker's currency. */
  readonly convert?: readonly Ticker[] | undefined
  readonly settings: GivenSettings
}

/** Where the prices of an answer come from and how far they can be trusted. */
export interface Basis {
  readonly basis: 'total'
  readonly source: string | null
  readonly retrieved_at: string | null
  readonly estimation_from: IsoDate | null
  readonly estimation_to: IsoDate | null
  readonly states: AlignedSeries['states']
  /** Sessions of the ticker on which its benchmark has no bar: the next return covers them. */
  readonly without_benchmark: number
  /** Sessions of the estimation window left out of it as the price stood still for days. */
  readonly stale_excluded: number
}

export type ImpactDay = EventDay &
  DayVolume & {
    /** Checks that hold the session's bar back: its figures are not available. Empty otherwise. */
    readonly heldBy: readonly string[]
    /** Split basis; null without a bar. */
    readonly close: number | null
    /** Where the model's expected returns would have carried the close from before the window; split basis. */
    readonly expectedClose: number | null
    readonly car: number | null
    readonly carSe: number | null
    readonly carLow: number | null
    readonly carHigh: number | null
  }

/** What one admissible event day would give. */
export interface CandidateDay {
  readonly day0: IsoDate
  readonly ar: number | null
  readonly t: number | null
  readonly p: number | null
}

/** What every answer about an event says, measured or not. */
export interface ImpactHead extends Overlaps {
  readonly event: PlacedEvent
  readonly ticker: Ticker
  /** The former name it was asked for by. */
  readonly asked_as: Ticker | null
  readonly benchmark: string
  readonly comparison: Comparison
  /** Day 0: the session that the event hit; null when none is known. */
  readonly session: IsoDate | null
  /** Items of the ticker that hit the same session, this one among them: one statistical event. At most `clusterShown`. */
  readonly cluster: readonly ClusterItem[]
  /** How many they are. */
  readonly cluster_size: number
  readonly settings: Settings
  /** The window to quote first: the day itself, or two days when the hour is unknown. */
  readonly headline: readonly [number, number]
  readonly data: Basis
  /** What checks say of the bars behind the figures, from the estimation window to the end of the event window. */
  readonly checks: readonly CheckedBars[]
  readonly candidates: readonly CandidateDay[]
  /** Own earnings, index changes, payments, splits and world events in its windows. */
  readonly confounders: readonly ConfounderInWindow[]
}

export type Impact =
  | (ImpactHead & {
      readonly kind: 'measured'
      readonly model: ModelFigures
      readonly days: readonly ImpactDay[]
      readonly windows: readonly CarWindow[]
      /** The windows without the sessions of confounders; null where nobody asked to mask them. */
      readonly without_confounders: WithoutConfounders | null
      readonly volume: { readonly ratio: number; readonly t: number | null; readonly p: number | null } | null
      /** How the day's move divides at the moment of the news; null beside the reason where it cannot be said. */
      readonly split: MoveAtNews
      /** Squared standardised abnormal returns by session, and the prediction test of each window. */
      readonly variance: VarianceStudy
      readonly flags: readonly Flag[]
      readonly warnings: readonly Warning[]
      readonly finding: Finding
    })
  | (ImpactHead & { readonly kind: 'excluded'; readonly reason: Exclusion['reason']; readonly detail: string })

/** One event of a list: the figures of day 0 and of the windows, without the paths. */
export type ImpactLine = {
  readonly event_id: string
  readonly title: string
  readonly type: string
  readonly family: PlacedEvent['family']
  readonly is_outcome: boolean
  readonly public_at: string | null
  readonly session: IsoDate | null
  readonly session_label: 'pre' | 'regular' | 'break' | 'post' | 'closed' | null
  readonly benchmark: string
  /** Ids of the items that hit the same session, this one among them: at most `clusterShown`; `clusters` has them all. */
  readonly cluster: readonly string[]
  /** How many they are. */
  readonly cluster_size: number
  /** State of the bar of day 0; null without one. */
  readonly state: BarState | null
  /** Checks that hold the bar of day 0, or that of its benchmark, back: its figures are not available. Empty otherwise. */
  readonly heldBy: readonly string[]
  /** Names of the checks that say something of what returns, and all figures made of them, are made of. */
  readonly checks: readonly CheckName[]
  /** The same of the volume figures. */
  readonly volumeChecks: readonly CheckName[]
} & (
  | {
      readonly kind: 'measured'
      /** Why day 0 has no figures though the event is measured; null where it has them. */
      readonly reason: Reason | null
      readonly detail: string | null
      readonly r: number | null
      readonly expected: number | null
      readonly ar: number | null
      readonly se: number | null
      readonly t: number | null
      readonly p: number | null
      readonly ciLow: number | null
      readonly ciHigh: number | null
      readonly M: number
      readonly beta: number
      readonly sigma: number
      readonly windows: readonly CarWindow[]
      readonly volumeRatio: number | null
      readonly significant: boolean
      readonly flags: readonly Flag[]
    }
  | { readonly kind: 'excluded'; readonly reason: Exclusion['reason']; readonly detail: string }
)
