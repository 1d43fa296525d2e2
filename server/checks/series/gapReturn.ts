import { isOf, on } from '../check.ts'
import { indexFrom } from '../dailySeries.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { gap } from './gap.ts'

type Evidence = { readonly kind: 'span'; readonly values: { readonly sessions: number } }

/** The return over a run of missing sessions, marked at the bar after it. */
export const gapReturn: SeriesCheck<'GAP_RETURN', Evidence> = {
  name: 'GAP_RETURN',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices'],
  sees: 'all',
  run: ({ bars }, found) =>
    found.filter(isOf(gap)).flatMap(({ to, evidence }) => {
      const after = bars[indexFrom(bars, to)]
      if (after === undefined) return []
      return [{ ...on(after.date), evidence: { kind: 'span', values: { sessions: evidence.values.missing + 1 } } }]
    }),
}
