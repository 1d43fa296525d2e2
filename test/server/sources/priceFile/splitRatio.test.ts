import { describe, expect, it } from 'vitest'
import { splitRatio, wholeRatio } from '../../../../server/sources/priceFile/splitRatio.ts'

describe('splitRatio', () => {
  it.each([
    // Rounded or cut decimals of ratios that never end.
    ['0.142857', 1, 7],
    ['0.1429', 1, 7],
    ['0.1428', 1, 7],
    ['0.3333', 1, 3],
    ['0.333', 1, 3],
    ['1.3333', 4, 3],
    ['0.6667', 2, 3],
    ['1.1667', 7, 6],
    ['0.0667', 1, 15],
    ['0.0333', 1, 30],
    ['0.14285714285714285', 1, 7],
    // What ends as a decimal is that, whatever lies near.
    ['0.125', 1, 8],
    ['0.05', 1, 20],
    ['1.5', 3, 2],
    ['1.05', 21, 20],
    ['1.0195', 2039, 2000],
    // 1:299 to 1:307 are all written so: the digits are all there is.
    ['0.0033', 0.0033, 1],
    // Ratios in words of their own are taken as they stand.
    ['1/7', 1, 7],
    ['3:2', 3, 2],
    ['7', 7, 1],
  ])('of %s is %d for %d', (text, numerator, denominator) => {
    const ratio = splitRatio(text, 'dot')
    const whole = ratio == null ? null : wholeRatio(ratio)
    expect((whole?.numerator ?? 0) / (whole?.denominator ?? 1)).toBe(numerator / denominator)
  })
  it('reads a decimal comma alike', () =>
    expect(splitRatio('0,1429', 'comma')).toEqual({ numerator: 1, denominator: 7 }))
  it.each(['', '0', '1', '1.0000'])('of %j is none', (text) => expect(splitRatio(text, 'dot')).toBe(null))
})
