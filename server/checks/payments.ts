import type { CorporateAction } from '../market/action.ts'
import type { DailyBar } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import { indexFrom } from './dailySeries.ts'

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
