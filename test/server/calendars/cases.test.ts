import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { shippedCalendar } from '../../../server/calendars/shipped.ts'
import { align } from '../../../server/market/align.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import { exchangeOfMic } from '../../../server/market/exchange/exchanges.ts'
import { symbolPlace } from '../../../server/market/exchange/symbolPlace.ts'
import { type Instant, instant } from '../../../server/market/instant.ts'

const file = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'reference', 'session-cases.csv')
const has = existsSync(file)

interface Case {
  readonly id: string
  readonly mic: string
  readonly ticker: string
  readonly published: string
  readonly session: string
  readonly label: string
  readonly close_utc: string
  readonly why: string
}

const cases: readonly Case[] = has ? parse(readFileSync(file, 'utf8'), { columns: true }) : []

const placed = (mic: string, published: string) => {
  const calendar = shippedCalendar(mic)
  const at = instant(published) as Instant
  const aligned = align({ kind: 'instant', at, uncertainty: 0 }, calendar)
  if (aligned.kind !== 'aligned') return aligned.kind
  const closes = calendar.session(aligned.day0)?.closes as Instant
  return { session: aligned.day0, label: aligned.session, close_utc: new Date(closes).toISOString().slice(0, 16) }
}

describe.skipIf(!has)('the session cases of ../shared', () => {
  it.each(cases)('$id $mic, published $published: $why', ({ mic, published, session, label, close_utc }) =>
    expect(placed(mic, published)).toEqual({ session, label, close_utc: close_utc.slice(0, 16) }),
  )

  it.each(cases)('$ticker by itself trades on $mic', ({ ticker, mic }) => {
    const place = symbolPlace(ticker)
    expect(place.kind === 'unknown' ? null : exchangeOfMic(place.mic)?.sessions).toBe(mic)
  })
})

describe('session cases of our own, each with its source', () => {
  const own = readFileSync(join(import.meta.dirname, '..', '..', 'fixtures', 'calendars', 'cases.csv'), 'utf8')
  it.each(parse<Case>(own, { columns: true }))('$ticker, published $published: $why', (told) => {
    const place = symbolPlace(told.ticker)
    const mic = place.kind === 'unknown' ? null : exchangeOfMic(place.mic)?.sessions
    const { session, label, close_utc } = told
    expect(placed(mic ?? 'none', told.published)).toEqual({ session, label, close_utc: close_utc.slice(0, 16) })
  })
})

describe('calendars of the world', () => {
  // Hours by the exchange's own notices: docs/exchanges.md names each.
  it.each([
    [
      'Tokyo in the lunch break of 2010, from 11:00',
      'XTKS',
      '2010-06-01T11:00:00+09:00',
      '2010-06-01',
      'break',
      '2010-06-01T06:00',
    ],
    [
      'Tokyo at 11:15 in 2012, when it began at 11:30',
      'XTKS',
      '2012-06-01T11:15:00+09:00',
      '2012-06-01',
      'regular',
      '2012-06-01T06:00',
    ],
    [
      'Tokyo at 15:00 on the first day of the longer session',
      'XTKS',
      '2024-11-05T15:00:00+09:00',
      '2024-11-05',
      'regular',
      '2024-11-05T06:30',
    ],
    [
      'Tokyo at 14:45 on the day trading stopped at 14:40',
      'XTKS',
      '2006-01-18T14:45:00+09:00',
      '2006-01-19',
      'post',
      '2006-01-19T06:00',
    ],
    [
      'Hong Kong at 14:00 in 2010, half an hour before it went on',
      'XHKG',
      '2010-06-01T14:00:00+08:00',
      '2010-06-01',
      'break',
      '2010-06-01T08:00',
    ],
    ['Hong Kong before a late opening', 'XHKG', '2020-08-19T10:00:00+08:00', '2020-08-19', 'pre', '2020-08-19T08:00'],
    ['Hong Kong on a typhoon day', 'XHKG', '2023-09-01T10:00:00+08:00', '2023-09-04', 'closed', '2023-09-04T08:00'],
    ['Jakarta at 12:30 on a Wednesday', 'XIDX', '2024-11-06T12:30:00+07:00', '2024-11-06', 'break', '2024-11-06T08:50'],
    [
      'Jakarta at 13:45 on a Friday, whose break is longer',
      'XIDX',
      '2024-11-08T13:45:00+07:00',
      '2024-11-08',
      'break',
      '2024-11-08T08:50',
    ],
    [
      'Jakarta at 15:10 in 2021, after the shorter session',
      'XIDX',
      '2021-06-09T15:10:00+07:00',
      '2021-06-10',
      'post',
      '2021-06-10T07:50',
    ],
    ['São Paulo at 17:30 in June', 'BVMF', '2025-06-17T17:30:00-03:00', '2025-06-18', 'post', '2025-06-18T20:00'],
    ['São Paulo at 17:30 in January', 'BVMF', '2025-01-15T17:30:00-03:00', '2025-01-15', 'regular', '2025-01-15T21:00'],
    [
      'Mexico at 14:30 while only New York keeps summer time',
      'XMEX',
      '2025-06-17T14:30:00-06:00',
      '2025-06-18',
      'post',
      '2025-06-18T20:00',
    ],
    ['Lima at 15:30 in June', 'XLIM', '2024-06-18T15:30:00-05:00', '2024-06-19', 'post', '2024-06-19T20:00'],
    [
      'Moscow on a day without trading in March 2022',
      'XMOS',
      '2022-03-01T12:00:00+03:00',
      '2022-03-24',
      'closed',
      '2022-03-24T11:00',
    ],
    [
      'Bombay on the evening of Diwali, a Sunday',
      'XBOM',
      '2023-11-12T18:30:00+05:30',
      '2023-11-12',
      'regular',
      '2023-11-12T13:45',
    ],
    [
      'Bangkok in the break, shorter since March 2024',
      'XBKK',
      '2024-04-02T14:15:00+07:00',
      '2024-04-02',
      'regular',
      '2024-04-02T09:30',
    ],
    [
      'Toronto twenty minutes after the close',
      'XTSE',
      '2024-11-06T16:20:00-05:00',
      '2024-11-07',
      'post',
      '2024-11-07T21:00',
    ],
    [
      'London after the half day of Christmas Eve',
      'XLON',
      '2024-12-24T14:00:00+00:00',
      '2024-12-27',
      'post',
      '2024-12-27T16:30',
    ],
    ['Amsterdam at 17:15', 'XAMS', '2023-11-02T17:15:00+01:00', '2023-11-02', 'regular', '2023-11-02T16:30'],
    ['a coin at 20:00 UTC on a Saturday', '24-7', '2024-11-09T20:00:00Z', '2024-11-09', 'regular', '2024-11-10T00:00'],
    [
      'a coin at midnight, when the next day has begun',
      '24-7',
      '2024-11-10T00:00:00Z',
      '2024-11-10',
      'regular',
      '2024-11-11T00:00',
    ],
    [
      'index futures on a Good Friday with the employment report',
      'CMES',
      '2023-04-07T07:30:00-05:00',
      '2023-04-07',
      'regular',
      '2023-04-07T13:15',
    ],
  ])('%s', (_, mic, published, session, label, close_utc) =>
    expect(placed(mic, published)).toEqual({ session, label, close_utc }),
  )

  it('a calendar gives the usual hours beyond its last year and says that it does not know', () => {
    const tokyo = shippedCalendar('XTKS')
    const at = instant('2029-05-03T10:00:00+09:00') as Instant
    expect(align({ kind: 'instant', at, uncertainty: 0 }, tokyo)).toMatchObject({
      day0: '2029-05-03',
      session: 'regular',
      flags: ['calendar_unknown'],
    })
    expect(tokyo.certainty(mustBeDate('2029-05-03'))).toBe('unknown')
  })

  it('a date whose minutes are not settled is flagged, one that is known is not', () => {
    const flagsOf = (published: string) =>
      align({ kind: 'instant', at: instant(published) as Instant, uncertainty: 0 }, shippedCalendar('XIDX'))
    expect(flagsOf('2008-10-08T10:00:00+07:00')).toMatchObject({ flags: ['hours_unknown'] })
    expect(flagsOf('2018-06-27T10:00:00+07:00')).toMatchObject({ flags: ['calendar_unknown'] })
    expect(flagsOf('2024-11-06T10:00:00+07:00')).toMatchObject({ flags: [] })
  })
})
