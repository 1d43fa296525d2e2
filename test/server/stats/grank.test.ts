import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundStandardised } from '../../../server/stats/empirical.ts'
import { generalisedRanks } from '../../../server/stats/grank.ts'
import { sorterOf } from '../../../server/stats/sorted.ts'

type Event = { readonly residuals: readonly number[]; readonly z: readonly number[] }

/** Kolari and Pynnonen's definition, written out for one column: average ranks, gaps and ties included. */
function plain(events: readonly Event[], column: number, L1: number) {
  const with_ = events.filter(({ z }) => !Number.isNaN(z[column] ?? Number.NaN))
  const N = with_.length
  const scores = with_.map(({ residuals, z }) => {
    const series = [...residuals, z[column] ?? 0]
    const present = series.filter((value) => !Number.isNaN(value))
    const rank = (value: number) =>
      present.filter((other) => other < value).length + (present.filter((other) => other === value).length + 1) / 2
    return {
      m: present.length,
      U: series.map((value) => (Number.isNaN(value) ? null : rank(value) / (present.length + 1) - 0.5)),
    }
  })
  let [squares, T] = [0, 0]
  for (let t = 0; t <= L1; t++) {
    const here = scores.map(({ U }) => U[t] ?? null).filter((value) => value !== null)
    if (here.length === 0) continue
    const mean = here.reduce((sum, value) => sum + value, 0) / here.length
    squares += (here.length / N) * mean ** 2
    T++
  }
  const own = scores.reduce((sum, { U }) => sum + (U[L1] ?? 0), 0) / N
  const Z = own / Math.sqrt(squares / T)
  const variance = scores.reduce((sum, { m }) => sum + (m - 1) / (12 * (m + 1)), 0)
  return { T, Z, grankT: Z * Math.sqrt((T - 2) / (T - 1 - Z ** 2)), grankZ: (N * own) / Math.sqrt(variance) }
}

describe('generalisedRanks()', () => {
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
    fc.assert(
      fc.property(fc.array(event, { minLength: 3, maxLength: 8 }), (events) => {
        const ranks = generalisedRanks(L1, 2)
        const sorter = sorterOf(L1, 0)
        for (const { residuals, z } of events) {
          const row = Float64Array.from(residuals)
          const m = sorter.sortResiduals(row)
          sorter.standardise(row, m, 1)
          ranks.begin(sorter, m)
          for (const [c, tested] of z.entries()) ranks.add(c, roundStandardised(tested))
        }
        for (const c of [0, 1]) {
          const result = ranks.result(c)
          if (result.T === null) continue
          const { T, Z, grankT, grankZ } = plain(events, c, L1)
          expect(result.T).toBe(T)
          expect(result.grankZ).toBeCloseTo(grankZ, 10)
          if (T - 1 - Z ** 2 > 0.01) expect(result.grankT).toBeCloseTo(grankT, 8)
        }
      }),
    )
  })
})
