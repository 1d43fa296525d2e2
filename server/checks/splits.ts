import type { CorporateAction } from '../market/action.ts'
import type { DailyBar } from '../market/bar.ts'
import { logReturns, ordinaryMoveAt, placeOf } from './dailySeries.ts'

export type Split = Extract<CorporateAction, { kind: 'split' }>
export const isSplit = (action: CorporateAction): action is Split => action.kind === 'split'
export const ratioOf = ({ numerator, denominator }: Split): number => numerator / denominator

/** Sessions around an effective date in which its step is looked for. */
export const REACH = 5

/** How far a step's log may lie from the ratio's, so that the day's own move does not hide it. */
export const tolerance = (ratio: number, sigma: number): number =>
  Math.min(Math.max(0.12, 4 * sigma), 0.45 * Math.abs(Math.log(ratio)))

/** Does bar `at` step by `ratio`, either way, at the close and at the open, beyond any ordinary move? */
export function stepsBy(
  bars: readonly DailyBar[],
  at: number,
  ratio: number,
  sigma: number,
  within: number = tolerance(ratio, sigma),
): boolean {
  const [bar, before] = [bars[at], bars[at - 1]]
  if (bar === undefined || before === undefined) return false
  const size = Math.abs(Math.log(ratio))
  const [close, open] = [Math.log(bar.close / before.close), Math.log(bar.open / before.close)]
  const near = (move: number) => Math.abs(Math.abs(move) - size) < within
  return near(close) && near(open) && Math.sign(open) === Math.sign(close) && Math.abs(close) > 6 * sigma
}

/** Below this a ratio is no larger than days of some shares are: it must be met on its own session, and nearly. */
const SMALL = Math.log(1.26)
const SMALL_MOVES = 4
const SMALL_OFF = 2

/** A small ratio as a step of bar `at`: a move that no ordinary day is, and that is one with the split taken off. */
function stepsBySmall(bars: readonly DailyBar[], at: number, ratio: number, sigma: number): boolean {
  const [bar, before] = [bars[at], bars[at - 1]]
  if (bar === undefined || before === undefined) return false
  const size = Math.abs(Math.log(ratio))
  const local = ordinaryMoveAt(logReturns(bars.slice(Math.max(0, at - 21), at + 22)), Math.min(at, 21), sigma)
  return [bar.close, bar.open].every((price) => {
    const move = Math.abs(Math.log(price / before.close))
    return move > SMALL_MOVES * local && Math.abs(move - size) < Math.min(Math.max(0.01, SMALL_OFF * local), size / 3)
  })
}

/** Index of the step that belongs to a split, nearest to its date; null when prices do not step. */
export function stepOf(bars: readonly DailyBar[], split: Split, sigma: number): number | null {
  const ratio = ratioOf(split)
  const at = placeOf(bars, split.date)
  if (at === null || ratio === 1) return null
  if (Math.abs(Math.log(ratio)) < SMALL) return stepsBySmall(bars, at, ratio, sigma) ? at : null
  for (let distance = 0; distance <= REACH; distance++)
    for (const place of [at - distance, at + distance]) if (stepsBy(bars, place, ratio, sigma)) return place
  return null
}
