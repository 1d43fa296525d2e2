import { on } from '../check.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

type Evidence =
  | { readonly kind: 'value'; readonly values: { readonly adjusted: number } }
  /** What an answer had in its place: the store keeps no such number. */
  | { readonly kind: 'no-number'; readonly values: { readonly told: string } }

export const adjNonpos: SeriesCheck<'ADJ_NONPOS', Evidence> = {
  name: 'ADJ_NONPOS',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['adjusted'],
  sees: 'all',
  run: ({ bars }) =>
    bars.flatMap(({ date, adjClose }) =>
      adjClose === null || adjClose > 0
        ? []
        : [{ ...on(date), evidence: { kind: 'value', values: { adjusted: adjClose } } }],
    ),
  stands: ({ kind }, from, adjusted) => kind === 'no-number' && !adjusted.has(from),
}
