import type { IsoDate } from '../../market/day.ts'
import { type Check, finding } from '../check.ts'
import type { Finding } from '../finding.ts'

type Evidence = { readonly kind: 'sessions'; readonly values: { readonly sessions: number } }

/** The source has nothing for sessions that took place: they stay missing. */
export const respEmpty: Check<'RESP_EMPTY', Evidence> = {
  name: 'RESP_EMPTY',
  scope: 'answer',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}

/** @param due sessions that an answer without rows should have had, ascending */
export function checkEmpty(due: readonly IsoDate[]): readonly Finding<'RESP_EMPTY', Evidence>[] {
  const [from, to] = [due[0], due.at(-1)]
  if (from === undefined || to === undefined) return []
  return [finding(respEmpty, { from, to, evidence: { kind: 'sessions', values: { sessions: due.length } } })]
}
