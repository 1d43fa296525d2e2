import { describe, expect, it } from 'vitest'
import { paintAxes } from '../../../web/chart/paintAxes.ts'
import { paintCompared, paintStrength } from '../../../web/chart/paintCompared.ts'
import { onto, valueAt } from '../../../web/chart/scales.ts'
import { middleOf, modelOf } from './drawnModel.ts'
import { recorded, strokesOf, styled, textsOf } from './recorded.ts'

const gap = Number.NaN
const compared = {
  base: 0,
  basePrice: 100,
  lines: [
    { symbol: 'SPY', closes: Float64Array.of(50, 51, gap, 54, 55, 56), factor: 2 },
    { symbol: 'NONE', closes: new Float64Array(6).fill(gap), factor: null },
  ],
}

describe('other tickers over the price', () => {
  const y = (price: number) => 1000 - price
  it('begin where this one is at the base, and break off where they have no bar', () => {
    const lines = strokesOf(styled(recorded(paintCompared(modelOf({ compared }), y)), { stroke: 'governance' }))
    expect(lines.map(({ points }) => points)).toEqual([
      [
        [middleOf(0), 900],
        [middleOf(1), 898],
      ],
      [
        [middleOf(3), 892],
        [middleOf(4), 890],
        [middleOf(5), 888],
      ],
    ])
  })
  it('widen the scale, and have their names beside it where the axis does not write', () => {
    const far = { ...compared, lines: [{ symbol: 'FAR', closes: Float64Array.of(1, 1, 1, 1, 1, 9), factor: 100 }] }
    const model = modelOf({ compared: far, zero: 100 })
    expect(model.scales.price.max).toBeGreaterThan(900)
    const texts = textsOf(recorded(paintAxes(model)))
    const name = texts.find(({ text }) => text === 'FAR 8')
    expect(name?.fill).toBe('governance')
    const others = texts.filter(({ text }) => text !== 'FAR 8' && text !== '')
    for (const { y } of others) expect(Math.abs(Number(y) - Number(name?.y))).toBeGreaterThan(11)
  })
  it('have their names beside the prices alone, however many end at the foot of them', () => {
    const low = (symbol: string, close: number) => ({
      symbol,
      closes: Float64Array.of(100, 100, 100, 100, 100, close),
      factor: 1,
    })
    const lines = [low('ONE', 52), low('TWO', 51), low('THREE', 50), low('FOUR', 50)]
    const model = modelOf({ compared: { ...compared, lines } })
    const heights = textsOf(recorded(paintAxes(model)))
      .filter(({ text }) => /^(ONE|TWO|THREE|FOUR)/.test(String(text)))
      .map(({ y }) => Number(y))
      .sort((a, b) => a - b)
    const { top, height } = model.layout.price
    expect(heights).toHaveLength(4)
    // Four lines of fifteen pixels, the last one six pixels above the foot.
    expect(heights).toEqual([51, 36, 21, 6].map((up) => top + height - up))
  })
  it('have relative strength around a line at 100', () => {
    const all = recorded(paintStrength(modelOf({ compared }), (strength) => 400 - strength))
    const [first] = strokesOf(styled(all, { stroke: 'governance' }))
    // 110 / 1.02 above the base.
    expect(first?.points.map(([, top]) => Number(top.toFixed(2)))).toEqual([300, 292.16])
    expect(strokesOf(styled(all, { stroke: 'hair' }))[0]?.points[0]?.[1]).toBe(300.5)
  })
})

describe('the price axis', () => {
  it('by ratios gives equal heights to equal ratios, and valueAt() undoes onto()', () => {
    const [pane, scale] = [
      { top: 0, height: 200 },
      { min: 50, max: 200, log: true },
    ]
    const y = onto(pane, scale)
    expect([50, 100, 200].map((value) => Math.round(y(value)))).toEqual([200, 100, 0])
    expect(valueAt(pane, scale, 100)).toBeCloseTo(100, 9)
    expect(modelOf({ log: true }).scales.price.log).toBe(true)
  })
  it('in percent has round percentages at the prices that they mean', () => {
    const model = modelOf({ zero: 100, priceText: (price) => `${(price / 100 - 1).toFixed(2)}` })
    const y = onto(model.layout.price, model.scales.price)
    const texts = textsOf(recorded(paintAxes(model)))
    const tenth = texts.find(({ text }) => text === '0.10')
    expect(Number(tenth?.y)).toBeCloseTo(y(110), 6)
  })
})
