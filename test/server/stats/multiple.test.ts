import { describe, expect, it } from 'vitest'
import { benjaminiHochberg, holm } from '../../../server/stats/multiple.ts'

const close = (actual: readonly (number | null)[], expected: readonly (number | null)[]) =>
  expect(actual.map((p) => (p === null ? null : Number(p.toFixed(12))))).toEqual(expected)

// Hand arithmetic; R's p.adjust gives the same.
describe('holm() and benjaminiHochberg()', () => {
  const p = [0.04, 0.01, 0.02, 0.05, 0.03]
  it('holm() multiplies by the tests that are left and never falls', () =>
    close(holm(p), [0.09, 0.05, 0.08, 0.09, 0.09]))
  it('benjaminiHochberg() multiplies by m over the rank and never rises from above', () =>
    close(benjaminiHochberg(p), [0.05, 0.05, 0.05, 0.05, 0.05]))
  it('holm() and benjaminiHochberg() keep an absent p absent and do not count it', () => {
    close(holm([null, 0.01, 0.03]), [null, 0.02, 0.03])
    close(benjaminiHochberg([null, 0.01, 0.03]), [null, 0.02, 0.03])
  })
  it('holm() and benjaminiHochberg() give equal p one value', () => {
    close(holm([0.02, 0.01, 0.02]), [0.04, 0.03, 0.04])
    close(benjaminiHochberg([0.02, 0.01, 0.02]), [0.02, 0.02, 0.02])
  })
  it('holm() and benjaminiHochberg() stay at most 1', () => {
    close(holm([0.6, 0.9]), [1, 1])
    close(benjaminiHochberg([0.6, 0.9]), [0.9, 0.9])
  })
})
