import type { IsoDate } from '../market/day.ts'
import { type Finding, onSession } from './finding.ts'
import { logReturns, ordinaryMove, type Series } from './series.ts'

/**
 * MOVE_LARGE: a return beyond a quarter and beyond twelve ordinary moves that no other check explains. It is kept: true
 * moves are not repaired.
 *
 * @param explained sessions on which a unit or split check found the reason
 */
export function checkMoves({ bars }: Series, explained: ReadonlySet<IsoDate>): readonly Finding[] {
  const returns = logReturns(bars)
  const limit = Math.max(0.25, 12 * ordinaryMove(returns))
  return bars.flatMap(({ date }, at) => {
    const move = returns[at] ?? null
    if (move === null || Math.abs(move) <= limit || explained.has(date)) return []
    const percent = ((Math.exp(move) - 1) * 100).toFixed(1)
    return [onSession('MOVE_LARGE', 'warn', date, `${percent} %`, `within ${(limit * 100).toFixed(0)} % (log)`)]
  })
}
