import { describe, expect, it } from 'vitest'
import { studyEvent } from '../../../server/stats/event.ts'
import { inOrder } from '../../../server/stats/overlap.ts'
import { defaultSettings, type Settings } from '../../../server/stats/settings.ts'
import { notFinite, pricesOf, seriesIn, worldOf } from './world.ts'

const world = worldOf(300, 1)
const series = seriesIn(world, 0)
const asset = world.assets[0] ?? []
const withAsset = (values: (number | null)[]) => ({ ...series, asset: { kind: 'returns', values } as const })
const measured = (...args: Parameters<typeof studyEvent>) => {
  const study = studyEvent(...args)
  if (study.kind === 'excluded') throw new Error(`${study.reason}: ${study.detail}`)
  return study
}
const figures = (day: unknown) => Object.values(day as object)

describe('studyEvent() says why it can not measure', () => {
  it.each([
    ['outsideData', 'day 0 beyond the data', series, 300],
    ['outsideData', 'day 0 before the data', series, -1],
    ['tooFewObservations', 'data that begin too late', series, 109],
    [
      'tooFewObservations',
      '99 of 100 observations',
      withAsset(asset.map((r, t) => (t >= 10 + 99 && t < 265 ? null : r))),
      270,
    ],
    ['noPrice', 'an event window without a price', withAsset(asset.map((r, t) => (t >= 260 ? null : r))), 270],
    ['zeroVariance', 'a price that never moves', withAsset(asset.map(() => 0)), 270],
    ['zeroVariance', 'a security that is its benchmark', { ...series, asset: series.market ?? series.asset }, 270],
    [
      'constantBenchmark',
      'a benchmark that never moves',
      { ...series, market: { kind: 'returns', values: asset.map(() => 0.001) } as const },
      270,
    ],
  ] as const)('studyEvent() excludes as %s: %s', (reason, _, data, day0) => {
    const study = studyEvent(data, day0, defaultSettings)
    expect(study).toMatchObject({ kind: 'excluded', reason })
  })
  it('studyEvent() says by how much the data begin too late, and only then', () => {
    const detail = (data: Parameters<typeof studyEvent>[0], day0: number) => {
      const study = studyEvent(data, day0, defaultSettings)
      return study.kind === 'excluded' ? study.detail : ''
    }
    // Session 109 less 260 is 151 sessions before the first.
    expect(detail(series, 109)).toMatch(/99 usable sessions of 100 needed; .* 151 sessions after/)
    const holed = withAsset(asset.map((r, t) => (t >= 10 + 99 && t < 265 ? null : r)))
    expect(detail(holed, 270)).toBe('99 usable sessions of 100 needed')
    expect(detail(withAsset(asset.map(() => 0)), 200)).not.toContain('data begin')
  })
  it('studyEvent() flags a window with a session on which a factor has no value, as one without a price', () => {
    const settings: Settings = { ...defaultSettings, model: 'factors', factors: ['f'] }
    const factor = (absent: number) => ({ f: world.calendar.map((_, t) => (t === absent ? null : Math.sin(t) / 100)) })
    const study = (absent: number) => measured({ ...series, factors: factor(absent) }, 270, settings)
    const { flags, windows } = study(273)
    expect(flags).toEqual(['missingSessions'])
    // Twenty of the 21 sessions, one of them within.
    expect(windows.at(-1)).toMatchObject({ from: -10, to: 10, L: 20, truncated: false })
    expect(study(0).flags).toEqual([])
  })
  it('studyEvent() asks for ten observations more than coefficients', () => {
    // Twenty factors and the constant: 31 observations.
    const factors = Object.fromEntries(
      Array.from({ length: 20 }, (_, j) => [`f${j}`, world.calendar.map((_, t) => Math.sin(t * (j + 1.3)) / 100)]),
    )
    const names = Object.keys(factors)
    const settings: Settings = { ...defaultSettings, model: 'factors', factors: names, minEstimationObs: 1 }
    const kept = (count: number) => withAsset(asset.map((r, t) => (t >= 10 + count && t < 260 ? null : r)))
    const of = (count: number) => studyEvent({ ...kept(count), factors }, 270, settings)
    expect(of(30)).toMatchObject({ kind: 'excluded', reason: 'tooFewObservations', M: 30 })
    expect(of(31)).toMatchObject({ kind: 'measured', model: { M: 31, k: 21 } })
  })
  it.each(['smb', 'rf'])('studyEvent() says of a day without %s that a factor is missing, not a price', (hole) => {
    const settings: Settings = {
      ...defaultSettings,
      model: 'factors',
      factors: ['mkt', 'smb'],
      riskFree: 'rf',
      windows: [[0, 0]],
    }
    const wave = (step: number) => world.calendar.map((_, t) => Math.sin(t * step) / 100)
    const factors = { mkt: wave(1.3), smb: wave(2.3), rf: wave(3.1) }
    const day0 = 270
    const without = (from: number, to: number) => ({
      ...series,
      factors: { ...factors, [hole]: factors[hole as 'smb'].map((r, t) => (t >= from && t <= to ? null : r)) },
    })
    expect(studyEvent(without(day0, day0), day0, settings)).toMatchObject({
      kind: 'measured',
      windows: [{ car: null, reason: 'noFactor' }],
      days: expect.arrayContaining([expect.objectContaining({ rel: 0, ar: null, reason: 'noFactor' })]),
    })
    expect(studyEvent(without(day0 - 10, day0 + 10), day0, settings)).toMatchObject({
      kind: 'excluded',
      reason: 'noFactor',
    })
    // Without a price it is that, whatever a factor lacks.
    const unpriced = withAsset(asset.map((r, t) => (t === day0 ? null : r)))
    const both = studyEvent(
      { ...without(day0, day0), ...unpriced, factors: without(day0, day0).factors },
      day0,
      settings,
    )
    expect(both).toMatchObject({ kind: 'measured', windows: [{ car: null, reason: 'noPrice' }] })
  })
  it.each([
    ['a factor', ['smb'], 'rf', /takes the series "smb"/],
    ['the riskless rate', ['mkt'], 'none', /takes the series "none"/],
  ])('studyEvent() throws for a factor model that lacks %s', (_, factors, riskFree, message) => {
    const settings: Settings = { ...defaultSettings, model: 'factors', factors, riskFree }
    const given = { ...series, factors: { mkt: asset, rf: asset } }
    expect(() => studyEvent(given, 270, settings)).toThrow(message)
  })
  it.each([
    ['dimson', 59],
    ['scholes-williams', 58],
  ] as const)('studyEvent() under %s has no lag for the first session of the data', (model, M) => {
    // Sixty sessions from the first on; Scholes and Williams give up the first and the last anyway.
    const settings: Settings = { ...defaultSettings, model, estimation: [-70, -11] }
    expect(measured(series, 70, settings).model.M).toBe(M)
  })
  it('studyEvent() measures with exactly 100 observations', () => {
    const data = withAsset(asset.map((r, t) => (t >= 10 + 100 && t < 260 ? null : r)))
    expect(measured(data, 270, defaultSettings).model.M).toBe(100)
  })
  it('studyEvent() throws for a model that lacks its benchmark', () => {
    expect(() => studyEvent({ calendar: world.calendar, asset: series.asset }, 270, defaultSettings)).toThrow(
      /takes a benchmark/,
    )
  })
})

describe('studyEvent() on the newest sessions', () => {
  const study = measured(series, 297, defaultSettings)
  it('studyEvent() keeps an event whose window the data cut, with null and a reason afterwards', () => {
    expect(study.flags).toContain('truncatedWindow')
    expect(
      study.days
        .filter(({ ar }) => ar !== null)
        .map(({ rel }) => rel)
        .at(-1),
    ).toBe(2)
    expect(study.days.at(-1)).toMatchObject({ rel: 10, date: null, ar: null, p: null, reason: 'truncatedWindow' })
  })
  it('studyEvent() gives every session after the last the same reason', () => {
    expect(study.days.filter(({ rel }) => rel > 2).map(({ reason }) => reason)).toEqual(
      Array(8).fill('truncatedWindow'),
    )
  })
  it('studyEvent() gives a cut window its own length and says so', () => {
    expect(study.windows.find(({ from, to }) => from === 0 && to === 5)).toMatchObject({
      L: 3,
      truncated: true,
      reason: null,
    })
    const whole = study.windows.find(({ from, to }) => from === 0 && to === 1)
    expect(whole).toMatchObject({ L: 2, truncated: false })
  })
  it('studyEvent() has no CAR where no session has come yet', () => {
    const settings: Settings = { ...defaultSettings, windows: [[5, 10]] }
    expect(measured(series, 297, settings).windows[0]).toMatchObject({
      L: 0,
      car: null,
      tExact: null,
      reason: 'truncatedWindow',
    })
  })
})

describe('studyEvent() among other events', () => {
  const others = inOrder([
    { id: 'inside', day0: 272 },
    { id: 'edge', day0: 280 },
    { id: 'beyond', day0: 281 },
    { id: 'before', day0: 100 },
  ])
  it('studyEvent() lists the events in its windows, both ends included', () => {
    const study = measured(series, 270, defaultSettings, { others })
    expect(study.overlapsEvent).toEqual(['inside', 'edge'])
    expect(study.inEstimation).toEqual(['before'])
    expect(study.windows.map(({ from, to, joint }) => [from, to, joint.length])).toEqual([
      [0, 0, 0],
      [0, 1, 0],
      [-1, 1, 0],
      [0, 5, 1],
      [-5, 5, 1],
      [-10, 10, 2],
    ])
  })
  it('studyEvent() leaves three sessions around a masked event out of the estimation', () => {
    const masked = measured(series, 270, { ...defaultSettings, estimationMask: 'events' }, { others })
    expect(masked.model.M).toBe(247)
    expect(measured(series, 270, defaultSettings, { others }).model.M).toBe(250)
  })
  it('studyEvent() withholds joint windows when single sessions are asked for, never single sessions', () => {
    const windows = [
      [0, 0],
      [2, 2],
      [0, 1],
      [0, 5],
    ] as const
    const study = measured(series, 270, { ...defaultSettings, windows, separate: true }, { others })
    expect(study.windows.map(({ reason }) => reason)).toEqual([null, null, null, 'jointWindow'])
  })
})

describe('studyEvent() warns', () => {
  it('studyEvent() suggests another model when one return in nine is zero', () => {
    const thin = withAsset(asset.map((r, t) => (t % 9 === 0 ? 0 : r)))
    expect(measured(thin, 270, defaultSettings).warnings).toContain('thinTrading')
    expect(measured(series, 270, defaultSettings).warnings).toEqual([])
  })
  it('studyEvent() points at a beta beyond 4', () => {
    const wild = withAsset(world.market.map((m, t) => 5 * m + (asset[t] ?? 0) / 10))
    expect(measured(wild, 270, defaultSettings).warnings).toContain('extremeBeta')
  })
  it('studyEvent() points at an autocorrelation just beyond two standard errors', () => {
    const slow = withAsset(asset.map((r, t) => r + 0.28 * (asset[t - 1] ?? 0)))
    const { model, warnings } = measured(slow, 270, defaultSettings)
    const errors = Math.abs(model.rho1 ?? 0) * Math.sqrt(model.M)
    expect(errors).toBeGreaterThan(2)
    expect(errors).toBeLessThan(3)
    expect(warnings).toContain('autocorrelation')
  })
  it('studyEvent() points at residuals that take turns', () => {
    const turning = withAsset(asset.map((r, t) => r - 0.5 * (asset[t - 1] ?? 0)))
    const { model, warnings } = measured(turning, 270, defaultSettings)
    expect(model.rho1).toBeLessThan(0)
    expect(warnings).toContain('autocorrelation')
  })
  it('studyEvent() points at residuals that follow one another', () => {
    const slow = withAsset(asset.map((r, t) => r + 0.5 * (asset[t - 1] ?? 0)))
    expect(measured(slow, 270, defaultSettings).warnings).toContain('autocorrelation')
  })
})

describe('studyEvent() details', () => {
  it('studyEvent() draws the band of every prefix window as the exact error of that window', () => {
    const settings: Settings = {
      ...defaultSettings,
      windows: [
        [-10, -10],
        [-10, 0],
        [-10, 10],
      ],
    }
    const { path, windows } = measured(series, 270, settings)
    for (const { to, car, seExact, ciLow } of windows)
      expect(path.find(({ rel }) => rel === to)).toMatchObject({ car, se: seExact, ciLow })
  })
  it('studyEvent() shows empirical p of long windows but marks them when blocks are few', () => {
    const reasons = measured(series, 270, defaultSettings).windows.map(({ L, empReason }) => [L, empReason])
    expect(reasons).toEqual([
      [1, null],
      [2, null],
      [3, null],
      [6, null],
      [11, null],
      [21, 'tooFewBlocks'],
    ])
  })
  it('studyEvent() finds blocks enough when the estimation window is exactly twenty times as long', () => {
    const windows = [
      [0, 4],
      [0, 5],
    ] as const
    const study = measured(series, 270, { ...defaultSettings, estimation: [-110, -11], windows })
    expect(study.windows.map(({ empReason }) => empReason)).toEqual([null, 'tooFewBlocks'])
  })
  it('studyEvent() counts the sessions a lumped return covers in every error', () => {
    const calendar = [...world.calendar, '2099-01-01']
    const prices = pricesOf(asset).map((price, t) => (t === 270 || t === 271 ? null : price))
    const data = {
      calendar,
      asset: { kind: 'prices', values: prices } as const,
      market: { kind: 'prices', values: pricesOf(world.market) } as const,
    }
    const { model, windows, days } = measured(data, 270, { ...defaultSettings, windows: [[0, 2]] })
    expect(days.find(({ rel }) => rel === 2)?.span).toBe(3)
    expect(windows[0]).toMatchObject({ L: 3, seNaive: model.sigma * Math.sqrt(3) })
  })
  it('studyEvent() in its light form leaves out empirical figures and keeps every test', () => {
    const light = measured(series, 270, defaultSettings, { depth: 'light' })
    const full = measured(series, 270, defaultSettings)
    expect(light.days[10]).toMatchObject({ ar: full.days[10]?.ar, p: full.days[10]?.p, rankLow: null, empTwo: null })
    expect(light.windows.map(({ pExact, pHac }) => [pExact, pHac])).toEqual(
      full.windows.map(({ pExact, pHac }) => [pExact, pHac]),
    )
  })
  it('studyEvent() resamples with the seed of the settings, and repeats itself', () => {
    const settings: Settings = { ...defaultSettings, bootstrap: { draws: 99, seed: 5, block: null } }
    const first = measured(series, 270, settings).windows[3]?.resampled
    expect(first).toMatchObject({ draws: 99, seed: 5, block: 6 })
    expect(measured(series, 270, settings).windows[3]?.resampled).toEqual(first)
  })
  it('studyEvent() gives simple and log returns from one price column', () => {
    const calendar = [...world.calendar, '2099-01-01']
    const prices = {
      calendar,
      asset: { kind: 'prices', values: pricesOf(asset) } as const,
      market: { kind: 'prices', values: pricesOf(world.market) } as const,
    }
    const simple = measured(prices, 271, defaultSettings).days[10]
    const log = measured(prices, 271, { ...defaultSettings, returnType: 'log' }).days[10]
    expect(simple?.r).toBeCloseTo(asset[270] ?? 0, 14)
    expect(log?.r).toBeCloseTo(Math.log1p(asset[270] ?? 0), 14)
  })
  it('studyEvent() has no number that is not finite, whatever is missing', () => {
    const holes = withAsset(asset.map((r, t) => ((t * 7) % 11 === 0 || t === 270 ? null : r)))
    for (const model of ['mean', 'market-adjusted', 'market', 'scholes-williams', 'dimson'] as const) {
      const study = measured(holes, 270, { ...defaultSettings, model, bootstrap: { draws: 9, seed: 1, block: 1 } })
      expect(notFinite(study)).toEqual([])
      expect(figures(study.days[10]).filter((value) => typeof value === 'number')).toEqual([0])
    }
  })
})
