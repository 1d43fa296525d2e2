import type { Check } from '../check.ts'

type Evidence = { readonly kind: 'bar'; readonly values: { readonly close: number } }

/** A bar on a day on which the exchange held no session: it is refused. */
export const barNotSession: Check<'BAR_NOT_SESSION', Evidence> = {
  name: 'BAR_NOT_SESSION',
  scope: 'answer',
  severity: 'error',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}
