import type { Check } from '../check.ts'

type Evidence =
  | { readonly kind: 'named'; readonly values: { readonly told: string; readonly asked: string } }
  /** Minutes between most of its stamps, and those of a bar. */
  | { readonly kind: 'spacing'; readonly values: { readonly told: number; readonly asked: number } }

/** Bars of another length than was asked for: nothing of the answer is stored. */
export const respGranularity: Check<'RESP_GRANULARITY', Evidence> = {
  name: 'RESP_GRANULARITY',
  scope: 'answer',
  severity: 'error',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}
