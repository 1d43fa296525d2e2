import { dayOf, type IsoDate } from '../../../server/market/day.ts'
import type { Reason } from '../../../server/stats/reasons.ts'
import { utcMinutes } from '../clock.ts'
import { lowerBound } from './axis.ts'
import type { BarSeries } from './series.ts'

/** How the bar at a place of the axis is named as an end; null beyond it. */
export function endAt({ axis, passing }: BarSeries, place: number): string | null {
  const date = axis.dates[place]
  if (passing === null || date === undefined) return date ?? null
  return `${new Date((passing.starts[place] ?? 0) * 60_000).toISOString().slice(0, 16)}Z`
}

/** The place of an end: of a session on bars within the day its last bar. Null where the axis has no such bar. */
export function placeOfEnd({ axis, passing }: BarSeries, end: string): number | null {
  if (end.length > 10) {
    if (passing === null) return null
    const after = lowerBound(passing.starts, utcMinutes(end) + 1)
    return after === 0 ? null : after - 1
  }
  const before = lowerBound(axis.dates, end)
  let place = before
  while (axis.dates[place + 1] === end) place++
  if (axis.dates[place] === end) return place
  return axis.isWide && before > 0 ? before - 1 : null
}

/** What the abnormal returns of the sessions after the first bar add up to. */
export type SummedAbnormal = {
  readonly sum: number
  /** Sessions that are summed. */
  readonly sessions: number
  /** Sessions that have none, by reason. */
  readonly without: ReadonlyMap<Reason, number>
  /** Sessions whose answer is not here yet. */
  readonly awaited: number
}

/** What lies between two bars, from the close of the earlier one to that of the later one. */
export type Between = {
  readonly first: number
  readonly last: number
  /** Bars after the first one to the last one. */
  readonly bars: number
  /** Places among them that have no bar, lunch breaks aside. */
  readonly missing: number
  /** Bars among them, the first one too, that are held back. */
  readonly held: number
  /** Null where either end has no close that may be shown. */
  readonly change: { readonly price: number; readonly fraction: number; readonly log: number } | null
  /** Days of the calendar. */
  readonly days: number
  /** Minutes from the start of one to that of the other; null between sessions. */
  readonly minutes: number | null
  readonly abnormal: SummedAbnormal | null
}

/** What is known of a session: its abnormal return, why it has none, or null while that is not here. */
export type SessionTold = { readonly ar: number } | { readonly reason: Reason } | null

/** @param told null where abnormal returns are no figures of these bars, or nothing fits the ticker */
export function betweenOf(
  { axis, passing, row, prices, pyramid }: BarSeries,
  [one, other]: readonly [number, number],
  told: ((date: string) => SessionTold) | null,
): Between {
  const [first, last] = [Math.min(one, other), Math.max(one, other)]
  const closes = pyramid.levels[0]?.close
  const [from = Number.NaN, to = Number.NaN] = [closes?.[first], closes?.[last]]
  let [bars, missing, held] = [0, 0, 0]
  for (let place = first; place <= last; place++) {
    const at = row[place] ?? -1
    if (prices.state?.[at] === 'held') held++
    if (place === first || axis.breaks.has(place)) continue
    if (at >= 0) bars++
    else missing++
  }
  const [start = '', end = ''] = [axis.dates[first], axis.dates[last]]
  const days = dayOf(end as IsoDate) - dayOf(start as IsoDate)
  return {
    first,
    last,
    bars,
    missing,
    held,
    change:
      Number.isFinite(from) && Number.isFinite(to) && from > 0
        ? { price: to - from, fraction: to / from - 1, log: Math.log(to / from) }
        : null,
    days,
    minutes: passing === null || axis.isWide ? null : (passing.starts[last] ?? 0) - (passing.starts[first] ?? 0),
    abnormal: told === null ? null : summed(axis.dates.slice(first + 1, last + 1), told),
  }
}

function summed(dates: readonly string[], told: (date: string) => SessionTold): SummedAbnormal {
  const without = new Map<Reason, number>()
  let [sum, sessions, awaited] = [0, 0, 0]
  for (const date of dates) {
    const known = told(date)
    if (known === null) awaited++
    else if ('ar' in known) {
      sum += known.ar
      sessions++
    } else without.set(known.reason, (without.get(known.reason) ?? 0) + 1)
  }
  return { sum, sessions, without, awaited }
}
