import { describe, expect, it } from 'vitest'
import { defaultSettings, type Settings } from '../../../server/stats/settings.ts'
import { studyRange, studyVariance } from '../../../server/stats/variance.ts'
import { studyVolume } from '../../../server/stats/volume.ts'
import { datesFrom, seriesIn, worldOf } from './world.ts'

const sessions = 50
const calendar = datesFrom(sessions)
const settings: Settings = {
  ...defaultSettings,
  estimation: [-43, -4],
  event: [0, 1],
  windows: [
    [0, 0],
    [0, 1],
  ],
}
const day0 = 45
const each = <T>(of: (t: number) => T): T[] => Array.from({ length: sessions }, (_, t) => of(t))

describe('studyRange()', () => {
  const low = each(() => 10)
  it('studyRange() counts a session that did not move, and ties by half', () => {
    // Of forty sessions every other one has a range, so that the usual range is half of theirs.
    const high = each((t) => (t % 2 === 0 ? 11 : 10))
    const [still, moving] = studyRange(calendar, high, low, day0, settings) ?? []
    expect(still).toMatchObject({ parkinsonRatio: 0, rangePercentile: 20 / 2 / 40 })
    expect(moving?.parkinsonRatio).toBeCloseTo(2, 12)
    expect(moving?.rangePercentile).toBe((20 + 20 / 2) / 40)
  })
  it('studyRange() takes no session whose high lies below its low, and none without both', () => {
    const high = each((t) => (t === day0 ? 9.99 : t === day0 + 1 ? null : 11))
    expect(studyRange(calendar, high, low, day0, settings)?.map(({ parkinsonRatio }) => parkinsonRatio)).toEqual([
      null,
      null,
    ])
  })
  it.each([
    ['fewer than thirty ranges', (t: number) => (t >= 2 + 29 && t < day0 ? null : 11 + (t % 2))],
    ['ranges that never differ from zero', () => 10],
  ])('studyRange() has no answer with %s', (_, high) => {
    expect(studyRange(calendar, each(high), low, day0, settings)).toBeNull()
  })
  it('studyRange() is content with thirty ranges', () => {
    const high = each((t) => (t >= 2 + 30 && t < day0 ? null : 11))
    expect(studyRange(calendar, high, low, day0, settings)).toHaveLength(2)
  })
})

describe('studyVolume()', () => {
  it('studyVolume() takes one share as a volume, and none as missing', () => {
    // Logarithms 0 and 1 in turn: mean ½, deviation sqrt(40 / 4 / 39).
    const volume = each((t) => (t === day0 + 1 ? 0 : t % 2 === 0 ? 1 : Math.E))
    const study = studyVolume(calendar, volume, day0 - 1, { ...settings, event: [0, 2] })
    if (study.kind === 'excluded') throw new Error(study.detail)
    expect(study.volumeMean).toBeCloseTo(0.5, 14)
    expect(study.volumeSd).toBeCloseTo(Math.sqrt(10 / 39), 14)
    expect(study.days.map(({ logVolume, reason }) => [logVolume, reason])).toEqual([
      [0, null],
      [1, null],
      [null, 'noPrice'],
    ])
    expect(study.days[1]?.tVolume).toBeCloseTo(0.5 / (Math.sqrt(10 / 39) * Math.sqrt(1 + 1 / 40)), 12)
    expect(study.windows).toMatchObject([{ L: 1 }, { L: 2, cumAbnormalLogVolume: expect.closeTo(0, 12) }])
  })
  it.each([
    ['outsideData', sessions, each(() => 5)],
    ['tooFewObservations', 30, each((t) => 5 + (t % 3))],
    ['zeroVariance', day0, each(() => 5)],
  ] as const)('studyVolume() excludes as %s', (reason, at, volume) => {
    expect(studyVolume(calendar, volume, at, settings)).toMatchObject({ kind: 'excluded', reason })
  })
  it('studyVolume() says whether the data have ended or a volume is missing', () => {
    const volume = each((t) => (t === sessions - 2 ? null : 5 + (t % 3)))
    const windows = [
      [0, 0],
      [1, 2],
      [2, 3],
    ] as const
    const study = studyVolume(calendar, volume, sessions - 2, { ...settings, event: [0, 3], windows })
    if (study.kind === 'excluded') throw new Error(study.detail)
    expect(study.days.map(({ reason }) => reason)).toEqual(['noPrice', null, 'truncatedWindow', 'truncatedWindow'])
    expect(study.windows.map(({ L, reason }) => [L, reason])).toEqual([
      [0, 'noPrice'],
      [1, null],
      [0, 'truncatedWindow'],
    ])
  })
})

describe('studyVariance()', () => {
  const world = worldOf(sessions, 1)
  const series = seriesIn(world, 0)
  it.each([
    ['outsideData', sessions],
    ['tooFewObservations', 20],
  ])('studyVariance() excludes as %s', (reason, at) => {
    expect(studyVariance(series, at, settings)).toMatchObject({ kind: 'excluded', reason })
  })
  it('studyVariance() says whether the data have ended or a price is missing', () => {
    const values = series.asset.values.map((r, t) => (t === sessions - 2 ? null : r))
    const windows = [
      [0, 0],
      [1, 2],
      [2, 3],
    ] as const
    const study = studyVariance({ ...series, asset: { kind: 'returns', values } }, sessions - 2, {
      ...settings,
      event: [0, 3],
      windows,
    })
    if (study.kind === 'excluded') throw new Error(study.detail)
    expect(study.windows.map(({ L, reason }) => [L, reason])).toEqual([
      [0, 'noPrice'],
      [1, null],
      [0, 'truncatedWindow'],
    ])
    expect(study.days.map(({ U }) => U === null)).toEqual([true, false, true, true])
  })
})
