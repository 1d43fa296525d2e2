import type { DailyBar } from '../../market/bar.ts'
import { on } from '../check.ts'
import { logReturns, ordinaryMove } from '../dailySeries.ts'
import { around, factorBetween, isDividend, isGain, rounding } from '../payments.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

type Evidence = {
  readonly kind: 'payments'
  readonly values: {
    readonly dividend: number
    readonly gain: number
    readonly drop: number
    /** What counts as paid: the dividend, of which the gain is a part, or that less the gain. */
    readonly applied: number
  }
}

/** Where prices alone tell, the gain must be this many ordinary moves of the price. */
const ORDINARY_MOVES = 6

/** Do adjusted closes know the dividend, and not the gain beside it? Null where they are too coarse, know something else, or are none. */
function isInsideByAdjusted(bars: readonly DailyBar[], at: number, dividend: number, gain: number): boolean | null {
  const [before, ex] = [bars[at - 1], bars[at]]
  const factor = before === undefined || ex === undefined ? null : factorBetween(before, ex)
  if (factor === null || before === undefined) return null
  const within = gain / before.close / 4
  if (rounding(bars, at) > within) return null
  return Math.abs(1 - factor - dividend / before.close) < within || null
}

/**
 * A dividend that already contains the capital gain of the day. What prices fell by tells: the dividend less the gain, or
 * the dividend alone, which adjusted closes tell better where they know just that.
 */
export const cgDouble: SeriesCheck<'CG_DOUBLE', Evidence> = {
  name: 'CG_DOUBLE',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['payments'],
  sees: 'sound',
  run: ({ bars, actions }) => {
    const ordinary = ordinaryMove(logReturns(bars))
    return actions.filter(isGain).flatMap((gain) => {
      const { date } = gain
      const dividend = actions.filter(isDividend).find((paid) => paid.date === date)
      const place = around(bars, date)
      if (dividend === undefined || place === null || dividend.amount < gain.amount) return []
      const drop = place.before.close - place.ex.close
      const offBy = (paid: number) => Math.abs(drop - paid)
      const isLess = offBy(dividend.amount - gain.amount) < offBy(dividend.amount)
      const isClear = gain.amount > ORDINARY_MOVES * ordinary * place.before.close
      const isFall = isClear && offBy(dividend.amount) < offBy(dividend.amount + gain.amount)
      const isInside = isInsideByAdjusted(bars, place.at, dividend.amount, gain.amount) ?? (!isLess && isFall)
      if (!isInside && !isLess) return []
      const applied = isInside ? dividend.amount : dividend.amount - gain.amount
      return [
        {
          ...on(date),
          evidence: { kind: 'payments', values: { dividend: dividend.amount, gain: gain.amount, drop, applied } },
          actions: [
            { date, kind: 'capital_gain', use: 'none' },
            ...(isInside ? [] : [{ date, kind: 'dividend', use: 'less-gain' } as const]),
          ],
        },
      ]
    })
  },
}
