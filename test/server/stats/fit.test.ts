import { describe, expect, it } from 'vitest'
import { designOf } from '../../../server/stats/design.ts'
import { studentTwoSided } from '../../../server/stats/distributions.ts'
import { expectedReturn, fitModel, leverage } from '../../../server/stats/fit.ts'
import { defaultSettings } from '../../../server/stats/settings.ts'
import { sumsOver } from '../../../server/stats/windowSums.ts'
import { differences, noneYet, readOracle, tell } from './oracle.ts'

type Tiny = {
  cases: {
    id: string
    marketEstimation: number[]
    securityEstimation: number[]
    marketEvent: number[]
    securityEvent: number[]
    expected: Record<string, unknown>
  }[]
}
const tiny = readOracle<Tiny>('tiny-exact')
if (tiny === null) throw new Error('Cannot read the exact cases: the file is part of the project')

const dates = (n: number) => Array.from({ length: n }, (_, t) => `session ${t}`)

describe('fitModel()', () => {
  it.each(tiny.cases)('fitModel() solves $id as exact fractions do', (small) => {
    const n = small.marketEstimation.length
    const length = small.marketEvent.length
    const design = designOf(
      {
        calendar: dates(n + length),
        asset: { kind: 'returns', values: [...small.securityEstimation, ...small.securityEvent] },
        market: { kind: 'returns', values: [...small.marketEstimation, ...small.marketEvent] },
      },
      defaultSettings,
    )
    const fitted = fitModel(design, { from: 0, to: n - 1, masked: null }, 3, new Float64Array(n))
    if (fitted.kind === 'unfit') throw new Error(fitted.detail)
    const positions = small.marketEvent.map((_, i) => n + i)
    const ar = positions.map((t) => (design.y[t] ?? 0) - expectedReturn(fitted, design, t))
    const C = small.marketEvent.map((market) => 1 + leverage(fitted, 1, [market]))
    const t = ar.map((value, i) => value / (fitted.sigma * Math.sqrt(C[i] ?? 0)))
    const sums = sumsOver(fitted, design, n, [0, length - 1])
    const seCar = fitted.sigma * Math.sqrt(sums.exact)
    const actual = {
      alpha: fitted.alpha,
      beta: fitted.slopes[0],
      sigma: fitted.sigma,
      df: fitted.df,
      ar,
      C,
      t,
      p: t.map((value) => studentTwoSided(value, fitted.df)),
      car: sums.car,
      seCar,
      tCar: sums.car / seCar,
      pCar: studentTwoSided(sums.car / seCar, fitted.df),
    }
    const worst = noneYet()
    expect(differences(actual, small.expected, worst)).toEqual([])
    tell(`tiny-exact ${small.id}`, worst)
  })

  const wave = (t: number) => Math.sin(t * 1.7) / 100
  const asset = { kind: 'returns', values: Array.from({ length: 40 }, (_, t) => wave(t * 3 + 1)) } as const
  const fitWith = (market: readonly number[], settings = defaultSettings) => {
    const design = designOf({ calendar: dates(40), asset, market: { kind: 'returns', values: market } }, settings)
    return fitModel(design, { from: 0, to: 39, masked: null }, 30, new Float64Array(40))
  }

  it('fitModel() names a benchmark that never moved, whatever its mean rounds to', () => {
    expect(fitWith(Array(40).fill(0.1))).toMatchObject({ kind: 'unfit', reason: 'constantBenchmark', M: 40 })
  })
  it.each([
    ['once', Array.from({ length: 40 }, (_, t) => (t === 1 ? 0.2 : 0.1))],
    ['by a ten-millionth', Array.from({ length: 40 }, (_, t) => 0.1 + (t % 3) * 1e-7)],
  ])('fitModel() takes a benchmark that moved %s', (_, market) => {
    expect(fitWith(market)).toMatchObject({ kind: 'fitted', M: 40 })
  })
  it('fitModel() names a security that follows its benchmark exactly', () => {
    expect(fitWith(asset.values.map((r) => r * 0.3 + 0.001))).toMatchObject({ kind: 'unfit', reason: 'zeroVariance' })
  })
  it('fitModel() names factors that repeat one another', () => {
    const first = Array.from({ length: 40 }, (_, t) => wave(t))
    const design = designOf(
      { calendar: dates(40), asset, factors: { a: first, b: first.map((r) => r * 2) } },
      { ...defaultSettings, model: 'factors', factors: ['a', 'b'] },
    )
    const fitted = fitModel(design, { from: 0, to: 39, masked: null }, 30, new Float64Array(40))
    expect(fitted).toMatchObject({
      kind: 'unfit',
      reason: 'collinearFactors',
      detail: 'regressor 2 repeats the others',
    })
  })
  it('fitModel() names the factor that never moved, and takes one that moves by a ten-millionth', () => {
    const first = Array.from({ length: 40 }, (_, t) => wave(t))
    const withSecond = (b: number[]) => {
      const settings = { ...defaultSettings, model: 'factors', factors: ['a', 'b'] } as const
      const design = designOf({ calendar: dates(40), asset, factors: { a: first, b } }, settings)
      return fitModel(design, { from: 0, to: 39, masked: null }, 30, new Float64Array(40))
    }
    expect(withSecond(Array(40).fill(0.1))).toMatchObject({
      kind: 'unfit',
      reason: 'constantBenchmark',
      detail: 'regressor 2 did not move beyond rounding',
    })
    expect(withSecond(Array.from({ length: 40 }, (_, t) => (t % 3) * 1e-7))).toMatchObject({ kind: 'fitted', k: 3 })
  })
  it('fitModel() counts 29 observations as too few when 30 are needed', () => {
    const design = designOf(
      {
        calendar: dates(40),
        asset,
        market: { kind: 'returns', values: Array.from({ length: 40 }, (_, t) => wave(t)) },
      },
      defaultSettings,
    )
    const with29 = fitModel(design, { from: 0, to: 28, masked: null }, 30, new Float64Array(29))
    const with30 = fitModel(design, { from: 0, to: 29, masked: null }, 30, new Float64Array(30))
    expect([with29.kind, with30.kind]).toEqual(['unfit', 'fitted'])
  })
  it('fitModel() takes one observation more than it has coefficients, whoever asks for fewer', () => {
    const market = [0.01, -0.02, 0.015]
    const design = designOf(
      {
        calendar: dates(3),
        asset: { kind: 'returns', values: [0.02, 0.01, -0.005] },
        market: { kind: 'returns', values: market },
      },
      defaultSettings,
    )
    const fitted = [1, 2].map((to) => fitModel(design, { from: 0, to, masked: null }, 0, new Float64Array(to + 1)))
    expect(fitted).toMatchObject([
      { kind: 'unfit', reason: 'tooFewObservations', M: 2, detail: '2 usable sessions of 3 needed' },
      { kind: 'fitted', M: 3, df: 1 },
    ])
  })
  it('fitModel() leaves masked sessions out and their residuals absent', () => {
    const masked = new Uint8Array(40)
    masked[5] = 1
    const residuals = new Float64Array(40)
    const design = designOf(
      {
        calendar: dates(40),
        asset,
        market: { kind: 'returns', values: Array.from({ length: 40 }, (_, t) => wave(t)) },
      },
      defaultSettings,
    )
    const fitted = fitModel(design, { from: 0, to: 39, masked }, 30, residuals)
    expect(fitted).toMatchObject({ kind: 'fitted', M: 39, df: 37 })
    expect([...residuals.keys()].filter((t) => Number.isNaN(residuals[t] ?? 0))).toEqual([5])
  })
})
