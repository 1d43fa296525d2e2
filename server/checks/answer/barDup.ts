import type { Check } from '../check.ts'

/** What the earlier and the later of two bars of one session say. */
type Evidence = {
  readonly kind: 'pair'
  readonly values: {
    readonly volume: number | null
    readonly otherVolume: number | null
    readonly close: number
    readonly otherClose: number
  }
}

/** Two bars of one session: the later is kept, provisional where they differ. */
export const barDup: Check<'BAR_DUP', Evidence> = {
  name: 'BAR_DUP',
  scope: 'answer',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}
