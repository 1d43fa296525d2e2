import { describe, expect, it } from 'vitest'
import { factorColumn } from '../../../server/impact/factorColumn.ts'
import { mustBeDate } from '../../../server/market/day.ts'

const dates = (...days: string[]) => days.map((day) => mustBeDate(`2023-${day}`))

describe('factorColumn()', () => {
  it('takes what a factor did while the exchange was closed into its next session, to the last bit of what it has alone', () => {
    const returns = new Map(
      Object.entries({
        '04-27': 0.5,
        '04-28': 0.007,
        '05-01': 0.01,
        '05-02': -0.02,
        '05-03': 0.0033,
        '05-05': 0.004,
      }).map(([day, value]) => [mustBeDate(`2023-${day}`), value]),
    )
    // Frankfurt was closed on 1 May; there is nothing of the 4th, and nothing of before the first session is asked for.
    expect(factorColumn(dates('04-28', '05-02', '05-03', '05-04', '05-05', '05-08'), returns)).toEqual([
      0.007,
      expect.closeTo(1.01 * 0.98 - 1, 15),
      0.0033,
      null,
      0.004,
      null,
    ])
  })
})
