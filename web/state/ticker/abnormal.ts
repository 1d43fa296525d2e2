import { computed } from '@preact/signals'
import { isSignificant } from '../../../server/stats/significance.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { Marks } from './marks.ts'
import type { Viewport } from './viewport.ts'

export type AbnormalBar = {
  readonly index: number
  readonly expected: number | null
  readonly ar: number
  readonly r: number | null
  readonly significant: boolean
}

/**
 * Abnormal returns by place on the axis: the whole window of the selected event, and the sessions of all events. One
 * session has one figure wherever it stands: that of its own events, as the list has it, before that of a neighbour.
 */
export const makeAbnormal = ({ market }: State, { series }: Viewport, { lines }: Marks) =>
  computed((): ReadonlyMap<number, AbnormalBar> => {
    const found = new Map<number, AbnormalBar>()
    const axis = series.value?.axis
    if (axis === undefined || axis.minutes !== null) return found
    const level = market.level.value
    const place = new Map(axis.dates.map((date, index) => [date, index]))
    const put = (
      date: string | null,
      r: number | null,
      expected: number | null,
      ar: number | null,
      p: number | null,
    ) => {
      const index = date === null ? undefined : place.get(date)
      if (index !== undefined && ar !== null)
        found.set(index, { index, r, expected, ar, significant: p !== null && isSignificant(p, level) })
    }
    const selected = latest(market.impact.state.value)
    if (selected?.kind === 'measured')
      for (const day of selected.days) put(day.date, day.r, day.expected, day.ar, day.p)
    for (const line of lines.value.values())
      if (line.kind === 'measured') put(line.session, line.r, line.expected, line.ar, line.p)
    return found
  })

export type Abnormal = ReturnType<typeof makeAbnormal>
