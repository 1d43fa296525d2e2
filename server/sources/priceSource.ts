import type { Finding } from '../checks/finding.ts'
import type { CorporateAction } from '../market/action.ts'
import type { Interval } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Instant } from '../market/instant.ts'
import type { Ticker } from '../market/ticker.ts'
import type { ClientEffects, Limits } from './client.ts'
import type { Outcome } from './outcome.ts'

/** One question to a source: bars of one ticker that start from `from` on and before `until`. */
export interface Question {
  readonly ticker: Ticker
  readonly interval: Interval
  readonly from: Instant
  readonly until: Instant
}

/** What a source lets one ask of an interval: days a request, and days back from now; null for no limit. */
export interface Reach {
  readonly span: number | null
  readonly back: number | null
}

/** What came back for a question; `json` is null unless the outcome is `ok`. */
export interface Fetched {
  readonly outcome: Outcome
  readonly status: number | null
  readonly message: string | null
  readonly json: unknown
  readonly hash: string | null
  /** Milliseconds that the source wants to be left alone. */
  readonly retryAfter: number | null
  readonly startedAt: number
  readonly endedAt: number
  /** Requests that this took, retries included. */
  readonly requests: number
}

export type AskSource = (question: Question) => Promise<Fetched>

/** What a source says its ticker stands for. */
export interface InstrumentFacts {
  readonly name: string | null
  readonly exchange: string | null
  /** `stock`, `index`, `etf`, `fund`, `currency`, `crypto`, `future` or `other`. */
  readonly kind: string
  readonly currency: string | null
  readonly zone: string
  readonly firstTradeDate: IsoDate | null
}

/** One row of an answer, with every price finite and present or the row is not here. */
export interface SourceBar {
  readonly start: Instant
  readonly date: IsoDate
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number | null
  readonly adjClose: number | null
  /** Is this the last trade of a running session rather than a bar that starts at the open? */
  readonly isLastTrade: boolean
}

/** A split as the source wrote it, so that its text can be held against its numbers. */
export interface SourceAction {
  readonly action: CorporateAction
  readonly splitText: string | null
}

export interface SourceChart {
  readonly facts: InstrumentFacts
  /** When the instrument was last traded, as far as its source knows; null where it does not say. */
  readonly lastTradeAt: Instant | null
  readonly bars: readonly SourceBar[]
  /** Dates of rows without a usable bar. */
  readonly empty: readonly IsoDate[]
  readonly actions: readonly SourceAction[]
  readonly findings: readonly Finding[]
}

export type Reading =
  | ({ readonly kind: 'chart' } & SourceChart)
  | { readonly kind: 'refused'; readonly outcome: 'schema' | 'mismatch'; readonly finding: Finding }

export interface SourceOptions {
  /** Where to ask instead of the source's own hosts, such as `http://127.0.0.1:4180`. */
  readonly base: URL | null
  readonly limits?: Limits
  /** Least milliseconds between the starts of two requests. */
  readonly spacing?: number
}

/** Where prices come from: all that a backfill knows of any source. One folder of `sources/` and one of these makes another. */
export interface PriceSource {
  /** What its answers are stored under, from its own hosts. */
  readonly name: string
  readonly reach: Readonly<Record<Interval, Reach>>
  /** Least milliseconds between two requests to its own hosts. */
  readonly spacing: number
  /** The earliest date that can still be had of an interval; null when there is no limit. */
  readonly earliestDate: (interval: Interval, now: Instant, zone: string) => IsoDate | null
  readonly connect: (options: SourceOptions, effects: ClientEffects) => AskSource
  /** Reads an answer, or says which check refuses it. Pure. */
  readonly read: (json: unknown, question: Question, now: Instant) => Reading
}
