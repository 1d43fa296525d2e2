import { describe, expect, it } from 'vitest'
import { nyse } from '../../../server/calendars/nyse.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import { durationMs } from '../../../server/market/duration.ts'
import type { MarketEvent } from '../../../server/market/event.ts'
import { alignEvent } from '../../../server/market/eventAlign.ts'
import { eventFamily, families, isOutcome, typeOfItems, typesOfFamily } from '../../../server/market/eventType.ts'
import { exchangeZone } from '../../../server/market/exchangeZone.ts'
import { interval, moment } from '../../../server/market/moment.ts'

const event = (more: Partial<MarketEvent>): MarketEvent =>
  ({
    event_id: 'a',
    public_at: null,
    occurred_at: null,
    timezone: null,
    precision: 'minute',
    uncertainty: null,
    session: null,
    time_source: null,
    ...more,
  }) as MarketEvent

describe('alignEvent', () => {
  it.each<[Partial<MarketEvent>, unknown]>([
    [{ public_at: '2023-11-17T20:28:00Z' }, ['2023-11-17', 'regular', [], 1]],
    [{ occurred_at: '2023-11-17T20:28:00Z' }, ['2023-11-17', 'regular', [], 1]],
    [{ occurred_at: '2023-11-16', public_at: '2023-11-17T20:28:00Z' }, ['2023-11-17', 'regular', [], 1]],
    [{ public_at: '2023-11-17T20:50:00Z', uncertainty: 'PT15M' }, ['2023-11-17', 'regular', ['day_ambiguous'], 2]],
    [{ public_at: '2023-11-17T20:30:00Z', uncertainty: 'PT15M' }, ['2023-11-17', 'regular', [], 1]],
    [{ public_at: '2023-11-17T20:30:00Z', precision: 'hour' }, ['2023-11-17', 'regular', ['day_ambiguous'], 2]],
    [{ public_at: '2023-11-17T20:30:00Z', precision: 'hour', uncertainty: 'PT10M' }, ['2023-11-17', 'regular', [], 1]],
    // The last millisecond of the session, without any uncertainty, is of that session.
    [{ public_at: '2023-11-17T20:59:59.999Z' }, ['2023-11-17', 'regular', [], 1]],
    [{ public_at: '2023-11-17T20:28:00Z', time_source: 'seen' }, ['2023-11-17', 'regular', ['upper_bound'], 1]],
    [{ public_at: '2023-11-17T20:28:00Z', time_source: 'seen', uncertainty: 'PT1M' }, ['2023-11-17', 'regular', [], 1]],
    [{ public_at: '2023-11-17', precision: 'day', session: 'post' }, ['2023-11-20', 'post', [], 1]],
    [{ public_at: '2023-11-18', precision: 'day', session: 'closed' }, ['2023-11-20', 'closed', [], 1]],
    [{ public_at: '2023-11-17', precision: 'day' }, ['2023-11-17', null, ['time_unknown', 'day_ambiguous'], 2]],
    [
      { public_at: '2023-11-17', precision: 'day', session: 'pre', uncertainty: 'P1D' },
      ['2023-11-17', 'pre', ['day_ambiguous'], 3],
    ],
    [
      { public_at: '2023-11-17', precision: 'day', session: 'pre', uncertainty: 'P1DT1H' },
      ['2023-11-17', 'pre', ['day_ambiguous'], 4],
    ],
    [
      { public_at: '2023-11-17T15:00:00Z', precision: 'day', session: 'pre', uncertainty: 'P1D' },
      ['2023-11-17', 'pre', ['day_ambiguous'], 3],
    ],
    // A clock time known to the day only: its local date counts, not its hour. 02:00Z is the evening before in New York.
    [{ public_at: '2023-11-18T02:00:00Z', precision: 'day', session: 'regular' }, ['2023-11-17', 'regular', [], 1]],
    [
      { public_at: '2023-11-18T02:00:00Z', precision: 'day', session: 'closed', timezone: 'Asia/Jakarta' },
      ['2023-11-20', 'closed', [], 1],
    ],
  ])('alignEvent() puts %o where it belongs', (more, expected) => {
    const aligned = alignEvent(event(more), nyse)
    expect(aligned.kind).toBe('aligned')
    if (aligned.kind === 'aligned')
      expect([aligned.day0, aligned.session, aligned.flags, aligned.candidates.length]).toEqual(expected)
  })

  it.each<[Partial<MarketEvent>, string, string]>([
    [{ public_at: '2023-11', precision: 'month' }, '2023-11-01', '2023-11-30'],
    [{ public_at: '2023-W46', precision: 'week' }, '2023-11-13', '2023-11-19'],
    [{ public_at: '2023-Q4', precision: 'quarter' }, '2023-10-01', '2023-12-31'],
    [{ public_at: '2023', precision: 'year' }, '2023-01-01', '2023-12-31'],
    [{ public_at: '2023-11-17T20:28:00Z', precision: 'week' }, '2023-11-13', '2023-11-19'],
  ])('alignEvent() gives %o no day', (more, from, to) =>
    expect(alignEvent(event(more), nyse)).toEqual({ kind: 'too-coarse', from, to }),
  )
})

describe('moment', () => {
  it.each([
    ['2020-W53', '2020-12-28', '2021-01-03'],
    ['2021-W01', '2021-01-04', '2021-01-10'],
    ['2024-02', '2024-02-01', '2024-02-29'],
  ])('moment() reads %s as %s to %s', (text, from, to) => expect(moment(text)).toMatchObject({ from, to }))
  it.each(['2021-W53', '2023-00', '2023-13', '2023-Q0', '23', '', '2023-1', '2023-02-30', '2023-11-17T25:00:00Z'])(
    'moment() refuses %s',
    (text) => expect(moment(text)).toBeNull(),
  )
  it('interval() holds its date', () => {
    const day = mustBeDate('2024-02-29')
    expect(interval(day, 'week')).toEqual({ from: '2024-02-26', to: '2024-03-03' })
    expect(interval(day, 'quarter')).toEqual({ from: '2024-01-01', to: '2024-03-31' })
  })
})

describe('durationMs', () => {
  it.each([
    ['PT15M', 900_000],
    ['P1D', 86_400_000],
    ['P1DT12H', 129_600_000],
    ['P1W', 604_800_000],
    ['PT90S', 90_000],
    ['PT0S', 0],
    ['P', null],
    ['PT', null],
    ['P1DT', null],
    ['15M', null],
    ['-PT1M', null],
    ['PT1.5H', null],
    ['pt1h', null],
  ])('durationMs() reads %s as %s', (text, expected) => expect(durationMs(text)).toBe(expected))
})

describe('eventFamily', () => {
  it.each([
    ['management.ceo', 'governance'],
    ['governance', 'governance'],
    ['partnership', 'deals'],
    ['deal.rumour', 'deals'],
    ['security.incident', 'product'],
    ['regulation.action', 'legal'],
    ['macro.rates', 'macro'],
    ['earnings.results', 'earnings'],
    ['x.pricing', 'product'],
    ['x.milestone', 'other'],
    ['disclosure', 'other'],
    ['__proto__', 'other'],
  ])('eventFamily() shows %s with %s', (type, family) => expect(eventFamily(type)).toBe(family))

  it('typesOfFamily() and eventFamily() agree', () => {
    for (const family of families) for (const type of typesOfFamily(family)) expect(eventFamily(type)).toBe(family)
  })

  it('isOutcome() holds for records of market value only', () => {
    expect(isOutcome('x.milestone')).toBe(true)
    expect(isOutcome('x.milestones')).toBe(false)
    expect(isOutcome('earnings.results')).toBe(false)
  })

  it.each([
    [['9.01', '2.02', '8.01'], 'earnings.results'],
    [['8.01', '1.05'], 'security.incident'],
    [['5.02', '1.01'], 'management.other'],
    [['8.01'], 'disclosure'],
    [['9.01'], 'other'],
    [['6.01'], 'disclosure'],
  ])('typeOfItems() decides %o as %s', (items, type) => expect(typeOfItems(items, 'x')).toBe(type))
})

describe('exchangeZone', () => {
  it.each([
    ['MSFT', 'America/New_York'],
    ['BRK-B', 'America/New_York'],
    ['BBCA.JK', 'Asia/Jakarta'],
    ['0700.HK', 'Asia/Hong_Kong'],
    ['BTC-USD', 'UTC'],
    ['X.TOSTRING', null],
    ['*', null],
  ])('exchangeZone() of %s is %s', (symbol, zone) => expect(exchangeZone(symbol)).toBe(zone))
})
