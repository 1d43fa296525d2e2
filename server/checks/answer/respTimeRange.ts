import type { Check } from '../check.ts'

type Evidence = { readonly kind: 'stamp'; readonly values: { readonly stamp: number } }

/** A stamp that is no second from 1900 to a day from now: nothing of the answer is stored. */
export const respTimeRange: Check<'RESP_TIME_RANGE', Evidence> = {
  name: 'RESP_TIME_RANGE',
  scope: 'answer',
  severity: 'error',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}
