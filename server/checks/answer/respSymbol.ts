import type { Check } from '../check.ts'

type Evidence = { readonly kind: 'symbol'; readonly values: { readonly told: string; readonly asked: string } }

/** An answer about another ticker: nothing of it is stored. */
export const respSymbol: Check<'RESP_SYMBOL', Evidence> = {
  name: 'RESP_SYMBOL',
  scope: 'answer',
  severity: 'error',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}
