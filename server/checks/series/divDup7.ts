import type { DailyBar } from '../../market/bar.ts'
import { dayOf, type IsoDate } from '../../market/day.ts'
import type { Found } from '../check.ts'
import { around, isDividend, type Payment } from '../payments.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

type Evidence = {
  readonly kind: 'pair'
  readonly values: { readonly first: number; readonly second: number; readonly unused: IsoDate }
}

/** Days and relative difference within which two dividends are one that was told twice. */
const APART = 7
const ALIKE = 0.15

/** Did the price fall by at least half of the payment at the ex session? */
function drops(bars: readonly DailyBar[], { date, amount }: Payment): boolean {
  const place = around(bars, date)
  return place !== null && place.before.close - Math.min(place.ex.open, place.ex.close) >= amount / 2
}

/** One dividend told twice within a week; the first with a drop counts, else the first. */
export const divDup7: SeriesCheck<'DIV_DUP7', Evidence> = {
  name: 'DIV_DUP7',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['payments'],
  sees: 'sound',
  run: ({ bars, actions }) => {
    const found: Found<Evidence>[] = []
    let kept: Payment | undefined
    for (const later of actions.filter(isDividend)) {
      const earlier = kept
      kept = later
      if (earlier === undefined || dayOf(later.date) - dayOf(earlier.date) > APART) continue
      if (Math.abs(later.amount / earlier.amount - 1) > ALIKE) continue
      const unused = !drops(bars, earlier) && drops(bars, later) ? earlier.date : later.date
      if (unused === later.date) kept = earlier
      found.push({
        from: earlier.date,
        to: later.date,
        evidence: { kind: 'pair', values: { first: earlier.amount, second: later.amount, unused } },
        actions: [{ date: unused, kind: 'dividend', use: 'none' }],
      })
    }
    return found
  },
}
