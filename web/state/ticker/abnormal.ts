import { computed } from '@preact/signals'
import { isSignificant } from '../../../server/stats/significance.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { Marks } from './marks.ts'
import type { Sessions } from './sessions.ts'
import type { Viewport } from './viewport.ts'

export type AbnormalBar = {
  readonly index: number
  readonly expected: number | null
  readonly ar: number
  readonly r: number | null
  readonly t: number | null
  readonly p: number | null
  readonly significant: boolean
  /** Does it stand out after allowing for all sessions that were looked at, with no confirmed event on it? */
  readonly unexplained: boolean
}

type Told = { readonly [K in 'r' | 'expected' | 'ar' | 't' | 'p']: number | null }

/**
 * Abnormal returns by place on the axis. One session has one figure wherever it stands: that of its own events, as the list
 * has it, else its own forecast. While those are not here, or cannot come, the window of the selected event stands in.
 */
export const makeAbnormal = (
  { market }: State,
  { series }: Viewport,
  { lines }: Marks,
  { byDate }: Pick<Sessions, 'byDate'>,
) =>
  computed((): ReadonlyMap<number, AbnormalBar> => {
    const found = new Map<number, AbnormalBar>()
    const axis = series.value?.axis
    // Figures are of sessions: bars within the day have none, however they are merged.
    if (axis === undefined || series.value?.passing !== null) return found
    const level = market.level.value
    const place = new Map(axis.dates.map((date, index) => [date, index]))
    const sessions = byDate.value
    const put = (date: string | null, { r, expected, ar, t, p }: Told) => {
      const index = date === null ? undefined : place.get(date)
      if (date === null || index === undefined || ar === null) return
      const verdict = sessions?.get(date)?.verdict
      const unexplained = verdict === 'no candidate' || verdict === 'awaits confirmation'
      found.set(index, {
        index,
        r,
        expected,
        ar,
        t,
        p,
        significant: p !== null && isSignificant(p, level),
        unexplained,
      })
    }
    const selected = latest(market.impact.state.value)
    if (sessions !== null) for (const [date, session] of sessions) put(date, session)
    else if (selected?.kind === 'measured') for (const day of selected.days) put(day.date, day)
    for (const line of lines.value.values()) if (line.kind === 'measured') put(line.session, line)
    return found
  })

export type Abnormal = ReturnType<typeof makeAbnormal>
