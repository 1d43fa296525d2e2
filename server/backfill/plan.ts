import type { Interval } from '../market/bar.ts'
import { addDays, dayOf, type IsoDate } from '../market/day.ts'

/** Sessions to ask for in one request, both included. */
export interface Window {
  readonly from: IsoDate
  readonly to: IsoDate
}

/** What a plan is made from. */
export interface PlanFacts {
  readonly interval: Interval
  readonly wanted: Window
  /** First and last session stored; null when there are none. */
  readonly stored: Window | null
  /** First session of the overlap that every run looks at again: ten stored sessions back. */
  readonly overlapFrom: IsoDate | null
  /** Is everything stored to be looked at again, not only the overlap? Always so for daily bars. */
  readonly lookAtAll: boolean
  /** Days the source gives in one request; null for no limit. */
  readonly span: number | null
  /** Earliest date the source still gives; null for no limit. */
  readonly earliest: IsoDate | null
}

/** Days a new window covers: what is stored in one transaction must not keep others waiting. */
const daysAWindow: Readonly<Record<Interval, number>> = {
  '1m': 5,
  '2m': 20,
  '5m': 30,
  '15m': 59,
  '30m': 59,
  '90m': 59,
  '1h': 120,
  '1d': 1826,
}

const later = (a: IsoDate, b: IsoDate | null): IsoDate => (b !== null && b > a ? b : a)
export const earlier = (a: IsoDate, b: IsoDate): IsoDate => (b < a ? b : a)

function split({ from, to }: Window, days: number): readonly Window[] {
  const windows: Window[] = []
  for (let start = from; start <= to; start = addDays(start, days))
    windows.push({ from: start, to: earlier(to, addDays(start, days - 1)) })
  return windows
}

const length = ({ from, to }: Window): number => dayOf(to) - dayOf(from) + 1

/**
 * The windows to ask for, in order: first what is stored is looked at again (a restatement must be found before anything
 * is appended), together with what follows it when that is not much; then what comes after, then what comes before,
 * newest first, so that what has been asked for is one stretch at any moment.
 */
export function planWindows(facts: PlanFacts): readonly Window[] {
  const { interval, wanted, stored, span, earliest } = facts
  const days = daysAWindow[interval]
  const from = later(wanted.from, earliest)
  if (from > wanted.to) return []
  if (stored === null || (earliest !== null && stored.to < earliest)) return split({ from, to: wanted.to }, days)

  const lookFrom = later(facts.lookAtAll ? stored.from : (facts.overlapFrom ?? stored.from), earliest)
  const look = { from: earlier(lookFrom, stored.to), to: stored.to }
  const after = wanted.to > stored.to ? { from: later(from, addDays(stored.to, 1)), to: wanted.to } : null
  const before = from < stored.from ? { from, to: earlier(wanted.to, addDays(stored.from, -1)) } : null
  const joined = after === null ? look : { from: look.from, to: after.to }
  const fits = (window: Window) => span === null || length(window) <= span
  const onward =
    after === null || (length(after) <= days && fits(joined))
      ? fits(joined)
        ? [joined]
        : split(joined, days)
      : [...(fits(look) ? [look] : split(look, days)), ...split(after, days)]
  return [...onward, ...(before === null ? [] : [...split(before, days)].reverse())]
}
