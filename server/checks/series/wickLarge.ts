import { on } from '../check.ts'
import { indexFrom, ordinaryMove } from '../dailySeries.ts'
import { isPayment } from '../payments.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

type Evidence = {
  readonly kind: 'bar'
  readonly values: { readonly open: number; readonly high: number; readonly low: number; readonly close: number }
}

/** How far, in logarithms, a high or low may lie from open and close, and how many ordinary moves within the day. */
const LEAST = 0.25
const ORDINARY_MOVES = 12

/** A high or low far from where the session opened and closed. Closes are not concerned. */
export const wickLarge: SeriesCheck<'WICK_LARGE', Evidence> = {
  name: 'WICK_LARGE',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['range'],
  sees: 'sound',
  run: ({ bars, actions }) => {
    // The session of a payment may open or end by it lower.
    const paid = new Set(actions.filter(isPayment).map(({ date }) => indexFrom(bars, date)))
    const limit = Math.max(LEAST, ORDINARY_MOVES * ordinaryMove(bars.map(({ open, close }) => Math.log(close / open))))
    return bars.flatMap(({ date, open, high, low, close }, at) => {
      if (paid.has(at)) return []
      const up = Math.log(high / Math.max(open, close))
      const down = Math.log(Math.min(open, close) / low)
      return Math.max(up, down) <= limit
        ? []
        : [{ ...on(date), evidence: { kind: 'bar', values: { open, high, low, close } } }]
    })
  },
}
