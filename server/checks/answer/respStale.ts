import { type Calendar, sessionsBetween } from '../../market/calendar.ts'
import { addDays, type IsoDate } from '../../market/day.ts'
import { type Check, finding, on } from '../check.ts'
import type { Finding } from '../finding.ts'

/** Date of the last trade that the source knows, the last session that ended, and sessions from after the one to the other. */
type Evidence = {
  readonly kind: 'age'
  readonly values: { readonly trade: IsoDate; readonly session: IsoDate; readonly sessions: number }
}

/** Sessions without a trade that a share of few trades may have, and from which on no price is today's. */
const FEW = 5
const MANY = 60

/** The last trade lies long before the last session: a price of then is served as the current one. */
export const respStale: Check<'RESP_STALE', Evidence> = {
  name: 'RESP_STALE',
  scope: 'answer',
  severity: 'error',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}

/**
 * @param trade date of the last trade, at the exchange
 * @param last last session that has ended
 * @param wanted last date asked for: of a request that ends before the last session nothing is expected
 */
export function checkAge(
  trade: IsoDate,
  last: IsoDate,
  wanted: IsoDate,
  calendar: Calendar,
): readonly Finding<'RESP_STALE', Evidence>[] {
  if (wanted < last || trade >= last) return []
  const first = addDays(trade, 1)
  const sessions = sessionsBetween(calendar, first, last).length
  if (sessions <= FEW) return []
  const evidence = { kind: 'age' as const, values: { trade, session: last, sessions } }
  return [finding(respStale, { ...on(last), severity: sessions > MANY ? 'error' : 'warn', evidence })]
}
