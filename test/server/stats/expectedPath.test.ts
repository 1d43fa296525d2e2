import { describe, expect, it } from 'vitest'
import { expectedPath } from '../../../server/stats/expectedPath.ts'

/** Closes 100, 102, none, 101 and 99 around day 0 at place 3; the last session paid 2, so totals before are 0.98 of closes. */
const shown = [100, 102, null, 101, 99]
const total = shown.map((close, place) => (close === null ? null : place < 4 ? close * (1 - 2 / 101) : close))
const closes = { total: (at: number) => total[at] ?? null, shown: (at: number) => shown[at] ?? null }
const none = { span: null, r: null, expected: null }
/** Returns by hand, the payment among them. */
const lumped = { rel: 0, span: 2, r: 101 / 102 - 1, expected: 0.004 }
const paid = { rel: 1, span: 1, r: 99 / (101 - 2) - 1, expected: 0.001 }

describe('expectedPath()', () => {
  it('runs from the last close before its first return, over a hole too, and steps down on an ex date', () => {
    const path = expectedPath([{ rel: -1, ...none }, lumped, paid], 3, 'simple', closes)
    expect(path).toEqual([
      null,
      expect.closeTo(102 * 1.004, 10),
      expect.closeTo(((102 * 1.004) / 101) * 99 * 1.001, 10),
    ])
  })
  it('puts the risk-free rate back that returns are in excess of', () => {
    const rate = 0.0002
    const beyond = { ...lumped, r: lumped.r - 2 * rate }
    expect(expectedPath([beyond], 3, 'simple', closes)[0]).toBeCloseTo(102 * (1.004 + 2 * rate), 10)
    const logs = { ...lumped, r: Math.log(101 / 102) - 2 * rate }
    expect(expectedPath([logs], 3, 'log', closes)[0]).toBeCloseTo(102 * Math.exp(0.004 + 2 * rate), 10)
  })
  it('ends where a session has a price and no expected return, as on a day without a factor', () => {
    expect(expectedPath([{ rel: 0, ...none }, paid], 3, 'simple', closes)[1]).toBeCloseTo((101 / 101) * 99 * 1.001, 10)
    const first = { rel: -2, span: 1, r: 0.02, expected: 0.01 }
    const path = expectedPath([first, { rel: -1, ...none }, { rel: 0, ...none }, paid], 3, 'simple', closes)
    expect(path).toEqual([expect.closeTo(101, 10), null, null, null])
  })
})
