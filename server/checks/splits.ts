import type { CorporateAction } from '../market/action.ts'
import type { DailyBar } from '../market/bar.ts'
import { placeOf } from './dailySeries.ts'

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

/** Index of the step that belongs to a split, nearest to its date; null when prices do not step. */
export function stepOf(bars: readonly DailyBar[], split: Split, sigma: number): number | null {
  const ratio = ratioOf(split)
  const at = placeOf(bars, split.date)
  if (at === null || (ratio >= 0.8 && ratio <= 1.25)) return null
  for (let distance = 0; distance <= REACH; distance++)
    for (const place of [at - distance, at + distance]) if (stepsBy(bars, place, ratio, sigma)) return place
  return null
}
