import { describe, expect, it } from 'vitest'
import { sparkOf } from '../../../server/board/spark.ts'
import { addDays, mustBeDate } from '../../../server/market/day.ts'

const first = mustBeDate('2024-01-01')
const sessions = (closes: readonly (number | null)[]) => closes.map((close, i) => ({ date: addDays(first, i), close }))

describe('sparkOf()', () => {
  it('gives every close where there is room', () =>
    expect(sparkOf(sessions([1, null, 3]), 3)).toEqual({
      dates: ['2024-01-01', '2024-01-02', '2024-01-03'],
      closes: [1, null, 3],
    }))

  it('of neighbours gives the last close, counted back from the newest', () =>
    // Seven sessions on three places are groups of three: the oldest has one.
    expect(sparkOf(sessions([1, 2, 3, 4, 5, 6, 7]), 3)).toEqual({
      dates: ['2024-01-01', '2024-01-04', '2024-01-07'],
      closes: [1, 4, 7],
    }))

  it('passes a missing session over inside a group, and keeps a group without any close as a gap', () =>
    expect(sparkOf(sessions([1, 2, null, null, 5, null]), 3)).toEqual({
      dates: ['2024-01-02', '2024-01-04', '2024-01-05'],
      closes: [2, null, 5],
    }))

  it('of nothing is nothing', () => expect(sparkOf([], 10)).toEqual({ dates: [], closes: [] }))
})
