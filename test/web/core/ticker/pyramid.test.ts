import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Columns, extremes, largestVolume, levelFor, pyramidOf } from '../../../../web/core/ticker/pyramid.ts'

const bars: fc.Arbitrary<Columns> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 999 }), fc.nat(50), fc.nat(50), fc.nat(1000)), {
    minLength: 1,
    maxLength: 70,
  })
  .map((rows) => ({
    open: Float64Array.from(rows, ([open]) => open),
    close: Float64Array.from(rows, ([open, up, down]) => open + up - down),
    high: Float64Array.from(rows, ([open, up]) => open + up),
    low: Float64Array.from(rows, ([open, , down]) => open - down),
    volume: Float64Array.from(rows, ([, , , volume]) => volume),
  }))

describe('pyramid', () => {
  it('pyramidOf() merges like the bars themselves: open, high, low, close and volume of every block', () =>
    fc.assert(
      fc.property(bars, (columns) => {
        pyramidOf(columns).levels.forEach((level, depth) => {
          level.open.forEach((open, j) => {
            const block = (column: Float64Array) => column.slice(j * 2 ** depth, (j + 1) * 2 ** depth)
            expect(open).toBe(block(columns.open)[0])
            expect(level.close[j]).toBe(block(columns.close).at(-1))
            expect(level.high[j]).toBe(Math.max(...block(columns.high)))
            expect(level.low[j]).toBe(Math.min(...block(columns.low)))
            expect(level.volume[j]).toBe(block(columns.volume).reduce((sum, volume) => sum + volume, 0))
          })
        })
      }),
    ))
  it('extremes() equals a walk over the raw bars', () =>
    fc.assert(
      fc.property(bars, fc.nat(), fc.nat(), (columns, a, b) => {
        const length = columns.open.length
        const [first, last] = [Math.min(a % length, b % length), Math.max(a % length, b % length)]
        expect(extremes(pyramidOf(columns), first, last)).toEqual({
          low: Math.min(...columns.low.slice(first, last + 1)),
          high: Math.max(...columns.high.slice(first, last + 1)),
        })
      }),
    ))
  it('extremes() refuses bars that do not exist', () => {
    const one = pyramidOf({
      open: new Float64Array(3),
      high: new Float64Array(3),
      low: new Float64Array(3),
      close: new Float64Array(3),
      volume: new Float64Array(3),
    })
    expect(() => extremes(one, 1, 3)).toThrow(RangeError)
  })
  it('levelFor() merges until a bar is as wide as asked', () => {
    const columns = { length: 1024 }
    const zeros = () => new Float64Array(columns.length)
    const pyramid = pyramidOf({ open: zeros(), high: zeros(), low: zeros(), close: zeros(), volume: zeros() })
    expect(levelFor(pyramid, 4, 1)).toBe(0)
    expect(levelFor(pyramid, 0.25, 1)).toBe(2)
    expect(levelFor(pyramid, 0.3, 1)).toBe(2)
    expect(largestVolume(pyramid, 2, 0, 1023)).toBe(0)
  })
})
