import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortAscending } from '../../../server/stats/ascending.ts'
import { designOf } from '../../../server/stats/design.ts'
import { studentCdf, studentQuantile } from '../../../server/stats/distributions.ts'
import { studyEvent } from '../../../server/stats/event.ts'
import { fitModel } from '../../../server/stats/fit.ts'
import type { ModelKind } from '../../../server/stats/models.ts'
import { benjaminiHochberg, holm } from '../../../server/stats/multiple.ts'
import { defaultSettings, type Settings } from '../../../server/stats/settings.ts'
import { sorterOf } from '../../../server/stats/sorted.ts'
import { toldOf } from './told.ts'
import { datesFrom, notFinite, pricesOf, seriesIn, worldOf } from './world.ts'

const settings: Settings = {
  ...defaultSettings,
  estimation: [-60, -11],
  event: [-5, 5],
  windows: [
    [0, 0],
    [-2, 0],
    [1, 3],
    [-2, 3],
  ],
}
const sessions = 80
const day0 = 65
const some = { numRuns: 40 }
const returns = fc
  .array(fc.integer({ min: -80_000, max: 80_000 }), { minLength: sessions, maxLength: sessions })
  .map((all) => all.map((value) => value / 1e6))
const model = fc.constantFrom<ModelKind>('mean', 'market-adjusted', 'market', 'scholes-williams', 'dimson')
const calendar = datesFrom(sessions)

/** A property that may have nothing to say of some inputs: it fails when it had something to say of fewer than `least`. */
function mostOf(least: number, check: (spoke: () => void) => void): void {
  let spoken = 0
  check(() => spoken++)
  expect(spoken).toBeGreaterThanOrEqual(least)
}
const series = (asset: readonly (number | null)[], market: readonly (number | null)[]) =>
  ({ calendar, asset: { kind: 'returns', values: asset }, market: { kind: 'returns', values: market } }) as const

describe('properties of a single event', () => {
  it('studyEvent() adds CARs of adjoining windows, under every model', () => {
    mostOf(30, (spoke) =>
      fc.assert(
        fc.property(returns, returns, model, (asset, market, kind) => {
          const study = studyEvent(series(asset, market), day0, { ...settings, model: kind })
          if (study.kind === 'excluded') return
          const [, before = Number.NaN, after = Number.NaN, both = Number.NaN] = study.windows.map(
            ({ car }) => car ?? Number.NaN,
          )
          expect(Math.abs(before + after - both)).toBeLessThan(1e-12)
          spoke()
        }),
        some,
      ),
    )
  })
  it('fitModel() leaves residuals that sum to zero and are orthogonal to every regressor', () => {
    mostOf(30, (spoke) =>
      fc.assert(
        fc.property(returns, returns, fc.constantFrom<ModelKind>('mean', 'market', 'dimson'), (asset, market, kind) => {
          const design = designOf(series(asset, market), { ...settings, model: kind })
          const residuals = new Float64Array(50)
          const from = day0 - 60
          const fitted = fitModel(design, { from, to: from + 49, masked: null }, 30, residuals)
          if (fitted.kind === 'unfit') return
          expect(Math.abs(residuals.reduce((sum, e) => sum + e, 0))).toBeLessThan(1e-12)
          for (const column of design.x)
            expect(
              Math.abs(residuals.reduce((sum, e, i) => sum + e * (column[from + i] ?? Number.NaN), 0)),
            ).toBeLessThan(1e-12)
          spoke()
        }),
        some,
      ),
    )
  })
  it('studyEvent() does not notice a split when prices are adjusted for it', () => {
    mostOf(30, (spoke) =>
      fc.assert(
        fc.property(returns, returns, fc.constantFrom(0.1, 1 / 3, 2, 7, 10), (asset, market, ratio) => {
          const dates = datesFrom(sessions + 1)
          const priced = (values: readonly number[], by: number) =>
            ({ kind: 'prices', values: pricesOf(values).map((price) => price * by) }) as const
          const plain = studyEvent(
            { calendar: dates, asset: priced(asset, 1), market: priced(market, 1) },
            day0,
            settings,
          )
          const split = studyEvent(
            { calendar: dates, asset: priced(asset, ratio), market: priced(market, ratio) },
            day0,
            settings,
          )
          if (plain.kind === 'excluded' || split.kind === 'excluded') return expect(split.kind).toBe(plain.kind)
          for (const [i, window] of plain.windows.entries()) {
            expect(split.windows[i]?.car).toBeCloseTo(window.car ?? Number.NaN, 11)
            expect(split.windows[i]?.tExact).toBeCloseTo(window.tExact ?? Number.NaN, 8)
          }
          spoke()
        }),
        some,
      ),
    )
  })
  it('studyEvent() lumps a hole into the return of the whole hole', () => {
    mostOf(30, (spoke) =>
      fc.assert(
        fc.property(returns, returns, fc.integer({ min: 1, max: 3 }), (asset, market, length) => {
          const dates = datesFrom(sessions + 1)
          const prices = pricesOf(asset)
          const holed = prices.map((price, t) => (t >= day0 && t < day0 + length ? null : price))
          const column = { kind: 'prices', values: pricesOf(market) } as const
          const whole = studyEvent(
            { calendar: dates, asset: { kind: 'prices', values: prices }, market: column },
            day0,
            settings,
          )
          const study = studyEvent(
            { calendar: dates, asset: { kind: 'prices', values: holed }, market: column },
            day0,
            settings,
          )
          if (study.kind === 'excluded' || whole.kind === 'excluded') return expect(study.kind).toBe(whole.kind)
          const lumped = study.days.find(({ span }) => (span ?? 0) > 1)
          expect(lumped).toMatchObject({ rel: length, span: length + 1 })
          const inside = whole.days.filter(({ rel }) => rel >= 0 && rel <= length)
          expect(lumped?.r).toBeCloseTo(inside.reduce((total, { r }) => total * (1 + (r ?? 0)), 1) - 1, 12)
          expect(
            study.days.filter(({ rel }) => rel >= 0 && rel < length).map(({ ar, reason }) => [ar, reason]),
          ).toEqual(Array(length).fill([null, 'noPrice']))
          spoke()
        }),
        some,
      ),
    )
  })
  it('studyEvent() never answers with a number that is not finite', () => {
    const gappy = fc.array(
      fc.option(
        fc.oneof(
          fc.constant(0),
          fc.integer({ min: -80_000, max: 80_000 }).map((v) => v / 1e6),
        ),
        { freq: 8 },
      ),
      { minLength: sessions, maxLength: sessions },
    )
    const anywhere = fc.oneof(fc.integer({ min: -3, max: sessions + 3 }), fc.integer({ min: 50, max: sessions + 3 }))
    mostOf(10, (spoke) =>
      fc.assert(
        fc.property(gappy, gappy, model, anywhere, (asset, market, kind, at) => {
          const study = studyEvent(series(asset, market), at, { ...settings, model: kind, minEstimationObs: 1 })
          expect(notFinite(study)).toEqual([])
          if (study.kind === 'measured') spoke()
        }),
        { numRuns: 100 },
      ),
    )
  })
  it('studyEvent() mirrors a security turned upside down', () => {
    mostOf(30, (spoke) =>
      fc.assert(
        fc.property(returns, returns, (asset, market) => {
          const up = studyEvent(series(asset, market), day0, settings)
          const down = studyEvent(
            series(
              asset.map((r) => -r),
              market,
            ),
            day0,
            settings,
          )
          if (up.kind === 'excluded' || down.kind === 'excluded') return
          for (const [i, window] of up.windows.entries()) {
            expect(down.windows[i]?.tExact).toBeCloseTo(-(window.tExact ?? Number.NaN), 9)
            expect(down.windows[i]?.pExact).toBeCloseTo(window.pExact ?? Number.NaN, 9)
            expect(down.windows[i]?.empLower).toBeCloseTo(window.empUpper ?? Number.NaN, 12)
          }
          spoke()
        }),
        some,
      ),
    )
  })
})

describe('properties of a sample', () => {
  const world = worldOf(140, 8)
  const all = world.assets.map((_, k) => ({
    id: `e${k}`,
    security: `s${k}`,
    series: seriesIn(world, k),
    day0: 75 + 3 * (k % 4),
  }))
  const whole = toldOf(all, settings)
  it('studySample() agrees to the last bit whatever the order of its events', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(toldOf(shuffled, settings)).toEqual(whole)
      }),
      { numRuns: 15 },
    )
  })
  it('studySample() has a CAAR that is the sum of its AARs when nothing is missing', () => {
    if (whole.all.kind === 'untested') throw new Error(whole.all.reason)
    for (const { sumAar, mean } of whole.all.multi.windows) expect(sumAar).toBeCloseTo(mean ?? Number.NaN, 14)
    expect(whole.all.multi.N).toBe(8)
  })
  it('studySample() of any part never answers with a number that is not finite', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 2 }), (part) => {
        const study = toldOf(part, settings)
        expect(notFinite(study)).toEqual([])
        expect(study.all.kind).toBe(part.length < 3 ? 'untested' : 'tested')
      }),
      { numRuns: 25 },
    )
  })
})

describe('properties of parts', () => {
  it('sortAscending() sorts as the language does, whatever the spread', () => {
    const value = fc.oneof(
      fc.integer({ min: -9, max: 9 }),
      fc.double({ noNaN: true, min: -1e300, max: 1e300 }),
      fc.constant(1e-300),
    )
    fc.assert(
      fc.property(fc.array(value, { maxLength: 300 }), (values) => {
        // Zeros of either sign are equal numbers, which the language's own sort would yet tell apart.
        const numbers = Float64Array.from(values, (v) => (v === 0 ? 0 : v))
        const sorted = sortAscending(Float64Array.from(values))
        expect([...sorted].map((v) => (v === 0 ? 0 : v))).toEqual([...numbers.sort()])
      }),
    )
  })
  it('sorterOf() ranks as sorting does, ties and holes and outliers included', () => {
    const value = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: -50, max: 50 }).map((v) => v / 1e3) },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
      { weight: 1, arbitrary: fc.constant(9_999) },
    )
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 90, maxLength: 90 }),
        fc.array(value, { minLength: 7, maxLength: 7 }),
        (early, late) => {
          const sorter = sorterOf(early.length, late.length)
          const m = sorter.sortResiduals(Float64Array.from(early))
          for (const [d, v] of late.entries()) sorter.late[d] = Math.round(v * 1e12)
          const { available } = sorter.merge(m)
          const values = [...early, ...late]
          const present = values.filter((v) => !Number.isNaN(v))
          expect(available).toBe(present.length)
          const ranks = values.map((v) =>
            Number.isNaN(v) ? 0 : 2 * present.filter((w) => w < v).length + present.filter((w) => w === v).length + 1,
          )
          expect([...sorter.rank2]).toEqual(ranks)
        },
      ),
      { numRuns: 60 },
    )
  })
  it('studentQuantile() and studentCdf() undo one another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 4, max: 2_000 }), (millionths, quarters) => {
        const p = millionths / 1e6
        expect(studentCdf(studentQuantile(p, quarters / 4), quarters / 4)).toBeCloseTo(p, 10)
      }),
    )
  })
  it('benjaminiHochberg() lies between the raw p and holm(), which lies at most at Bonferroni', () => {
    const probability = fc.integer({ min: 0, max: 1_000 }).map((v) => v / 1_000)
    fc.assert(
      fc.property(fc.array(probability, { minLength: 1, maxLength: 30 }), (p) => {
        const [bh, strict] = [benjaminiHochberg(p), holm(p)]
        for (const [i, raw] of p.entries()) {
          expect(bh[i]).toBeGreaterThanOrEqual(raw - 1e-15)
          expect(strict[i]).toBeGreaterThanOrEqual((bh[i] ?? 1) - 1e-12)
          expect(strict[i]).toBeLessThanOrEqual(Math.min(1, raw * p.length) + 1e-12)
        }
      }),
    )
  })
})
