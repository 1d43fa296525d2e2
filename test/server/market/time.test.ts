import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dateOf, dayOf, daysInstead, isoDate, mustBeDate } from '../../../server/market/day.ts'
import { type Instant, instant, utcText } from '../../../server/market/instant.ts'
import { instantsOf, isZone, localTime, zonedText } from '../../../server/market/zone.ts'

describe('daysInstead', () => {
  it.each([
    ['2024-02-31', { month: '2024-02', days: 29 }],
    ['2023-02-29T10:00', { month: '2023-02', days: 28 }],
    ['2023-11-00', { month: '2023-11', days: 30 }],
    ['2024-02-29', null],
    ['2024-13-01', null],
    ['2024-02-311', null],
    ['31-02-2024', null],
  ])('daysInstead() of %s', (text, instead) => expect(daysInstead(text)).toEqual(instead))
})

describe('isoDate', () => {
  it.each([
    '2023-11-31',
    '2023-02-29',
    '1900-02-29',
    '2023-13-01',
    '2023-00-10',
    '2023-1-1',
    ' 2023-01-01',
    '2023-01-00',
    'foo 2023',
  ])('isoDate() refuses %s', (text) => expect(isoDate(text)).toBeNull())
  it.each(['2024-02-29', '2000-02-29', '1970-01-01'])('isoDate() takes %s', (text) => expect(isoDate(text)).toBe(text))
  it('dayOf() and dateOf() undo one another', () =>
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 40_000 }), (day) => {
        expect(dayOf(dateOf(day))).toBe(day)
      }),
    ))
  it('addDays() crosses months and leap days', () => expect(addDays(mustBeDate('2024-02-28'), 2)).toBe('2024-03-01'))
})

describe('instant', () => {
  it.each([
    ['2023-11-17T15:28:00-05:00', Date.UTC(2023, 10, 17, 20, 28)],
    ['2023-11-17T20:28:00Z', Date.UTC(2023, 10, 17, 20, 28)],
    ['2023-11-17 15:28-0500', Date.UTC(2023, 10, 17, 20, 28)],
    ['2023-11-17T20:28:00.250Z', Date.UTC(2023, 10, 17, 20, 28, 0, 250)],
  ])('instant() reads %s', (text, ms) => expect(instant(text)).toBe(ms))
  it.each([
    '2023-11-17T15:28:00',
    '2023-11-31T10:00:00Z',
    '2023-02-29T10:00:00Z',
    '2023-11-17T24:00:00Z',
    '2023-11-17T10:60:00Z',
    '2023-11-17T10:00:00+19:00',
    '2023-11-17T10:00:00+05:75',
    '1700252880',
    'yesterday',
  ])('instant() refuses %s', (text) => expect(instant(text)).toBeNull())
  it('utcText() writes what instant() reads', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (ms) => {
        expect(instant(utcText(ms as Instant))).toBe(ms)
      }),
    ))
})

describe('zones', () => {
  const newYork = 'America/New_York'
  const second = (hour: number, minute: number) => hour * 3600 + minute * 60
  it('instantsOf() finds no moment in the hour a clock change skips', () =>
    expect(instantsOf(mustBeDate('2024-03-10'), second(2, 30), newYork)).toEqual([]))
  it('instantsOf() finds both moments in the hour that comes twice, the earlier first', () =>
    expect(instantsOf(mustBeDate('2024-11-03'), second(1, 30), newYork)).toEqual([
      Date.UTC(2024, 10, 3, 5, 30),
      Date.UTC(2024, 10, 3, 6, 30),
    ]))
  it('localTime() of instantsOf() is the wall time asked for', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 9000, max: 21_000 }),
        fc.integer({ min: 0, max: 86_399 }),
        fc.constantFrom(newYork, 'Asia/Jakarta', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'),
        (day, seconds, zone) => {
          const moments = instantsOf(dateOf(day), seconds, zone)
          // Clocks change in the night: from four in the morning on every wall time is there, and once.
          if (seconds >= second(4, 0)) expect(moments).toHaveLength(1)
          for (const moment of moments)
            expect(localTime(moment, zone)).toMatchObject({ date: dateOf(day), second: seconds })
        },
      ),
    ))
  it('localTime() tells the seconds on both sides of a change at one minute past midnight', () => {
    // St. John's, 2008-03-09: 00:01 became 01:01 (IANA tz database, rule StJohns 1989-2011).
    const before = Date.UTC(2008, 2, 9, 3, 30, 59) as Instant
    expect(localTime(before, 'America/St_Johns')).toEqual({ date: '2008-03-09', second: 59, offset: -210 })
    expect(localTime((before + 1000) as Instant, 'America/St_Johns')).toEqual({
      date: '2008-03-09',
      second: 3660,
      offset: -150,
    })
  })

  it.each([
    // IANA: the shortest summer times since 1973.
    ['America/Boa_Vista', '2000-10-07', -240],
    ['America/Boa_Vista', '2000-10-09', -180],
    ['America/Boa_Vista', '2000-10-14', -180],
    ['America/Boa_Vista', '2000-10-16', -240],
    ['America/Argentina/Tucuman', '2004-05-31', -180],
    ['America/Argentina/Tucuman', '2004-06-05', -240],
    ['America/Argentina/Tucuman', '2004-06-14', -180],
    ['Africa/El_Aaiun', '1976-04-13', -60],
    ['Africa/El_Aaiun', '1976-04-20', 0],
  ] as const)('localTime() finds a change of clocks that lasted days: %s on %s', (zone, date, offset) => {
    // What is asked first decides what is remembered of the days around.
    for (const day of [-40, 40, 0]) localTime(((dayOf(mustBeDate(date)) + day) * 86_400_000) as Instant, zone)
    expect(localTime((dayOf(mustBeDate(date)) * 86_400_000 + 43_200_000) as Instant, zone).offset).toBe(offset)
  })
  it('zonedText() writes the offset of the moment, not of today', () => {
    expect(zonedText(Date.UTC(2023, 10, 17, 20, 28) as Instant, newYork)).toBe('2023-11-17T15:28:00-05:00')
    expect(zonedText(Date.UTC(2023, 6, 25, 20, 2, 47) as Instant, newYork)).toBe('2023-07-25T16:02:47-04:00')
    expect(zonedText(Date.UTC(2023, 10, 17, 20, 28) as Instant, 'Asia/Kathmandu')).toBe('2023-11-18T02:13:00+05:45')
  })
  it('isZone() knows zones from other words', () => {
    expect(isZone(newYork)).toBe(true)
    expect(isZone('Mars/Olympus')).toBe(false)
    expect(isZone('')).toBe(false)
  })
})
