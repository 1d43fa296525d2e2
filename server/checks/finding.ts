import type { IsoDate } from '../market/day.ts'

/** `info` is shown on request, `warn` with every result that uses the data, `error` keeps the data out of results. */
export type Severity = 'info' | 'warn' | 'error'

/** Sessions from the first to the last, both included. */
export interface Sessions {
  readonly from: IsoDate
  readonly to: IsoDate
}

/** What was seen, as data: numbers, dates and words by name. Sentences are made from it where somebody reads, in any language. */
export interface Evidence {
  readonly kind: string
  readonly values: Readonly<Record<string, number | string | null>>
}

/** Something a check found. `from` and `to` are the sessions it is about. */
export interface Finding<Name extends string = string, E extends Evidence = Evidence> extends Sessions {
  readonly check: Name
  readonly severity: Severity
  readonly evidence: E
  /** Bars that no statistic may use until this is resolved; null where bars stay in use. */
  readonly holds: Sessions | null
}

/** The natural key of a finding within a series. */
export type FindingKey = Pick<Finding, 'check' | 'from' | 'to'>

export const keyOf = ({ check, from, to }: FindingKey): string => `${check} ${from} ${to}`

export const within = (date: IsoDate, { from, to }: Sessions): boolean => date >= from && date <= to
