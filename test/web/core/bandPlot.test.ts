import { describe, expect, it } from 'vitest'
import { bandPlot, sessionMarks } from '../../../web/core/bandPlot.ts'

/** A plot of 300 by 100 pixels from (50, 10). */
const frame = { width: 370, height: 140, left: 50, right: 20, top: 10, foot: 30 }
const path = [0, 1].map((rel, i) => ({ rel, value: (i + 1) / 100, low: 0, high: (i + 1) / 50 }))

describe('bandPlot', () => {
  it('bandPlot() begins at zero before the first session, and fills its frame', () => {
    // Three places 150 pixels apart; 4 % over 100 pixels, from the foot at 110.
    const plot = bandPlot(path, frame, 0)
    expect(plot?.line).toBe('M50.0 110.0L200.0 85.0L350.0 60.0')
    expect(plot?.band).toBe('M50.0 110.0L200.0 60.0L350.0 10.0L350.0 110.0L200.0 110.0L50.0 110.0Z')
    expect(plot?.points).toEqual([
      { rel: 0, value: 0.01, x: 200, y: 85 },
      { rel: 1, value: 0.02, x: 350, y: 60 },
    ])
  })
  it('bandPlot() reaches from one round value to another where the scale has some', () => {
    const plot = bandPlot(
      path.map((point) => ({ ...point, high: 0.035 })),
      frame,
      5,
    )
    expect(plot?.ticks).toEqual([0, 0.01, 0.02, 0.03, 0.04])
    expect([plot?.y(0.04), plot?.y(0)]).toEqual([10, 110])
  })
  it('bandPlot() skips sessions without a figure, and gives up with fewer than two', () => {
    const hole = { rel: 0, value: null, low: null, high: null }
    expect(bandPlot([hole, ...path.slice(1), { ...hole, rel: 2 }], frame, 0)).toBeNull()
    expect(bandPlot([{ ...hole, rel: -1 }, ...path], frame, 0)?.points.map(({ rel }) => rel)).toEqual([0, 1])
  })
  it('bandPlot() of nothing but zeros has a place for each', () => {
    const flat = bandPlot(
      [0, 1].map((rel) => ({ rel, value: 0, low: 0, high: 0 })),
      frame,
      0,
    )
    expect(flat?.line).toBe('M50.0 10.0L200.0 10.0L350.0 10.0')
  })
})

describe('sessionMarks', () => {
  it.each([
    [0, 5, [0, 1, 2, 3, 4, 5]],
    [-5, 5, [-4, -2, 0, 2, 4]],
    [-10, 10, [-10, -5, 0, 5, 10]],
    [-30, 30, [-30, -20, -10, 0, 10, 20, 30]],
  ])('sessionMarks(%i, %i) leave room and name zero', (first, last, marks) =>
    expect(sessionMarks(first, last)).toEqual(marks),
  )
})
