import type { Check } from '../check.ts'

type Evidence =
  /** Where in the answer, and what the reader of its shape said. */
  | { readonly kind: 'shape'; readonly values: { readonly path: string; readonly problem: string } }
  | { readonly kind: 'zone'; readonly values: { readonly zone: string } }

/** An answer of another shape: nothing of it is stored. */
export const respEnvelope: Check<'RESP_ENVELOPE', Evidence> = {
  name: 'RESP_ENVELOPE',
  scope: 'answer',
  severity: 'error',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}
