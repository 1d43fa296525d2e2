import { describe, expect, it } from 'vitest'
import {
  calendarOf,
  type Hours,
  knows,
  nextSession,
  previousSession,
  sessionFromOn,
  sessionsBetween,
  sessionUpTo,
} from '../../../server/market/calendar.ts'
import { mustBeDate, weekday } from '../../../server/market/day.ts'

const hour = 3600
const usual: Hours = { opens: 9 * hour, closes: 16 * hour, break: null, clock: null }
const day = mustBeDate

/** Open on weekdays from 8 to 19 January 2024, closed on the 15th; on the 12th and 16th for other hours. */
const calendar = calendarOf(
  { mic: 'XTST', zone: 'America/New_York', from: day('2024-01-08'), to: day('2024-01-19'), extended: null },
  usual,
  (date) => {
    if (weekday(date) % 6 === 0 || date === '2024-01-15') return null
    if (date === '2024-01-12') return { ...usual, closes: 13 * hour }
    return date === '2024-01-16' ? { ...usual, opens: 10 * hour, break: { from: 12 * hour, to: 13 * hour } } : usual
  },
)

describe('calendarOf()', () => {
  it('calendarOf() speaks for its first and its last date, and for none beyond', () => {
    const dates = ['2024-01-05', '2024-01-07', '2024-01-08', '2024-01-19', '2024-01-20', '2024-01-22'].map(day)
    expect(dates.map((date) => calendar.session(date)?.date ?? null)).toEqual([
      null,
      null,
      '2024-01-08',
      '2024-01-19',
      null,
      null,
    ])
    expect(dates.map((date) => knows(calendar, date))).toEqual([false, false, true, true, false, false])
    expect(dates.map(calendar.certainty)).toEqual(['unknown', 'unknown', 'known', 'known', 'unknown', 'unknown'])
  })
  it('calendarOf() tells an early close from a late open, and places the break', () => {
    const of = (date: string) => calendar.session(day(date))
    expect(of('2024-01-11')).toMatchObject({ earlyClose: false, lateOpen: false, break: null })
    // New York is five hours behind in January.
    expect(of('2024-01-12')).toMatchObject({
      opens: Date.UTC(2024, 0, 12, 14),
      closes: Date.UTC(2024, 0, 12, 18),
      earlyClose: true,
      lateOpen: false,
    })
    expect(of('2024-01-16')).toMatchObject({
      opens: Date.UTC(2024, 0, 16, 15),
      break: { from: Date.UTC(2024, 0, 16, 17), to: Date.UTC(2024, 0, 16, 18) },
      earlyClose: false,
      lateOpen: true,
    })
  })
  it('calendarOf() takes hours that are told by another clock, from the evening before on', () => {
    const future = calendarOf(
      { mic: 'XTST', zone: 'America/New_York', from: day('2024-01-01'), to: day('2024-12-31'), extended: null },
      usual,
      () => ({ opens: -7 * hour, closes: 16 * hour, break: null, clock: 'America/Chicago' }),
    )
    expect(future.session(day('2024-01-09'))).toMatchObject({
      opens: Date.UTC(2024, 0, 8, 23),
      closes: Date.UTC(2024, 0, 9, 22),
    })
  })
  it.each([
    ['opens', { opens: 2.5 * hour, closes: 16 * hour }],
    ['closes', { opens: hour, closes: 2.5 * hour }],
  ])('calendarOf() refuses a session that %s in the hour that a clock change skips', (_, hours) => {
    const skipping = calendarOf(
      { mic: 'XTST', zone: 'America/New_York', from: day('2024-03-01'), to: day('2024-03-31'), extended: null },
      usual,
      () => ({ ...usual, ...hours }),
    )
    expect(() => skipping.session(day('2024-03-10'))).toThrow(/clock change in America\/New_York skips its hours/)
    expect(skipping.session(day('2024-03-11'))?.date).toBe('2024-03-11')
  })
})

describe('neighbouring sessions', () => {
  it.each([
    ['2024-01-12', '2024-01-12', '2024-01-12', '2024-01-16', '2024-01-11'],
    ['2024-01-13', '2024-01-16', '2024-01-12', '2024-01-16', '2024-01-12'],
    ['2024-01-15', '2024-01-16', '2024-01-12', '2024-01-16', '2024-01-12'],
    ['2024-01-08', '2024-01-08', '2024-01-08', '2024-01-09', null],
    ['2024-01-19', '2024-01-19', '2024-01-19', null, '2024-01-18'],
  ])('sessions around %s', (date, from, upTo, next, previous) => {
    const found = [sessionFromOn, sessionUpTo, nextSession, previousSession].map(
      (find) => find(calendar, day(date))?.date ?? null,
    )
    expect(found).toEqual([from, upTo, next, previous])
  })
  it('sessionsBetween() includes both ends and stays inside the calendar', () => {
    const between = (from: string, to: string) => sessionsBetween(calendar, day(from), day(to)).map(({ date }) => date)
    expect(between('2024-01-11', '2024-01-16')).toEqual(['2024-01-11', '2024-01-12', '2024-01-16'])
    expect(between('1990-01-01', '2024-01-09')).toEqual(['2024-01-08', '2024-01-09'])
    expect(between('2024-01-18', '2030-01-01')).toEqual(['2024-01-18', '2024-01-19'])
    expect(between('2024-01-16', '2024-01-12')).toEqual([])
  })
})
