import type { Prices } from '../../market/bar.ts'
import { on } from '../check.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

type Evidence =
  | {
      readonly kind: 'bar'
      readonly values: { readonly open: number; readonly high: number; readonly low: number; readonly close: number }
    }
  | { readonly kind: 'bars'; readonly values: { readonly bars: number } }

const SLACK = 1e-6

/** Do high and low fail to enclose open and close, rounding aside? */
export const isUnordered = ({ open, high, low, close }: Prices): boolean =>
  high < Math.max(open, close) * (1 - SLACK) || low > Math.min(open, close) * (1 + SLACK) || high < low

/** A close at more than twice its high or less than half its low is wrong itself; hundredfold it is one of `UNIT_POINT`. */
const FAR = Math.log(2)
const UNIT = Math.log(40)

function isImpossible({ high, low, close }: Prices): boolean {
  if (high < low) return false
  const beyond = Math.max(Math.log(close / high), Math.log(low / close))
  return beyond > FAR && beyond < UNIT
}

export const barOhlc: SeriesCheck<'BAR_OHLC', Evidence> = {
  name: 'BAR_OHLC',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['range'],
  sees: 'all',
  run: ({ bars }) =>
    bars.filter(isUnordered).map((bar) => {
      const { date, open, high, low, close } = bar
      const told = { ...on(date), evidence: { kind: 'bar', values: { open, high, low, close } } } as const
      return isImpossible(bar) ? { ...told, severity: 'error', holds: on(date) } : told
    }),
  concerns: isUnordered,
  runWithin: ({ bySession }) =>
    [...bySession].flatMap(([date, bars]) => {
      const count = bars.filter(isUnordered).length
      return count === 0 ? [] : [{ ...on(date), evidence: { kind: 'bars', values: { bars: count } } }]
    }),
}
