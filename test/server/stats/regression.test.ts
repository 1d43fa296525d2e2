import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Observation, regressCars } from '../../../server/stats/regression.ts'
import { differences, type Figures, noneYet, tell } from './oracle.ts'

const { rows, expected } = JSON.parse(readFileSync(`${import.meta.dirname}/../../golden/regression.json`, 'utf8')) as {
  rows: Observation[]
  expected: Figures
}

describe('regressCars()', () => {
  it('regressCars() gives HC1 and by-date errors as matrix algebra does', () => {
    const worst = noneYet()
    expect(differences(regressCars(rows), expected, worst)).toEqual([])
    tell('regression', worst)
  })
  it('regressCars() does not depend on the order of the events', () => {
    expect(regressCars(rows.toReversed())).toEqual(regressCars(rows))
  })
  it('regressCars() offers by-date errors only when a date repeats', () => {
    const apart = regressCars(rows.map((row, i) => ({ ...row, date: `event ${i}` })))
    expect(apart).toMatchObject({ kind: 'fitted', coefficients: [{ seCluster: null }, { seCluster: null }, {}] })
  })
  it('regressCars() names a characteristic that is the same for every event', () => {
    const flat = rows.map((row) => ({ ...row, characteristics: { ...row.characteristics, year: 2023 } }))
    expect(regressCars(flat)).toMatchObject({ kind: 'unfit', reason: 'zeroVariance' })
  })
  it('regressCars() names characteristics that repeat one another', () => {
    const twice = rows.map((row) => ({
      ...row,
      characteristics: { ...row.characteristics, double: (row.characteristics.size ?? 0) * 2 + 1 },
    }))
    expect(regressCars(twice)).toMatchObject({ kind: 'unfit', reason: 'collinearFactors' })
  })
  it('regressCars() asks for more events than coefficients', () => {
    expect(regressCars(rows.slice(0, 4))).toMatchObject({ kind: 'unfit', reason: 'tooFewEvents' })
    expect(regressCars([])).toMatchObject({ kind: 'unfit', reason: 'tooFewEvents' })
  })
})
