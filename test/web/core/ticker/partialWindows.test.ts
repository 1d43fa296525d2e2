import { expect, it } from 'vitest'
import { partialWindows } from '../../../../web/core/ticker/partialWindows.ts'

it('partialWindows() names windows whose sum covers fewer sessions than they have', () => {
  const windows = [
    { from: -1, to: 1, L: 1, car: 0.0093 },
    { from: 0, to: 1, L: 2, car: 0.01 },
    { from: 0, to: 0, L: 0, car: null },
    // The return after a hole before the window covers the hole too.
    { from: 2, to: 3, L: 4, car: 0.02 },
    { from: 2, to: 5, L: 3, car: 0.02 },
  ]
  const days = [
    { rel: 1, heldBy: [] },
    { rel: 5, heldBy: ['BAR_OHLC'] },
  ]
  expect(partialWindows(windows, days)).toEqual([windows[0]])
})
