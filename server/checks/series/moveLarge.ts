import { isOf, on } from '../check.ts'
import { logReturns, ordinaryMove } from '../dailySeries.ts'
import { isPaidAt } from '../payments.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { levelStep } from './levelStep.ts'
import { priceReverts } from './priceReverts.ts'
import { splitMissing } from './splitMissing.ts'
import { splitRatio } from './splitRatio.ts'
import { splitStep } from './splitStep.ts'

/** `move` is a simple return, `limit` one in logarithms. */
type Evidence = { readonly kind: 'move'; readonly values: { readonly move: number; readonly limit: number } }

/** Checks that say what a move is. */
const explaining: ReadonlySet<string> = new Set(
  [splitStep, splitRatio, splitMissing, levelStep].map(({ name }) => name),
)

/** Log return beyond which a move is large, and how many ordinary moves it must be. */
const LEAST = 0.25
const ORDINARY_MOVES = 12

/** A return that no other check explains. It is kept: true moves are not repaired. */
export const moveLarge: SeriesCheck<'MOVE_LARGE', Evidence> = {
  name: 'MOVE_LARGE',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices'],
  sees: 'sound',
  run: (series, found) => {
    const { bars } = series
    // A level that only warns leaves it a move.
    const held = found.filter(({ check, holds }) => holds !== null || check === splitMissing.name)
    const explained = new Set(held.filter(({ check }) => explaining.has(check)).map(({ from }) => from))
    const reverting = new Set(held.filter(isOf(priceReverts)).map(({ from }) => from))
    const returns = logReturns(bars)
    const limit = Math.max(LEAST, ORDINARY_MOVES * ordinaryMove(returns))
    return bars.flatMap(({ date }, at) => {
      const move = returns[at] ?? null
      const isBack = reverting.has(bars[at - 1]?.date ?? date)
      if (move === null || Math.abs(move) <= limit || explained.has(date) || reverting.has(date) || isBack) return []
      if (isPaidAt(series, at, move, limit)) return []
      return [{ ...on(date), evidence: { kind: 'move', values: { move: Math.expm1(move), limit } } }]
    })
  },
}
