import { describe, expect, it } from 'vitest'
import { modelKinds, modelNames, needsBenchmark, returnModels, settingsOfModel } from '../../../server/stats/models.ts'
import { readSettings } from '../../../server/stats/readSettings.ts'
import { defaultGrid, spreadOf } from '../../../server/stats/robustness.ts'
import { defaultSettings } from '../../../server/stats/settings.ts'
import { isSignificant } from '../../../server/stats/significance.ts'

describe('the table of models', () => {
  it.each(modelNames)('settingsOfModel() gives %s settings that can be used as they are', (name) => {
    expect(readSettings(settingsOfModel(name)).kind).toBe('accepted')
    expect(settingsOfModel(name).model).toBe(returnModels[name].kind)
  })
  it('returnModels have every kind that can be fitted', () =>
    expect(new Set(modelNames.map((name) => returnModels[name].kind))).toEqual(new Set(modelKinds)))
  it('needsBenchmark() is said of the kinds whose regressor is the benchmark', () =>
    expect(modelKinds.filter(needsBenchmark)).toEqual(['market-adjusted', 'market', 'scholes-williams', 'dimson']))
  it('defaultGrid() tries every kind of the grid once, and factors where the settings name some', () => {
    const plain = ['market', 'market-adjusted', 'mean', 'scholes-williams', 'dimson']
    expect(defaultGrid(defaultSettings).models).toEqual(plain)
    expect(defaultGrid({ ...defaultSettings, factors: ['mkt_rf'] }).models).toEqual([...plain, 'factors'])
  })
})

describe('isSignificant', () => {
  it('isSignificant() is so below the level and not at it', () => {
    expect([0.049, 0.05, 0.051].map((p) => isSignificant(p, 0.05))).toEqual([true, false, false])
    expect(isSignificant(Number.NaN, 0.05)).toBe(false)
  })
  it('spreadOf() counts the combinations that are', () => {
    const cell = (p: number) => ({ kind: 'computed' as const, car: 0.01, t: 2, p, significant: isSignificant(p, 0.05) })
    expect(spreadOf([cell(0.01), cell(0.05)]).shareSignificant).toBe(0.5)
  })
})
