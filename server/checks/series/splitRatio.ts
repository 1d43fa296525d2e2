import type { IsoDate } from '../../market/day.ts'
import { type Found, isOf, on } from '../check.ts'
import { logReturns, ordinaryMove, ordinaryMoveAt, placeOf } from '../dailySeries.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { isSplit, REACH, ratioOf } from '../splits.ts'
import { tradedAfter, unrestAt } from '../unrest.ts'
import { splitDup } from './splitDup.ts'
import { splitStep } from './splitStep.ts'

type Evidence = {
  readonly kind: 'step'
  readonly values: {
    readonly before: number
    readonly after: number
    readonly numerator: number
    readonly denominator: number
    readonly split: IsoDate
  }
}

/** The size of a step near a split that no ordinary day is. */
const LEAST = 0.15
const ORDINARY_MOVES = 6

/** Prices step where a split is told, by another ratio than it says: one of the two is wrong. History is held up to the step. */
export const splitRatio: SeriesCheck<'SPLIT_RATIO', Evidence> = {
  name: 'SPLIT_RATIO',
  scope: 'series',
  severity: 'error',
  holds: 'history',
  about: ['prices', 'range', 'volume'],
  sees: 'sound',
  run: ({ bars, actions }, earlier) => {
    const returns = logReturns(bars)
    const sigma = ordinaryMove(returns)
    const steps = earlier.filter(isOf(splitStep))
    const unused = new Set(earlier.filter(isOf(splitDup)).map(({ evidence }) => evidence.values.unused))
    return actions.filter(isSplit).flatMap((split): readonly Found<Evidence>[] => {
      const { numerator, denominator, date } = split
      const place = placeOf(bars, date)
      const isDone = unused.has(date) || steps.some(({ evidence }) => evidence.values.split === date)
      if (place === null || isDone || Math.abs(Math.log(ratioOf(split))) < LEAST) return []
      for (let distance = 0; distance <= REACH; distance++)
        for (const at of distance === 0 ? [place] : [place - distance, place + distance]) {
          const [bar, before, first] = [bars[at], bars[at - 1], bars[0]]
          const move = returns[at] ?? null
          if (bar === undefined || before === undefined || first === undefined || move === null) continue
          const local = ordinaryMoveAt(returns, at, sigma)
          const gap = Math.log(bar.open / before.close)
          if (Math.abs(move) < LEAST || Math.abs(move) <= ORDINARY_MOVES * local) continue
          if (Math.sign(gap) !== Math.sign(move) || Math.abs(move - gap) > 4.5 * local) continue
          const unrest = unrestAt(bars, at)
          // A day's fall beside a split that was taken into account: only a calm range tells it from a step.
          if (unrest.range === null && Math.abs(move) < Math.log(2)) continue
          if (steps.some(({ from }) => from === bar.date) || tradedAfter(unrest, Math.exp(-move)) === 'as-news')
            continue
          return [
            {
              ...on(bar.date),
              evidence: {
                kind: 'step',
                values: { before: before.close, after: bar.close, numerator, denominator, split: date },
              },
              holds: { from: first.date, to: before.date },
            },
          ]
        }
      return []
    })
  },
}
