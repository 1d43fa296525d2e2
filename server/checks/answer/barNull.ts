import type { Check } from '../check.ts'

type Evidence = {
  readonly kind: 'bar'
  readonly values: Readonly<Record<'open' | 'high' | 'low' | 'close', number | null>>
}

/** A row without four prices: no bar. */
export const barNull: Check<'BAR_NULL', Evidence> = {
  name: 'BAR_NULL',
  scope: 'answer',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}
