import { isOf, on } from '../check.ts'
import { logReturns, ordinaryMove } from '../dailySeries.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { splitMissing } from './splitMissing.ts'
import { splitStep } from './splitStep.ts'

/** `move` is a simple return, `limit` one in logarithms. */
type Evidence = { readonly kind: 'move'; readonly values: { readonly move: number; readonly limit: number } }

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
  run: ({ bars }, found) => {
    const explained = new Set(
      [...found.filter(isOf(splitStep)), ...found.filter(isOf(splitMissing))].map(({ from }) => from),
    )
    const returns = logReturns(bars)
    const limit = Math.max(LEAST, ORDINARY_MOVES * ordinaryMove(returns))
    return bars.flatMap(({ date }, at) => {
      const move = returns[at] ?? null
      if (move === null || Math.abs(move) <= limit || explained.has(date)) return []
      return [{ ...on(date), evidence: { kind: 'move', values: { move: Math.expm1(move), limit } } }]
    })
  },
}
