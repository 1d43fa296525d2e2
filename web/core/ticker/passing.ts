import { lowerBound, type Span } from './axis.ts'

/** When the rows of an axis begin, in minutes of UTC, ascending, and how many minutes the last one has. */
export type Passing = { readonly starts: readonly number[]; readonly lastLength: number }

const endOf = ({ starts, lastLength }: Passing): number => (starts.at(-1) ?? 0) + lastLength

/** Minutes of a row, those between rows counted in. */
const usual = (passing: Passing): number => (endOf(passing) - (passing.starts[0] ?? 0)) / passing.starts.length || 1

/** The minute at a place of the axis; beyond its ends time passes as it does on average. */
function minuteAt(passing: Passing, index: number): number {
  const { starts } = passing
  const edge = index + 0.5
  const [first = 0, end] = [starts[0], endOf(passing)]
  if (edge < 0) return first + edge * usual(passing)
  if (edge >= starts.length) return end + (edge - starts.length) * usual(passing)
  const i = Math.floor(edge)
  const from = starts[i] ?? first
  return from + (edge - i) * ((starts[i + 1] ?? end) - from)
}

/** The place of a minute on the axis: undoes `minuteAt`. */
function placeAt(passing: Passing, minute: number): number {
  const { starts } = passing
  const [first = 0, end] = [starts[0], endOf(passing)]
  if (minute < first) return (minute - first) / usual(passing) - 0.5
  if (minute >= end) return starts.length + (minute - end) / usual(passing) - 0.5
  const after = lowerBound(starts, minute)
  const i = starts[after] === minute ? after : after - 1
  const from = starts[i] ?? first
  return i + (minute - from) / ((starts[i + 1] ?? end) - from || 1) - 0.5
}

/** A part of an axis as minutes of UTC: the same on every axis of the ticker, however coarse its rows are. */
export const minutesOf = (passing: Passing, { from, to }: Span): Span => ({
  from: minuteAt(passing, from),
  to: minuteAt(passing, to),
})

/** The part of an axis that minutes of UTC name. */
export const placesOf = (passing: Passing, { from, to }: Span): Span => ({
  from: placeAt(passing, from),
  to: placeAt(passing, to),
})
