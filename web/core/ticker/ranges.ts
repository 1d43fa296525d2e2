import { addDays, type IsoDate } from '../../../server/market/day.ts'
import { monthsBefore } from '../months.ts'
import { type Axis, lowerBound, type Span, spanOf } from './axis.ts'
import type { Preset, Range } from './presets.ts'

const months: Partial<Record<Preset, number>> = { '1m': 1, '6m': 6, '1y': 12, '5y': 60 }

/** The bars a range means on an axis; null when it touches none of them. */
export function spanOfRange(range: Range, axis: Axis): Span | null {
  const { dates } = axis
  const last = dates.at(-1)
  if (last === undefined) return null
  if (range.kind === 'dates') return spanOf(axis, range.from, range.to)
  const end = dates.length - 0.5
  const count = months[range.preset]
  if (count !== undefined) return spanOf(axis, addDays(monthsBefore(last, count) as IsoDate, 1), last)
  switch (range.preset) {
    case 'max':
      return { from: -0.5, to: end }
    case 'ytd':
      return spanOf(axis, `${last.slice(0, 4)}-01-01`, last)
    case '5d':
      return sessionsBack(axis, dates.length - 1, 5)
    default:
      return sessionsBack(axis, dates.length - 1, 1)
  }
}

/** The last `count` sessions up to the bar `index`, on daily and on intraday axes alike. */
function sessionsBack({ dates }: Axis, index: number, count: number): Span {
  let first = index
  for (let left = count; left > 0 && first >= 0; left--) {
    const date = dates[first] as string
    first = lowerBound(dates, date) - 1
  }
  return { from: first + 0.5, to: index + 0.5 }
}

/** `count` sessions on either side of an event day; null when that day is not on the axis. */
export function spanAround({ dates }: Axis, day0: string, count: number): { from: string; to: string } | null {
  const days = [...new Set(dates)]
  const i = lowerBound(days, day0)
  if (days[i] !== day0) return null
  return { from: days[Math.max(0, i - count)] as string, to: days[Math.min(days.length - 1, i + count)] as string }
}
