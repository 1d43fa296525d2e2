import { describe, expect, it } from 'vitest'
import { empiricalP, quantile, rankAmong, referenceOf, roundedResiduals } from '../../../server/stats/empirical.ts'

describe('empiricalP()', () => {
  const blocks = referenceOf(Float64Array.of(2, -1, 1, 0, -2, 1, -3))
  it('empiricalP() counts equal blocks on both sides, and the event itself', () => {
    // Not above 1: -3 -2 -1 0 1 1; not below: 1 1 2; as far from zero: -3 -2 -1 1 1 2.
    expect(empiricalP(blocks, 1)).toEqual({ empB: 7, empLower: 7 / 8, empUpper: 4 / 8, empTwo: 1, empAbs: 7 / 8 })
  })
  it('empiricalP() doubles the smaller tail and is never zero', () => {
    expect(empiricalP(blocks, -9)).toEqual({ empB: 7, empLower: 1 / 8, empUpper: 1, empTwo: 2 / 8, empAbs: 1 / 8 })
  })
  it('empiricalP() takes values as equal that agree to ten decimals', () => {
    expect(empiricalP(blocks, 2 + 4e-11).empUpper).toBe(2 / 8)
    expect(empiricalP(blocks, 2 + 6e-11).empUpper).toBe(1 / 8)
  })
  it('empiricalP() of nothing at all is one', () => {
    expect(empiricalP(blocks, 0)).toMatchObject({ empAbs: 1, empTwo: 1 })
  })
})

describe('rankAmong()', () => {
  it('rankAmong() counts the smaller ones, and equal ones half in the percentile', () => {
    const residuals = roundedResiduals(Float64Array.of(0.02, Number.NaN, -0.01, 0.01, 0.01, 0.03))
    expect(rankAmong(residuals, 0.01)).toEqual({ rankLow: 2, percentile: 2 / 5 })
    expect(rankAmong(residuals, -0.05)).toEqual({ rankLow: 1, percentile: 0 })
    expect(rankAmong(residuals, 0.01 + 6e-13)).toEqual({ rankLow: 4, percentile: 3 / 5 })
  })
})

describe('quantile()', () => {
  // R: quantile(c(1, 2, 4, 8), c(0.025, 0.5, 0.975), type = 7)
  it.each([
    [0.025, 1.075],
    [0.5, 3],
    [0.975, 7.7],
    [1, 8],
  ])('quantile() at %f is %f', (p, value) => {
    expect(quantile([1, 2, 4, 8], p)).toBeCloseTo(value, 12)
  })
})
