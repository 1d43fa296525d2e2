import { type Found, isOf, on } from '../check.ts'
import { indexFrom } from '../dailySeries.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { gap } from './gap.ts'

type Evidence =
  | { readonly kind: 'span'; readonly values: { readonly sessions: number } }
  /** Returns of a stretch, and the sessions that the longest covers. */
  | { readonly kind: 'spans'; readonly values: { readonly returns: number; readonly sessions: number } }

/** The return over a run of missing sessions, marked at the bar after it; those of a stretch from the first to the last. */
export const gapReturn: SeriesCheck<'GAP_RETURN', Evidence> = {
  name: 'GAP_RETURN',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices'],
  sees: 'all',
  run: ({ bars, expected }, found) => {
    const place = new Map(expected.map((date, index) => [date, index]))
    return found.filter(isOf(gap)).flatMap(({ from, to, evidence: { kind } }): readonly Found<Evidence>[] => {
      const [first, end] = [indexFrom(bars, from), indexFrom(bars, to)]
      const after = bars.slice(first, end + 1).flatMap(({ date }, i) => {
        const before = bars[first + i - 1]
        const sessions = before === undefined ? 1 : (place.get(date) ?? 0) - (place.get(before.date) ?? 0)
        return sessions > 1 ? [{ date, sessions }] : []
      })
      const [one, last] = [after[0], after.at(-1)]
      if (one === undefined || last === undefined) return []
      if (kind === 'sessions' || kind === 'regular-sessions')
        return [{ ...on(one.date), evidence: { kind: 'span', values: { sessions: one.sessions } } }]
      const longest = Math.max(...after.map(({ sessions }) => sessions))
      const values = { returns: after.length, sessions: longest }
      return [{ from: one.date, to: last.date, evidence: { kind: 'spans', values } }]
    })
  },
}
