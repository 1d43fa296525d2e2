import type { Found } from '../check.ts'
import { median } from '../dailySeries.ts'
import { around, factorBetween, isPayment, rounding } from '../payments.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

/** How many payments, and what the told ones are of those that the adjusted closes know. */
type Evidence = { readonly kind: 'payments'; readonly values: { readonly payments: number; readonly times: number } }

/** Payments that must agree, how far from 1 their common factor must be, and how nearly they must agree. */
const LEAST = 3
const OFF = 0.03
const AGREE = 0.02
/** Only payments this many times as large as what rounding hides say anything. */
const CLEAR = 20

/** Every payment is off by one factor from what the adjusted closes take: net of a tax, in another currency, of another class. */
export const divScale: SeriesCheck<'DIV_SCALE', Evidence> = {
  name: 'DIV_SCALE',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['payments'],
  sees: 'sound',
  run: ({ bars, actions }): readonly Found<Evidence>[] => {
    const paid = [...Map.groupBy(actions.filter(isPayment), ({ date }) => date)].flatMap(([date, payments]) => {
      const place = around(bars, date)
      const factor = place === null ? null : factorBetween(place.before, place.ex)
      if (place === null || factor === null || 1 - factor < CLEAR * rounding(bars, place.at)) return []
      const amount = payments.reduce((sum, payment) => sum + payment.amount, 0)
      return [{ date, times: amount / ((1 - factor) * place.before.close) }]
    })
    const times = median(paid.map((payment) => payment.times))
    const [first, last] = [paid[0], paid.at(-1)]
    if (times === null || first === undefined || last === undefined || paid.length < LEAST) return []
    const spread = median(paid.map((payment) => Math.abs(payment.times / times - 1))) ?? 0
    if (Math.abs(times - 1) < OFF || spread > AGREE) return []
    return [
      { from: first.date, to: last.date, evidence: { kind: 'payments', values: { payments: paid.length, times } } },
    ]
  },
}
