import { expect, it } from 'vitest'
import { type BarState, barStates, leastTrusted, leastTrustedFirst } from '../../../server/market/bar.ts'

it('leastTrustedFirst has every state once', () => expect([...leastTrustedFirst].sort()).toEqual([...barStates].sort()))

/** Which of two states a reader must be told of; see `docs/data-quality.md`. */
it.each<[BarState, BarState, BarState]>([
  ['held', 'provisional', 'held'],
  ['held', 'repaired', 'held'],
  ['held', 'revised', 'held'],
  ['held', 'final', 'held'],
  ['provisional', 'repaired', 'provisional'],
  ['provisional', 'revised', 'provisional'],
  ['provisional', 'final', 'provisional'],
  ['repaired', 'revised', 'repaired'],
  ['repaired', 'final', 'repaired'],
  ['revised', 'final', 'revised'],
  ['final', 'final', 'final'],
])('leastTrusted() of %s and %s is %s, in either order', (one, other, least) => {
  expect(leastTrusted([one, other])).toBe(least)
  expect(leastTrusted([other, one])).toBe(least)
})
