import { expect, it } from 'vitest'
import { isStale } from '../../../web/core/stale.ts'

// New York: the Monday after Friday 24 November 2023 closed at 21:00 UTC; Jakarta was closed from 8 to 15 April 2024 and
// closed next on the 16th at 9:00 UTC.
it.each([
  ['2023-11-24', '2023-11-27T21:00:00Z', '2023-11-26T23:59:00Z', false],
  ['2023-11-24', '2023-11-27T21:00:00Z', '2023-11-28T21:00:00Z', false],
  ['2023-11-24', '2023-11-27T21:00:00Z', '2023-11-28T21:01:00Z', true],
  ['2024-04-05', '2024-04-16T09:00:00Z', '2024-04-15T12:00:00Z', false],
  ['2024-04-05', '2024-04-16T09:00:00Z', '2024-04-17T09:01:00Z', true],
  // Nothing is known of the exchange: four weekdays.
  ['2023-11-24', null, '2023-11-30T12:00:00Z', false],
  ['2023-11-24', null, '2023-12-01T12:00:00Z', true],
])('isStale() of prices to %s, when the next session closes at %s, at %s: %s', (to, nextClose, now, stale) =>
  expect(isStale({ to, nextClose }, Date.parse(now))).toBe(stale),
)
