import type { IsoDate } from '../../market/day.ts'
import { type Found, isOf, on } from '../check.ts'
import { around, isPayment } from '../payments.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { cgDouble } from './cgDouble.ts'

/** The factor by which the source's adjusted closes step, and 1 − what is paid / close before. */
type Evidence = { readonly kind: 'factor'; readonly values: { readonly source: number; readonly own: number } }

/** The source's own adjusted closes step otherwise than the payment says. Ours is used anyway. */
export const divFactor: SeriesCheck<'DIV_FACTOR', Evidence> = {
  name: 'DIV_FACTOR',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['payments', 'adjusted'],
  sees: 'sound',
  run: ({ bars, actions }, found) => {
    // A source that counts a gain twice adjusts for both or for what was paid.
    const applied = new Map(found.filter(isOf(cgDouble)).map(({ from, evidence }) => [from, evidence.values.applied]))
    const paid = new Map<IsoDate, number>()
    for (const { date, amount } of actions.filter(isPayment)) paid.set(date, (paid.get(date) ?? 0) + amount)
    return [...paid].flatMap(([date, amount]): readonly Found<Evidence>[] => {
      const place = around(bars, date)
      const [after, before] = [place?.ex.adjClose ?? 0, place?.before.adjClose ?? 0]
      // An adjusted close of zero or less is ADJ_NONPOS, and says nothing here.
      if (place === null || after <= 0 || before <= 0) return []
      const share = amount / place.before.close
      const source = before / place.before.close / (after / place.ex.close)
      const shares = [share, (applied.get(date) ?? amount) / place.before.close]
      const agrees = shares.some((each) => Math.abs(source - (1 - each)) <= Math.max(0.25 * each, 0.001))
      if (share >= 1 || agrees) return []
      return [{ ...on(date), evidence: { kind: 'factor', values: { source, own: 1 - share } } }]
    })
  },
}
