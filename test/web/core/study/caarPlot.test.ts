import { describe, expect, it } from 'vitest'
import { plotOf, ticksOf } from '../../../../web/core/study/caarPlot.ts'

describe('plotOf()', () => {
  const path = [-1, 0, 1].map((rel, i) => ({ rel, value: i / 100, low: i / 100 - 0.02, high: i / 100 + 0.02 }))

  it('plotOf() begins at zero before the first session and stays inside its box', () => {
    const plot = plotOf(path, 400, 200)
    expect(plot?.line.startsWith(`M${plot.x(-2).toFixed(1)} ${plot.y(0).toFixed(1)}L`)).toBe(true)
    const numbers = [...(plot?.band.matchAll(/-?[\d.]+/g) ?? [])].map(Number)
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...numbers)).toBeLessThanOrEqual(400)
    expect(plot?.points.map(({ rel }) => rel)).toEqual([-1, 0, 1])
  })

  it('plotOf() skips sessions without a figure and gives up with fewer than two', () => {
    const hole = path.map((point) => (point.rel === 0 ? { ...point, value: null, low: null, high: null } : point))
    expect(plotOf(hole, 400, 200)?.points).toHaveLength(2)
    expect(plotOf(path.slice(0, 1), 400, 200)).toBeNull()
  })
})

describe('ticksOf()', () => {
  it.each([
    [-0.021, 0.043, [-0.04, -0.02, 0, 0.02, 0.04, 0.06]],
    [0, 10, [0, 2, 4, 6, 8, 10]],
    [0, 0, [0]],
  ])('ticksOf(%d, %d) are round and enclose both', (low, high, ticks) => expect(ticksOf(low, high, 5)).toEqual(ticks))
})
