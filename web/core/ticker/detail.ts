import { dateOf, dayOf, type IsoDate } from '../../../server/market/day.ts'

/** Days, both ends included. */
export type Days = { readonly from: IsoDate; readonly to: IsoDate }

/**
 * The days of which finer bars are asked for while some are on screen: as many again on either side, from days that stay
 * the same while the reader moves a little, so that few steps ask anew.
 *
 * @returns null where that is most of all there is, which is known already
 */
export function daysAround(seen: Days, all: Days): Days | null {
  const [first, last] = [dayOf(seen.from), dayOf(seen.to)]
  const length = last - first + 1
  const size = 2 ** Math.ceil(Math.log2(3 * length))
  const grid = size / 4
  const from = Math.floor((first - length) / grid) * grid
  const to = from + size + grid
  return to - from > dayOf(all.to) - dayOf(all.from) ? null : { from: dateOf(Math.max(0, from)), to: dateOf(to) }
}

export const covers = (days: Days, seen: Days): boolean => days.from <= seen.from && seen.to <= days.to

const minutesOfUnit = { m: 1, h: 60, d: 1440, w: 10_080, mo: 43_200, y: 525_600 } as const
type Unit = keyof typeof minutesOfUnit

/** What a row spans, as the server writes it: `5m`, `1h`, `1d`, `3mo`. */
export function readSpan(text: string): { readonly count: number; readonly unit: Unit } {
  const [, count = '1', unit = 'd'] = /^(\d+)(mo|[mhdwy])$/.exec(text) ?? []
  return { count: Number(count), unit: unit as Unit }
}

/** Calendar minutes of a span, months and years as long as they are on average. */
export function minutesOfSpan(text: string): number {
  const { count, unit } = readSpan(text)
  return count * minutesOfUnit[unit]
}

/** Is a row a session, or more? */
export const isCoarse = (span: string): boolean => minutesOfSpan(span) >= minutesOfUnit.d
