import { describe, expect, it } from 'vitest'
import { pairSums } from '../../../server/stats/correlation.ts'
import { studyEvent } from '../../../server/stats/event.ts'
import { medianOf } from '../../../server/stats/median.ts'
import { inOrder } from '../../../server/stats/overlap.ts'
import { panelOf, type TestedColumn } from '../../../server/stats/panel.ts'
import { studySample } from '../../../server/stats/sample.ts'
import type { SampleEvent } from '../../../server/stats/sampleEvent.ts'
import { defaultSettings, type Settings } from '../../../server/stats/settings.ts'
import { wilcoxon } from '../../../server/stats/wilcoxon.ts'
import { toldOf } from './told.ts'
import { notFinite, seriesIn, worldOf } from './world.ts'

const world = worldOf(420, 9)
const holed = {
  ...world,
  assets: world.assets.map((asset, k) =>
    k % 4 === 1 ? asset.map((r, t) => ((t + k) % 17 === 0 ? Number.NaN : r)) : asset,
  ),
}

/** Events of nine securities on a handful of neighbouring dates, some of them shared. */
const eventsIn = (from: typeof world, days: readonly number[]): SampleEvent[] =>
  from.assets.flatMap((_, k) => {
    const series = seriesIn(from, k)
    return days.map((day0, i) => ({ id: `${k}.${i}`, security: `s${k}`, series, day0: day0 + (k % 3) }))
  })

/**
 * The definition itself: every pair, Pearson over common sessions, weighted by common sessions of the tested window.
 * A session that has not come yet is named by its place after the last one.
 */
function plainAverage(settings: Settings, column: TestedColumn, panel: ReturnType<typeof panelOf>['panel']): number {
  const [from, to] = column.window
  const residuals = panel.events.map((event, row) => {
    const dated = new Map<string, number>()
    const residual = panel.fits.residual(row, new Float64Array(panel.L1))
    for (let i = 0; i < panel.L1; i++) {
      const e = residual[i] ?? Number.NaN
      if (!Number.isNaN(e)) dated.set(event.series.calendar[event.day0 + panel.estimation[0] + i] ?? '', e)
    }
    return dated
  })
  const tested = panel.events.map(({ series: { calendar }, day0 }) => {
    const sessions = Array.from({ length: to - from + 1 }, (_, i) => day0 + from + i)
    return new Set(sessions.map((t) => calendar[t] ?? `${t - calendar.length} after ${calendar.at(-1)}`))
  })
  const rows = [...panel.events.keys()].filter((row) => !Number.isNaN(column.x[row] ?? Number.NaN))
  let sum = 0
  for (const i of rows)
    for (const j of rows.filter((other) => other > i)) {
      const days = [...(residuals[i]?.keys() ?? [])].filter((date) => residuals[j]?.has(date))
      if (days.length < settings.minCommon) continue
      const a = days.map((date) => residuals[i]?.get(date) ?? 0)
      const b = days.map((date) => residuals[j]?.get(date) ?? 0)
      const mean = (values: number[]) => values.reduce((total, value) => total + value, 0) / values.length
      const [ma, mb] = [mean(a), mean(b)]
      const cross = (x: number[], mx: number, y: number[], my: number) =>
        x.reduce((total, value, t) => total + (value - mx) * ((y[t] ?? 0) - my), 0)
      const r = cross(a, ma, b, mb) / Math.sqrt(cross(a, ma, a, ma) * cross(b, mb, b, mb))
      sum += (r * [...(tested[i] ?? [])].filter((date) => tested[j]?.has(date)).length) / (to - from + 1)
    }
  return sum
}

describe('pairSums() is the definition, however it is computed', () => {
  const cases = [
    ['whole windows', world, [300, 305], {}],
    ['residuals with holes', holed, [300, 311], {}],
    ['windows cut by the end of the data', world, [300, 413], {}],
    ['the inner sessions of Scholes and Williams', world, [300, 303], { model: 'scholes-williams' }],
    ['masked estimation windows', world, [300, 360], { estimationMask: 'events' }],
    ['too few common sessions', world, [300, 317], { estimation: [-45, -11], minEstimationObs: 30, minCommon: 20 }],
  ] as const
  it.each(cases)('pairSums() over %s', (_, from, days, changes) => {
    const settings: Settings = { ...defaultSettings, ...changes }
    const events = eventsIn(from, days)
    const { panel } = panelOf(events, settings)
    const { weighted } = pairSums(panel, Int32Array.from(panel.events.keys()))
    for (const column of panel.windows) {
      const expected = plainAverage(settings, column, panel)
      expect(expected).not.toBe(0)
      expect(weighted(column)).toBeCloseTo(expected, 10)
    }
  })
  // The other exchange lacks 32 of the 420 sessions and ends on the same one as the first.
  it.each([
    ['matches sessions by date when exchanges keep different ones', 280, 300],
    ['counts sessions that have not come yet, on whatever exchange', 375, 413],
  ])('pairSums() %s', (_, first, home) => {
    const elsewhere = (k: number) => {
      // Another exchange is closed on every 13th session of the first.
      const open = world.calendar.map((_, t) => t % 13 !== 5)
      const kept = <T>(values: readonly T[]) => values.filter((_, t) => open[t])
      const series = seriesIn(world, k)
      return {
        calendar: kept(series.calendar),
        asset: { kind: 'returns', values: kept(series.asset.values) } as const,
        market: { kind: 'returns', values: kept(series.market?.values ?? []) } as const,
      }
    }
    const away = [6, 7, 8].map((k) => ({ id: `away ${k}`, security: `s${k}`, series: elsewhere(k), day0: first + k }))
    const events = [...eventsIn(world, [home]).slice(0, 6), ...away]
    const { panel } = panelOf(events, defaultSettings)
    const { weighted } = pairSums(panel, Int32Array.from(panel.events.keys()))
    for (const column of panel.windows) {
      const expected = plainAverage(defaultSettings, column, panel)
      expect(expected).not.toBe(0)
      expect(weighted(column)).toBeCloseTo(expected, 10)
    }
  })
  it('pairSums() over shares of one exchange that were listed at different times, and windows of their own', () => {
    const listed = (k: number) => {
      const series = seriesIn(world, k)
      const from = 5 * k
      return {
        calendar: series.calendar.slice(from),
        asset: { kind: 'returns', values: series.asset.values.slice(from) } as const,
        market: { kind: 'returns', values: series.market?.values.slice(from) ?? [] } as const,
      }
    }
    const owns = [
      undefined,
      { estimation: [-200, -21], event: [-2, 2] },
      { estimation: [-290, -11], event: [0, 10] },
    ] as const
    const events = world.assets.map((_, k): SampleEvent => {
      return { id: `${k}`, security: `s${k}`, series: listed(k), day0: 300 + (k % 4) - 5 * k, own: owns[k % 3] }
    })
    const { panel } = panelOf(events, defaultSettings)
    // From the earliest to the latest session that any of them estimates on.
    expect(panel.estimation).toEqual([-290, -11])
    const { weighted } = pairSums(panel, Int32Array.from(panel.events.keys()))
    for (const column of [...panel.windows, ...panel.days])
      expect(weighted(column)).toBeCloseTo(plainAverage(defaultSettings, column, panel), 10)
  })
})

describe('panelOf() measures each event as the engine measures it alone', () => {
  const settings: Settings = { ...defaultSettings, estimationMask: 'events', separate: true }
  const series = seriesIn(holed, 1)
  const unusable = Uint8Array.from(series.calendar, (_, t) => (t >= 200 && t < 204 ? 1 : 0))
  const others = inOrder([
    { id: 'other', day0: 150 },
    { id: 'near', day0: 303 },
  ])
  it.each([
    ['the settings of the sample', undefined],
    ['windows of its own', { estimation: [-150, -21], event: [-1, 5] }],
  ] as const)('studySample() of an event with %s, to the last bit', (_, own) => {
    const event = { id: 'one', security: 'x', series, day0: 300, others, unusable, own }
    const row = toldOf([event, ...eventsIn(world, [300])], settings).rows.find(({ id }) => id === 'one')
    const alone = studyEvent(
      series,
      300,
      {
        ...settings,
        ...own,
        windows:
          own === undefined
            ? settings.windows
            : [
                [0, 0],
                [0, 5],
                [-1, 1],
              ],
      },
      { others, unusable },
    )
    if (alone.kind === 'excluded' || row === undefined) throw new Error('not measured')
    const { M, alpha, beta, sigma } = alone.model
    expect([row.M, row.alpha, row.beta, row.sigma]).toEqual([M, alpha, beta, sigma])
    expect(row.confounded).toBe(alone.overlapsEventSize > 0)
    expect(alone.windows.some(({ reason }) => reason === 'jointWindow')).toBe(true)
    for (const { from, to, car, seExact, tExact, pExact } of alone.windows)
      expect(row.windows.find((window) => window.from === from && window.to === to)).toEqual({
        from,
        to,
        car,
        seExact,
        tExact,
        pExact,
      })
    // Sessions of the window less three around the other event, four that are unusable, and the holes of the share.
    const [first, last] = own?.estimation ?? settings.estimation
    const window = Array.from({ length: last - first + 1 }, (_, i) => 300 + first + i)
    const left = window.filter((t) => Math.abs(t - 150) > 1 && !(t >= 200 && t < 204) && (t + 1) % 17 !== 0)
    expect(alone.model.M).toBe(left.length)
  })
  it('studySample() gives an event with windows of its own no value outside them', () => {
    const own = { estimation: [-150, -21], event: [-1, 1] } as const
    const { all } = studySample(
      eventsIn(world, [300]).map((event, i) => (i < 4 ? { ...event, own } : event)),
      defaultSettings,
    )
    if (all.kind === 'untested') throw new Error(all.reason)
    expect(all.multi.days.map(({ n }) => n)).toEqual(Array.from({ length: 21 }, (_, d) => (d >= 9 && d <= 11 ? 9 : 5)))
    expect(all.multi.windows.map(({ n }) => n)).toEqual([9, 9, 9, 5, 5, 5])
  })
})

describe('studySample()', () => {
  // The data have 420 sessions: the windows of the later events are cut.
  const events = eventsIn(holed, [300, 410]).map((event, i) => ({
    ...event,
    group: i % 2 === 0 ? 'earnings' : 'product',
  }))
  const study = toldOf(events, defaultSettings)
  it('studySample() gives the same figures for events in any order', () => {
    const shuffled = events.toSorted((a, b) =>
      a.id.split('').reverse().join('') < b.id.split('').reverse().join('') ? 1 : -1,
    )
    expect(toldOf(shuffled, defaultSettings)).toEqual(study)
  })
  it('studySample() looks at days 0 about in proportion to the events of a security, not to their pairs', () => {
    const looks = (count: number): number => {
      let seen = 0
      const many = Array.from({ length: count }, (_, i) => ({
        id: `${i}`,
        security: 's0',
        series: seriesIn(world, 0),
        get day0() {
          seen++
          return 280 + (i % 120)
        },
      }))
      studySample(many, { ...defaultSettings, windows: [[0, 0]] })
      return seen
    }
    // Bisection adds a step where there are eight times as many.
    expect(looks(1600) / looks(200)).toBeLessThan(8 * 1.5)
  })
  it('studySample() has no number that is not finite', () => {
    expect(notFinite(study)).toEqual([])
  })
  it('studySample() reports what it leaves out and why', () => {
    const late = { id: 'late', security: 's0', series: seriesIn(world, 0), day0: 9_999 }
    const at = (id: string, day0: number) => ({ id, security: 's0', series: seriesIn(world, 0), day0 })
    const { excluded, rows } = toldOf(
      [...events, late, at('early', 50), at('first', 0), at('before', -1)],
      defaultSettings,
    )
    // Session 50 has 39 sessions before its window; session 0 is one of the data, though with nothing before it.
    expect(excluded.map(({ id, reason, M }) => [id, reason, M]).sort()).toEqual([
      ['before', 'outsideData', 0],
      ['early', 'tooFewObservations', 40],
      ['first', 'tooFewObservations', 0],
      ['late', 'outsideData', 0],
    ])
    expect(rows).toHaveLength(events.length)
  })
  it('studySample() counts the events that have a value: a cut window has fewer', () => {
    if (study.all.kind === 'untested') throw new Error(study.all.reason)
    const { days, N } = study.all.multi
    expect(N).toBe(18)
    // Shares 1 and 5 have no return where (t + share) is a multiple of 17; days 0 are 300 and 410, a session later for share 1, two for share 5.
    const days0 = [300, 410].flatMap((day0) => Array.from({ length: 9 }, (_, k) => ({ k, day0: day0 + (k % 3) })))
    const has = (k: number, t: number) => t < 420 && !(k % 4 === 1 && (t + k) % 17 === 0)
    expect(days.map(({ n }) => n)).toEqual(
      days.map(({ rel }) => days0.filter(({ k, day0 }) => has(k, day0 + rel)).length),
    )
    expect(days.at(-1)?.n).toBe(9)
    expect(days.every(({ mean }) => mean !== null)).toBe(true)
  })
  it('studySample() repeats the tests inside every group', () => {
    expect(study.groups.map(({ group }) => group)).toEqual(['earnings', 'product'])
    const only = studySample(
      events.filter(({ group }) => group === 'earnings'),
      defaultSettings,
    )
    expect({ group: 'earnings', ...only.all }).toEqual(study.groups[0])
  })
  it('studySample() sets the sample without confounded events beside the whole', () => {
    const near = [300, 305, 360].flatMap((day0, i) =>
      [0, 1, 2, 3].map((k) => ({ id: `${k}.${i}`, security: `s${k}`, series: seriesIn(world, k), day0: day0 + k })),
    )
    const { withoutConfounded, rows } = toldOf(near, defaultSettings)
    expect(rows.filter(({ confounded }) => confounded)).toHaveLength(8)
    const alone = studySample(
      near.filter(({ id }) => id.endsWith('.2')),
      defaultSettings,
    )
    expect(withoutConfounded).toEqual(alone.all)
  })
  it('studySample() leaves out one event at a time as if it had never been there', () => {
    const few = eventsIn(world, [300]).slice(0, 6)
    const { leaveOneOut } = studySample(few, defaultSettings)
    const each = few.map((gone) => {
      const { all } = studySample(
        few.filter((event) => event !== gone),
        defaultSettings,
      )
      if (all.kind === 'untested') throw new Error(all.reason)
      return all.multi.windows[0]
    })
    const ends = (values: (number | null | undefined)[]) => {
      const numbers = values.map((value) => value ?? Number.NaN)
      return [Math.min(...numbers), Math.max(...numbers)] as const
    }
    const [meanLow, meanHigh] = ends(each.map((window) => window?.mean))
    const [crossLow, crossHigh] = ends(each.map((window) => window?.tCross))
    const [bmpLow, bmpHigh] = ends(each.map((window) => window?.tBmp))
    const [first] = leaveOneOut
    expect(first?.meanLow).toBeCloseTo(meanLow, 14)
    expect(first?.meanHigh).toBeCloseTo(meanHigh, 14)
    expect(first?.tCrossLow).toBeCloseTo(crossLow, 10)
    expect(first?.tCrossHigh).toBeCloseTo(crossHigh, 10)
    expect(first?.tBmpLow).toBeCloseTo(bmpLow, 10)
    expect(first?.tBmpHigh).toBeCloseTo(bmpHigh, 10)
  })
  it('studySample() leaves one out of four events, and none of three', () => {
    const few = eventsIn(world, [300])
    const rows = (count: number) => studySample(few.slice(0, count), defaultSettings).leaveOneOut.length
    expect([rows(3), rows(4)]).toEqual([0, defaultSettings.windows.length])
  })
  it('studySample() does not test fewer than three events', () => {
    expect(studySample(events.slice(0, 2), defaultSettings).all).toEqual({
      kind: 'untested',
      reason: 'tooFewEvents',
      N: 2,
    })
    expect(toldOf([], defaultSettings)).toMatchObject({ rows: [], excluded: [], all: { kind: 'untested', N: 0 } })
  })
  it('studySample() gives the mean of all pairs for 300 events at most', () => {
    const many = Array.from({ length: 301 }, (_, i) => ({
      id: `e${i}`,
      security: `s${i}`,
      series: seriesIn(world, i % 9),
      day0: 100 + i,
    }))
    const settings: Settings = { ...defaultSettings, estimation: [-60, -11], event: [0, 0], windows: [[0, 0]] }
    const allPairs = (count: number) => {
      const { all } = studySample(many.slice(0, count), settings)
      return all.kind === 'tested' ? all.multi.rbarAllPairs : undefined
    }
    expect(allPairs(300)).not.toBeNull()
    expect(allPairs(301)).toBeNull()
  })
  it('studySample() has no correlation-robust test when correlations contradict one another', () => {
    // Each pair shares a third of the sessions, and moves there against one another: no three series can do so everywhere.
    const third = 40
    const length = 3 * third + 11
    const wave = (t: number) => (t % 2 === 0 ? 1 : -1) * (0.01 + (t % 5) / 1_000)
    const moves = [
      [1, 1, null],
      [-1, null, 1],
      [null, -1, -1],
    ]
    const against = moves.map((signs, k) => ({
      id: `e${k}`,
      security: `s${k}`,
      day0: length - 1,
      series: {
        calendar: world.calendar.slice(0, length),
        asset: {
          kind: 'returns',
          values: Array.from({ length }, (_, t) => {
            const sign = signs[Math.floor(t / third)]
            return t >= 3 * third ? 0.01 * (k + 1) : sign === null || sign === undefined ? null : sign * wave(t)
          }),
        } as const,
      },
    }))
    const settings: Settings = {
      ...defaultSettings,
      model: 'mean',
      estimation: [-130, -11],
      event: [0, 0],
      windows: [[0, 0]],
    }
    const { all } = studySample(against, settings)
    if (all.kind === 'untested') throw new Error(all.reason)
    const [window] = all.multi.windows
    expect(window?.rbar).toBeCloseTo(-1, 10)
    expect(window).toMatchObject({ zPatellAdj: null, pPatellAdj: null, tKp: null, pKp: null })
    expect(window?.tBmp).toBeGreaterThan(1)
    // The residuals of each session are one another's opposites, so that their average never moves.
    expect(window?.reasons).toEqual({
      zPatellAdj: 'correlationOutOfRange',
      tKp: 'correlationOutOfRange',
      tCda: 'zeroVariance',
      tCluster: 'tooFewEvents',
    })
  })
  it('studySample() tests no session or window of fewer than three values, and counts what it has', () => {
    const series = seriesIn(world, 0)
    // Neighbours of one share, whose windows are withheld, and two of another share on one date of their own.
    const joint = [300, 301, 302, 303].map((day0) => ({ id: `${day0}`, security: 's0', series, day0 }))
    const alone = [1, 2].map((k) => ({ id: `alone ${k}`, security: `s${k}`, series: seriesIn(world, k), day0: 350 }))
    for (const [events, n, clusters] of [
      [joint, 0, 0],
      [[...joint, ...alone], 2, 1],
    ] as const) {
      const { all } = studySample(events, { ...defaultSettings, windows: [[-1, 1]], separate: true })
      if (all.kind === 'untested') throw new Error(all.reason)
      const { from, to, positive, reason, reasons, ...figures } = all.multi.windows[0] ?? {}
      expect([reason, positive !== undefined && positive <= n]).toEqual(['tooFewEvents', true])
      expect(Object.entries(figures).filter(([, value]) => value !== null)).toEqual([
        ['n', n],
        ['clusters', clusters],
      ])
    }
  })
  it('studySample() gives a reason for every figure that is absent, and for none that is there', () => {
    const tests = ['tCross', 'tSkew', 'tCda', 'tBmp', 'zPatellAdj', 'tKp', 'zSign', 'zGenSign', 'tCluster'] as const
    const copies = [0, 1, 2].map((i) => ({ id: `${i}`, security: `s${i}`, series: seriesIn(world, 0), day0: 300 }))
    let absent = 0
    for (const sample of [events, copies]) {
      const { all } = studySample(sample, defaultSettings)
      if (all.kind === 'untested') throw new Error(all.reason)
      for (const column of [...all.multi.days, ...all.multi.windows]) {
        const missing = tests.filter((name) => column[name] === null)
        expect(Object.keys(column.reasons).sort()).toEqual([...missing].sort())
        absent += missing.length
      }
    }
    expect(absent).toBeGreaterThan(0)
  })
  it('studySample() has no correlation-robust test when copies of one event leave its range', () => {
    const series = seriesIn(world, 0)
    const copies = [0, 1, 2].map((i) => ({ id: `copy ${i}`, security: `s${i}`, series, day0: 300 }))
    const { all } = studySample(copies, defaultSettings)
    if (all.kind === 'untested') throw new Error(all.reason)
    expect(all.multi.windows[0]).toMatchObject({ tKp: null, tBmp: null, tCross: null, grankT: null })
    expect(all.multi.windows[0]?.reasons).toMatchObject({ tCross: 'zeroVariance', tBmp: 'zeroVariance' })
  })
})

describe('wilcoxon()', () => {
  it('wilcoxon() drops zeros, shares ranks of ties and has no exact p for them', () => {
    // |x| = 1 1 2 3 with ranks 1.5 1.5 3 4; W = 1.5 + 3 + 4, variance 4·5·9/24 - (8 - 2)/48.
    const result = wilcoxon(Float64Array.of(0.01, -0.01, 0, 0.02, 0.03, Number.NaN))
    expect(result).toMatchObject({ n: 4, W: 8.5, pExact: null })
    expect(result.z).toBeCloseTo((8.5 - 5) / Math.sqrt(7.5 - 0.125), 14)
  })
  it('wilcoxon() counts the signs of fifty values exactly, and of no more', () => {
    const values = (n: number) => Float64Array.from({ length: n }, (_, i) => (i + 1) / 1_000)
    // All positive: one assignment of 2^50 in each tail.
    expect(wilcoxon(values(50)).pExact).toBe(2 ** -49)
    expect(wilcoxon(values(51)).pExact).toBeNull()
  })
  it('wilcoxon() counts all signs of three values exactly', () => {
    expect(wilcoxon(Float64Array.of(0.01, 0.02, 0.03)).pExact).toBe(0.25)
    expect(wilcoxon(Float64Array.of(0.01, 0.02, -0.03)).pExact).toBe(1)
  })
})

describe('medianOf()', () => {
  it('medianOf() agrees with sorting', () => {
    for (const n of [1, 2, 3, 10, 101, 250]) {
      const values = Float64Array.from({ length: n }, (_, i) => Math.round(Math.sin(i * i) * 50))
      const ascending = values.toSorted()
      const expected = ((ascending[(n - 1) >> 1] ?? 0) + (ascending[n >> 1] ?? 0)) / 2
      expect(medianOf(values)).toBe(expected)
    }
  })
})
