import { type Check, finding } from '../check.ts'
import type { Finding, Sessions } from '../finding.ts'

type Evidence = { readonly kind: 'untold-payments'; readonly values: { readonly sessions: number } }

/** Closes that a file has adjusted for dividends that nobody told: a payment applied to them later would count twice. */
export const closeAdjusted: Check<'CLOSE_ADJUSTED', Evidence> = {
  name: 'CLOSE_ADJUSTED',
  scope: 'file',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices', 'range', 'payments'],
}

/** @param sessions bars of the file in the window */
export const adjustedCloses = (window: Sessions, sessions: number): Finding<'CLOSE_ADJUSTED', Evidence> =>
  finding(closeAdjusted, { ...window, evidence: { kind: 'untold-payments', values: { sessions } } })
