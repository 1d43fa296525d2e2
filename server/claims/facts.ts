import type { IsoDate } from '../market/day.ts'

/** What stored prices say of one session of a ticker. Returns are fractions on total-return basis, closes on split basis. */
export interface SessionFacts {
  readonly symbol: string
  readonly session: IsoDate
  readonly open: number | null
  readonly high: number | null
  readonly low: number | null
  /** Shares traded; null where the source gave none. */
  readonly volume: number | null
  readonly close: number
  readonly previousClose: number
  readonly r: number
  /** The benchmark's return, and its symbol; null without one. */
  readonly market: { readonly symbol: string; readonly r: number } | null
  /** Abnormal return against the model, its t with prediction error and two-sided p; null where it could not be estimated. */
  readonly abnormal: {
    readonly ar: number
    readonly t: number
    readonly p: number
    readonly model: string
    readonly M: number
  } | null
  /** The level below which p counts as more than chance. */
  readonly alpha: number
  readonly volumeRatio: number | null
  /** How the move divides at the news, where a stored event and bars within the day tell. */
  readonly split: {
    readonly at: string
    readonly before: number
    readonly during: number | null
    readonly after: number
    /** Part of the move that came before the end of the bar that holds the news. */
    readonly shareBeforeBarEnd: number | null
  } | null
  /** Sessions up to five after this one, in order. */
  readonly later: readonly Day[]
  /** This session and up to five before it, in order. */
  readonly around: readonly Day[]
  /** First session with a stored price: what "highest ever" can reach back to. */
  readonly since: IsoDate
}

export interface Day {
  readonly session: IsoDate
  readonly close: number
  readonly r: number
  /** Whether its close is above every stored one before it. */
  readonly record: boolean
}

/** Why there are no facts: `price` of the ticker, a `session` on that day, or the `day` itself are not known. */
export type Missing = 'ticker' | 'prices' | 'session' | 'day'

export type FactsOrNone =
  | { readonly kind: 'facts'; readonly facts: SessionFacts }
  | { readonly kind: 'none'; readonly missing: Missing }

/** What is asked of the prices. */
export interface FactsWanted {
  readonly symbol: string
  readonly day: IsoDate
  /** A stored event whose session and moment count. */
  readonly event: string | null
}
