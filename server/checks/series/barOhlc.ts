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

export const barOhlc: SeriesCheck<'BAR_OHLC', Evidence> = {
  name: 'BAR_OHLC',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['range'],
  sees: 'all',
  run: ({ bars }) =>
    bars.filter(isUnordered).map(({ date, open, high, low, close }) => ({
      ...on(date),
      evidence: { kind: 'bar', values: { open, high, low, close } },
    })),
  runWithin: ({ bySession }) =>
    [...bySession].flatMap(([date, bars]) => {
      const count = bars.filter(isUnordered).length
      return count === 0 ? [] : [{ ...on(date), evidence: { kind: 'bars', values: { bars: count } } }]
    }),
}
