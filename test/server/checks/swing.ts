import type { DailyBar } from '../../../server/market/bar.ts'
import { type IsoDate, mustBeDate } from '../../../server/market/day.ts'
import { dates } from './calm.ts'

interface Swing {
  /** Size of every ordinary daily log return, up and down in turn: an ordinary move is 1.4826 times it. */
  readonly daily?: number
  /** Log returns of single sessions by their place, instead of the ordinary ones. */
  readonly closes?: Readonly<Record<number, number>>
  /** Where a session opens, as a log return from the close before it; at its close where nothing is said. */
  readonly opens?: Readonly<Record<number, number>>
  readonly volume?: (at: number) => number
}

/** A series whose returns are exactly as told, on the sessions of the quiet one: opens at its closes, no range. */
export function swing({
  daily = 0.003,
  closes = {},
  opens = {},
  volume = () => 1_000_000,
}: Swing): readonly DailyBar[] {
  let close = 100
  return dates.map((date, at) => {
    const before = close
    close *= Math.exp(at === 0 ? 0 : (closes[at] ?? (at % 2 === 0 ? daily : -daily)))
    const open = opens[at] === undefined ? close : before * Math.exp(opens[at])
    return {
      date,
      open,
      high: Math.max(open, close),
      low: Math.min(open, close),
      close,
      volume: volume(at),
      adjClose: null,
    }
  })
}

/** Places at which checks go wrong: next to nothing, on a short session, after the clocks change. */
export const on = (at: number): IsoDate => dates[at] ?? mustBeDate('2023-09-01')
