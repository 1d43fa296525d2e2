import { describe, expect, it } from 'vitest'
import { shippedCalendar } from '../../../server/calendars/shipped.ts'
import { closesApart } from '../../../server/impact/closes.ts'
import { type Calendar, type Hours, sessionAt } from '../../../server/market/calendar.ts'
import { addDays, type IsoDate, mustBeDate } from '../../../server/market/day.ts'

const year = Array.from({ length: 365 }, (_, day) => addDays(mustBeDate('2023-01-02'), day))
const hours = (closes: number): Hours => ({ opens: 9 * 3600, closes: closes * 60, break: null, clock: null })
/** Open every day of 2023, with the close of each date in minutes of the day; null is a day of rest. */
const calendar = (closes: (date: IsoDate) => number | null): Calendar => ({
  mic: 'TEST',
  zone: 'UTC',
  from: mustBeDate('2023-01-01'),
  to: mustBeDate('2023-12-31'),
  extended: null,
  session: (date) => {
    const at = closes(date)
    return at === null ? null : sessionAt(date, hours(at), hours(960), 'UTC')
  },
  certainty: (date) => (date.startsWith('2023') ? 'known' : 'unknown'),
})
const always = (minutes: number) => calendar(() => minutes)
const until = (date: string, before: number, after: number) => calendar((day) => (day < date ? before : after))

describe('closesApart()', () => {
  it.each([
    ['Jakarta and New York', 'XIDX', 'XNYS', true],
    ['Tokyo and Jakarta', 'XTKS', 'XIDX', true],
    ['London and New York', 'XLON', 'XNYS', true],
    ['Paris and Amsterdam', 'XPAR', 'XAMS', false],
    ['Xetra and Paris', 'XETR', 'XPAR', false],
    ['Stuttgart and Xetra', 'XSTU', 'XETR', true],
    ['a coin and New York', '24-7', 'XNYS', true],
    ['New York and itself', 'XNYS', 'XNYS', false],
  ])('of %s', (_, own, benchmark, isApart) =>
    expect(closesApart(shippedCalendar(own), shippedCalendar(benchmark), year) !== null).toBe(isApart),
  )

  it('tells both clocks, and how much later the benchmark closes', () => {
    expect(closesApart(shippedCalendar('XLON'), shippedCalendar('XNYS'), [mustBeDate('2023-11-21')])).toEqual({
      own: '16:30',
      own_zone: 'Europe/London',
      benchmark: '16:00',
      benchmark_zone: 'America/New_York',
      minutes: 270,
    })
    expect(closesApart(shippedCalendar('XNYS'), shippedCalendar('XLON'), [mustBeDate('2023-11-21')])?.minutes).toBe(
      -270,
    )
  })

  it('takes half an hour for near, and a minute more for apart', () => {
    expect(closesApart(always(960), always(990), year)).toBeNull()
    expect(closesApart(always(960), always(930), year)).toBeNull()
    expect(closesApart(always(960), always(991), year)?.minutes).toBe(31)
    expect(closesApart(always(960), always(929), year)?.minutes).toBe(-31)
  })

  it('goes by most of the sessions that both have', () => {
    const [june, august] = [until('2023-06-01', 960, 1020), until('2023-08-01', 960, 1020)]
    expect(closesApart(always(960), june, year)?.minutes).toBe(60)
    expect(closesApart(always(960), august, year)).toBeNull()
    // On half of four sessions it is not on most of them.
    const four = year.slice(148, 152)
    expect(four[2]).toBe('2023-06-01')
    expect(closesApart(always(960), june, four)).toBeNull()
    // Days of rest of the one say nothing.
    expect(
      closesApart(
        always(960),
        calendar((date) => (date < '2023-06-01' ? null : 1020)),
        year,
      )?.minutes,
    ).toBe(60)
  })

  it('says nothing where a calendar does not know', () => {
    const later = year.map((date) => addDays(date, 365))
    expect(closesApart(always(960), always(1020), later)).toBeNull()
    expect(closesApart(always(960), always(1020), [])).toBeNull()
  })
})
