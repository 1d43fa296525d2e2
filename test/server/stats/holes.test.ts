import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Series } from '../../../server/stats/design.ts'
import { studyEvent } from '../../../server/stats/event.ts'
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
})
