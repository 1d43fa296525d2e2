import { describe, expect, it } from 'vitest'
import { admit } from '../../../server/backfill/admit.ts'
import { planWindows } from '../../../server/backfill/plan.ts'
import { momentsOf } from '../../../server/backfill/series.ts'
import { nyse } from '../../../server/calendars/nyse.ts'
import { intervals } from '../../../server/market/bar.ts'
import { addDays, dayOf } from '../../../server/market/day.ts'
import { type Instant, instant } from '../../../server/market/instant.ts'
import type { SourceBar } from '../../../server/sources/priceSource.ts'
import { earliestDate, reachOf } from '../../../server/sources/yahoo/ask.ts'
import { day, named } from './calm.ts'

const moment = (text: string): Instant => {
  const at = instant(text)
  if (at === null) throw new Error(`Cannot read ${text}`)
  return at
}
const bar = (start: string, rest: Partial<SourceBar> = {}): SourceBar => ({
  start: moment(start),
  date: day(start.slice(0, 10)),
  open: 10,
  high: 11,
  low: 9,
  close: 10,
  volume: 5,
  adjClose: 10,
  isLastTrade: false,
  ...rest,
})
const admitted = (now: string, ...bars: readonly SourceBar[]) =>
  admit(bars, {
    calendar: nyse,
    zone: nyse.zone,
    now: moment(now),
    window: { from: day('2018-01-02'), to: day('2030-12-31') },
    minutes: null,
  })
const later = '2031-06-14T12:00:00Z'
const found = (...bars: readonly SourceBar[]) =>
  admitted(later, ...bars).findings.map(({ check, severity, from }) => `${check} ${severity} ${from}`)
const opening = '2023-11-24T09:30:00-05:00'

describe('BAR_NONPOS', () => {
  it.each(['open', 'high', 'low', 'close'] as const)('admit() refuses a bar whose %s is zero or less', (field) => {
    for (const price of [0, -0.0001]) {
      expect(found(bar(opening, { [field]: price }))).toEqual(['BAR_NONPOS error 2023-11-24'])
      expect(admitted(later, bar(opening, { [field]: price })).bars).toEqual([])
    }
    expect(found(bar(opening, { [field]: 0.0001 }))).toEqual([])
  })
  it('admit() refuses volume below zero, and neither none nor an unknown one', () => {
    expect(found(bar(opening, { volume: -1 }))).toEqual(['BAR_NONPOS error 2023-11-24'])
    expect(found(bar(opening, { volume: 0 }), bar('2023-11-27T09:30:00-05:00', { volume: null }))).toEqual([])
  })
  it('admit() refuses the first and the last bar of many and keeps the others', () => {
    const days = ['2023-11-22', '2023-11-24', '2023-11-27'].map((date) => `${date}T09:30:00-05:00`)
    const { bars } = admitted(later, ...days.map((start, at) => bar(start, at === 1 ? {} : { low: 0 })))
    expect(bars.map(({ date }) => date)).toEqual(['2023-11-24'])
  })
})

describe('BAR_NOT_SESSION', () => {
  it.each([
    ['a Saturday', '2023-11-25T09:30:00-05:00', false],
    ['the Sunday on which the clocks change', '2023-11-05T09:30:00-05:00', false],
    ['the Monday after it', '2023-11-06T09:30:00-05:00', true],
    ['a holiday', '2023-11-23T09:30:00-05:00', false],
    ['a half day', '2023-11-24T09:30:00-05:00', true],
    ['a day of mourning', '2018-12-05T09:30:00-05:00', false],
    ['the last session the calendar knows', '2027-12-31T09:30:00-05:00', true],
    ['a day that it does not know', '2028-01-01T09:30:00-05:00', true],
  ])('admit() of a bar on %s', (_, start, isSession) => {
    expect(found(bar(start))).toEqual(isSession ? [] : [`BAR_NOT_SESSION error ${start.slice(0, 10)}`])
    expect(admitted(later, bar(start)).bars).toHaveLength(isSession ? 1 : 0)
  })
})

describe('BAR_DUP', () => {
  const second = '2023-11-24T11:05:00-05:00'
  it.each(['open', 'high', 'low', 'close', 'volume'] as const)(
    'admit() takes the later of two that differ in %s, provisional',
    (field) => {
      const changed = bar(second, { [field]: 10.5 })
      const { bars, findings } = admitted(later, bar(opening), changed)
      expect(bars).toMatchObject([{ start: changed.start, [field]: 10.5, live: true }])
      expect(findings).toMatchObject([{ check: 'BAR_DUP', severity: 'warn', from: '2023-11-24' }])
    },
  )
  it('admit() only remarks on two that are equal, also three', () => {
    const { bars, findings } = admitted(later, bar(opening), bar(second), bar('2023-11-24T12:00:00-05:00'))
    expect(bars).toMatchObject([{ live: false }])
    expect(named(findings)).toEqual(['BAR_DUP 2023-11-24', 'BAR_DUP 2023-11-24'])
    expect(findings.every(({ severity }) => severity === 'info')).toBe(true)
  })
  it('admit() has no second bar in one that is refused', () =>
    expect(found(bar(opening), bar(second, { low: 0 }))).toEqual(['BAR_NONPOS error 2023-11-24']))
  it('admit() does not take the sessions around a change of clocks for one', () =>
    expect(found(bar('2023-11-03T09:30:00-04:00'), bar('2023-11-06T09:30:00-05:00'))).toEqual([]))
})

describe('BAR_LIVE', () => {
  it.each([
    ['half day', opening, '2023-11-24T13:59:59-05:00', '2023-11-24T14:00:00-05:00'],
    ['whole day', '2023-11-22T09:30:00-05:00', '2023-11-22T16:59:59-05:00', '2023-11-22T17:00:00-05:00'],
    ['Friday before the clocks change', '2023-11-03T09:30:00-04:00', '2023-11-03T20:59:59Z', '2023-11-03T21:00:00Z'],
    ['Monday after', '2023-11-06T09:30:00-05:00', '2023-11-06T21:59:59Z', '2023-11-06T22:00:00Z'],
  ])('admit() waits an hour after the close of a %s', (_, start, before, after) => {
    const date = start.slice(0, 10)
    expect(admitted(before, bar(start))).toMatchObject({
      bars: [{ live: true }],
      findings: [{ check: 'BAR_LIVE', severity: 'warn', from: date }],
    })
    expect(admitted(after, bar(start))).toMatchObject({ bars: [{ live: false }], findings: [] })
  })
  it('admit() takes the last trade for a session that is still written, at its opening for its bar', () => {
    const trade = { isLastTrade: true }
    expect(admitted(later, bar('2023-11-24T11:05:00-05:00', trade)).bars).toMatchObject([{ live: true }])
    expect(admitted(later, bar('2023-11-24T11:05:00-05:00')).bars).toMatchObject([{ live: false }])
    expect(admitted(later, bar(opening, trade)).bars).toMatchObject([{ live: false }])
    expect(admitted(later, bar('2023-11-24T09:30:01-05:00', trade)).bars).toMatchObject([{ live: true }])
  })
})

describe('INTRADAY_LIMIT', () => {
  const now = moment('2023-11-24T18:00:00Z')
  const limits = { '1m': 29, '2m': 59, '5m': 59, '15m': 59, '30m': 59, '90m': 59, '1h': 729 } as const
  it.each(intervals.filter((interval) => interval !== '1d'))(
    'planWindows() asks for %s no older than its limit, nor a day younger',
    (interval) => {
      const earliest = earliestDate(interval, now, nyse.zone)
      if (earliest === null) throw new Error('There is a limit')
      const { from } = momentsOf({ from: earliest, to: earliest }, nyse.zone)
      const age = (now - from) / 86_400_000
      expect(age).toBeLessThanOrEqual(limits[interval])
      expect(age).toBeGreaterThan(limits[interval] - 1)
      const plan = (start: string) =>
        planWindows({
          interval,
          wanted: { from: day(start), to: day('2023-11-24') },
          stored: null,
          overlapFrom: null,
          lookAtAll: true,
          span: reachOf[interval].span,
          earliest,
        })[0]?.from
      expect(plan(addDays(earliest, -1))).toBe(earliest)
      expect(plan(addDays(earliest, 1))).toBe(addDays(earliest, 1))
    },
  )
  it('planWindows() asks for minutes of at most seven days at a time, whatever the zone and the clocks', () => {
    for (const stored of [null, { from: day('2023-10-30'), to: day('2023-11-03') }])
      for (const zone of [nyse.zone, null]) {
        const windows = planWindows({
          interval: '1m',
          wanted: { from: day('2023-10-27'), to: day('2023-11-24') },
          stored,
          overlapFrom: stored?.from ?? null,
          lookAtAll: true,
          span: reachOf['1m'].span,
          earliest: day('2023-10-27'),
        })
        expect(windows.length).toBeGreaterThan(3)
        for (const window of windows) {
          const { from, until } = momentsOf(window, zone)
          expect(until - from).toBeLessThanOrEqual(7 * 86_400_000)
        }
        const asked = new Set(
          windows.flatMap(({ from, to }) =>
            Array.from({ length: dayOf(to) - dayOf(from) + 1 }, (_, n) => addDays(from, n)),
          ),
        )
        expect(asked.size).toBe(29)
      }
  })
  it('earliestDate() knows no limit for sessions', () => expect(earliestDate('1d', now, nyse.zone)).toBeNull())
})
