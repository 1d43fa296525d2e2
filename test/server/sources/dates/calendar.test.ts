import { describe, expect, it } from 'vitest'
import type { DateLanguage } from '../../../../server/sources/dates/languages.ts'
import { findDates } from '../../../../server/sources/dates.ts'

const on = (language: DateLanguage, text: string) =>
  findDates(text, {
    language,
    reference: '2024-02-05',
    zone: language === 'en' ? 'America/New_York' : 'Asia/Jakarta',
  }).map(({ text: written, from, to }) => `${written} = ${from === to ? from : `${from}..${to}`}`)

describe('dates that no calendar has', () => {
  it.each([
    'Shares fell on February 30, 2024.',
    'Shares fell on Feb. 29, 2023.',
    'Shares fell on Nov 31, 2023.',
    'Shares fell on Nov. 31.',
    'Shares fell on Friday, November 31, 2023.',
    'Shares fell on 31 November 2023.',
    'Shares fell on the 31st of November 2023.',
    'Shares fell on November 32, 2023.',
    'Shares fell on November 28-31, 2023.',
    'Shares fell on Friday (11/31/2023).',
    'Shares fell on 2023-02-30.',
  ])('are none: %s', (text) => expect(on('en', text)).toEqual([]))

  it.each([
    'Saham turun pada 31 November 2023.',
    'Saham turun pada 30 Februari 2024.',
    'Saham turun pada 29 Februari 2023.',
    'Saham turun pada Jumat, 31 November 2023.',
    'Saham turun pada Jumat (31/11/2023).',
    'Saham turun pada 32 November 2023.',
    'Saham turun pada 28-31 November 2023.',
  ])('are none: %s', (text) => expect(on('id', text)).toEqual([]))

  it('leave months and days that it has', () => {
    expect(on('en', 'Shares fell on Feb. 29, 2024, and in November 2023.')).toEqual([
      'Feb. 29, 2024 = 2024-02-29',
      'November 2023 = 2023-11-01..2023-11-30',
    ])
    expect(on('id', 'Saham turun pada 29 Februari 2024 dan pada November 2023.')).toEqual([
      '29 Februari 2024 = 2024-02-29',
      'November 2023 = 2023-11-01..2023-11-30',
    ])
  })
})

/** Days by the calendars of those years: Easter and Thanksgiving of 2022 and 2023, and the Indonesian decree on holidays of 2023. */
describe('feasts with their year', () => {
  it.each([
    ['en', 'Sales rose on Black Friday 2023.', 'Black Friday 2023 = 2023-11-24'],
    ['en', 'Black Friday 2022 was strong.', 'Black Friday 2022 = 2022-11-25'],
    ['en', 'Shares fell a day after Black Friday 2023.', 'a day after Black Friday 2023 = 2023-11-25'],
    ['en', 'Shares rose before Thanksgiving 2022.', 'Thanksgiving 2022 = 2022-11-24'],
    ['en', 'Shares rose after Good Friday 2023.', 'Good Friday 2023 = 2023-04-07'],
    ['en', 'It was told on Christmas Day, 2021, in Rome.', 'Christmas Day, 2021 = 2021-12-25'],
    ['id', 'Saham naik sebelum Idul Fitri 2023.', 'Idul Fitri 2023 = 2023-04-22'],
    ['id', 'Idul Fitri 2022 jatuh pada awal pekan.', 'Idul Fitri 2022 = 2022-05-02'],
    ['id', 'Saham naik setelah Lebaran 2023.', 'Lebaran 2023 = 2023-04-22'],
    ['id', 'Sehari setelah Idul Fitri 2023 saham naik.', 'Sehari setelah Idul Fitri 2023 = 2023-04-23'],
    ['id', 'Bursa tutup pada Nyepi 2023.', 'Nyepi 2023 = 2023-03-22'],
    ['id', 'Bursa tutup pada Natal 2022.', 'Natal 2022 = 2022-12-25'],
    ['id', 'Bursa tutup pada Jumat Agung 2023.', 'Jumat Agung 2023 = 2023-04-07'],
  ] as const)('%s: %s', (language, text, found) => expect(on(language, text)[0]).toBe(found))

  it('are none in a year that is not known, nor as the name of something', () => {
    expect(on('id', 'Saham naik pada Idul Fitri 2031.')).toEqual([])
    expect(on('id', 'Arus mudik Lebaran 2023 lancar.')).toEqual([])
    expect(on('en', 'Black Friday 2023 sales rose.')).toEqual([])
  })
})
