import type { IsoDate } from '../market/day.ts'

/** `info` is shown on request, `warn` with every result that uses the data, `error` keeps the data out of results. */
export type Severity = 'info' | 'warn' | 'error'

/** Every check by the name that findings, the API, exports and tests use. */
export const checkNames = [
  'RESP_ENVELOPE',
  'RESP_LENGTH',
  'RESP_SYMBOL',
  'RESP_GRANULARITY',
  'RESP_CURRENCY',
  'RESP_TIME_RANGE',
  'RESP_WINDOW',
  'RESP_ORDER',
  'RESP_FINITE',
  'RESP_EMPTY',
  'BAR_NULL',
  'BAR_NONPOS',
  'BAR_OHLC',
  'BAR_SESSION',
  'BAR_NOT_SESSION',
  'BAR_DUP',
  'BAR_LIVE',
  'BAR_FINAL',
  'GAP',
  'GAP_RETURN',
  'STALE_RUN',
  'VOL_ZERO_MOVE',
  'UNIT_POINT',
  'UNIT_BLOCK',
  'SPLIT_STEP',
  'SPLIT_MISSING',
  'SPLIT_DUP',
  'SPLIT_TEXT',
  'MOVE_LARGE',
  'DIV_FACTOR',
  'DIV_DUP7',
  'DIV_NO_DROP',
  'DIV_100X_PEER',
  'DIV_EXCEEDS',
  'ADJ_NONPOS',
  'CG_DOUBLE',
  'REVISED',
  'RESTATE_SPLIT',
  'RESTATE_DIV',
  'RESTATE_MIXED',
  'SYMBOL_CHANGED',
  'SYMBOL_REUSED',
  'PHASE',
  'EXTENDED_TICK',
  'INTRADAY_LIMIT',
  'BENCH_ALIGN',
] as const
export type CheckName = (typeof checkNames)[number]

/** Something a check found. `from` and `to` are the sessions it is about, both included. */
export interface Finding {
  readonly check: CheckName
  readonly severity: Severity
  readonly from: IsoDate
  readonly to: IsoDate
  readonly observed: string
  readonly expected: string | null
  /** Bars that no statistic may use until this is resolved; null where bars stay in use. */
  readonly holds: { readonly from: IsoDate; readonly to: IsoDate } | null
}

/** A finding that says by what factor its bars are off: null where no single factor would put them right. */
export interface Correctable extends Finding {
  readonly price: number | null
}

/** A finding about one session. */
export const onSession = (
  check: CheckName,
  severity: Severity,
  date: IsoDate,
  observed: string,
  expected: string | null = null,
): Finding => ({ check, severity, from: date, to: date, observed, expected, holds: null })

/** A finding that keeps its session out of statistics. */
export const holding = (
  check: CheckName,
  date: IsoDate,
  observed: string,
  expected: string | null = null,
): Finding => ({
  ...onSession(check, 'error', date, observed, expected),
  holds: { from: date, to: date },
})

/** Up to six significant digits, for the words of a finding. */
export const shown = (value: number): string => String(Number(value.toPrecision(6)))
