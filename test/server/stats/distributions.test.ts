import { describe, expect, it } from 'vitest'
import {
  fairBinomialTwoSided,
  fUpper,
  normalCdf,
  normalQuantile,
  normalTwoSided,
  studentCdf,
  studentQuantile,
  studentTwoSided,
} from '../../../server/stats/distributions.ts'
import { differences, noneYet, readOracle, tell } from './oracle.ts'

type Tables = {
  studentT: { df: number; x: number; cdf: number; two: number }[]
  studentTQuantile: { df: number; p: number; x: number }[]
  normal: { x: number; cdf: number; two: number }[]
  normalQuantile: { p: number; x: number }[]
  f: { d1: number; d2: number; x: number; sf: number }[]
}
const tables = readOracle<Tables>('distributions')
if (tables === null) throw new Error('Cannot read the tables of distributions: the file is part of the project')

function agree(name: string, rows: readonly (readonly [number, number])[]) {
  const worst = noneYet()
  const far = rows.filter(([actual, expected]) => {
    // 14 decimals would hide the deep tails: here only the relative difference counts.
    const relative = expected === 0 ? Math.abs(actual) : Math.abs(actual / expected - 1)
    worst.relative = Math.max(worst.relative, relative)
    worst.compared++
    // Written so that a figure which is no number is far off.
    return !(relative <= 1e-9)
  })
  tell(`distributions ${name}`, worst)
  expect(rows.length).toBeGreaterThanOrEqual(10)
  expect(far).toEqual([])
}

describe('distributions against R', () => {
  it('studentCdf() and studentTwoSided() keep relative precision from 1 to many degrees of freedom', () => {
    agree(
      'student',
      tables.studentT.flatMap(
        ({ df, x, cdf, two }) =>
          [
            [studentCdf(x, df), cdf],
            [studentTwoSided(x, df), two],
          ] as const,
      ),
    )
  })
  it('studentTwoSided() of t = 15 with 248 degrees of freedom is 1.24e-36', () => {
    expect(studentTwoSided(15, 248)).toBeGreaterThan(1.235e-36)
    expect(studentTwoSided(15, 248)).toBeLessThan(1.245e-36)
  })
  it('studentQuantile() inverts the distribution', () => {
    agree(
      'student quantile',
      tables.studentTQuantile.map(({ df, p, x }) => [studentQuantile(p, df), x] as const),
    )
  })
  it('normalCdf() and normalTwoSided() keep relative precision', () => {
    agree(
      'normal',
      tables.normal.flatMap(
        ({ x, cdf, two }) =>
          [
            [normalCdf(x), cdf],
            [normalTwoSided(x), two],
          ] as const,
      ),
    )
  })
  it('normalQuantile() inverts the distribution', () => {
    agree(
      'normal quantile',
      tables.normalQuantile.map(({ p, x }) => [normalQuantile(p), x] as const),
    )
  })
  it('fUpper() gives the tail of F', () => {
    agree(
      'F',
      tables.f.map(({ d1, d2, x, sf }) => [fUpper(x, d1, d2), sf] as const),
    )
  })
  it('fUpper() is 1 where nothing varies', () => expect(fUpper(0, 3, 20)).toBe(1))
  it.each([
    // Hand arithmetic: 2 · (1 + 6) / 64, 2 · 1 / 8, the middle.
    [5, 6, 14 / 64],
    [0, 3, 0.25],
    [2, 4, 1],
  ])('fairBinomialTwoSided() of %i in %i tosses is %f', (hits, n, p) => {
    expect(fairBinomialTwoSided(hits, n)).toBeCloseTo(p, 14)
  })
  it.each<[string, unknown, unknown, number]>([
    ['a figure that is off by 2e-9', { t: 1 + 2e-9 }, { t: 1 }, 1],
    ['a probability that is off by 2e-7', { pExact: 0.5 + 1e-7 }, { pExact: 0.5 }, 1],
    ['no figure that is off by 5e-10', { t: 1 + 5e-10 }, { t: 1 }, 0],
    ['a figure that is absent', { t: null }, { t: 1 }, 1],
    ['a field that is absent', {}, { t: null }, 1],
    ['a figure where none should be', { t: 1 }, { t: null }, 1],
    ['a list that is too short', { days: [] }, { days: [{ t: 1 }] }, 1],
    ['another word', { reason: 'noPrice' }, { reason: 'tooFewEvents' }, 1],
  ])('differences() notices %s', (_, actual, expected, count) => {
    expect(differences(actual, expected, noneYet())).toHaveLength(count)
  })
})
