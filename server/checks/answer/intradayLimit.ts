import type { IsoDate } from '../../market/day.ts'
import { type Check, finding, on } from '../check.ts'

type Evidence = {
  readonly kind: 'reach'
  readonly values: { readonly interval: string; readonly earliest: IsoDate; readonly wanted: IsoDate }
}

/** What was asked for lies further back than the source goes: the request is shortened. */
export const intradayLimit: Check<'INTRADAY_LIMIT', Evidence> = {
  name: 'INTRADAY_LIMIT',
  scope: 'answer',
  severity: 'info',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}

export const limitedTo = (interval: string, earliest: IsoDate, wanted: IsoDate) =>
  finding(intradayLimit, { ...on(earliest), evidence: { kind: 'reach', values: { interval, earliest, wanted } } })
