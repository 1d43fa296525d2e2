import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Series } from '../../../server/stats/design.ts'
import { studyEvent } from '../../../server/stats/event.ts'
import { inOrder } from '../../../server/stats/overlap.ts'
import { defaultGrid, robustnessOfEvent } from '../../../server/stats/robustness.ts'
import { defaultSettings, type Settings } from '../../../server/stats/settings.ts'
import { datesFrom, pricesOf, worldOf } from './world.ts'

const sessions = 320
const world = worldOf(sessions - 1, 1)
const own = pricesOf(world.assets[0] ?? [])
const market = pricesOf(world.market)
const calendar = datesFrom(sessions)

const without = (prices: readonly number[], holes: ReadonlySet<number>) =>
  prices.map((price, t) => (holes.has(t) ? null : price))
const seriesWith = (ownHoles: ReadonlySet<number>, marketHoles: ReadonlySet<number>): Series => ({
  calendar,
  asset: { kind: 'prices', values: without(own, ownHoles) },
  market: { kind: 'prices', values: without(market, marketHoles) },
})
const measured = (series: Series, settings: Settings = defaultSettings) => {
  const study = studyEvent(series, 290, settings)
  if (study.kind === 'excluded') throw new Error(study.detail)
  return study
}

describe('holes', () => {
  const none = new Set<number>()
  it('studyEvent() takes a hole of the benchmark as a hole of the security', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 20, max: 305 }), { maxLength: 25 }),
        fc.constantFrom('market', 'market-adjusted'),
        fc.constantFrom('simple', 'log'),
        (where, model, returnType) => {
          const settings: Settings = { ...defaultSettings, model, returnType }
          const holes = new Set(where)
          const both = measured(seriesWith(holes, holes), settings)
          expect(measured(seriesWith(none, holes), settings)).toEqual(both)
          expect(measured(seriesWith(holes, none), settings)).toEqual(both)
          const [odd, even] = [new Set(where.filter((t) => t % 2 === 1)), new Set(where.filter((t) => t % 2 === 0))]
          expect(measured(seriesWith(odd, even), settings)).toEqual(both)
        },
      ),
    ))

  it('studyEvent() keeps the session of a hole of the benchmark, and covers it by the next return', () => {
    const study = measured(seriesWith(none, new Set([289])))
    const [before, zero] = [study.days.find(({ rel }) => rel === -1), study.days.find(({ rel }) => rel === 0)]
    expect(before).toMatchObject({ date: calendar[289], span: null, ar: null, reason: 'noPrice' })
    const { alpha, beta, sigma, M, marketMean, marketSxx } = study.model
    const [r, m] = [(own[290] ?? 0) / (own[288] ?? 0) - 1, (market[290] ?? 0) / (market[288] ?? 0) - 1]
    expect(zero?.span).toBe(2)
    expect(zero?.r).toBeCloseTo(r, 14)
    expect(zero?.ar).toBeCloseTo(r - 2 * alpha - beta * m, 14)
    // Variance 2 s² and the coefficients' share: methods, "One session".
    const C = 2 + 4 / M + (m - 2 * (marketMean ?? 0)) ** 2 / (marketSxx ?? 0)
    expect(zero?.t).toBeCloseTo((r - 2 * alpha - beta * m) / (sigma * Math.sqrt(C)), 10)
    expect(study.flags).toEqual(['missingSessions', 'lumpedReturns'])
  })

  it('studyEvent() does not mind a hole of the benchmark where the model takes none', () => {
    const settings: Settings = { ...defaultSettings, model: 'mean' }
    expect(measured(seriesWith(none, new Set([100, 289])), settings)).toEqual(
      measured(seriesWith(none, none), settings),
    )
  })

  it('studyEvent() compounds ready returns of the security over a hole of the benchmark', () => {
    const returns = [null, ...(world.assets[0] ?? [])]
    const study = measured({ ...seriesWith(none, new Set([289])), asset: { kind: 'returns', values: returns } })
    expect(study.days.find(({ rel }) => rel === 0)?.r).toBeCloseTo((own[290] ?? 0) / (own[288] ?? 0) - 1, 14)
  })

  it('studyEvent() with leads and lags has no figure where one of them is missing', () => {
    const study = measured(seriesWith(none, new Set([290])), { ...defaultSettings, model: 'dimson' })
    const spans = study.days.filter(({ rel }) => rel >= -2 && rel <= 3).map(({ span }) => span)
    expect(spans).toEqual([1, null, null, null, null, 1])
  })

  it('studyEvent() on trade-to-trade returns is the ordinary study where there is no hole, whatever the model', () => {
    for (const model of ['market', 'market-adjusted', 'mean', 'dimson'] as const) {
      const settings: Settings = { ...defaultSettings, model, bootstrap: { draws: 49, seed: 1, block: 1 } }
      const series = seriesWith(none, none)
      expect(measured(series, { ...settings, lumped: 'trade-to-trade' })).toEqual(measured(series, settings))
    }
  })

  it('studyEvent() on trade-to-trade returns uses what the estimation leaves out otherwise', () => {
    // Every second session has no price: nothing covers one session, and 124 returns cover two each.
    const every = new Set(Array.from({ length: sessions }, (_, t) => t).filter((t) => t % 2 === 1))
    const series = seriesWith(every, none)
    expect(studyEvent(series, 290, defaultSettings)).toMatchObject({ kind: 'excluded', M: 0 })
    const { model, days, windows } = measured(series, { ...defaultSettings, lumped: 'trade-to-trade' })
    expect(model).toMatchObject({ M: 124, df: 122, rho1: null })
    // By hand: least squares of R/√2 on √2 and Rm/√2 is that of R/2 on Rm/2, with s² twice as large a session.
    const at = Array.from({ length: 124 }, (_, i) => 32 + 2 * i)
    const half = (prices: readonly number[]) => at.map((t) => ((prices[t] ?? 0) / (prices[t - 2] ?? 0) - 1) / 2)
    const [y, x] = [half(own), half(market)]
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const sum = (f: (i: number) => number) => at.reduce((total, _, i) => total + f(i), 0)
    const [dy, dx] = [y.map((v) => v - mean(y)), x.map((v) => v - mean(x))]
    const beta = sum((i) => (dx[i] ?? 0) * (dy[i] ?? 0)) / sum((i) => (dx[i] ?? 0) ** 2)
    const squares = sum((i) => ((dy[i] ?? 0) - beta * (dx[i] ?? 0)) ** 2)
    expect(model.beta).toBeCloseTo(beta, 12)
    expect(model.alpha).toBeCloseTo(mean(y) - beta * mean(x), 14)
    expect(model.sigma).toBeCloseTo(Math.sqrt((2 * squares) / 122), 14)
    const zero = days.find(({ rel }) => rel === 0)
    expect(zero).toMatchObject({ span: 2, empB: 124 })
    expect(windows[0]).toMatchObject({ from: 0, to: 0, L: 2, hacLags: 0, seHac: windows[0]?.seExact, empB: 124 })
  })

  it('studyEvent() on trade-to-trade returns takes no return that begins before its window, and none that a mask touches', () => {
    const settings: Settings = { ...defaultSettings, lumped: 'trade-to-trade', estimationMask: 'events' }
    const M = (holes: readonly number[], masked?: number) => {
      const others = inOrder(masked === undefined ? [] : [{ id: 'other', day0: masked }])
      const study = studyEvent(seriesWith(new Set(holes), none), 290, settings, { others })
      return study.kind === 'measured' ? study.model.M : study.M
    }
    // The window is sessions 30 to 279. A hole at 29 reaches into it by the return at 30, one at 30 stands inside.
    expect([M([]), M([29]), M([30]), M([30, 31]), M([279])]).toEqual([250, 249, 249, 248, 249])
    // Sessions 99 to 101 are masked. The return over 101 and 102 goes with them, the one over 102 and 103 stays.
    expect([M([], 100), M([101], 100), M([102], 100)]).toEqual([247, 246, 246])
  })

  it('defaultGrid() tries no model that cannot take trade-to-trade returns', () => {
    const models = (lumped: Settings['lumped']) => defaultGrid({ ...defaultSettings, lumped }).models
    expect(models('leave-out')).toContain('scholes-williams')
    const settings: Settings = { ...defaultSettings, lumped: 'trade-to-trade' }
    const every = new Set(Array.from({ length: sessions }, (_, t) => t).filter((t) => t % 3 === 1))
    const { cells } = robustnessOfEvent(seriesWith(every, none), [290], settings, defaultGrid(settings))
    expect(new Set(cells.map(({ model }) => model))).toEqual(new Set(['market', 'market-adjusted', 'mean', 'dimson']))
    expect(cells.every(({ kind }) => kind === 'computed')).toBe(true)
  })
})
