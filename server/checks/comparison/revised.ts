import type { Check } from '../check.ts'

type Prices = 'open' | 'high' | 'low' | 'close'
type Evidence =
  /** A bar as delivered now and as stored before. */
  | {
      readonly kind: 'bar'
      readonly values: Readonly<Record<Prices | `${Prices}Stored`, number>> &
        Readonly<Record<'volume' | 'adjusted' | 'volumeStored' | 'adjustedStored', number | null>>
    }
  /** Volumes of several sessions that changed by less than a bar is revised for; `most` is the largest relative change. */
  | { readonly kind: 'volumes'; readonly values: { readonly sessions: number; readonly most: number } }

/** The source replaced a final value: the new one is used, the old one kept. */
export const revised: Check<'REVISED', Evidence> = {
  name: 'REVISED',
  scope: 'comparison',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}
