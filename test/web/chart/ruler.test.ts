import { describe, expect, it } from 'vitest'
import { paintBackdrop } from '../../../web/chart/paintBackdrop.ts'
import { paintRuler } from '../../../web/chart/paintRuler.ts'
import { middleOf, modelOf } from './drawnModel.ts'
import { boxesOf, recorded, strokesOf, styled, textsOf } from './recorded.ts'

const y = (price: number) => (200 - price) * 10

describe('a ruler', () => {
  it('stands at two bars, from close to close, with what lies between them', () => {
    // Closes of 110 and of 120.
    const ruler = { first: 1, last: 4, closes: [110, 120] as const, text: '+9.09 % · 3 sessions' }
    const model = modelOf({ ruler })
    const { price } = model.layout
    const all = recorded(paintRuler(model, y))
    expect(boxesOf(styled(all, { fill: 'window' }))).toEqual([{ x: middleOf(1), y: 800, w: 300, h: 100 }])
    expect(strokesOf(styled(all, { lineDash: [5, 3] }))[0]?.points).toEqual([
      [middleOf(1), 900],
      [middleOf(4), 800],
    ])
    const uprights = strokesOf(styled(all, { stroke: 'accent', lineWidth: 1 })).map(({ points }) => points)
    expect(uprights).toEqual(
      [1, 4].map((bar) => [
        [middleOf(bar) + 0.5, price.top],
        [middleOf(bar) + 0.5, price.top + price.height],
      ]),
    )
    expect(textsOf(all)).toMatchObject([{ text: '+9.09 % · 3 sessions', x: (middleOf(1) + middleOf(4)) / 2 }])
  })
  it('has its words off the bars above it, where there is room for them', () => {
    const ruler = { first: 2, last: 3, closes: [105, 105] as const, text: '0.00 %' }
    const model = modelOf({ ruler })
    const { top, height } = model.layout.price
    // The bars of the line, which would have the words right over it, reach from 104 to 111.
    const scaled = (price: number) => top + height * 0.3 + ((111 - price) / 7) * height * 0.4
    const [words] = textsOf(recorded(paintRuler(model, scaled)))
    const at = Number(words?.y)
    expect(at + 8 <= scaled(111) || at - 8 >= scaled(104)).toBe(true)
    expect(at).toBeGreaterThan(top)
    expect(at).toBeLessThan(top + height)
  })
  it('draws nothing from or to a bar that has no close, but says so', () => {
    const all = recorded(paintRuler(modelOf({ ruler: { first: 1, last: 4, closes: null, text: 'no close' } }), y))
    expect([boxesOf(styled(all, { fill: 'window' })), textsOf(all).map(({ text }) => text)]).toEqual([[], ['no close']])
  })
  it('is nothing where none is', () => expect(paintRuler(modelOf(), y)).toEqual([]))
})

describe('sessions of other events in the estimation window', () => {
  const dots = (leftOut: boolean) => {
    const overlay = {
      window: [0, 0] as const,
      event: { first: 4, last: 4 },
      estimation: { first: 0, last: 2 },
      contaminated: { places: [1, 9], leftOut },
      expected: [],
      car: [],
      total: null,
    }
    return recorded(paintBackdrop(modelOf({ overlay }))).filter(({ circles }) => circles.length > 0)
  }
  it('are dots on its strip, as far as they are on screen: filled, or hollow where they are left out', () => {
    const { price } = modelOf().layout
    const [filled] = dots(false)
    expect(filled?.circles).toEqual([{ x: middleOf(1), y: price.top + price.height - 4, r: 2.5 }])
    expect(filled?.style).toMatchObject({ fill: 'soft' })
    expect(dots(true)[0]?.style).toMatchObject({ fill: 'surface', stroke: 'soft' })
  })
})
