import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundStandardised } from '../../../server/stats/empirical.ts'
import { generalisedRanks } from '../../../server/stats/grank.ts'
import { sorterOf } from '../../../server/stats/sorted.ts'

type Event = { readonly residuals: readonly number[]; readonly z: readonly number[] }

/** Kolari and Pynnonen's definition, written out for one column: average ranks, gaps, ties and absent values included. */
function plain(events: readonly Event[], column: number, L1: number) {
  const N = events.length
  const scores = events.map(({ residuals, z }) => {
    const series = [...residuals, z[column] ?? Number.NaN]
    const present = series.filter((value) => !Number.isNaN(value))
    const rank = (value: number) =>
      present.filter((other) => other < value).length + (present.filter((other) => other === value).length + 1) / 2
    return {
      m: present.length,
      U: series.map((value) => (Number.isNaN(value) ? null : rank(value) / (present.length + 1) - 0.5)),
    }
  })
  const at = (t: number) => scores.map(({ U }) => U[t] ?? null).filter((value) => value !== null)
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  let [squares, T] = [0, 0]
  for (let t = 0; t <= L1; t++) {
    const here = at(t)
    if (here.length === 0) continue
    squares += (here.length / N) * meanOf(here) ** 2
    T++
  }
  const own = at(L1)
  const Z = meanOf(own) / Math.sqrt(squares / T)
  const variance = scores.reduce((sum, { m, U }) => sum + (U[L1] === null ? 0 : (m - 1) / (12 * (m + 1))), 0)
  return {
    T,
    Z,
    grankT: Z * Math.sqrt((T - 2) / (T - 1 - Z ** 2)),
    grankZ: (own.length * meanOf(own)) / Math.sqrt(variance),
  }
}

/** The tests of every column, as the program computes them. */
function ranksOf(events: readonly Event[], L1: number, columns: number) {
  const ranks = generalisedRanks(L1, columns)
  const sorter = sorterOf(L1, 0)
  for (const { residuals, z } of events) {
    const row = Float64Array.from(residuals)
    const m = sorter.sortResiduals(row)
    sorter.standardise(row, m, 1)
    ranks.begin(sorter, m)
    for (const [c, tested] of z.entries()) ranks.add(c, roundStandardised(tested))
  }
  return ranks
}

const golden = JSON.parse(readFileSync(`${import.meta.dirname}/../../golden/grank.json`, 'utf8')) as {
  readonly residuals: readonly (readonly (number | null)[])[]
  readonly z: readonly (readonly (number | null)[])[]
  readonly expected: readonly Readonly<Record<string, number>>[]
}
const known = (values: readonly (number | null)[] = []) => values.map((value) => value ?? Number.NaN)

describe('generalisedRanks()', () => {
  it('generalisedRanks() agrees with SciPy where events have no value', () => {
    const events = golden.residuals.map((residuals, at) => ({ residuals: known(residuals), z: known(golden.z[at]) }))
    const ranks = ranksOf(events, 40, 3)
    for (const [column, expected] of golden.expected.entries())
      for (const [name, value] of Object.entries(expected))
        expect(ranks.result(column)[name as 'grankT'], `${name} of column ${column}`).toBeCloseTo(value, 10)
  })
  it('generalisedRanks() is the definition, with ties, holes and absent values', () => {
    const L1 = 12
    const value = fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: -6, max: 6 }) },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
    )
    const event = fc.record({
      residuals: fc.array(value, { minLength: L1, maxLength: L1 }),
      z: fc.array(value, { minLength: 2, maxLength: 2 }),
    })
    let compared = 0
    fc.assert(
      fc.property(fc.array(event, { minLength: 3, maxLength: 8 }), (events) => {
        const ranks = ranksOf(events, L1, 2)
        for (const c of [0, 1]) {
          const result = ranks.result(c)
          const without = events.every(({ z }) => Number.isNaN(z[c]))
          expect(result.T === null).toBe(without)
          if (without) continue
          const { T, Z, grankT, grankZ } = plain(events, c, L1)
          expect(result.T).toBe(T)
          expect(result.grankZ).toBeCloseTo(grankZ, 10)
          if (!(T - 1 - Z ** 2 > 0.01)) continue
          expect(result.grankT).toBeCloseTo(grankT, 8)
          compared++
        }
      }),
    )
    // Of 200 columns a few have all their values equal, or a rank so extreme that its t has no bounds.
    expect(compared).toBeGreaterThan(150)
  })
})
