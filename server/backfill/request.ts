import type { LeaseHolder } from '../../db/file/lease.ts'
import type { StoreCounts } from '../../db/file/upsert.ts'
import type { Interval } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import type { ClientEffects, Limits } from '../sources/client.ts'
import type { Outcome } from '../sources/outcome.ts'

export interface BackfillRequest {
  /** Empty: bring everything that is stored up to date, each ticker at the intervals it is stored at. */
  readonly tickers: readonly Ticker[]
  readonly intervals: readonly Interval[]
  /** First and last session wanted; null for the usual beginning and for today. */
  readonly from: IsoDate | null
  readonly to: IsoDate | null
  /** Where to ask instead of Yahoo's own hosts. */
  readonly providerUrl: URL | null
  /** Least milliseconds between the starts of two requests; left out: a source on this machine needs none, others 250. */
  readonly spacing?: number | undefined
  /** Wait for another backfill of the same store instead of giving way to it. */
  readonly wait: boolean
}

export interface BackfillEffects extends Omit<ClientEffects, 'random'> {
  readonly random?: () => number
  /** Deadlines and size of answers; the usual ones when left out. */
  readonly limits?: Limits
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonic: () => number
  readonly progress: (progress: BackfillProgress) => void
}

/** What a running backfill tells as it goes. */
export type BackfillProgress =
  | { readonly kind: 'begin'; readonly run_id: number; readonly windows: number; readonly series: number }
  | {
      readonly kind: 'window'
      readonly ticker: Ticker
      readonly interval: Interval
      readonly from: IsoDate
      readonly to: IsoDate
      readonly done: number
      readonly windows: number
      readonly rows: number
      /** Rows stored or found unchanged by the whole job so far. */
      readonly rows_total: number
      readonly elapsed_ms: number
    }
  | { readonly kind: 'series'; readonly report: SeriesReport }
  | { readonly kind: 'waiting'; readonly holder: LeaseHolder }

/**
 * `complete`: every session of the window has a bar that is final, or is a few days old, or its absence is explained.
 * `partial`: some are missing, held back or unsettled.
 * `deferred`: the source could not be used; ask again later. `failed`: asking again will not help.
 */
export type BackfillOutcome = 'complete' | 'partial' | 'deferred' | 'failed'

/** What became of the delivered bars. A state alone is no change of a price. */
export interface BarCounts extends StoreCounts {
  /** Those of the unchanged that became final, as a second answer brought them alike. */
  readonly confirmed: number
}

export const noBars: BarCounts = { new: 0, changed: 0, unchanged: 0, confirmed: 0 }

export const added = (a: BarCounts, b: BarCounts): BarCounts => ({
  new: a.new + b.new,
  changed: a.changed + b.changed,
  unchanged: a.unchanged + b.unchanged,
  confirmed: a.confirmed + b.confirmed,
})

/** Counts of a writing in which so many bars changed from provisional to final and in nothing else. */
export function confirmedAmong(written: StoreCounts, confirmed: number): BarCounts {
  return { ...written, changed: written.changed - confirmed, unchanged: written.unchanged + confirmed, confirmed }
}

export interface SeriesReport {
  readonly ticker: Ticker
  readonly interval: Interval
  readonly outcome: BackfillOutcome
  /** Class of the answer that ended it early; null when every answer was usable. */
  readonly reason: Outcome | 'stopped' | null
  readonly message: string | null
  readonly from: IsoDate
  readonly to: IsoDate
  readonly rows: BarCounts
  readonly requests: number
  /** Sessions of the window without a bar, at most the first hundred of `missing_count`. */
  readonly missing: readonly IsoDate[]
  readonly missing_count: number
  /** Sessions whose bar an open finding of severity error keeps out of figures, at most the first hundred. */
  readonly held: readonly IsoDate[]
  readonly held_count: number
  /** Sessions more than a week old whose bar the source has not yet told the same way twice, at most the first hundred. */
  readonly unsettled: readonly IsoDate[]
  readonly unsettled_count: number
  /** Sessions whose bar may still change, `unsettled` ones among them: a later run looks at them again. */
  readonly provisional: number
  /** Unresolved findings of the series. */
  readonly findings: { readonly error: number; readonly warn: number; readonly info: number }
}

export interface BackfillReport {
  readonly outcome: BackfillOutcome
  readonly exit_code: 0 | 1 | 3 | 4
  readonly run_id: number
  readonly stopped: boolean
  readonly message: string | null
  /** When to ask again, UTC; null unless deferred. */
  readonly resume_at: string | null
  readonly rows: BarCounts
  readonly requests: number
  readonly elapsed_ms: number
  readonly series: readonly SeriesReport[]
}

export interface Leased {
  readonly outcome: 'leased'
  readonly exit_code: 5
  readonly message: string
  readonly holder: LeaseHolder
}
