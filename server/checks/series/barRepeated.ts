import type { DailyBar } from '../../market/bar.ts'
import type { Found } from '../check.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

/** How many sessions repeat the one before them, and what they all say. */
type Evidence = {
  readonly kind: 'run'
  readonly values: { readonly sessions: number; readonly close: number; readonly volume: number }
}

const fields = ['open', 'high', 'low', 'close', 'volume'] as const

/** Equal in all that it says, and traded: two true sessions of one share are not. A flat price may be. */
const repeats = (bar: DailyBar, before: DailyBar): boolean =>
  bar.volume !== null && bar.volume > 0 && bar.high > bar.low && fields.every((field) => bar[field] === before[field])

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
      if (at === start || first === undefined || last === undefined) continue
      const sessions = { from: first.date, to: last.date }
      const values = { sessions: at - start, close: first.close, volume: first.volume ?? 0 }
      found.push({ ...sessions, evidence: { kind: 'run', values }, holds: sessions })
    }
    return found
  },
}
