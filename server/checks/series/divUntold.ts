import type { DailyBar } from '../../market/bar.ts'
import type { IsoDate } from '../../market/day.ts'
import type { Found } from '../check.ts'
import { on } from '../check.ts'

import type { Series } from '../dailySeries.ts'
import { factorBetween, isPayment, knownFactors, rounding } from '../payments.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

type Evidence =
  /** What the adjusted closes take for paid on the session, and the close before it. */
  | { readonly kind: 'payment'; readonly values: { readonly amount: number; readonly before: number } }
  /** No payment is stored at all: how many the adjusted closes know. */
  | { readonly kind: 'all'; readonly values: { readonly payments: number } }

/** Part of the price below which a step of the factor may be rounding. */
const LEAST = 1e-3

/**
 * A payment that the source's adjusted closes know and the actions lack: the factor between the two steps down and stays.
 * Total returns leave it out.
 */
export const divUntold: SeriesCheck<'DIV_UNTOLD', Evidence> = {
  name: 'DIV_UNTOLD',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['payments'],
  sees: 'sound',
  run: (series) => {
    const found = untoldPayments(series).map(
      ({ date, amount, before }): Found<Evidence> => ({
        ...on(date),
        evidence: { kind: 'payment', values: { amount, before } },
      }),
    )
    const [first, last] = [found[0], found.at(-1)]
    if (series.actions.some(isPayment) || first === undefined || last === undefined || found.length < 2) return found
    // A file of prices alone: one finding says it for all of them.
    return [{ from: first.from, to: last.to, evidence: { kind: 'all', values: { payments: found.length } } }]
  },
}

/** Payments that adjusted closes know and actions lack, by their sessions. */
export function untoldPayments(series: Pick<Series, 'bars' | 'actions'>): readonly {
  readonly date: IsoDate
  readonly amount: number
  readonly before: number
}[] {
  const { bars } = series
  const known = knownFactors(series)
  return bars.flatMap((bar, at) => {
    const before = bars[at - 1]
    const factor = before === undefined ? null : factorBetween(before, bar)
    if (before === undefined || factor === null || known.has(at)) return []
    const share = 1 - factor
    if (share < LEAST || share < 3 * rounding(bars, at)) return []
    if (!isStep(bars, at, Math.max(share / 10, 3 * rounding(bars, at)))) return []
    return [{ date: bar.date, amount: share * before.close, before: before.close }]
  })
}

/** Sessions on each side over which closes and adjusted closes must keep their ratio. */
const STEADY = 3

/** Is this one clean step between two stretches of one ratio each? Where adjusted closes are off for a session nothing was paid. */
function isStep(bars: readonly DailyBar[], at: number, within: number): boolean {
  const isSteady = (from: number, until: number) => {
    const some = bars.slice(Math.max(0, from), until)
    return some.length > 1 && some.every((bar, place) => place === 0 || isAlike(some[place - 1], bar, within))
  }
  return isSteady(at - STEADY, at) && isSteady(at, at + STEADY)
}

const isAlike = (before: DailyBar | undefined, after: DailyBar, within: number): boolean => {
  const factor = before === undefined ? null : factorBetween(before, after)
  return factor !== null && Math.abs(factor - 1) < within
}
