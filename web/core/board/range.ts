import { addDays, type IsoDate, isoDate } from '../../../server/market/day.ts'
import { monthsBefore } from '../months.ts'
import type { Range } from '../ticker/presets.ts'

export type Days = { readonly from: IsoDate | null; readonly to: IsoDate | null }

const months = { '1m': 1, '6m': 6, '1y': 12, '5y': 60 } as const

/**
 * The exchange dates that a range means for many tickers at once: it ends with the newest daily bar of any of them.
 *
 * @param newest null where nothing is stored
 */
export function daysOfRange(range: Range, newest: string | null): Days {
  if (range.kind === 'dates') return { from: isoDate(range.from), to: isoDate(range.to) }
  const last = newest === null ? null : isoDate(newest)
  if (last === null || range.preset === 'max') return { from: null, to: null }
  switch (range.preset) {
    case 'ytd':
      return { from: isoDate(`${last.slice(0, 4)}-01-01`), to: last }
    case '1d':
      return { from: last, to: last }
    case '5d':
      return { from: addDays(last, -6), to: last }
    default:
      return { from: addDays(monthsBefore(last, months[range.preset]) as IsoDate, 1), to: last }
  }
}
