import type { IsoDate } from '../../market/day.ts'
import { type Found, isOf, on } from '../check.ts'
import { logReturns, ordinaryMove } from '../dailySeries.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { isSplit, ratioOf, stepOf } from '../splits.ts'
import { splitDup } from './splitDup.ts'

type Evidence = {
  readonly kind: 'step'
  readonly values: {
    readonly before: number
    readonly after: number
    readonly numerator: number
    readonly denominator: number
    /** The split's own date; the finding is on the session of the step. */
    readonly split: IsoDate
  }
}

/** A step by the ratio of a known split: history that was not rescaled, or twice; held up to the step. */
export const splitStep: SeriesCheck<'SPLIT_STEP', Evidence> = {
  name: 'SPLIT_STEP',
  scope: 'series',
  severity: 'error',
  holds: 'history',
  about: ['prices', 'range', 'volume'],
  sees: 'sound',
  run: ({ bars, actions }, found) => {
    const sigma = ordinaryMove(logReturns(bars))
    const told = new Set(found.filter(isOf(splitDup)).map(({ evidence }) => evidence.values.unused))
    const steps = new Set<number>()
    return actions.filter(isSplit).flatMap((split): readonly Found<Evidence>[] => {
      const at = told.has(split.date) ? null : stepOf(bars, split, sigma)
      const [bar, before, first] = [bars[at ?? -1], bars[(at ?? 0) - 1], bars[0]]
      if (at === null || steps.has(at) || bar === undefined || before === undefined || first === undefined) return []
      steps.add(at)
      const ratio = ratioOf(split)
      const price = ratio > 1 === bar.close > before.close ? ratio : 1 / ratio
      const { numerator, denominator, date } = split
      return [
        {
          ...on(bar.date),
          evidence: {
            kind: 'step',
            values: { before: before.close, after: bar.close, numerator, denominator, split: date },
          },
          holds: { from: first.date, to: before.date },
          factors: { price, volume: 1 / price },
        },
      ]
    })
  },
}
