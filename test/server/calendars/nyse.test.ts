import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nyse } from '../../../server/calendars/nyse.ts'
import { sessionsBetween } from '../../../server/market/calendar.ts'
import { mustBeDate, weekday } from '../../../server/market/day.ts'

/** Sessions a year 1990–2027 of the XNYS calendar of exchange_calendars, July 2026. */
const sessionsPerYear = [
  253, 253, 254, 253, 252, 252, 254, 253, 252, 252, 252, 248, 252, 252, 252, 252, 251, 251, 253, 252, 252, 252, 250,
  252, 252, 252, 252, 251, 251, 252, 253, 252, 251, 250, 252, 250, 251, 251,
]

/** Closed weekdays and half days as the exchange published them. */
const closed = `
2018-01-01 2018-01-15 2018-02-19 2018-03-30 2018-05-28 2018-07-04 2018-09-03 2018-11-22 2018-12-05 2018-12-25
2019-01-01 2019-01-21 2019-02-18 2019-04-19 2019-05-27 2019-07-04 2019-09-02 2019-11-28 2019-12-25
2020-01-01 2020-01-20 2020-02-17 2020-04-10 2020-05-25 2020-07-03 2020-09-07 2020-11-26 2020-12-25
2021-01-01 2021-01-18 2021-02-15 2021-04-02 2021-05-31 2021-07-05 2021-09-06 2021-11-25 2021-12-24
2022-01-17 2022-02-21 2022-04-15 2022-05-30 2022-06-20 2022-07-04 2022-09-05 2022-11-24 2022-12-26
2023-01-02 2023-01-16 2023-02-20 2023-04-07 2023-05-29 2023-06-19 2023-07-04 2023-09-04 2023-11-23 2023-12-25
2024-01-01 2024-01-15 2024-02-19 2024-03-29 2024-05-27 2024-06-19 2024-07-04 2024-09-02 2024-11-28 2024-12-25
2025-01-01 2025-01-09 2025-01-20 2025-02-17 2025-04-18 2025-05-26 2025-06-19 2025-07-04 2025-09-01 2025-11-27 2025-12-25
2026-01-01 2026-01-19 2026-02-16 2026-04-03 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-11-26 2026-12-25
2027-01-01 2027-01-18 2027-02-15 2027-03-26 2027-05-31 2027-06-18 2027-07-05 2027-09-06 2027-11-25 2027-12-24`
  .trim()
  .split(/\s+/)

const halfDays = `2019-07-03 2019-11-29 2019-12-24 2020-11-27 2020-12-24 2021-11-26 2022-11-25 2023-07-03 2023-11-24
2024-07-03 2024-11-29 2024-12-24 2025-07-03 2025-11-28 2025-12-24 2026-11-27 2026-12-24 2027-11-26`.split(/\s+/)

const sessionsOf = (from: string, to: string) => sessionsBetween(nyse, mustBeDate(from), mustBeDate(to))

describe('nyse', () => {
  it.each(sessionsPerYear.map((count, index) => [1990 + index, count]))(
    'nyse holds the published number of sessions in %i',
    (year, count) => expect(sessionsOf(`${year}-01-01`, `${year}-12-31`)).toHaveLength(count as number),
  )

  it('nyse is closed on exactly the published weekdays of 2018 to 2027', () => {
    const missing: string[] = []
    for (let at = Date.UTC(2018, 0, 1); at < Date.UTC(2028, 0, 1); at += 86_400_000) {
      const date = mustBeDate(new Date(at).toISOString().slice(0, 10))
      if (weekday(date) % 6 !== 0 && nyse.session(date) === null) missing.push(date)
    }
    expect(missing).toEqual(closed)
  })

  it('nyse closes early on exactly the published half days of 2019 to 2027', () =>
    expect(
      sessionsOf('2019-01-01', '2027-12-31')
        .filter(({ earlyClose }) => earlyClose)
        .map(({ date }) => date),
    ).toEqual(halfDays))

  it.each(['2001-09-11', '2001-09-14', '2004-06-11', '2007-01-02', '2012-10-29', '2012-10-30'])(
    'nyse was closed on %s',
    (date) => expect(nyse.session(mustBeDate(date))).toBeNull(),
  )

  it('nyse opens at 09:30 and closes at 16:00 New York time on both sides of a clock change', () => {
    expect(nyse.session(mustBeDate('2023-11-03'))?.opens).toBe(Date.UTC(2023, 10, 3, 13, 30))
    expect(nyse.session(mustBeDate('2023-11-06'))?.closes).toBe(Date.UTC(2023, 10, 6, 21, 0))
  })

  it('nyse closes half days at 14:00 before 1993', () =>
    expect(nyse.session(mustBeDate('1992-12-24'))?.closes).toBe(Date.UTC(1992, 11, 24, 19, 0)))

  it('nyse does not know the sessions beyond its last year, and counts none of them as due', () => {
    expect(nyse.certainty(mustBeDate('2028-01-03'))).toBe('unknown')
    expect(sessionsOf('2027-12-30', '2028-01-31').map(({ date }) => date)).toEqual(['2027-12-30', '2027-12-31'])
  })

  // Special openings and closings as the exchange's history lists them.
  it.each([
    ['1994-02-11', '14:30', 'earlyClose'],
    ['1996-01-08', '14:00', 'earlyClose'],
    ['1996-01-08', '11:00', 'lateOpen'],
    ['1997-10-27', '15:30', 'earlyClose'],
    ['2002-09-11', '12:00', 'lateOpen'],
    ['2005-06-01', '15:56', 'earlyClose'],
  ] as const)('on %s nyse shows %s as its %s', (date, clock, mark) => {
    const session = nyse.session(mustBeDate(date))
    expect(session?.[mark]).toBe(true)
    const at = mark === 'lateOpen' ? session?.opens : session?.closes
    expect(new Date(at ?? 0).toLocaleTimeString('en-GB', { timeZone: nyse.zone, timeStyle: 'short' })).toBe(clock)
  })

  /** First column of a table, without its header. */
  const datesOf = (file: string) =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(0, 10))

  it.each(['MSFT', '^GSPC'])('nyse has the sessions of the %s price file, none more and none less', (ticker) => {
    const dates = datesOf(`db/sample/prices/${ticker}.csv`)
    expect(dates).toHaveLength(606)
    expect(sessionsOf('2022-01-03', '2024-05-31').map(({ date }) => date)).toEqual(dates)
  })

  const spy = '../shared/data/prices/SPY.csv'
  it.skipIf(!existsSync(spy))('nyse has the sessions of the SPY price file, none more and none less', () =>
    expect(sessionsOf('2021-01-04', '2024-05-31').map(({ date }) => date)).toEqual(datesOf(spy)),
  )
})
