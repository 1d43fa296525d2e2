import { describe, expect, it } from 'vitest'
import { mustBeDate } from '../../../../server/market/day.ts'
import { sessionTable } from '../../../../server/market/exchange/sessionTable.ts'
import { tableCalendar } from '../../../../server/market/exchange/tableCalendar.ts'

const text = `# A made-up exchange
zone Asia/Jakarta
known 2020-01-01..2021-12-31
hours 2020-01-01 Mon-Thu 09:00-12:00 13:30-16:00
hours 2020-01-01 Fri 09:00-11:30 14:00-16:00
hours 2021-01-01 Fri closed
hours 2021-01-01 Sun 10:00-12:00
doubt day 2020-03-01..2020-03-31 Sat # perhaps
doubt hours 2021-06-01.. # since when
open 2020 05-02
only 09:00-12:00 on 2020 12-24
closed 2020 01-01 12-25
`
const made = tableCalendar('XTST', sessionTable(text))
const at = (date: string) => {
  const session = made.session(mustBeDate(date))
  const clock = (moment: number | undefined) => moment && new Date(moment + 7 * 3_600_000).toISOString().slice(11, 16)
  return session && [session.opens, session.break?.from, session.break?.to, session.closes].map(clock)
}

describe('sessionTable', () => {
  it('a table gives each weekday its hours, from their dates on', () => {
    expect(at('2020-01-02')).toEqual(['09:00', '12:00', '13:30', '16:00'])
    expect(at('2020-01-03')).toEqual(['09:00', '11:30', '14:00', '16:00'])
    expect(at('2021-01-08')).toBeNull()
    expect(at('2021-01-10')).toEqual(['10:00', undefined, undefined, '12:00'])
  })

  it('a table knows closures, sessions on a day of rest and days of other hours', () => {
    expect(at('2020-12-25')).toBeNull()
    expect(at('2020-05-02')).toEqual(['09:00', '11:30', '14:00', '16:00'])
    expect(at('2020-12-24')).toEqual(['09:00', undefined, undefined, '12:00'])
    expect(made.session(mustBeDate('2020-12-24'))).toMatchObject({ earlyClose: true, lateOpen: false })
  })

  it('a table says what it does not know', () =>
    expect(
      ['2019-12-31', '2020-03-07', '2020-03-09', '2021-06-07', '2022-01-03'].map((date) =>
        made.certainty(mustBeDate(date)),
      ),
    ).toEqual(['unknown', 'unknown', 'known', 'hours_unknown', 'unknown']))

  it.each([
    ['hours 2020-01-01 9:00-16:00', '"9:00-16:00" as hours'],
    ['hours 2020-13-01 09:00-16:00', '"2020-13-01" as a date'],
    ['closed 2020', 'the days of a year'],
    ['closed 2020 02-01', 'the days of a year'],
    ['shut 2020 01-01', 'a line of a session table'],
    ['doubt nothing 2020-01-01', 'a doubt of'],
  ])('sessionTable() refuses "%s"', (line, message) => expect(() => sessionTable(`${text}${line}\n`)).toThrow(message))

  it('sessionTable() refuses a table without a zone', () =>
    expect(() => sessionTable('# Nothing\nknown 2020-01-01..2020-12-31\n')).toThrow('takes a zone'))
})
