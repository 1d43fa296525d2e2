import { describe, expect, it } from 'vitest'
import {
  isClosed,
  nextSession,
  previousSession,
  sessionFromOn,
  sessionsBetween,
  sessionUpTo,
} from '../../../server/market/calendar.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import { sessionTable } from '../../../server/market/exchange/sessionTable.ts'
import { tableCalendar } from '../../../server/market/exchange/tableCalendar.ts'

const day = mustBeDate
const calendarOf = (...lines: readonly string[]) =>
  tableCalendar('XTST', sessionTable(['# Made up', 'zone America/New_York', ...lines].join('\n')))

/** Known from 8 to 19 January 2024, closed on the 15th; on the 12th and 16th open for other hours. */
const calendar = calendarOf(
  'known 2024-01-08..2024-01-19',
  'hours 2024-01-01 09:00-16:00',
  'only 09:00-13:00 on 2024 01-12',
  'only 10:00-12:00 13:00-16:00 on 2024 01-16',
  'closed 2024 01-15',
)

describe('tableCalendar()', () => {
  it('tableCalendar() knows its first and its last date, and gives what is usual beyond', () => {
    const dates = [
      '2024-01-05',
      '2024-01-07',
      '2024-01-08',
      '2024-01-15',
      '2024-01-19',
      '2024-01-20',
      '2024-01-22',
    ].map(day)
    expect(dates.map((date) => calendar.session(date)?.date ?? null)).toEqual([
      '2024-01-05',
      null,
      '2024-01-08',
      null,
      '2024-01-19',
      null,
      '2024-01-22',
    ])
    expect(dates.map(calendar.certainty)).toEqual([
      'unknown',
      'unknown',
      'known',
      'known',
      'known',
      'unknown',
      'unknown',
    ])
    expect(dates.filter((date) => isClosed(calendar, date))).toEqual(['2024-01-15'])
  })
  it('tableCalendar() tells an early close from a late open, and places the break', () => {
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
  it('tableCalendar() takes hours that are told by another clock, from the evening before on', () => {
    const future = calendarOf('known 2024-01-01..2024-12-31', 'hours 2024-01-01 eve 17:00-16:00 in America/Chicago')
    expect(future.session(day('2024-01-09'))).toMatchObject({
      opens: Date.UTC(2024, 0, 8, 23),
      closes: Date.UTC(2024, 0, 9, 22),
    })
  })
  it.each([
    ['opens', '02:30-16:00'],
    ['closes', '01:00-02:30'],
  ])('tableCalendar() refuses a session that %s in the hour that a clock change skips', (_, hours) => {
    const skipping = calendarOf('known 2024-03-01..2024-03-31', `hours 2024-03-01 Mon-Sun ${hours}`)
    expect(() => skipping.session(day('2024-03-10'))).toThrow(/clock change in America\/New_York skips its hours/)
    expect(skipping.session(day('2024-03-11'))?.date).toBe('2024-03-11')
  })
})

describe('neighbouring sessions', () => {
  it.each([
    ['2024-01-12', '2024-01-12', '2024-01-12', '2024-01-16', '2024-01-11'],
    ['2024-01-13', '2024-01-16', '2024-01-12', '2024-01-16', '2024-01-12'],
    ['2024-01-15', '2024-01-16', '2024-01-12', '2024-01-16', '2024-01-12'],
    ['2024-01-08', '2024-01-08', '2024-01-08', '2024-01-09', '2024-01-05'],
    ['2024-01-19', '2024-01-19', '2024-01-19', '2024-01-22', '2024-01-18'],
  ])('sessions around %s', (date, from, upTo, next, previous) => {
    const found = [sessionFromOn, sessionUpTo, nextSession, previousSession].map(
      (find) => find(calendar, day(date))?.date ?? null,
    )
    expect(found).toEqual([from, upTo, next, previous])
  })
  it('sessionsBetween() includes both ends and stays inside what the calendar knows', () => {
    const between = (from: string, to: string) => sessionsBetween(calendar, day(from), day(to)).map(({ date }) => date)
    expect(between('2024-01-11', '2024-01-16')).toEqual(['2024-01-11', '2024-01-12', '2024-01-16'])
    expect(between('1990-01-01', '2024-01-09')).toEqual(['2024-01-08', '2024-01-09'])
    expect(between('2024-01-18', '2030-01-01')).toEqual(['2024-01-18', '2024-01-19'])
    expect(between('2024-01-16', '2024-01-12')).toEqual([])
  })
})
