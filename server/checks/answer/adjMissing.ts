import type { Check } from '../check.ts'

type Evidence = {
  readonly kind: 'closes'
  readonly values: { readonly missing: number; readonly closes: number }
}

/** Daily bars without the source's own adjusted close: payments that nobody told can then not be seen, nor told ones be compared. */
export const adjMissing: Check<'ADJ_MISSING', Evidence> = {
  name: 'ADJ_MISSING',
  scope: 'answer',
  severity: 'warn',
  holds: 'nothing',
  about: ['adjusted'],
}
