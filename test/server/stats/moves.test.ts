import { describe, expect, it } from 'vitest'
import { findMoves } from '../../../server/stats/moves.ts'
import { robustnessOfEvent, robustnessOfSample, spreadOf } from '../../../server/stats/robustness.ts'
import { studySample } from '../../../server/stats/sample.ts'
import { defaultSettings, type Settings } from '../../../server/stats/settings.ts'
import { seriesIn, worldOf } from './world.ts'

// Two sessions of a quiet market get a blow: 300 with news, 320 without.
const world = worldOf(360, 6)
const asset = world.assets[0] ?? []
asset[300] = (asset[300] ?? 0) - 0.12
asset[320] = (asset[320] ?? 0) + 0.12
const series = seriesIn(world, 0)

describe('findMoves()', () => {
  const events = [
    { id: 'loud', sessions: [300] },
    { id: 'uncertain', sessions: [299, 300] },
    { id: 'quiet', sessions: [330] },
    { id: 'early', sessions: [20] },
  ]
  const found = findMoves(series, events, defaultSettings)
  it('findMoves() names the events of a move, and says plainly when there is no candidate', () => {
    expect(found.moves.map(({ date, kind }) => [date, kind])).toEqual([
      [world.calendar[300], 'explained'],
      [world.calendar[320], 'no candidate'],
    ])
    expect(found.moves[0]).toMatchObject({ events: ['loud', 'uncertain'] })
  })
  it('findMoves() lists the events without a move, and those it could not test with the reason', () => {
    expect(found.eventsWithoutMove.map(({ id }) => id)).toEqual(['quiet', 'early'])
    expect(found.eventsWithoutMove[0]?.sessions).toHaveLength(1)
    expect(found.eventsWithoutMove[1]?.untested).toEqual([{ date: world.calendar[20], reason: 'tooFewObservations' }])
  })
  it('findMoves() counts every session as tested or untested', () => {
    const untested = found.untested.reduce((sum, { sessions }) => sum + sessions, 0)
    expect(found.tested + untested).toBe(360)
    // The first session with 100 observations behind day -11 has index 110.
    expect(untested).toBe(110)
  })
  it('findMoves() allows for the number of sessions it looks at', () => {
    // Benjamini and Hochberg: the smallest of m p-values times m, the next one times m / 2.
    const [first, second] = found.moves.toSorted((a, b) => a.p - b.p)
    expect(first?.pAdjusted).toBeCloseTo((first?.p ?? 0) * 250, 15)
    expect(second?.pAdjusted).toBeCloseTo(((second?.p ?? 0) * 250) / 2, 15)
    const late = findMoves(series, [], defaultSettings, [355, 9_999])
    expect([late.tested, late.untested]).toEqual([5, []])
    const short = findMoves(series, [], defaultSettings, [300, 301])
    expect(short.tested).toBe(2)
    expect(short.moves[0]?.pAdjusted).toBeCloseTo((short.moves[0]?.p ?? 0) * 2, 15)
  })
})

describe('robustnessOfEvent()', () => {
  const grid = {
    models: ['market', 'mean', 'market-adjusted'],
    estimationLengths: [120, 200],
    windows: [
      [0, 0],
      [0, 1],
    ],
  } as const
  const settings: Settings = { ...defaultSettings, windows: [[0, 0]] }
  it('robustnessOfEvent() recomputes every combination', () => {
    const { cells, all } = robustnessOfEvent(series, [300], settings, grid)
    expect(cells).toHaveLength(3 * 2 * 2)
    expect(all).toMatchObject({
      computed: 12,
      absent: 0,
      shareSignificant: 1,
      negative: 12,
      positive: 0,
      signFlips: false,
      fragile: false,
    })
    expect(all.minCar).toBeLessThanOrEqual(all.medianCar ?? 0)
    expect(all.medianCar).toBeLessThanOrEqual(all.maxCar ?? 0)
  })
  it('robustnessOfEvent() marks a result fragile that hangs on the day the news is put on', () => {
    const { all, windows } = robustnessOfEvent(series, [300, 302], settings, grid)
    expect(all.computed).toBe(24)
    expect(windows[0]).toMatchObject({ from: 0, to: 0, shareSignificant: 0.5, fragile: true })
  })
  it('robustnessOfEvent() counts combinations that can not be computed', () => {
    const { all, cells } = robustnessOfEvent(series, [140], settings, { ...grid, estimationLengths: [120, 280] })
    expect(all).toMatchObject({ computed: 12, absent: 0 })
    const early = robustnessOfEvent(series, [60], settings, grid)
    expect(early.all).toMatchObject({ computed: 0, absent: 12, shareSignificant: null, minCar: null, fragile: false })
    expect(cells[0]).toMatchObject({ kind: 'computed', model: 'market', estimationLength: 120 })
  })
  it('robustnessOfEvent() leaves out models whose series are not there', () => {
    const alone = { calendar: series.calendar, asset: series.asset }
    expect(new Set(robustnessOfEvent(alone, [300], settings, grid).cells.map(({ model }) => model))).toEqual(
      new Set(['mean']),
    )
  })
})

describe('spreadOf()', () => {
  const cell = (car: number, significant = false) => ({ kind: 'computed', car, t: 1, p: 0.1, significant }) as const
  it('spreadOf() counts a CAR of zero on neither side', () => {
    expect(spreadOf([cell(0), cell(0.03), cell(-0.02), { kind: 'absent', reason: 'noPrice' }])).toEqual({
      computed: 3,
      absent: 1,
      shareSignificant: 0,
      positive: 1,
      negative: 1,
      signFlips: true,
      minCar: -0.02,
      medianCar: 0,
      maxCar: 0.03,
      fragile: false,
    })
  })
  it.each([
    ['none significant', [cell(0.01), cell(-0.01)], false],
    ['all of one sign', [cell(0.01, true), cell(0.02, true)], false],
    ['one that is not', [cell(0.01, true), cell(0.02)], true],
    ['both signs', [cell(0.01, true), cell(-0.02, true)], true],
  ])('spreadOf() of combinations with %s', (_, cells, fragile) => {
    expect(spreadOf(cells)).toMatchObject({ fragile, medianCar: cells.reduce((sum, { car }) => sum + car, 0) / 2 })
  })
})

describe('robustnessOfSample()', () => {
  const events = world.assets.map((_, security) => ({
    id: `e${security}`,
    security: `s${security}`,
    series: seriesIn(world, security),
    day0: 280 + security,
  }))
  it('robustnessOfSample() counts combinations that cannot be tested: two events are no sample', () => {
    const grid = { models: ['market'], estimationLengths: [120], windows: [[0, 1]] } as const
    const { cells, all } = robustnessOfSample(events.slice(0, 2), defaultSettings, grid)
    expect(cells).toMatchObject([{ kind: 'absent', reason: 'tooFewEvents' }])
    expect(all).toMatchObject({ computed: 0, absent: 1, medianCar: null })
  })
  it('robustnessOfSample() leaves out models whose series one event lacks', () => {
    const grid = { models: ['market', 'mean'], estimationLengths: [120], windows: [[0, 1]] } as const
    const lacking = events.map((event, i) => {
      const { calendar, asset: own } = event.series
      return i === 2 ? { ...event, series: { calendar, asset: own } } : event
    })
    const modelsOf = (sample: typeof lacking) =>
      robustnessOfSample(sample, defaultSettings, grid).cells.map(({ model }) => model)
    expect([modelsOf(events), modelsOf(lacking)]).toEqual([['market', 'mean'], ['mean']])
  })
  it('robustnessOfSample() lengthens an estimation window of its own from where that ends', () => {
    const grid = { models: ['market'], estimationLengths: [120], windows: [[0, 1]] } as const
    const withOwn = (estimation: readonly [number, number]) =>
      events.map((event, i) => (i === 0 ? { ...event, own: { estimation, event: [-2, 2] as const } } : event))
    const { cells } = robustnessOfSample(withOwn([-90, -31]), defaultSettings, grid)
    const settings: Settings = { ...defaultSettings, estimation: [-130, -11], windows: [[0, 1]] }
    const { all } = studySample(withOwn([-150, -31]), settings)
    if (all.kind === 'untested') throw new Error(all.reason)
    const [window] = all.multi.windows
    expect(cells).toMatchObject([{ kind: 'computed', car: window?.mean, t: window?.tKp, p: window?.pKp }])
  })
})
