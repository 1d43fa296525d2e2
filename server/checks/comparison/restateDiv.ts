import type { Check } from '../check.ts'

type Evidence = { readonly kind: 'adjusted'; readonly values: { readonly factor: number } }

/** Closes as stored, adjusted closes before some date by one factor: the source took in a dividend. */
export const restateDiv: Check<'RESTATE_DIV', Evidence> = {
  name: 'RESTATE_DIV',
  scope: 'comparison',
  severity: 'info',
  holds: 'nothing',
  about: ['adjusted'],
}
