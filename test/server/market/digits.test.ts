import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digitsOf, isTold, numbersOf, stepsOf, summed } from '../../../server/market/digits.ts'

const MOST = 2 ** 51

describe('digitsOf()', () => {
  it('writes a character of each number in each place of base 90, the lowest first', () => {
    // By hand: 0, 1, 2, 3, 90 after taking turns; "#" is 0, "$" 1, "%" 2, "&" 3.
    expect(digitsOf([0, -1, 1, -2, 45])).toEqual(['#$%&#', '####$'])
    expect(digitsOf([0, 0])).toEqual([])
    // The places before and after the backslash, which no digit is.
    expect(digitsOf([28, -29, 44, -45])).toEqual(['[]|}'])
  })

  it('writes what JSON writes as it is', () => {
    const places = digitsOf(Array.from({ length: 200 }, (_, i) => i - 100))
    expect(JSON.stringify(places)).toBe(`["${places.join('","')}"]`)
  })

  it('gives every number again', () =>
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger().map((value) => value % (MOST + 1))), (values) => {
        expect(values.every(isTold)).toBe(true)
        // There is one zero in digits, as in JSON.
        expect(numbersOf(digitsOf(values), values.length)).toEqual(values.map((value) => value + 0))
      }),
    ))

  it('gives the numbers of which doubled ones are still whole', () => {
    const values = [MOST, -MOST, MOST - 1, 1 - MOST]
    expect(numbersOf(digitsOf(values), 4)).toEqual(values)
    expect([MOST + 1, -MOST - 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY].map(isTold)).toEqual(Array(5).fill(false))
  })
})

describe('stepsOf()', () => {
  it('begins with the distance from zero', () => expect(stepsOf([5, 7, 4])).toEqual([5, 2, -3]))
  it('is undone by summed()', () =>
    fc.assert(
      fc.property(fc.array(fc.integer()), (values) => {
        expect(summed(stepsOf(values))).toEqual(values)
      }),
    ))
})
