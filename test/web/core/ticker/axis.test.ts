import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, mustBeDate } from '../../../../server/market/day.ts'
import { axisOf, barsIn, clampSpan, lowerBound, placeOf, spanOf, ticksOf } from '../../../../web/core/ticker/axis.ts'
import { monthsBefore, spanAround, spanOfRange } from '../../../../web/core/ticker/ranges.ts'

// The week of the dispute: Friday 17, Monday 20 … Thanksgiving on Thursday 23, Friday 24 November 2023.
const days = ['2023-11-16', '2023-11-17', '2023-11-20', '2023-11-21', '2023-11-22', '2023-11-24']
const daily = axisOf(days, null)

describe('placeOf', () => {
  it('placeOf() puts news of the session inside its bar', () => {
    const place = placeOf(daily, '2023-11-17', '2023-11-17T15:28:00-05:00', 'regular')
    expect(place).toMatchObject({ effective: 1, between: false })
    // 358 of 390 minutes: 0.918 of the session, which is drawn from 0.7 to 1.3.
    expect(place?.x).toBeCloseTo(1 + (358 / 390 - 0.5) * 0.6, 9)
  })
  it('placeOf() puts weekend news between Friday and Monday', () => {
    const place = placeOf(daily, '2023-11-20', '2023-11-19T23:50:00-05:00', 'closed')
    expect(place).toMatchObject({ effective: 2, between: true })
    expect(place?.x).toBeGreaterThan(1.3)
    expect(place?.x).toBeLessThan(1.7)
  })
  it('placeOf() keeps the order of news outside the session', () => {
    const after = placeOf(daily, '2023-11-20', '2023-11-17T16:46:53-05:00', 'post')
    const before = placeOf(daily, '2023-11-20', '2023-11-20T02:53:28-05:00', 'pre')
    expect((after?.x ?? 9) < (before?.x ?? 0)).toBe(true)
  })
  it('placeOf() puts a bare date on its bar', () =>
    expect(placeOf(daily, '2023-11-17', null, null)).toEqual({ x: 1, effective: 1, between: false }))
  it('placeOf() knows no place beyond the axis', () =>
    expect(placeOf(daily, '2023-11-23', '2023-11-23T12:00:00-05:00', 'closed')).toBeNull())
  it('placeOf() puts intraday news inside the bar that was running, or before the one that could react', () => {
    const starts = ['2023-11-17T14:30:00-05:00', '2023-11-17T15:30:00-05:00', '2023-11-20T04:00:00-05:00']
    const hours = axisOf(
      starts.map((start) => start.slice(0, 10)),
      starts,
    )
    expect(placeOf(hours, '2023-11-17', '2023-11-17T15:28:00-05:00', 'regular')).toEqual({
      x: 58 / 60 - 0.5,
      effective: 0,
      between: false,
    })
    expect(placeOf(hours, '2023-11-20', '2023-11-20T02:53:28-05:00', 'pre')).toEqual({
      x: 1.5,
      effective: 2,
      between: true,
    })
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
