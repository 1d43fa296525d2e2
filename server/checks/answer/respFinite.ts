import type { Check } from '../check.ts'

type Evidence = { readonly kind: 'no-number'; readonly values: { readonly told: string } }

/** A value that is no finite number: its row makes no bar. */
export const respFinite: Check<'RESP_FINITE', Evidence> = {
  name: 'RESP_FINITE',
  scope: 'answer',
  severity: 'error',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}
