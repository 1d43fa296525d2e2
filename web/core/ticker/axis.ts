import { dateOf, dayOf, type IsoDate } from '../../../server/market/day.ts'
import { wallMinutes } from '../clock.ts'

/**
 * The bars of a chart by index: neighbours are neighbours, whatever weekend lies between them.
 * `minutes` is the wall clock of each bar's start in minutes since 1970 (intraday), null on daily bars.
 */
export type Axis = {
  readonly dates: readonly string[]
  readonly minutes: readonly number[] | null
  /** Places that stand for a lunch break: they hold no bar. */
  readonly breaks: ReadonlySet<number>
  /** Is a place more than a session, such as a week? Its date is that of its first session. */
  readonly isWide: boolean
}

/** A stretch of the axis in bar indices; bar `i` covers `i - 0.5 … i + 0.5`. */
export type Span = { readonly from: number; readonly to: number }

export const axisOf = (
  dates: readonly string[],
  starts: readonly string[] | null,
  breaks: ReadonlySet<number> = new Set(),
  isWide = false,
): Axis => ({
  dates,
  breaks,
  isWide,
  minutes: starts === null ? null : starts.map(wallMinutes),
})

/** The first index whose value is not below `wanted`; the length when there is none. */
export function lowerBound<T extends string | number>(values: ArrayLike<T>, wanted: T): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] as T) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** The last bar that is not after a date. */
const lastOf = (dates: readonly string[], date: string): number =>
  lowerBound(dates, dateOf(dayOf(date as IsoDate) + 1)) - 1

/** The bars from one date to another, both included, as a span; null when there is none. */
export function spanOf({ dates }: Axis, from: string, to: string): Span | null {
  const [first, last] = [lowerBound(dates, from), lastOf(dates, to)]
  return last < first ? null : { from: first - 0.5, to: last + 0.5 }
}

/** Indices of the first and last bar of which at least half is inside the span. */
export function barsIn(span: Span, length: number): { readonly first: number; readonly last: number } {
  const first = Math.min(Math.max(0, Math.ceil(span.from)), length - 1)
  return { first, last: Math.max(first, Math.min(length - 1, Math.floor(span.to))) }
}

/** A span of at least `smallest` bars that does not leave the axis by more than half of itself. */
export function clampSpan({ from, to }: Span, length: number, smallest = 2): Span {
  const size = Math.max(smallest, Math.min(to - from, length + 1))
  const middle = Math.min(Math.max((from + to) / 2, 0), length - 1)
  const low = Math.min(Math.max(middle - size / 2, -0.5 - size * 0.04), Math.max(-0.5, length - 0.5 - size * 0.96))
  return { from: low, to: low + size }
}

/** Zooms so that the bar under `at` stays where it is. */
export const zoomed = ({ from, to }: Span, at: number, factor: number): Span => ({
  from: at - (at - from) * factor,
  to: at + (to - at) * factor,
})

/** Half the part of a bar's place that its session takes; the rest is the time between sessions. */
const SESSION = 0.3

/** Where an event stands on the axis, and the bar that could first react to it. */
export type Place = { readonly x: number; readonly effective: number; readonly between: boolean }

/** When an event became known, and the hours of the session that could first react: ISO times, as the server gives them. */
export type EventMoment = {
  /** The event day. */
  readonly day0: string
  /** Null for a bare date. */
  readonly published_utc: string | null
  readonly published_local: string | null
  readonly session_opens: string | null
  readonly session_closes: string | null
  readonly previous_closes: string | null
}

/**
 * Places an event on the axis. Inside its session it stands within the bar, by the part of the session that has gone;
 * outside, between two bars, by the part of the time between the sessions.
 *
 * @returns null when the event day is not on the axis
 */
export function placeOf(axis: Axis, moment: EventMoment): Place | null {
  const { dates, minutes } = axis
  const { day0, published_utc: at, published_local, session_opens: opens, session_closes: closes } = moment
  if (axis.isWide) return placeWide(axis, day0)
  const i = lowerBound(dates, day0)
  if (dates[i] !== day0) return null
  if (minutes !== null)
    return published_local === null
      ? { x: (i + lastOf(dates, day0)) / 2, effective: i, between: false }
      : placeIntraday(axis, minutes, wallMinutes(published_local), closedSince(moment))
  if (at === null || opens === null || closes === null) return { x: i, effective: i, between: false }
  const now = wallMinutes(at)
  if (now >= wallMinutes(opens))
    return { x: i + (gone(now, opens, closes) - 0.5) * 2 * SESSION, effective: i, between: false }
  const share = moment.previous_closes === null ? 0.5 : gone(now, moment.previous_closes, opens)
  return { x: i - 1 + SESSION + share * (1 - 2 * SESSION), effective: i, between: true }
}

/**
 * The sessions that news without an hour may have hit.
 *
 * @param candidates every admissible event day, in order
 * @returns null for news whose hour is known, and where none of the days is on the axis
 */
export function possibleOf(
  axis: Axis,
  { published_utc }: Pick<EventMoment, 'published_utc'>,
  candidates: readonly string[],
): Span | null {
  const [first, last] = [candidates[0], candidates.at(-1)]
  if (published_utc !== null || first === undefined || last === undefined) return null
  return spanOf(axis, first, last)
}

/** The part of a stretch of time that has gone at a minute of UTC. */
function gone(at: number, from: string, to: string): number {
  const start = wallMinutes(from)
  return Math.min(1, Math.max(0, (at - start) / (wallMinutes(to) - start || 1)))
}

/** In the middle of the places that hold its session; the last one is taken for as long as the one before. */
function placeWide({ dates }: Axis, day0: string): Place | null {
  const day = (at: number) => dayOf((dates[at] ?? '') as IsoDate)
  const i = lowerBound(dates, dateOf(dayOf(day0 as IsoDate) + 1)) - 1
  const length = i > 0 ? day(i) - day(i - 1) : 1
  const isKnown = i >= 0 && (i < dates.length - 1 || dayOf(day0 as IsoDate) < day(i) + length)
  return isKnown ? { x: i, effective: i, between: false } : null
}

/** Minutes from the close before the event day to the news: none where the session of that day has not come to rest. */
const closedSince = ({ published_utc: at, previous_closes: closed }: EventMoment): number =>
  at === null || closed === null ? Number.POSITIVE_INFINITY : wallMinutes(at) - wallMinutes(closed)

/**
 * @param starts wall-clock starts of the bars
 * @param since minutes from the last close to the news: a bar that began before that close ended with it
 */
function placeIntraday({ dates, breaks }: Axis, starts: readonly number[], at: number, since: number): Place | null {
  const after = lowerBound(starts, at + 1)
  const i = after - 1
  const start = starts[i]
  const next = starts[after]
  if (start === undefined)
    return after === 0 && next !== undefined && next - at < 1440 ? { x: -0.5, effective: 0, between: true } : null
  const sameDay = next !== undefined && dates[after] === dates[i]
  const length = sameDay ? next - start : Math.min(60, (starts[i] ?? 0) - (starts[i - 1] ?? (starts[i] ?? 0) - 60))
  if (breaks.has(i) && next !== undefined) return { x: i, effective: after, between: true }
  const isOver = start < at - since
  if (at < start + length && !isOver) return { x: i + (at - start) / length - 0.5, effective: i, between: false }
  return next === undefined ? null : { x: i + 0.5, effective: after, between: true }
}

export type TickKind = 'year' | 'month' | 'monthDay' | 'day' | 'hour'
export type Tick = { readonly index: number; readonly kind: TickKind }

type Step = {
  readonly key: (date: string, minute: number) => number | string
  /** A finer step that begins wherever this one does. */
  readonly within: Step | null
}
const month = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1
const hours: Step = { key: (_, minute) => Math.floor(minute / 60), within: null }
const days: Step = { key: (date) => date, within: null }
const months: Step = { key: month, within: days }
const years: Step = { key: (date) => date.slice(0, 4), within: months }
const steps: readonly Step[] = [
  hours,
  { key: (_, minute) => Math.floor(minute / 240), within: hours },
  days,
  // Weeks begin on Monday: 1970-01-05 was one.
  { key: (date) => Math.floor((dayOf(date as IsoDate) - 4) / 7), within: days },
  months,
  { key: (date) => Math.floor(month(date) / 3), within: months },
  { key: (date) => Math.floor(month(date) / 6), within: months },
  years,
  { key: (date) => Math.floor(Number(date.slice(0, 4)) / 5), within: years },
  { key: (date) => Math.floor(Number(date.slice(0, 4)) / 20), within: years },
]

const known = new WeakMap<Axis, Map<Step, Int32Array>>()

/** Where a step of the calendar begins anew: the same for every part of the axis, so it is looked for once. */
function beginnings(axis: Axis, step: Step): Int32Array {
  const ofAxis = known.get(axis) ?? new Map<Step, Int32Array>()
  known.set(axis, ofAxis)
  const found = ofAxis.get(step) ?? beginningsOf(axis, step)
  ofAxis.set(step, found)
  return found
}

function beginningsOf(axis: Axis, { key, within }: Step): Int32Array {
  const { dates, minutes } = axis
  const places = within === null ? dates.keys() : beginnings(axis, within)
  const found: number[] = []
  let before: number | string | null = null
  for (const i of places) {
    const now = key(dates[i] as string, minutes?.[i] ?? 0)
    if (now !== before) found.push(i)
    before = now
  }
  return Int32Array.from(found)
}

/** Calendar marks for the axis: the finest step that gives at most `most` of them inside the span. */
export function ticksOf(axis: Axis, span: Span, most: number): readonly Tick[] {
  const { first, last } = barsIn(span, axis.dates.length)
  for (const step of axis.minutes === null ? steps.slice(2) : steps) {
    const all = beginnings(axis, step)
    const [from, to] = [lowerBound(all, first), lowerBound(all, last + 1)]
    if (to - from > most) continue
    const ticks: Tick[] = []
    for (const index of all.subarray(from, to))
      ticks.push({ index, kind: kindAt(axis, index, ticks.at(-1)?.index ?? null) })
    return ticks
  }
  return []
}

/** A mark says what is new since the mark before it: the year, the month, or only the day. */
function kindAt({ dates, minutes }: Axis, i: number, shown: number | null): TickKind {
  const date = dates[i] as string
  const eve = dates[i - 1] ?? ''
  if (minutes !== null) return date === eve ? 'hour' : 'day'
  if (date.slice(0, 7) !== eve.slice(0, 7)) return date.slice(0, 4) === eve.slice(0, 4) ? 'month' : 'year'
  return shown === null || date.slice(0, 7) !== (dates[shown] as string).slice(0, 7) ? 'monthDay' : 'day'
}
