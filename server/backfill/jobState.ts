import type { Interval } from '../market/bar.ts'
import type { Instant } from '../market/instant.ts'
import { utcText } from '../market/instant.ts'
import type { BackfillOutcome, BackfillProgress, SeriesReport } from './request.ts'

/** What a running backfill looks like from outside: every answer about it and every event of its stream is this. */
export interface JobState {
  readonly id: number
  readonly started_at: string
  readonly stopping: boolean
  readonly series: number
  readonly series_done: number
  /** Requests that were planned, and how many of them are answered. */
  readonly windows: number
  readonly done: number
  /** Bars stored or found unchanged. */
  readonly rows: number
  readonly elapsed_ms: number
  /** Bars a second since the beginning; null before the first answer. */
  readonly rate: number | null
  /** Milliseconds until the end at the pace so far; null before the first answer. */
  readonly left_ms: number | null
  readonly at: { readonly ticker: string; readonly interval: Interval; readonly to: string } | null
  /** Set while the job waits before it asks again: its source failed or wants to be left alone. */
  readonly paused_until: string | null
  readonly outcomes: Readonly<Record<BackfillOutcome, number>>
}

/** One series of a job that is done. */
export type JobSeries = Pick<
  SeriesReport,
  'ticker' | 'interval' | 'outcome' | 'reason' | 'message' | 'rows' | 'missing_count' | 'held_count' | 'unsettled_count'
>

export const beginning = (id: number, series: number, windows: number, now: number): JobState => ({
  id,
  started_at: utcText(now as Instant),
  stopping: false,
  series,
  series_done: 0,
  windows,
  done: 0,
  rows: 0,
  elapsed_ms: 0,
  rate: null,
  left_ms: null,
  at: null,
  paused_until: null,
  outcomes: { complete: 0, partial: 0, deferred: 0, failed: 0 },
})

/** The state after one more thing was told. */
export function after(state: JobState, progress: BackfillProgress): JobState {
  switch (progress.kind) {
    case 'begin':
    case 'waiting':
      return state
    case 'window': {
      const { ticker, interval, to, done, windows, rows_total, elapsed_ms } = progress
      return {
        ...state,
        done,
        windows,
        rows: rows_total,
        elapsed_ms: Math.round(elapsed_ms),
        rate: elapsed_ms > 0 ? Math.round((rows_total / elapsed_ms) * 1000) : null,
        left_ms: Math.round((elapsed_ms / done) * (windows - done)),
        at: { ticker, interval, to },
        paused_until: null,
      }
    }
    case 'series': {
      const { outcome } = progress.report
      return {
        ...state,
        series_done: state.series_done + 1,
        outcomes: { ...state.outcomes, [outcome]: state.outcomes[outcome] + 1 },
      }
    }
  }
}

export const seriesOf = ({
  ticker,
  interval,
  outcome,
  reason,
  message,
  rows,
  missing_count,
  held_count,
  unsettled_count,
}: SeriesReport): JobSeries => ({
  ticker,
  interval,
  outcome,
  reason,
  message,
  rows,
  missing_count,
  held_count,
  unsettled_count,
})
