import type { Check } from '../check.ts'

type Evidence = { readonly kind: 'rows'; readonly values: { readonly rows: number } }

/** Rows outside of what was asked for: they are dropped. */
export const respWindow: Check<'RESP_WINDOW', Evidence> = {
  name: 'RESP_WINDOW',
  scope: 'answer',
  severity: 'info',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}
