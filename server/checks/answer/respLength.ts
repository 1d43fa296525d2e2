import type { Check } from '../check.ts'

/** How many stamps, and how many values each column has; `adjusted` null where there is no such column. */
type Evidence = {
  readonly kind: 'lengths'
  readonly values: { readonly stamps: number } & Readonly<
    Record<'open' | 'high' | 'low' | 'close' | 'volume', number>
  > & { readonly adjusted: number | null }
}

/** Columns of an answer differ in length: nothing of it is stored. */
export const respLength: Check<'RESP_LENGTH', Evidence> = {
  name: 'RESP_LENGTH',
  scope: 'answer',
  severity: 'error',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}
