import { dayOf, type IsoDate } from '../../market/day.ts'
import type { Found } from '../check.ts'
import { indexFrom, logReturns, ordinaryMove } from '../dailySeries.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { isSplit, ratioOf, type Split, stepsBy } from '../splits.ts'

type Evidence = {
  readonly kind: 'split'
  readonly values: { readonly numerator: number; readonly denominator: number; readonly unused: IsoDate }
}

/** Days within which two equal splits are one that was told twice. */
const APART = 3

/** One split told twice: that at the step is used, the later one where prices step at neither. */
export const splitDup: SeriesCheck<'SPLIT_DUP', Evidence> = {
  name: 'SPLIT_DUP',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
  sees: 'sound',
  run: ({ bars, actions }) => {
    const sigma = ordinaryMove(logReturns(bars))
    const found: Found<Evidence>[] = []
    let kept: Split | undefined
    for (const later of actions.filter(isSplit)) {
      const earlier = kept
      kept = later
      if (earlier === undefined || ratioOf(earlier) !== ratioOf(later)) continue
      if (dayOf(later.date) - dayOf(earlier.date) > APART) continue
      const onEarlier = stepsBy(bars, indexFrom(bars, earlier.date), ratioOf(earlier), sigma)
      const unused = onEarlier ? later.date : earlier.date
      if (onEarlier) kept = earlier
      found.push({
        from: earlier.date,
        to: later.date,
        evidence: {
          kind: 'split',
          values: { numerator: later.numerator, denominator: later.denominator, unused },
        },
        actions: [{ date: unused, kind: 'split', use: 'none' }],
      })
    }
    return found
  },
}
