import type { CorporateAction } from '../market/action.ts'
import type { DailyBar } from '../market/bar.ts'
import { dayOf, type IsoDate } from '../market/day.ts'

/** One ticker's sessions as the checks see them. */
export interface Series {
  /** Ascending by date, one a session, every price above zero. */
  readonly bars: readonly DailyBar[]
  readonly actions: readonly CorporateAction[]
  /** As delivered, case kept. */
  readonly currency: string | null
  /** Sessions that should have a bar, ascending; empty where the exchange's calendar is not known. */
  readonly expected: readonly IsoDate[]
  /** Closes of a market on the same sessions, for what moves all of it; null where none is stored. */
  readonly market: ReadonlyMap<IsoDate, number> | null
}

export const median = (values: readonly number[]): number | null => {
  if (values.length === 0) return null
  const sorted = new Float64Array(values).sort()
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

type Returns = readonly (number | null)[]

/** A dozen checks ask for the same of the same series. */
const returnsOf = new WeakMap<readonly DailyBar[], Returns>()
const ordinaryOf = new WeakMap<Returns, number>()

/** ln(C_t / C_t-1) for every bar but the first, at the index of its bar; the first is null. */
export function logReturns(bars: readonly DailyBar[]): Returns {
  const known = returnsOf.get(bars)
  if (known !== undefined) return known
  const returns = bars.map(({ close }, at) => {
    const before = bars[at - 1]
    return before === undefined ? null : Math.log(close / before.close)
  })
  returnsOf.set(bars, returns)
  return returns
}

/** Size of an ordinary day: 1.4826 times the median absolute log return, which a few wild days do not move. */
export function ordinaryMove(returns: Returns): number {
  const known = ordinaryOf.get(returns)
  if (known !== undefined) return known
  const move = usualSize(returns)
  ordinaryOf.set(returns, move)
  return move
}

function usualSize(returns: Returns): number {
  const sizes: number[] = []
  for (const value of returns) if (value !== null) sizes.push(Math.abs(value))
  return 1.4826 * (median(sizes) ?? 0)
}

/** Sessions on each side of a step that say how lively its time was. */
const NEARBY = 20

/** Size of an ordinary day around a step, the step aside: at least that of the whole series, more in wild weeks. */
export function ordinaryMoveAt(returns: readonly (number | null)[], at: number, whole: number): number {
  const near = [...returns.slice(Math.max(0, at - NEARBY), at), ...returns.slice(at + 1, at + 1 + NEARBY)]
  return Math.max(whole, usualSize(near))
}

/** Does the source give volumes for this ticker? Rates and currencies have none, indices have. */
export const hasVolume = (bars: readonly DailyBar[]): boolean =>
  bars.filter(({ volume }) => volume !== null && volume > 0).length * 2 > bars.length

/** Index of the first bar on or after `date`; the length when there is none. */
export function indexFrom(bars: readonly { readonly date: IsoDate }[], date: IsoDate): number {
  let [low, high] = [0, bars.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((bars[middle]?.date ?? date) < date) low = middle + 1
    else high = middle
  }
  return low
}

/** Calendar days that five sessions take. A split further outside of a series says nothing about its ends. */
const OUTSIDE = 7

/** Places of the splits of a series: the index of the first bar on or after each; those far outside are left out. */
export function splitPlaces({
  bars,
  actions,
}: {
  readonly bars: readonly { readonly date: IsoDate }[]
  readonly actions: Series['actions']
}): readonly number[] {
  return actions.flatMap((action) => (action.kind === 'split' ? (placeOf(bars, action.date) ?? []) : []))
}

/** Index of the first bar on or after a date; null when the date lies more than a week outside of the series. */
export function placeOf(bars: readonly { readonly date: IsoDate }[], date: IsoDate): number | null {
  const [first, last] = [bars[0], bars.at(-1)]
  if (first === undefined || last === undefined) return null
  const day = dayOf(date)
  return day < dayOf(first.date) - OUTSIDE || day > dayOf(last.date) + OUTSIDE ? null : indexFrom(bars, date)
}
