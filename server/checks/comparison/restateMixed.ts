import type { Check } from '../check.ts'

type Evidence = { readonly kind: 'sessions'; readonly values: { readonly revised: number; readonly sessions: number } }

/** Closes by differing factors: all are replaced, each is REVISED. */
export const restateMixed: Check<'RESTATE_MIXED', Evidence> = {
  name: 'RESTATE_MIXED',
  scope: 'comparison',
  severity: 'warn',
  holds: 'nothing',
  // Figures carry REVISED, of the sessions that they use alone.
  about: [],
}
