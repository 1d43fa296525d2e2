import { type Found, isOf, on } from '../check.ts'
import { around, isDividend, isPayment } from '../payments.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { cgDouble } from './cgDouble.ts'

type Evidence = { readonly kind: 'amount'; readonly values: { readonly amount: number; readonly before: number } }

/** What is paid on a date is not below the close before it, so that no factor above zero expresses it. */
export const divExceeds: SeriesCheck<'DIV_EXCEEDS', Evidence> = {
  name: 'DIV_EXCEEDS',
  scope: 'series',
  severity: 'error',
  holds: 'nothing',
  about: ['payments'],
  sees: 'sound',
  run: ({ bars, actions }, found) => {
    const lessGain = new Set(found.filter(isOf(cgDouble)).map(({ from }) => from))
    return [...Map.groupBy(actions.filter(isPayment), ({ date }) => date)].flatMap(
      ([date, paid]): readonly Found<Evidence>[] => {
        const place = around(bars, date)
        // A dividend that contains the day's capital gain is all that was paid.
        const counted = lessGain.has(date) ? paid.filter(isDividend) : paid
        const amount = counted.reduce((sum, payment) => sum + payment.amount, 0)
        if (place === null || amount < place.before.close) return []
        return [
          {
            ...on(date),
            evidence: { kind: 'amount', values: { amount, before: place.before.close } },
            actions: paid.map(({ kind }) => ({ date, kind, use: 'none' })),
          },
        ]
      },
    )
  },
}
