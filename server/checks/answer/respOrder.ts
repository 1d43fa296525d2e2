import type { Check } from '../check.ts'

type Evidence = { readonly kind: 'order'; readonly values: Readonly<Record<string, never>> }

/** Rows out of order or told twice: sorted, equal ones made one. */
export const respOrder: Check<'RESP_ORDER', Evidence> = {
  name: 'RESP_ORDER',
  scope: 'answer',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}
