import { describe, expect, it } from 'vitest'
import { readSettings } from '../../../server/stats/readSettings.ts'
import { defaultSettings, observationsNeeded, problemsOf } from '../../../server/stats/settings.ts'

const problems = (input: unknown) => {
  const reading = readSettings(input)
  return reading.kind === 'refused' ? reading.problems : []
}

describe('readSettings()', () => {
  it('readSettings() completes nothing with the defaults', () => {
    expect(readSettings({})).toEqual({ kind: 'accepted', settings: defaultSettings })
  })
  it('readSettings() keeps the default windows that fit a shorter event window', () => {
    const reading = readSettings({ event: [-1, 5] })
    expect(reading.kind === 'accepted' && reading.settings.windows).toEqual([
      [0, 0],
      [0, 1],
      [-1, 1],
      [0, 5],
    ])
  })
  it.each([
    [
      'an estimation window that reaches the event window',
      { estimation: [-260, -10] },
      'reaches into the event window',
    ],
    ['a window that starts after it ends', { windows: [[2, 1]] }, 'starts after it ends'],
    ['a window outside the event window', { windows: [[0, 11]] }, 'outside the event window'],
    ['a window that begins before the event window', { windows: [[-11, 0]] }, 'outside the event window'],
    ['a name of 61 letters', { riskFree: 'x'.repeat(61) }, 'riskFree'],
    ['21 factors', { model: 'factors', factors: Array.from({ length: 21 }, (_, j) => `f${j}`) }, 'factors'],
    ['no draws', { bootstrap: { draws: 0 } }, 'bootstrap.draws'],
    ['a level of 1', { alpha: 1 }, 'alpha'],
    ['29 estimation sessions', { estimation: [-39, -11] }, 'takes 30 sessions: it has 29'],
    ['an event window without day 0', { event: [1, 5], windows: [[1, 2]] }, 'leaves out day 0'],
    ['no window', { windows: [] }, 'name at least one'],
    ['a level of 0', { alpha: 0 }, 'alpha'],
    ['factors without names', { model: 'factors' }, 'at least one factor'],
    [
      'lead and lag of trade-to-trade returns',
      { model: 'scholes-williams', lumped: 'trade-to-trade' },
      'choose "market" or "dimson"',
    ],
    ['an unknown way with lumped returns', { lumped: 'fill' }, 'lumped'],
    ['an unknown key', { beta: 1 }, 'settings'],
    ['no object', 'market', 'settings'],
    ['NaN', { alpha: Number.NaN }, 'alpha'],
  ])('readSettings() refuses %s in plain words', (_, input, words) => {
    expect(problems(input).join('; ')).toContain(words)
  })
  it.each<[string, Record<string, unknown>]>([
    ['an event window that ends on day 0', { event: [-5, 0], windows: [[-5, 0]] }],
    ['an event window that begins on day 0', { event: [0, 5], windows: [[0, 5]] }],
    [
      '20 factors of 60 letters',
      { model: 'factors', factors: Array.from({ length: 20 }, (_, j) => `${j + 10}`.repeat(30)) },
    ],
    ['one draw', { bootstrap: { draws: 1 } }],
  ])('readSettings() accepts %s', (_, input) => {
    expect(readSettings(input)).toMatchObject({ kind: 'accepted', settings: input })
  })
  it('readSettings() completes resampling with 999 draws, seed 1, one by one', () => {
    expect(readSettings({ bootstrap: {} })).toMatchObject({
      kind: 'accepted',
      settings: { bootstrap: { draws: 999, seed: 1, block: 1 } },
    })
  })
  it.each([0, 1, -0.05, 1.5, Number.NaN])('problemsOf() names a level of %f that settings were made with', (alpha) => {
    expect(problemsOf({ ...defaultSettings, alpha })).toEqual([
      `Cannot use ${alpha} as the level alpha as it takes a number between 0 and 1`,
    ])
  })
  it('readSettings() accepts 30 estimation sessions that end just before the event window', () => {
    expect(problems({ estimation: [-40, -11] })).toEqual([])
  })
})

describe('observationsNeeded()', () => {
  it.each([
    ['100 of a year', {}, 2, 100],
    ['half of a window under 200', { estimation: [-209, -11] as const }, 2, 100],
    ['100 again from 200 sessions on', { estimation: [-216, -11] as const }, 2, 100],
    ['half, rounded up', { estimation: [-75, -11] as const }, 2, 33],
    ['half of 64 sessions', { estimation: [-74, -11] as const }, 2, 32],
    ['never fewer than 30', { minEstimationObs: 5 }, 2, 30],
    ['never fewer than ten more than coefficients', { minEstimationObs: 5 }, 25, 35],
    ['what was asked for', { minEstimationObs: 200 }, 2, 200],
  ])('observationsNeeded() is %s', (_, changes, k, needed) => {
    expect(observationsNeeded({ ...defaultSettings, ...changes }, k)).toBe(needed)
  })
})
