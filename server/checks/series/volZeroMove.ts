import type { Phased } from '../../market/barCells.ts'
import { on } from '../check.ts'
import { hasVolume } from '../dailySeries.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

type Evidence =
  | { readonly kind: 'bar'; readonly values: { readonly low: number; readonly high: number } }
  | { readonly kind: 'bars'; readonly values: { readonly bars: number } }

/** A flat session has moved when its close lies this far from the one before. */
const MOVED = 0.05

/** Sources give no volume outside regular hours: zero there says nothing. */
const isIdle = ({ phase, volume, high, low }: Phased): boolean => phase === 'regular' && volume === 0 && high !== low

/** The price moved and nothing was traded. */
export const volZeroMove: SeriesCheck<'VOL_ZERO_MOVE', Evidence> = {
  name: 'VOL_ZERO_MOVE',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['volume'],
  sees: 'all',
  run: ({ bars }) =>
    hasVolume(bars)
      ? bars.flatMap(({ date, high, low, close, volume }, at) => {
          const before = bars[at - 1]
          const moved = before !== undefined && Math.abs(close / before.close - 1) > MOVED
          if (volume !== 0 || (high === low && !moved)) return []
          return [{ ...on(date), evidence: { kind: 'bar', values: { low, high } } }]
        })
      : [],
  concerns: isIdle,
  runWithin: ({ bySession }) =>
    [...bySession].flatMap(([date, bars]) => {
      const idle = bars.filter(isIdle).length
      if (idle === 0 || !bars.some(({ volume }) => volume !== null && volume > 0)) return []
      return [{ ...on(date), evidence: { kind: 'bars', values: { bars: idle } } }]
    }),
}
