import { describe, expect, it } from 'vitest'
import { compounded, returnsOf } from '../../../server/stats/returns.ts'

describe('returnsOf()', () => {
  it('returnsOf() makes one lumped return of a hole, and none inside it', () => {
    const { value, span } = returnsOf({ kind: 'prices', values: [100, 110, null, 0, -5, 121, 121] }, 'simple')
    expect([...span]).toEqual([0, 1, 0, 0, 0, 4, 1])
    expect(value[1]).toBeCloseTo(0.1, 15)
    expect(value[5]).toBeCloseTo(0.1, 15)
    expect(value[6]).toBe(0)
    expect(value[2]).toBeNaN()
  })
  it('returnsOf() starts after the first price: what came before is no hole', () => {
    expect([...returnsOf({ kind: 'prices', values: [null, null, 50, 55] }, 'simple').span]).toEqual([0, 0, 0, 1])
  })
  it('returnsOf() takes logarithms when asked', () => {
    expect(returnsOf({ kind: 'prices', values: [100, null, 200] }, 'log').value[2]).toBeCloseTo(Math.LN2, 15)
  })
  it('returnsOf() takes ready returns as they are; null and NaN are missing', () => {
    const { value, span } = returnsOf({ kind: 'returns', values: [0.01, null, Number.NaN, 0] }, 'simple')
    expect([...span]).toEqual([1, 0, 0, 1])
    expect(value[3]).toBe(0)
  })
})

describe('compounded()', () => {
  const returns = returnsOf({ kind: 'returns', values: [0.1, 0.1, 0.1, null, 0.1] }, 'simple')
  it('compounded() multiplies simple returns and adds logarithmic ones', () => {
    expect(compounded(returns, 2, 2, 'simple')).toBeCloseTo(0.21, 15)
    expect(compounded(returns, 2, 3, 'log')).toBeCloseTo(0.3, 15)
  })
  it('compounded() has no answer over a missing session', () => {
    expect(compounded(returns, 4, 2, 'simple')).toBeNaN()
  })
  it('compounded() does not cut a lumped return', () => {
    const holed = returnsOf({ kind: 'prices', values: [100, null, 121, 133.1] }, 'simple')
    expect(compounded(holed, 3, 3, 'simple')).toBeCloseTo(0.331, 14)
    expect(compounded(holed, 3, 2, 'simple')).toBeNaN()
  })
})
