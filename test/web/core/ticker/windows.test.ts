import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultSettings, problemsOf } from '../../../../server/stats/settings.ts'
import { firstView, formatAddress, parseAddress } from '../../../../web/core/address.ts'
import { type Windows, windowsAsked } from '../../../../web/core/ticker/settings.ts'
import { edges, reachOfEdge, sessionOfEdge, withEdge } from '../../../../web/core/ticker/windows.ts'

/** [−1, +1], and 250 sessions that end 11 before the event. */
const usual: Windows = { window: [-1, 1], estimation: [250, 10] }

describe('windows by hand', () => {
  it('an edge of the event window moves alone, and day 0 stays inside', () => {
    expect(withEdge(usual, 'from', -4).window).toEqual([-4, 1])
    expect(withEdge(usual, 'from', 3).window).toEqual([0, 1])
    expect(withEdge(usual, 'to', 7.4).window).toEqual([-1, 7])
    expect(withEdge(usual, 'to', -7).window).toEqual([-1, 0])
    expect(withEdge(usual, 'to', 900).window).toEqual([-1, 250])
  })
  it('an edge of the estimation window leaves the other where it is', () => {
    // From 260 before the event to 11 before it.
    expect(windowsAsked(usual).estimation).toEqual([-260, -11])
    expect(withEdge(usual, 'estimationFrom', -130).estimation).toEqual([120, 10])
    expect(withEdge(usual, 'estimationTo', -31).estimation).toEqual([230, 30])
    // It has 30 sessions at least, 2,000 at most, and keeps off the event window.
    expect(withEdge(usual, 'estimationTo', -255).estimation).toEqual([30, 230])
    expect(withEdge(usual, 'estimationFrom', -20).estimation).toEqual([30, 10])
    expect(withEdge(usual, 'estimationFrom', -9000).estimation).toEqual([2000, 10])
    expect(withEdge(usual, 'estimationTo', 0).estimation).toEqual([250, 10])
  })
  it('a long event window pushes the estimation window before it', () =>
    expect(windowsAsked(withEdge(usual, 'from', -20)).estimation).toEqual([-270, -21]))

  const windows = fc.record({
    window: fc.tuple(fc.integer({ min: -250, max: 0 }), fc.integer({ min: 0, max: 250 })),
    estimation: fc.tuple(fc.integer({ min: 30, max: 2000 }), fc.integer({ min: 1, max: 999 })),
  })
  it('wherever an edge is moved to, the address keeps the windows and the engine takes them', () =>
    fc.assert(
      fc.property(windows, fc.constantFrom(...edges), fc.integer({ min: -4000, max: 500 }), (before, edge, to) => {
        const moved = withEdge(before, edge, to)
        const { window, estimation } = parseAddress('/t/MSFT', formatAddress({ ...firstView, ...moved }).slice(1))
        expect({ window, estimation }).toEqual(moved)
        expect(problemsOf({ ...defaultSettings, ...windowsAsked(moved) })).toEqual([])
        const [least, most] = reachOfEdge(before, edge)
        expect(sessionOfEdge(moved, edge)).toBe(Math.max(least, Math.min(most, to)) || 0)
      }),
    ))
})
