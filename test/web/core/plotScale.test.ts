import { describe, expect, it } from 'vitest'
import { areaPath, linear, linePath, roundTicks } from '../../../web/core/plotScale.ts'

describe('linear', () => {
  it('linear() maps both ends, beyond them and the other way round', () => {
    const up = linear([10, 20], [100, 0])
    expect([10, 20, 15, 25].map(up)).toEqual([100, 0, 50, -50])
  })
  it('linear() of a stretch without length stays at its start', () => expect(linear([3, 3], [7, 9])(3)).toBe(7))
})

it('linePath() and areaPath() write a tenth of a pixel', () => {
  expect(
    linePath([
      [0, 1],
      [2.26, -3],
    ]),
  ).toBe('M0.0 1.0L2.3 -3.0')
  expect(
    areaPath(
      [
        [0, 1],
        [2, 1],
      ],
      [
        [0, 3],
        [2, 4],
      ],
    ),
  ).toBe('M0.0 1.0L2.0 1.0L2.0 4.0L0.0 3.0Z')
})

describe('roundTicks', () => {
  it.each([
    [-0.021, 0.043, [-0.04, -0.02, 0, 0.02, 0.04, 0.06]],
    [0, 10, [0, 2, 4, 6, 8, 10]],
    [0, 0, [0]],
  ])('roundTicks(%d, %d) are round and enclose both', (low, high, ticks) =>
    expect(roundTicks(low, high, 5)).toEqual(ticks),
  )
})
