import type { CorporateAction } from '../market/action.ts'
import type { DailyBar } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import { indexFrom, type Series } from './dailySeries.ts'

export type Payment = Extract<CorporateAction, { kind: 'dividend' | 'capital_gain' }>
export const isDividend = (action: CorporateAction): action is Payment => action.kind === 'dividend'
export const isGain = (action: CorporateAction): action is Payment => action.kind === 'capital_gain'
export const isPayment = (action: CorporateAction): action is Payment => action.kind !== 'split'

/** The ex session of a payment and the session before it; null when either has no bar. */
export function around(
  bars: readonly DailyBar[],
  date: IsoDate,
): { readonly at: number; readonly ex: DailyBar; readonly before: DailyBar } | null {
  const at = indexFrom(bars, date)
  const [ex, before] = [bars[at], bars[at - 1]]
  return ex === undefined || before === undefined ? null : { at, ex, before }
}

/** By what the source's adjusted closes multiply prices before a session: below 1 where something was paid on it; null without them. */
export function factorBetween(before: DailyBar, after: DailyBar): number | null {
  const [was, is] = [before.adjClose, after.adjClose]
  if (was === null || is === null || was <= 0 || is <= 0) return null
  return was / before.close / (is / after.close)
}

/** Part of the price that rounding of closes may be: half of their last decimal, of both sessions. */
export function rounding(bars: readonly DailyBar[], at: number): number {
  const [before, bar] = [bars[at - 1], bars[at]]
  if (before === undefined || bar === undefined) return 0
  const half = ({ close, adjClose }: DailyBar) =>
    tick(close) / close + (adjClose === null ? 0 : tick(adjClose) / adjClose)
  return (half(before) + half(bar)) / 2
}

/** One unit of the last decimal that a price is written with, at least a cent: prices of whole cents may be rounded ones. */
export const tick = (price: number): number => {
  const decimals = Math.min(6, Math.max(2, (String(price).split('.')[1] ?? '').length))
  return 10 ** -decimals
}

/** Places of bars on which a stored action explains a step between closes and adjusted closes. */
export function knownFactors({ bars, actions }: Pick<Series, 'bars' | 'actions'>): ReadonlySet<number> {
  const places = actions.map(({ date }) => indexFrom(bars, date))
  return new Set(places)
}

/** What is stored as paid on the session at a place. */
export const paidOn = ({ bars, actions }: Pick<Series, 'bars' | 'actions'>, at: number): number =>
  actions.reduce(
    (sum, action) => (isPayment(action) && indexFrom(bars, action.date) === at ? sum + action.amount : sum),
    0,
  )

/** Does what is stored as paid on a session explain its move? */
export function isPaidAt(series: Pick<Series, 'bars' | 'actions'>, at: number, move: number, within: number): boolean {
  const before = series.bars[at - 1]
  if (before === undefined) return false
  const share = paidOn(series, at) / before.close
  // Most of the move, or an ordinary dividend would explain any fall.
  if (share <= 0 || share >= 1 || -Math.log1p(-share) < Math.abs(move) / 2) return false
  return Math.abs(move - Math.log1p(-share)) < within
}
