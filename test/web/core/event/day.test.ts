import { describe, expect, it } from 'vitest'
import { givenDay, reachOf } from '../../../../web/core/event/day.ts'

const aligned = (day0: string) =>
  ({ kind: 'aligned', day0, candidates: [day0], session: null, flags: [] }) as unknown as Parameters<
    typeof givenDay
  >[0]['alignment']

describe('the date that an event without an hour was given', () => {
  it.each([
    // News of Friday after the close is measured on Monday, and is of Friday all the same; so is news of a Saturday.
    [{ public_at: '2023-11-17', occurred_at: null }, '2023-11-17'],
    [{ public_at: '2023-11-18', occurred_at: '2023-11-16' }, '2023-11-18'],
    [{ public_at: null, occurred_at: '2023-11-18' }, '2023-11-18'],
    // A moment that is known to the day only: its date on the clock that it is written by.
    [{ public_at: '2023-11-17T21:00:00-05:00', occurred_at: null }, '2023-11-17'],
    // A week has no date of its own.
    [{ public_at: '2023-W46', occurred_at: null }, '2023-11-20'],
  ])('of %j is %s', (given, day) => expect(givenDay({ ...given, alignment: aligned('2023-11-20') })).toBe(day))
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
