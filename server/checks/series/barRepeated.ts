import type { DailyBar } from '../../market/bar.ts'
import type { Found } from '../check.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

/** How many sessions repeat the one before them, and what they all say; a volume of null is unknown. */
type Evidence = {
  readonly kind: 'run'
  readonly values: { readonly sessions: number; readonly close: number; readonly volume: number | null }
}

const fields = ['open', 'high', 'low', 'close', 'volume'] as const

/**
 * Repetitions that are enough. Two true sessions of one share are never equal in prices and volume; where the volume is
 * not known, prices that move within the day may be so once by chance; and one price all day may be that of a share
 * which trades a lot or two each day, but not thousands of shares, and equally many each time.
 */
const ENOUGH = { traded: 1, unknown: 2, flat: 3 }
const THOUSANDS = 1000

const repeats = (bar: DailyBar, before: DailyBar): boolean => fields.every((field) => bar[field] === before[field])

function isEnough({ high, low, volume }: DailyBar, sessions: number): boolean {
  if (high > low && volume === null) return sessions >= ENOUGH.unknown
  if (high > low) return volume !== null && volume > 0 && sessions >= ENOUGH.traded
  return volume !== null && volume >= THOUSANDS && sessions >= ENOUGH.flat
}

/** A row told again on the next sessions: those are held, as nothing says what was traded on them. */
export const barRepeated: SeriesCheck<'BAR_REPEATED', Evidence> = {
  name: 'BAR_REPEATED',
  scope: 'series',
  severity: 'error',
  holds: 'session',
  about: ['prices', 'range', 'volume'],
  sees: 'all',
  run: ({ bars }) => {
    const found: Found<Evidence>[] = []
    for (let at = 1; at < bars.length; at++) {
      const start = at
      while (at < bars.length && repeats(bars[at] as DailyBar, bars[at - 1] as DailyBar)) at++
      const [first, last] = [bars[start], bars[at - 1]]
      if (first === undefined || last === undefined || !isEnough(first, at - start)) continue
      const sessions = { from: first.date, to: last.date }
      const values = { sessions: at - start, close: first.close, volume: first.volume }
      found.push({ ...sessions, evidence: { kind: 'run', values }, holds: sessions })
    }
    return found
  },
}
