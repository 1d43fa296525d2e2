import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, mustBeDate } from '../../../../server/market/day.ts'
import { monthsBefore } from '../../../../web/core/months.ts'
import {
  axisOf,
  barsIn,
  clampSpan,
  lowerBound,
  placeOf,
  possibleOf,
  spanOf,
  ticksOf,
} from '../../../../web/core/ticker/axis.ts'
import { spanAround, spanOfRange } from '../../../../web/core/ticker/ranges.ts'

// The week of the dispute: Friday 17, Monday 20 … Thanksgiving on Thursday 23, Friday 24 November 2023.
const days = ['2023-11-16', '2023-11-17', '2023-11-20', '2023-11-21', '2023-11-22', '2023-11-24']
const daily = axisOf(days, null)

/** New York in November 2023: 9:30 to 16:00 is 14:30 to 21:00 UTC. */
const moment = (day0: string, published: string | null, previous: string, closes = '21:00') => ({
  day0,
  published_utc: published,
  published_local: null,
  session_opens: `${day0}T14:30:00Z`,
  session_closes: `${day0}T${closes}:00Z`,
  previous_closes: `${previous}T21:00:00Z`,
})

describe('placeOf', () => {
  it('placeOf() puts news of the session inside its bar', () => {
    const place = placeOf(daily, moment('2023-11-17', '2023-11-17T20:28:00Z', '2023-11-16'))
    expect(place).toMatchObject({ effective: 1, between: false })
    // 358 of 390 minutes: 0.918 of the session, which is drawn from 0.7 to 1.3.
    expect(place?.x).toBeCloseTo(1 + (358 / 390 - 0.5) * 0.6, 9)
  })
  it('placeOf() knows a half day: a minute before its close is the end of its bar', () => {
    // 24 November 2023 closed at 13:00: 12:59 is 209 of 210 minutes.
    const place = placeOf(daily, moment('2023-11-24', '2023-11-24T17:59:00Z', '2023-11-22', '18:00'))
    expect(place).toMatchObject({ effective: 5, between: false })
    expect(place?.x).toBeCloseTo(5 + (209 / 210 - 0.5) * 0.6, 9)
  })
  it('placeOf() puts the morning of another exchange where it is, not at the left edge', () => {
    // Jakarta opens at 9:00 and closes at 16:00, 2:00 and 9:00 UTC: 9:05 is 5 of 420 minutes.
    const jakarta = {
      ...moment('2023-11-17', '2023-11-17T02:05:00Z', '2023-11-16'),
      session_opens: '2023-11-17T02:00:00Z',
      session_closes: '2023-11-17T09:00:00Z',
      previous_closes: '2023-11-16T09:00:00Z',
    }
    expect(placeOf(daily, jakarta)?.x).toBeCloseTo(1 + (5 / 420 - 0.5) * 0.6, 9)
    // 23:00 there is 16:00 UTC: 7 of the 17 hours until it opens again, between 0.3 and 0.7.
    const night = placeOf(daily, { ...jakarta, published_utc: '2023-11-16T16:00:00Z' })
    expect(night).toMatchObject({ effective: 1, between: true })
    expect(night?.x).toBeCloseTo(0.3 + (7 / 17) * 0.4, 9)
  })
  it('placeOf() puts a session that opens on the evening before inside its bar', () => {
    const future = {
      ...moment('2023-11-20', '2023-11-20T03:00:00Z', '2023-11-17'),
      session_opens: '2023-11-19T23:00:00Z',
      session_closes: '2023-11-20T22:00:00Z',
    }
    expect(placeOf(daily, future)?.x).toBeCloseTo(2 + (4 / 23 - 0.5) * 0.6, 9)
  })
  it('placeOf() puts the moment of the open into the session, the minute before between two', () => {
    expect(placeOf(daily, moment('2023-11-17', '2023-11-17T14:30:00.500Z', '2023-11-16'))).toEqual({
      x: 0.7,
      effective: 1,
      between: false,
    })
    expect(placeOf(daily, moment('2023-11-17', '2023-11-17T14:29:59Z', '2023-11-16'))?.between).toBe(true)
  })
  it('placeOf() puts weekend news between Friday and Monday', () => {
    // Sunday 23:50 New York, 55 h 50 min after Friday's close; 65 h 30 min lie between the sessions.
    const place = placeOf(daily, moment('2023-11-20', '2023-11-20T04:50:00Z', '2023-11-17'))
    expect(place).toMatchObject({ effective: 2, between: true })
    expect(place?.x).toBeCloseTo(1.3 + ((55 * 60 + 50) / (65 * 60 + 30)) * 0.4, 9)
  })
  it('placeOf() puts a bare date on its bar', () =>
    expect(placeOf(daily, moment('2023-11-17', null, '2023-11-16'))).toEqual({ x: 1, effective: 1, between: false }))
  it('possibleOf() is over every session that a date without an hour may have hit, as far as the axis reaches', () => {
    const date = moment('2023-11-17', null, '2023-11-16')
    expect(possibleOf(daily, date, ['2023-11-17', '2023-11-20'])).toEqual({ from: 0.5, to: 2.5 })
    expect(possibleOf(daily, date, ['2023-11-24', '2023-11-27'])).toEqual({ from: 4.5, to: 5.5 })
    expect(possibleOf(daily, date, ['2024-01-02'])).toBeNull()
    // An hour that is known is a point, however many sessions its doubt reaches.
    expect(possibleOf(daily, { published_utc: '2023-11-17T20:59:00Z' }, ['2023-11-17', '2023-11-20'])).toBeNull()
  })
  it('placeOf() knows no place beyond the axis', () =>
    expect(placeOf(daily, moment('2023-11-23', '2023-11-23T17:00:00Z', '2023-11-22'))).toBeNull())
  it('placeOf() puts intraday news inside the bar that was running, or before the one that could react', () => {
    const starts = ['2023-11-17T14:30:00-05:00', '2023-11-17T15:30:00-05:00', '2023-11-20T04:00:00-05:00']
    const hours = axisOf(
      starts.map((start) => start.slice(0, 10)),
      starts,
    )
    const at = (day0: string, local: string) => placeOf(hours, { ...moment(day0, null, day0), published_local: local })
    expect(at('2023-11-17', '2023-11-17T15:28:00-05:00')).toEqual({ x: 58 / 60 - 0.5, effective: 0, between: false })
    expect(at('2023-11-20', '2023-11-20T02:53:28-05:00')).toEqual({ x: 1.5, effective: 2, between: true })
    // The bar of 15:30 ends with the session at 16:00 (21:00 UTC): news of 16:10 comes after it, though an hour would hold it.
    const late = (utc: string, local: string, day0: string, previous: string) =>
      placeOf(hours, { ...moment(day0, utc, previous), published_local: local })
    expect(late('2023-11-17T21:10:00Z', '2023-11-17T16:10:00-05:00', '2023-11-20', '2023-11-17')).toEqual({
      x: 1.5,
      effective: 2,
      between: true,
    })
    expect(late('2023-11-17T20:45:00Z', '2023-11-17T15:45:00-05:00', '2023-11-17', '2023-11-16')).toEqual({
      x: 1 + 15 / 60 - 0.5,
      effective: 1,
      between: false,
    })
    // A bar of extended trading, which begins with the close, holds its own news.
    const evening = axisOf(
      ['2023-11-17', '2023-11-17', '2023-11-20'],
      ['2023-11-17T15:30:00-05:00', '2023-11-17T16:00:00-05:00', '2023-11-20T04:00:00-05:00'],
    )
    const after = {
      ...moment('2023-11-20', '2023-11-17T21:10:00Z', '2023-11-17'),
      published_local: '2023-11-17T16:10:00-05:00',
    }
    expect(placeOf(evening, after)).toEqual({ x: 1 + 10 / 30 - 0.5, effective: 1, between: false })
    // A bare date has the middle of its day, and all of its bars as what is possible.
    const bare = moment('2023-11-17', null, '2023-11-16')
    expect(placeOf(hours, bare)).toEqual({ x: 0.5, effective: 0, between: false })
    expect(possibleOf(hours, bare, ['2023-11-17', '2023-11-20'])).toEqual({ from: -0.5, to: 2.5 })
  })
})

describe('spans', () => {
  it('spanOf() takes dates on which there is no bar', () =>
    expect(spanOf(daily, '2023-11-18', '2023-11-23')).toEqual({ from: 1.5, to: 4.5 }))
  it('spanOf() is null between two bars', () => expect(spanOf(daily, '2023-11-18', '2023-11-19')).toBeNull())
  it('spanOfRange() counts sessions, not days', () =>
    expect(spanOfRange({ kind: 'preset', preset: '5d' }, daily)).toEqual({ from: 0.5, to: 5.5 }))
  it('spanAround() stops at the ends of the data', () =>
    expect(spanAround(daily, '2023-11-17', 3)).toEqual({ from: '2023-11-16', to: '2023-11-22' }))
  it('monthsBefore() shortens the day to the month', () => expect(monthsBefore('2024-03-31', 1)).toBe('2024-02-29'))
  it('clampSpan() never loses the axis', () =>
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.integer({ min: 3, max: 10_000 }),
        (from, size, length) => {
          const span = clampSpan({ from, to: from + size }, length)
          const { first, last } = barsIn(span, length)
          expect(first).toBeGreaterThanOrEqual(0)
          expect(last).toBeLessThan(length)
          expect(span.from).toBeLessThan(length)
          expect(span.to).toBeGreaterThan(0)
        },
      ),
    ))
  it('lowerBound() finds the first value that is not below', () => expect(lowerBound(days, '2023-11-18')).toBe(2))
})

describe('ticksOf', () => {
  const start = mustBeDate('2021-01-04')
  const long = axisOf(
    Array.from({ length: 3000 }, (_, i) => addDays(start, i)),
    null,
  )
  it('ticksOf() gives at most what there is room for, in order', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2900 }), fc.integer({ min: 4, max: 3000 }), (from, size) => {
        const ticks = ticksOf(long, { from, to: from + size }, 12)
        expect(ticks.length).toBeLessThanOrEqual(12)
        expect(ticks.every(({ index }, i) => i === 0 || index > (ticks[i - 1]?.index ?? 0))).toBe(true)
      }),
    ))
  it('ticksOf() marks the first bar of a month', () =>
    expect(ticksOf(long, { from: 20, to: 100 }, 4).map(({ index }) => long.dates[index])).toEqual([
      '2021-02-01',
      '2021-03-01',
      '2021-04-01',
    ]))
})
