import { describe, expect, it } from 'vitest'
import { dayOfEvent, givenDay, reachOf, whenText } from '../../../../web/core/event/day.ts'

describe('the date that an event without an hour was given', () => {
  it.each([
    // News of Friday after the close is measured on Monday, and is of Friday all the same; so is news of a Saturday.
    [{ public_at: '2023-11-17', occurred_at: null }, '2023-11-17'],
    [{ public_at: '2023-11-18', occurred_at: '2023-11-16' }, '2023-11-18'],
    [{ public_at: null, occurred_at: '2023-11-18' }, '2023-11-18'],
    // A moment that is known to the day only: its date on the clock that it is written by.
    [{ public_at: '2023-11-17T21:00:00-05:00', occurred_at: null }, '2023-11-17'],
  ])('of %j is %s', (given, day) => expect(givenDay(given)).toBe(day))
})

describe('when an event was known', () => {
  const write = { date: (iso: string) => iso, instant: (iso: string, zone: string) => `${iso} ${zone}` }
  const at = (alignment: object, public_at: string) =>
    whenText({ public_at, occurred_at: null, alignment: { published_utc: null, ...alignment } } as never, write, 'UTC')
  const calendar = { from: '1990-01-01', to: '2027-12-31' }
  const july = { from: '2026-07-01', to: '2026-09-30' }
  it.each([
    [
      '2023-11-17T20:28:00Z UTC',
      '2023-11-17T15:28:00-05:00',
      { kind: 'aligned', published_utc: '2023-11-17T20:28:00Z' },
    ],
    ['2023-11-18', '2023-11-18', { kind: 'aligned', day0: '2023-11-20' }],
    // Of a quarter no day may be told as if it were known.
    ['2026-07-01 – 2026-09-30', '2026-Q3', { kind: 'too-coarse', ...july }],
    // Beyond the calendar, which is told with its own first and last day, an event keeps what it was given.
    ['1950-Q1', '1950-Q1', { kind: 'beyond-calendar', ...calendar }],
    ['1950-03-01', '1950-03-01', { kind: 'beyond-calendar', ...calendar }],
  ])('is %s for %s', (told, given, alignment) => expect(at(alignment, given)).toBe(told))
  it.each([
    ['2023-11-20', '2023-11-18', { kind: 'aligned', day0: '2023-11-20' }],
    ['2026-07-01', '2026-Q3', { kind: 'too-coarse', ...july }],
    ['1950-03-01', '1950-03-01T10:00:00-05:00', { kind: 'beyond-calendar', ...calendar }],
    ['1950-01-01', '1950-W09', { kind: 'beyond-calendar', ...calendar }],
    ['2031-05-06', '2031-05-06', { kind: 'beyond-calendar', ...calendar }],
  ])('is of the day %s for %s, where it is listed and looked for', (day, given, alignment) =>
    expect(dayOfEvent({ public_at: given, occurred_at: null, alignment } as never)).toBe(day),
  )
})

describe('the sessions that a date alone may have hit', () => {
  it.each([
    ['2023-11-20', ['2023-11-20'], 'rest'],
    ['2023-11-16', ['2023-11-16', '2023-11-17'], 'either'],
    ['2023-11-20', ['2023-11-17', '2023-11-20'], 'several'],
    ['2023-11-17', ['2023-11-16', '2023-11-17', '2023-11-20'], 'several'],
  ])('with day 0 %s and %j are told as %s', (day0, candidates, reach) =>
    expect(reachOf({ day0, candidates })).toBe(reach),
  )
})
