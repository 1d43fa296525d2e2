import { barsIn } from '../../core/ticker/axis.ts'
import type { Heard } from '../../core/ticker/sweep.ts'
import type { State } from '../state.ts'
import type { Marks } from './marks.ts'
import type { Sessions } from './sessions.ts'
import type { Viewport } from './viewport.ts'

/** The bars on screen, with what stands at each. */
export function heardOn(
  { interval }: State['market'],
  viewport: Viewport,
  { railMarks }: Marks,
  { byDate }: Sessions,
): readonly Heard[] {
  const series = viewport.series.peek()
  if (series === null) return []
  const { axis, row, prices } = series
  const { first, last } = barsIn(viewport.settled.peek(), axis.dates.length)
  const events = new Map<number, number>()
  for (const { effective } of railMarks.peek()) events.set(effective, (events.get(effective) ?? 0) + 1)
  const isDaily = interval.peek() === '1d'
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const index = first + i
    const at = row[index] ?? -1
    const isUsable = at >= 0 && prices.state?.[at] !== 'held'
    const date = axis.dates[index] ?? ''
    return {
      close: isUsable ? (prices.close[at] ?? null) : null,
      ar: isDaily ? (byDate.peek()?.get(date)?.ar ?? null) : null,
      events: events.get(index) ?? 0,
    }
  })
}
