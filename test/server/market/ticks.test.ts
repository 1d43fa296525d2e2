import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numbersOf } from '../../../server/market/digits.ts'
import { type PriceRows, pricesAt, ticksOf } from '../../../server/market/ticks.ts'

const names = ['open', 'high', 'low', 'close'] as const
const ofRows = (rows: readonly (readonly number[])[]): PriceRows => {
  const column = (at: number) => rows.map((row) => row[at] ?? 0)
  return { open: column(0), high: column(1), low: column(2), close: column(3) }
}
/** By what JSON says of them, to the last digit that tells two doubles apart. */
const told = (prices: PriceRows) => JSON.stringify(names.map((name) => prices[name]))

describe('ticksOf()', () => {
  it('counts from the close before, from the open, and from the higher and the lower of both', () => {
    const rows = [
      [100.5, 101, 99.25, 100],
      [100, 102.25, 98, 102],
    ]
    const { decimals, ...digits } = ticksOf(ofRows(rows)) ?? expect.fail('prices of two decimals are no ticks')
    expect(decimals).toBe(2)
    expect(Object.fromEntries(names.map((name) => [name, numbersOf(digits[name], 2)]))).toEqual({
      open: [10_050, 0],
      high: [50, 25],
      low: [75, 200],
      close: [-50, 200],
    })
  })

  it('takes the fewest decimals that tell every price', () => {
    expect(ticksOf(ofRows([[5, 6, 4, 5]]))?.decimals).toBe(0)
    expect(ticksOf(ofRows([[5, 6, 4, 5.00000001]]))?.decimals).toBe(8)
    expect(ticksOf(ofRows([[5, 6, 4, 5.000000001]]))).toBeNull()
    expect(ticksOf(ofRows([[5, 6, 4, 1 / 3]]))).toBeNull()
    expect(ticksOf(ofRows([[1e15, 1e15, 1e15, 1e15]]))).toEqual(expect.objectContaining({ decimals: 0 }))
    expect(ticksOf(ofRows([[1e15, 1e15, 1e15, 1e15 + 0.5]]))).toBeNull()
    expect(ticksOf(ofRows([[Number.NaN, 1, 1, 1]]))).toBeNull()
  })

  it('gives decimal prices again to the last bit', () =>
    fc.assert(
      fc.property(
        fc.nat(8).chain((decimals) =>
          fc.tuple(
            fc.constant(decimals),
            fc.array(fc.array(fc.integer({ min: -1e9, max: 1e12 }), { minLength: 4, maxLength: 4 }), {
              maxLength: 40,
            }),
          ),
        ),
        ([decimals, rows]) => {
          // As their text is read, which is how a source gives them.
          const prices = ofRows(rows.map((row) => row.map((ticks) => Number(`${ticks}e-${decimals}`))))
          const ticks = ticksOf(prices) ?? expect.fail('decimal prices are no ticks')
          expect(told(pricesAt(JSON.parse(JSON.stringify(ticks)), rows.length))).toBe(told(prices))
        },
      ),
    ))

  it('gives any prices again to the last bit, or none', () =>
    fc.assert(
      fc.property(fc.array(fc.array(fc.double(), { minLength: 4, maxLength: 4 })), (rows) => {
        const prices = ofRows(rows)
        const ticks = ticksOf(prices)
        if (ticks !== null) expect(told(pricesAt(ticks, rows.length))).toBe(told(prices))
      }),
    ))
})
