import { describe, expect, it } from 'vitest'
import { type Heard, sweepOf } from '../../../../web/core/ticker/sweep.ts'

const bar = (close: number | null, ar: number | null = null, events = 0): Heard => ({ close, ar, events })

describe('sweepOf', () => {
  it('sweepOf() gives the same change in percent the same interval, from 220 to 880 hertz', () => {
    // 100, 200, 400: an octave each.
    expect(sweepOf([bar(100), bar(200), bar(400)], 3)).toEqual([
      { at: 0, length: 1, hertz: 220, voice: 'price' },
      { at: 1, length: 1, hertz: expect.closeTo(440, 9), voice: 'price' },
      { at: 2, length: 1, hertz: expect.closeTo(880, 9), voice: 'price' },
    ])
  })
  it('sweepOf() is silent where there is no price, and in the middle where all are equal', () => {
    expect(sweepOf([bar(5), bar(null), bar(5)], 3)).toEqual([
      { at: 0, length: 1, hertz: 440, voice: 'price' },
      { at: 2, length: 1, hertz: 440, voice: 'price' },
    ])
    expect(sweepOf([bar(null)], 8)).toEqual([])
    expect(sweepOf([], 8)).toEqual([])
  })
  it('sweepOf() tells the sign of the abnormal return by the voice, and each event by a tick, three at most', () => {
    const tones = sweepOf([bar(1, 0.02), bar(1, -0.01, 1), bar(1, null, 9)], 3)
    expect(tones.filter(({ voice }) => voice !== 'event').map(({ voice }) => voice)).toEqual([
      'above',
      'below',
      'price',
    ])
    expect(tones.filter(({ voice }) => voice === 'event').map(({ at }) => at)).toEqual([1, 2, 2.06, 2.12])
  })
  it('sweepOf() of more bars than steps keeps the last price, the largest abnormal return and all events of each', () => {
    const bars = Array.from({ length: 40 }, (_, i) => bar(i + 1, i % 2 === 0 ? -0.03 : 0.01, i === 7 ? 1 : 0))
    const tones = sweepOf(bars, 1)
    const prices = tones.filter(({ voice }) => voice !== 'event')
    expect(prices).toHaveLength(20)
    expect(new Set(prices.map(({ voice }) => voice))).toEqual(new Set(['below']))
    expect(prices.at(-1)?.hertz).toBeCloseTo(880, 9)
    expect(tones.filter(({ voice }) => voice === 'event').map(({ at }) => at)).toEqual([expect.closeTo(3 / 20, 9)])
  })
})
