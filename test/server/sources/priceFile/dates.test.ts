import { describe, expect, it } from 'vitest'
import { epochInstant } from '../../../../server/sources/priceFile/dateColumn.ts'
import { fileDate, orderOf } from '../../../../server/sources/priceFile/fileDate.ts'
import { closesOf, daily } from './reading.ts'

const read = (text: string, order: Parameters<typeof fileDate>[1] = null) => {
  const found = fileDate(text, order)
  return found.kind === 'date' ? found.date : found.reason
}

describe('fileDate', () => {
  it.each([
    ['2023-11-17', '2023-11-17'],
    ['20231117', '2023-11-17'],
    ['2023-11-17 00:00:00-05:00', '2023-11-17'],
    ['2023-11-17T00:00:00', '2023-11-17'],
    ['17.11.2023', '2023-11-17'],
    ['02.10.2023', '2023-10-02'],
    ['2023.11.17', '2023-11-17'],
    ['17-Nov-2023', '2023-11-17'],
    ['01-JAN-2019', '2019-01-01'],
    ['17 November 2023', '2023-11-17'],
    ['Nov 17, 2023', '2023-11-17'],
    ['Sept 5, 2023', '2023-09-05'],
    ['2023-11-17 16:00:00', 'clock'],
    ['11/17/2023 16:00:00', 'clock'],
    ['Nov 17, 2023, 4:00 PM', 'clock'],
    ['2023-11-16T23:00:00+00:00', 'clock'],
    ['17.11.23', 'short-year'],
    ['17-Nov-23', 'short-year'],
    ['10/02/23', 'short-year'],
    ['2023-02-30', 'no-such-day'],
    ['20231345', 'no-such-day'],
    ['31.06.2023', 'no-such-day'],
    ['13/45/2023', 'no-such-day'],
    ['30-Feb-2023', 'no-such-day'],
    ['8', 'unknown-form'],
    ['', 'unknown-form'],
    ['yesterday', 'unknown-form'],
    ['17-Foo-2023', 'unknown-form'],
    ['2023-1-5', 'unknown-form'],
  ])('fileDate() reads %j as %s', (text, expected) => expect(read(text)).toBe(expected))

  it.each([
    ['MDY', '11/17/2023', '2023-11-17'],
    ['DMY', '17/11/2023 00:00:00', '2023-11-17'],
    ['DMY', '17-11-2023', '2023-11-17'],
    ['YMD', '2023/11/17', '2023-11-17'],
    ['DMY', '11/17/2023', 'other-order'],
    ['MDY', '2/30/2023', 'no-such-day'],
    ['MDY', '1/2/23', 'short-year'],
  ] as const)('fileDate() in the order %s reads %j as %s', (order, text, expected) =>
    expect(read(text, order)).toBe(expected),
  )

  const cells = (...texts: readonly string[]) => texts.map((text, at) => ({ line: at + 2, text }))
  it.each([
    [cells('10/02/2023', '10/13/2023'), 'MDY'],
    [cells('02/10/2023', '13/10/2023'), 'DMY'],
    [cells('10/02/2023', '13/45/2023', '10/13/2023'), 'MDY'],
    [cells('2023/10/02'), 'YMD'],
    [cells('2023-10-02', '02.10.2023'), null],
  ])('orderOf() finds the order of %j: %s', (given, order) =>
    expect(orderOf(given, null)).toEqual({ kind: 'order', order }),
  )

  it('orderOf() does not choose between two orders, nor against a date', () => {
    expect(orderOf(cells('01/02/2023', '03/04/2023'), null)).toMatchObject({ kind: 'ambiguous' })
    expect(orderOf(cells('13/02/2023', '01/14/2023'), null)).toMatchObject({
      kind: 'contrary',
      one: { line: 2 },
      other: { line: 3 },
    })
    expect(orderOf(cells('01/02/2023', '01/14/2023'), 'DMY')).toMatchObject({
      kind: 'not-stated',
      cell: { line: 3 },
      order: 'MDY',
    })
  })

  it.each([
    ['1696219200', 1696219200000],
    ['1696219200000', 1696219200000],
    ['1696219200000000', 1696219200000],
    ['1696219200000000000', 1696219200000],
    ['20231117', null],
    ['169621920000', null],
  ])('epochInstant() reads %s as %s', (text, ms) => expect(epochInstant(text)).toBe(ms))
})

describe('readDaily, dates', () => {
  const good = ['date,close', '10/02/2023,30.2', '10/03/2023,30.3', '10/13/2023,30.4']
  it('readDaily() says what is wrong with one date, and leaves the others alone', () => {
    const file = daily([...good, '13/45/2023,31.5'])
    expect(file.report).toMatchObject([
      {
        line: 5,
        field: 'date',
        code: 'E_TIME_FORMAT',
        value: '13/45/2023',
        message: expect.stringMatching(/no such day/),
      },
    ])
    expect(file).toMatchObject({ refused: false, rejected: 1, records: 4 })
    expect(closesOf(file)).toEqual([30.2, 30.3, 30.4])
  })

  it.each([
    ['10/09/23', /a year of four digits/],
    ['10/09/2023 16:00:00', /a clock time/],
    ['2023-02-30', /no such day/],
    ['soon', /a date such as/],
    ['', /it is empty/],
  ])('readDaily() says why one date %j among good ones is none', (text, words) => {
    const file = daily([...good, `${text},31.5`])
    expect(file.report).toMatchObject([{ line: 5, field: 'date', code: 'E_TIME_FORMAT', value: text }])
    expect(file.report[0]?.message).toMatch(words)
    expect(closesOf(file)).toHaveLength(3)
  })

  it.each([
    ['clock times', ['date,close', '2023-10-02 09:30,1.5', '2023-10-02 10:30,1.5'], /kind: intraday/],
    [
      'a clock in its own column',
      ['date,time,close', '2023-10-02,09:30,1.5', '2023-10-02,10:30,1.5'],
      /kind: intraday/,
    ],
    ['years of two digits', ['date,close', '10/02/23,1.5', '10/03/23,1.5'], /years of two digits, "10\/02\/23" first/],
    ['moments within the day', ['start,close', '1696253400,1.5', '1696257000,1.5'], /kind: intraday/],
  ])('readDaily() says once that a file has %s', (_, text, words) => {
    const file = daily(text)
    expect(file).toMatchObject({ refused: true, report: [{ code: 'E_TIME_FORMAT', line: 2 }] })
    expect(file.report[0]?.message).toMatch(words)
  })

  it('readDaily() names both lines of an order that contradicts itself', () => {
    const [entry] = daily(['date,close', '13/02/2023,1.5', '01/14/2023,1.5']).report
    expect(entry).toMatchObject({ code: 'E_DATE_ORDER', line: 3 })
    expect(entry?.message).toMatch(/"13\/02\/2023" on line 2 and "01\/14\/2023" on line 3/)
  })
})
