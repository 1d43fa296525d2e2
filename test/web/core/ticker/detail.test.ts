import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOf, dayOf, type IsoDate } from '../../../../server/market/day.ts'
import { axisOf, placeOf } from '../../../../web/core/ticker/axis.ts'
import { covers, type Days, daysAround, isCoarse, minutesOfSpan } from '../../../../web/core/ticker/detail.ts'
import { minutesOf, placesOf } from '../../../../web/core/ticker/passing.ts'

const all: Days = { from: '2010-01-04' as IsoDate, to: '2020-12-31' as IsoDate }
const [FIRST, LAST] = [dayOf(all.from), dayOf(all.to)]
const days = fc
  .tuple(fc.integer({ min: FIRST, max: LAST }), fc.integer({ min: 0, max: 400 }))
  .map(([from, length]): Days => {
    const to = Math.min(LAST, from + length)
    return { from: dateOf(from), to: dateOf(to) }
  })

describe('daysAround', () => {
  it('holds what is seen and as many days on either side, and at most eight times as many in all', () =>
    fc.assert(
      fc.property(days, (seen) => {
        const around = daysAround(seen, all)
        if (around === null) return
        const [from, to] = [dayOf(seen.from), dayOf(seen.to)]
        const length = to - from + 1
        expect(covers(around, seen)).toBe(true)
        expect(covers(around, { from: dateOf(from - length), to: dateOf(to + length) })).toBe(true)
        expect(dayOf(around.to) - dayOf(around.from)).toBeLessThanOrEqual(8 * length + 1)
      }),
    ))

  it('stays the same while the reader moves a little', () => {
    const seen = (by: number): Days => ({ from: dateOf(15_000 + by), to: dateOf(15_099 + by) })
    const asked = new Set(Array.from({ length: 100 }, (_, by) => JSON.stringify(daysAround(seen(by), all))))
    expect(asked.size).toBeLessThanOrEqual(2)
  })

  it('is null for most of what there is', () => expect(daysAround(all, all)).toBeNull())
})

describe('spans', () => {
  it.each([
    ['5m', 5, false],
    ['1h', 60, false],
    ['90m', 90, false],
    ['1d', 1440, true],
    ['1w', 10_080, true],
    ['3mo', 129_600, true],
  ])('%s are %i minutes', (span, minutes, coarse) => {
    expect(minutesOfSpan(span)).toBe(minutes)
    expect(isCoarse(span)).toBe(coarse)
  })
})

describe('places and minutes of an axis', () => {
  const passing = { starts: [0, 60, 120, 1440, 1500], lastLength: 30 }

  it.each([
    [-0.5, 0],
    [0, 30],
    [1.5, 120],
    // A night lies between the third and the fourth.
    [2, 780],
    [2.5, 1440],
    [4.5, 1530],
    // 1,530 minutes in five bars are 306 a bar.
    [5.5, 1836],
    [-1.5, -306],
  ])('place %f is minute %f', (place, minute) => {
    expect(minutesOf(passing, { from: place, to: place }).from).toBeCloseTo(minute, 9)
    expect(placesOf(passing, { from: minute, to: minute }).to).toBeCloseTo(place, 9)
  })

  it('the way to minutes and back leads to the same place', () =>
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (place) => {
        const back = placesOf(passing, minutesOf(passing, { from: place, to: place }))
        expect(back.from).toBeCloseTo(place, 6)
      }),
    ))
})

describe('placeOf() on weeks', () => {
  const weeks = axisOf(['2023-11-06', '2023-11-13', '2023-11-20'], null, new Set(), true)
  const on = (day0: string) =>
    placeOf(weeks, {
      day0,
      published_utc: null,
      published_local: null,
      session_opens: null,
      session_closes: null,
      previous_closes: null,
    })
  it.each([
    ['2023-11-06', 0],
    ['2023-11-10', 0],
    ['2023-11-17', 1],
    ['2023-11-24', 2],
  ])('%s is of week %i', (day, at) => expect(on(day)).toEqual({ x: at, effective: at, between: false }))
  it.each(['2023-11-03', '2023-11-27'])('%s has no place', (day) => expect(on(day)).toBeNull())
})
