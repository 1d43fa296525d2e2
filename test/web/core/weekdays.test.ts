import { expect, it } from 'vitest'
import { weekdaysBetween } from '../../../web/core/weekdays.ts'

// 17 November 2023 was a Friday.
it.each([
  ['2023-11-17', '2023-11-17', 0],
  ['2023-11-17', '2023-11-20', 0],
  ['2023-11-17', '2023-11-21', 1],
  ['2023-11-16', '2023-11-20', 1],
  ['2023-11-15', '2023-11-22', 4],
  ['2023-11-18', '2023-11-27', 5],
  ['2023-11-20', '2023-11-17', 0],
  ['1969-12-26', '1970-01-02', 4],
])('between %s and %s lie %i weekdays', (from, to, count) => expect(weekdaysBetween(from, to)).toBe(count))
