import { expect, it } from 'vitest'
import { stopAfterDrag, stopAfterTap, stopBeside } from '../../../../web/core/ticker/sheetStops.ts'

// A window of 844 pixels: the stops are 124, 422 and 788 high; halfway between them lie 273 and 605.
it.each([
  ['peek', 9, 'half'],
  ['peek', 148, 'half'],
  ['peek', 480, 'half'],
  ['peek', 482, 'full'],
  ['peek', 2000, 'full'],
  ['peek', -40, 'peek'],
  ['half', 30, 'full'],
  ['half', -30, 'peek'],
  ['full', -9, 'half'],
  ['full', -514, 'half'],
  ['full', -516, 'peek'],
  ['full', 60, 'full'],
] as const)('stopAfterDrag() lets a sheet at %s that was drawn up %d pixels rest at %s', (from, by, stop) =>
  expect(stopAfterDrag(from, by, 844)).toBe(stop),
)

it('stopAfterDrag() takes a press that hardly wanders for a tap, which goes up and from the top to the foot', () => {
  expect(stopAfterDrag('peek', -8, 844)).toBe('half')
  expect(stopAfterDrag('half', 8, 844)).toBe('full')
  expect(stopAfterTap('full')).toBe('peek')
})

it('stopBeside() stays at the ends', () => {
  expect(stopBeside('full', 1)).toBe('full')
  expect(stopBeside('peek', -1)).toBe('peek')
  expect(stopBeside('half', -1)).toBe('peek')
})
