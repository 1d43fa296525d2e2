import { type BarState, barStates, leastTrustedFirst } from './bar.ts'

/**
 * Bars, or rows that stand for several bars each, field by field in arrays of equal length and ascending order. Prices
 * are those of the bars in use: what is held counts only where a row has nothing else.
 */
export interface BarRows {
  /** Start of the first bar, and of the last one, UTC seconds; the day in seconds where bars are daily. */
  readonly start: Float64Array
  readonly last: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  /** NaN where no bar has a volume. */
  readonly volume: Float64Array
  /** Session of the first bar, days since 1970-01-01. */
  readonly day: Int32Array
  /** Bars of the row, and those of them that are held. */
  readonly bars: Uint32Array
  readonly held: Uint32Array
  /** Rows that the same bars make by the hour. */
  readonly hours: Uint32Array
  /** Place in `barStates` of the least trusted one. */
  readonly state: Uint8Array
  /** Place in `phases` of the first bar's. */
  readonly phase: Uint8Array
}

/** Fields in the order of their width, so that one buffer can hold them all. */
export const barRowFields = [
  ['start', Float64Array],
  ['last', Float64Array],
  ['open', Float64Array],
  ['high', Float64Array],
  ['low', Float64Array],
  ['close', Float64Array],
  ['volume', Float64Array],
  ['day', Int32Array],
  ['bars', Uint32Array],
  ['held', Uint32Array],
  ['hours', Uint32Array],
  ['state', Uint8Array],
  ['phase', Uint8Array],
] as const

/** Bytes of one row in a buffer. */
export const BAR_ROW_BYTES = barRowFields.reduce((sum, [, kind]) => sum + kind.BYTES_PER_ELEMENT, 0)

export const emptyRows = (length: number): BarRows =>
  Object.fromEntries(barRowFields.map(([name, kind]) => [name, new kind(length)])) as unknown as BarRows

/** The rows from one to before another, over the same memory. */
export const rowsBetween = (rows: BarRows, from: number, to: number): BarRows =>
  Object.fromEntries(barRowFields.map(([name]) => [name, rows[name].subarray(from, to)])) as unknown as BarRows

/** Rows end to end. */
export function joinRows(parts: readonly BarRows[]): BarRows {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return only
  const all = emptyRows(parts.reduce((sum, { start }) => sum + start.length, 0))
  let at = 0
  for (const part of parts) {
    for (const [name] of barRowFields) all[name].set(part[name], at)
    at += part.start.length
  }
  return all
}

const held = barStates.indexOf('held')
/** How far each state can be trusted, by its place in `barStates`: less is less. */
const trust = barStates.map((state: BarState) => leastTrustedFirst.indexOf(state))
const HOUR = 3600

/**
 * Rows merged into coarser ones: neighbours of one bucket become a row that opens as the first of them, closes as the last,
 * spans their extremes and adds their volumes; its state is that of the least trusted.
 *
 * @param bucketOf a number that neighbours share which belong together
 */
export function mergeRows(rows: BarRows, bucketOf: (row: number) => number): BarRows {
  const length = rows.start.length
  const starts: number[] = []
  let bucket = Number.NaN
  for (let row = 0; row < length; row++) {
    const own = bucketOf(row)
    if (own !== bucket) starts.push(row)
    bucket = own
  }
  starts.push(length)
  const merged = emptyRows(starts.length - 1)
  mergePrices(rows, merged, starts)
  mergeCounts(rows, merged, starts)
  for (let at = 0; at < merged.start.length; at++) {
    const [from, to] = [starts[at] as number, starts[at + 1] as number]
    merged.start[at] = rows.start[from] as number
    merged.last[at] = rows.last[to - 1] as number
    merged.day[at] = rows.day[from] as number
    merged.phase[at] = rows.phase[from] as number
  }
  return merged
}

/** How many rows there would be. */
export function countBuckets(length: number, bucketOf: (row: number) => number): number {
  let [count, bucket] = [0, Number.NaN]
  for (let row = 0; row < length; row++) {
    const own = bucketOf(row)
    if (own !== bucket) count++
    bucket = own
  }
  return count
}

function mergePrices(rows: BarRows, merged: BarRows, starts: readonly number[]): void {
  const { open, high, low, close, volume, bars, held } = rows
  for (let at = 0; at < merged.start.length; at++) {
    const [from, to] = [starts[at] as number, starts[at + 1] as number]
    let isAllHeld = true
    for (let row = from; row < to && isAllHeld; row++) isAllHeld = held[row] === bars[row]
    let first = -1
    let [last, most, least, sum, isTraded] = [-1, -Infinity, Infinity, 0, false]
    for (let row = from; row < to; row++) {
      // What is held counts only where there is nothing else.
      if (!isAllHeld && held[row] === bars[row]) continue
      if (first < 0) first = row
      last = row
      const [top, foot, traded] = [high[row] as number, low[row] as number, volume[row] as number]
      if (top > most) most = top
      if (foot < least) least = foot
      if (traded >= 0) {
        sum += traded
        isTraded = true
      }
    }
    merged.open[at] = open[first] as number
    merged.high[at] = most
    merged.low[at] = least
    merged.close[at] = close[last] as number
    merged.volume[at] = isTraded ? sum : Number.NaN
  }
}

function mergeCounts(rows: BarRows, merged: BarRows, starts: readonly number[]): void {
  const { bars, held, hours, state } = rows
  for (let at = 0; at < merged.start.length; at++) {
    const [from, to] = [starts[at] as number, starts[at + 1] as number]
    let [allBars, allHeld, allHours, least] = [0, 0, 0, state[from] as number]
    for (let row = from; row < to; row++) {
      allBars += bars[row] as number
      allHeld += held[row] as number
      allHours += hours[row] as number
      if (row > from && isOneHour(rows, row - 1, row)) allHours--
      const own = state[row] as number
      if ((trust[own] as number) < (trust[least] as number)) least = own
    }
    merged.bars[at] = allBars
    merged.held[at] = allHeld
    merged.hours[at] = allHours
    merged.state[at] = least
  }
}

const hourOf = (second: number): number => Math.floor(second / HOUR)

const isOneHour = ({ start, last, day, phase }: BarRows, one: number, next: number): boolean =>
  day[one] === day[next] && phase[one] === phase[next] && hourOf(last[one] as number) === hourOf(start[next] as number)

/** Puts a bar of so many columns, from its start to its state, into its place. */
export function putBar(
  rows: BarRows,
  row: number,
  [start, day, phase, open, high, low, close, volume, state]: readonly (number | null)[],
): void {
  rows.start[row] = rows.last[row] = start as number
  rows.open[row] = open as number
  rows.high[row] = high as number
  rows.low[row] = low as number
  rows.close[row] = close as number
  rows.volume[row] = volume ?? Number.NaN
  rows.day[row] = day as number
  rows.bars[row] = rows.hours[row] = 1
  rows.held[row] = state === held ? 1 : 0
  rows.state[row] = state as number
  rows.phase[row] = phase as number
}

/**
 * Buckets of so many minutes within the day: by the clock of UTC, and never across sessions or the bounds of the regular one.
 *
 * @param minutes a divisor of 60
 */
export function withinDay({ start, day, phase }: BarRows, minutes: number): (row: number) => number {
  const seconds = minutes * 60
  let [bucket, at, session, part] = [-1, Number.NaN, Number.NaN, Number.NaN]
  return (row) => {
    const own = Math.floor((start[row] as number) / seconds)
    if (own !== at || day[row] !== session || phase[row] !== part) {
      bucket++
      ;[at, session, part] = [own, day[row] as number, phase[row] as number]
    }
    return bucket
  }
}

export const bySession =
  ({ day }: BarRows) =>
  (row: number): number =>
    day[row] as number

/** Weeks from Monday to Sunday. */
export const byWeek =
  ({ day }: BarRows) =>
  (row: number): number =>
    // 1970-01-01 was a Thursday.
    Math.floor(((day[row] as number) + 3) / 7)

/** So many months of the calendar each, counted from January of year 0. */
export const byMonths =
  ({ day }: BarRows, months: number) =>
  (row: number): number => {
    const date = new Date((day[row] as number) * 86_400_000)
    return Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / months)
  }

/** Minutes of a row of the finer level that is kept of bars so long; null where there is none. */
export const fineStep = (minutes: number): number | null => ({ 1: 5, 2: 10, 5: 15 })[minutes] ?? null
/** The same of the level of sessions. */
export const SESSION = 1440

/** Place of the first of ascending days that is not before one. */
export function firstAt(days: Int32Array, day: number): number {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] as number) < day) low = middle + 1
    else high = middle
  }
  return low
}
