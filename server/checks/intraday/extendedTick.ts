import type { Phased } from '../../market/barCells.ts'
import { type Found, on } from '../check.ts'
import type { IntradayCheck } from '../seriesCheck.ts'

/** How many bars of the session, and the first of them; `start` is its start in UTC, `2023-11-16T22:00:00.000Z`. */
type Evidence = {
  readonly kind: 'bars'
  readonly values: {
    readonly bars: number
    readonly start: string
    readonly open: number
    readonly high: number
    readonly low: number
    readonly close: number
  }
}

/** How far a high or low outside regular hours may lie from the bar's own open and close. */
const LIMIT = 0.03

export const isSuspect = ({ phase, open, high, low, close }: Phased): boolean =>
  phase !== 'regular' && (high > Math.max(open, close) * (1 + LIMIT) || low < Math.min(open, close) * (1 - LIMIT))

/** A high or low outside regular hours that the bar's own open and close do not support. */
export const extendedTick: IntradayCheck<'EXTENDED_TICK', Evidence> = {
  name: 'EXTENDED_TICK',
  scope: 'intraday',
  severity: 'warn',
  holds: 'nothing',
  about: ['range'],
  concerns: isSuspect,
  runWithin: ({ bySession }) =>
    [...bySession].flatMap(([date, bars]): readonly Found<Evidence>[] => {
      const ticks = bars.filter(isSuspect)
      const [tick] = ticks
      if (tick === undefined) return []
      const { open, high, low, close } = tick
      const start = new Date(tick.start).toISOString()
      return [
        { ...on(date), evidence: { kind: 'bars', values: { bars: ticks.length, start, open, high, low, close } } },
      ]
    }),
}
