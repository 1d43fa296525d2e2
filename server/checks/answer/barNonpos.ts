import type { Prices } from '../../market/bar.ts'
import type { Check } from '../check.ts'

type Evidence = {
  readonly kind: 'bar'
  readonly values: Readonly<Record<'open' | 'high' | 'low' | 'close', number>> & { readonly volume: number | null }
}

/** A price that is not above zero, or less than no volume: no bar. */
export const barNonpos: Check<'BAR_NONPOS', Evidence> = {
  name: 'BAR_NONPOS',
  scope: 'answer',
  severity: 'error',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}

export const isNotPositive = ({ open, high, low, close, volume }: Prices): boolean =>
  Math.min(open, high, low, close) <= 0 || (volume !== null && volume < 0)
