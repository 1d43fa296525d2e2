import type { DailyBar } from '../../market/bar.ts'
import { dayOf, type IsoDate } from '../../market/day.ts'
import type { Found } from '../check.ts'
import { around, factorBetween, isDividend, type Payment, rounding } from '../payments.ts'
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

/** Does the source's own adjusted close step by the payment on its session? Then both are true. */
function isAdjusted(bars: readonly DailyBar[], { date, amount }: Payment): boolean {
  const place = around(bars, date)
  const factor = place === null ? null : factorBetween(place.before, place.ex)
  if (place === null || factor === null) return false
  const share = amount / place.before.close
  const unsure = rounding(bars, place.at)
  // Rounded closes that would hide the payment do not know it either.
  return unsure < share / 2 && Math.abs(1 - factor - share) < share / 4 + unsure
}

/** Days between payments that come every week, and how many of them make a rhythm. */
const WEEK = [5, 10] as const
const RHYTHM = 4

/** Is the symbol paying every week around here? Of its payments near these two, most follow one another in a week. */
function isWeekly(dividends: readonly Payment[], at: number): boolean {
  const near = dividends.slice(Math.max(0, at - 1 - RHYTHM), at + 1 + RHYTHM).map(({ date }) => dayOf(date))
  const gaps = near.slice(1).map((day, place) => day - (near[place] ?? day))
  const weekly = gaps.filter((gap) => gap >= WEEK[0] && gap <= WEEK[1]).length
  return weekly >= RHYTHM && weekly > gaps.length / 2
}

/**
 * One dividend told twice within a week; the first with a drop counts, else the first. Two that the source's adjusted
 * closes both know are two, and so are those of a symbol that pays every week, a week apart.
 */
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
    const dividends = actions.filter(isDividend)
    for (const [at, later] of dividends.entries()) {
      const earlier = kept
      kept = later
      const gap = earlier === undefined ? APART + 1 : dayOf(later.date) - dayOf(earlier.date)
      if (earlier === undefined || gap > APART) continue
      if (Math.abs(later.amount / earlier.amount - 1) > ALIKE) continue
      if (gap >= WEEK[0] && isWeekly(dividends, at)) continue
      if (isAdjusted(bars, earlier) && isAdjusted(bars, later)) continue
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
