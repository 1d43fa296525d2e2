import { on } from '../check.ts'
import { median } from '../dailySeries.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

type Evidence = { readonly kind: 'volume'; readonly values: { readonly volume: number; readonly usual: number } }

/** What a counter of 31 or 32 bits ends at: no volume, but a number that had no room, whatever is usual. */
const FULL = [2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1] as const
const TIMES = 100
const AROUND = 30

/** A volume a hundred times the usual for a session, or one that a counter ends at. */
export const volLarge: SeriesCheck<'VOL_LARGE', Evidence> = {
  name: 'VOL_LARGE',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['volume'],
  sees: 'all',
  run: ({ bars }) => {
    const all = median(bars.flatMap(({ volume }) => (volume === null || volume === 0 ? [] : [volume])))
    return bars.flatMap(({ date, volume }, at) => {
      if (all === null || volume === null) return []
      const isFull = FULL.some((full) => full === volume)
      if (!isFull && volume < 10 * all) return []
      const near = bars
        .slice(Math.max(0, at - AROUND), at + AROUND + 1)
        .flatMap((bar) => (bar.volume === null || bar.volume === 0 ? [] : [bar.volume]))
      const usual = median(near) ?? all
      if (!isFull && volume < TIMES * usual) return []
      return [{ ...on(date), evidence: { kind: 'volume', values: { volume, usual } } }]
    })
  },
}
