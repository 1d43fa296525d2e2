import { describe, expect, it } from 'vitest'
import { paintAbnormal, paintVolume } from '../../../web/chart/paintPanes.ts'
import { middleOf, modelOf, pricesOf } from './drawnModel.ts'
import { boxesOf, recorded, strokesOf, styled } from './recorded.ts'

describe('volume', () => {
  // A pixel a hundred shares, the foot at 500.
  const y = (volume: number) => 500 - volume / 100
  const prices = pricesOf([100, 110, 105, 105, 120, 90], { volume: [1000, 2000, 3000, null, 5000, 6000] })
  const all = recorded(paintVolume(modelOf({}, prices), y))
  it('stands on its foot, hollow where the price rose and filled where it fell', () => {
    const hollow = boxesOf(styled(all, { stroke: 'soft' }))
    const filled = boxesOf(styled(all, { fill: 'soft' }))
    expect(hollow.map(({ y: top, h }) => [top + h, h + 0.5])).toEqual([
      [500, 10],
      [500, 20],
      [500, 50],
    ])
    expect(filled.map(({ y: top, h }) => [top, h])).toEqual([
      [470, 30],
      [440, 60],
    ])
  })
  it('a session whose volume is not known has no bar', () =>
    expect(boxesOf(all).some(({ x, w }) => x < middleOf(3) && x + w > middleOf(3))).toBe(false))
})

describe('abnormal returns', () => {
  // Ten pixels a percent, zero at 300.
  const y = (fraction: number) => 300 - fraction * 1000
  const abnormal = [
    { index: 1, ar: 0.02, significant: true, unexplained: true },
    { index: 2, ar: -0.03, significant: true, unexplained: false },
    { index: 3, ar: 0.01, significant: false, unexplained: false },
    { index: 4, ar: -0.01, significant: false, unexplained: false },
    { index: 40, ar: 0.5, significant: true, unexplained: true },
  ]
  const all = recorded(paintAbnormal(modelOf({ abnormal }), y))
  it('rise and fall from zero, filled where they are distinguishable and hollow where not', () => {
    const of = (style: object) => boxesOf(styled(all, { ...style })).map(({ y: top, h }) => [top, h])
    expect(of({ fill: 'up' })).toEqual([[280, 20]])
    expect(of({ fill: 'down' })).toEqual([[300, 30]])
    expect(of({ fill: 'surface', stroke: 'soft' })).toEqual([
      [290.5, 10],
      [300.5, 10],
    ])
  })
  it('have the CAR over them', () => {
    const overlay = {
      window: [0, 1] as const,
      total: 0.02,
      event: { first: 1, last: 2 },
      estimation: null,
      contaminated: { places: [], leftOut: false },
      expected: [],
      car: [
        { index: 0, car: 0 },
        { index: 1, car: 0.02 },
      ],
    }
    const [line] = strokesOf(styled(recorded(paintAbnormal(modelOf({ overlay }), y)), { stroke: 'ink' }))
    expect(line?.points).toEqual([
      [middleOf(0), 300],
      [middleOf(1), 280],
    ])
  })
})

describe('abnormal returns of every session', () => {
  const y = (fraction: number) => 300 - fraction * 1000
  const bar = (index: number, ar: number, significant = false, unexplained = false) => ({
    index,
    ar,
    significant,
    unexplained,
  })

  it('have a mark beyond the bar where one stands out with no event known, inside the pane', () => {
    const abnormal = [bar(1, 0.02, true, true), bar(2, 0.02, true), bar(3, -9, true, true)]
    const model = modelOf({ abnormal })
    const marks = strokesOf(styled(recorded(paintAbnormal(model, y)), { stroke: 'ink', fill: 'surface' }))
    const middles = marks.map(({ points }) => [points[1]?.[1], points.length])
    const { ar } = model.layout
    // The bar ends at 280; the mark of 3.5 pixels stands three pixels above it, and is kept 2 off the foot of the pane.
    expect(middles).toEqual([
      [Math.max(280 - 6.5, (ar?.top ?? 0) + 5.5), 4],
      [(ar?.top ?? 0) + (ar?.height ?? 0) - 5.5, 4],
    ])
  })

  it('are lines where bars are narrow; of those that share a pixel a told one is drawn, else the largest', () => {
    const abnormal = [bar(0, 0.01), bar(1, 0.03), bar(2, -0.02, true), bar(3, 0.09), bar(80, -0.04), bar(81, 0.02)]
    // Forty bars to a pixel: 0 to 3 share one, 80 and 81 another.
    const model = modelOf({ abnormal, span: { from: 0, to: 24_000 } })
    const all = recorded(paintAbnormal(model, y))
    expect(boxesOf(styled(all, { fill: 'down' })).map(({ y: top, w, h }) => [top, w, h])).toEqual([[300, 1, 20]])
    expect(boxesOf(styled(all, { fill: 'hair' })).map(({ y: top, w, h }) => [top, w, h])).toEqual([[300, 1, 40]])
    expect(boxesOf(styled(all, { fill: 'up' }))).toEqual([])
  })
})
