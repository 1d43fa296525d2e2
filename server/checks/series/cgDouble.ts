import { on } from '../check.ts'
import { around, isDividend, isGain } from '../payments.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

type Evidence = {
  readonly kind: 'payments'
  readonly values: {
    readonly dividend: number
    readonly gain: number
    readonly drop: number
    /** What counts as paid: the dividend, of which the gain is a part, less that gain. */
    readonly applied: number
  }
}

/** A dividend that already contains the capital gain of the day. */
export const cgDouble: SeriesCheck<'CG_DOUBLE', Evidence> = {
  name: 'CG_DOUBLE',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['payments'],
  sees: 'sound',
  run: ({ bars, actions }) =>
    actions.filter(isGain).flatMap((gain) => {
      const { date } = gain
      const dividend = actions.filter(isDividend).find((paid) => paid.date === date)
      const place = around(bars, date)
      if (dividend === undefined || place === null || dividend.amount < gain.amount) return []
      const drop = place.before.close - place.ex.close
      const applied = dividend.amount - gain.amount
      if (Math.abs(drop - applied) >= Math.abs(drop - dividend.amount)) return []
      return [
        {
          ...on(date),
          evidence: { kind: 'payments', values: { dividend: dividend.amount, gain: gain.amount, drop, applied } },
          actions: [
            { date, kind: 'capital_gain', use: 'none' },
            { date, kind: 'dividend', use: 'less-gain' },
          ],
        },
      ]
    }),
}
