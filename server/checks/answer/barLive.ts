import type { Check } from '../check.ts'

/** When it was seen: `2023-11-17T20:30:00.000Z`. */
type Evidence = { readonly kind: 'seen'; readonly values: { readonly seen: string } }

/** The session's bar was still being written when it was seen: figures that are made of it say so until it is seen whole. */
export const barLive: Check<'BAR_LIVE', Evidence> = {
  name: 'BAR_LIVE',
  scope: 'answer',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}
