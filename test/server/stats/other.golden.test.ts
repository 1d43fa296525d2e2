import { describe, expect, it } from 'vitest'
import { barZero, splitDay, studyIntraday } from '../../../server/stats/intraday.ts'
import { mulberry32, resampleEvent, resampleGroups, resampleMean, signFlip } from '../../../server/stats/resampling.ts'
import { studyRange, studyVariance } from '../../../server/stats/variance.ts'
import { studyVolume } from '../../../server/stats/volume.ts'
import { differences, type Figures, noneYet, readGolden, readOracle, sampleColumn, settingsOf, tell } from './oracle.ts'

type VolumeCase = {
  id: string
  day0: string
  settings: Record<string, unknown>
  series: Record<'calendar', string[]> & Record<'adjClose' | 'marketAdjClose' | 'volume' | 'high' | 'low', number[]>
  expected: Figures
}
const volumes = readOracle<{ cases: VolumeCase[] }>('volume-volatility')

describe.skipIf(volumes === null)('volume and volatility against another program', () => {
  for (const { id, day0, settings: written, series, expected } of volumes?.cases ?? [])
    it(`studyVolume(), studyVariance() and studyRange() give every figure of ${id}`, () => {
      const settings = settingsOf({ settings: written })
      const { calendar, high, low } = series
      const at = calendar.indexOf(day0)
      const volume = studyVolume(calendar, series.volume, at, settings)
      const asset = { kind: 'prices', values: series.adjClose } as const
      const market = { kind: 'prices', values: series.marketAdjClose } as const
      const variance = studyVariance({ calendar, asset, market }, at, settings)
      const range = studyRange(calendar, high, low, at, settings)
      if (volume.kind === 'excluded' || variance.kind === 'excluded' || range === null) throw new Error('excluded')
      const days = volume.days.map((day, i) => ({ ...range[i], ...variance.days[i], ...day }))
      const windows = volume.windows.map((window, i) => ({ ...variance.windows[i], ...window }))
      const worst = noneYet()
      expect(differences({ ...volume, days, windows }, expected, worst, id)).toEqual([])
      tell(`volume-volatility ${id}`, worst)
    })
})

type SampleVolume = {
  from: string
  to: string
  cases: {
    ticker: string
    day0: string
    /** Dates without a bar of the security. */
    out: string[]
    settings: Record<string, unknown>
    expected: { volume: Figures; variance: Figures; range: Figures[] }
  }[]
}

describe('volume and volatility of the sample against numpy and SciPy', () => {
  const { from, to, cases } = readGolden<SampleVolume>('volume')
  const calendar = [...sampleColumn('prices/^GSPC.csv', 'close').keys()].filter((date) => date >= from && date <= to)
  const columnOf = (ticker: string, name: string, without: readonly string[]) => {
    const values = sampleColumn(`prices/${ticker}.csv`, name)
    return calendar.map((date) => (without.includes(date) ? null : (values.get(date) ?? null)))
  }
  const market = { kind: 'prices', values: columnOf('^GSPC', 'adj_close', []) } as const
  it.each(cases)('studyVolume(), studyVariance() and studyRange() of $ticker on $day0 without $out', (golden) => {
    const { ticker, day0, out, expected } = golden
    const settings = settingsOf(golden)
    const at = calendar.indexOf(day0)
    const own = (name: string) => columnOf(ticker, name, out)
    const asset = { kind: 'prices', values: own('adj_close') } as const
    const actual = {
      volume: studyVolume(calendar, own('volume'), at, settings),
      variance: studyVariance({ calendar, asset, market }, at, settings),
      range: studyRange(calendar, own('high'), own('low'), at, settings),
    }
    const worst = noneYet()
    expect(differences(actual, expected, worst)).toEqual([])
    tell(`volume ${ticker} ${day0}`, worst)
  })
})

type IntradayCase = {
  id: string
  at: string
  settings: Record<string, unknown>
  series: { bars: string[]; security: number[]; market: number[] }
  expected: { bar0: string; model: Figures; bars: Figures[]; windows: Figures[] }
}
const intraday = readOracle<{ cases: IntradayCase[] }>('intraday-hourly')
const minute = 60_000

describe.skipIf(intraday === null)('intraday study against another program', () => {
  for (const { id, at, settings, series, expected } of intraday?.cases ?? [])
    it(`studyIntraday() gives every figure of ${id}`, () => {
      const times = series.bars.map((bar) => {
        const slot = bar.slice(11, 16)
        const starts = Date.parse(bar)
        return { starts, ends: starts + (slot === '15:30' ? 30 : 60) * minute, day: bar.slice(0, 10), slot }
      })
      const asset = { kind: 'prices', values: series.security } as const
      const market = { kind: 'prices', values: series.market } as const
      const study = studyIntraday({ times, asset, market }, Date.parse(at), settingsOf({ settings }))
      if (study.kind === 'excluded') throw new Error(study.detail)
      const worst = noneYet()
      expect(series.bars[study.bar0]).toBe(expected.bar0)
      const bars = study.bars.map((bar) => ({ ...bar, bar: series.bars[study.bar0 + bar.rel] }))
      const { model, windows } = expected
      expect(differences({ ...study, bars }, { model, windows, bars: expected.bars }, worst, id)).toEqual([])
      tell(`intraday-hourly ${id}`, worst)
    })
})

type ConstructedBars = {
  bars: string[]
  ends: string[]
  security: (number | null)[]
  market: number[]
  cases: Omit<IntradayCase, 'series'>[]
}

describe('intraday study of constructed bars against numpy and SciPy', () => {
  const { bars, ends, security, market, cases } = readGolden<ConstructedBars>('intraday')
  const times = bars.map((bar, i) => ({
    starts: Date.parse(bar),
    ends: Date.parse(ends[i] ?? ''),
    day: bar.slice(0, 10),
    slot: bar.slice(11, 16),
  }))
  it.each(cases)('studyIntraday() of news $id', ({ id, at, settings, expected }) => {
    const series = {
      times,
      asset: { kind: 'prices', values: security },
      market: { kind: 'prices', values: market },
    } as const
    const study = studyIntraday(series, Date.parse(at), settingsOf({ settings }))
    if (study.kind === 'excluded') throw new Error(study.detail)
    const actual = {
      ...study,
      bar0: bars[study.bar0],
      bars: study.bars.map((bar) => ({ ...bar, bar: bars[study.bar0 + bar.rel] ?? null })),
    }
    const worst = noneYet()
    expect(differences(actual, expected, worst)).toEqual([])
    tell(`intraday ${id}`, worst)
  })
})

type Resampling = {
  residuals: number[]
  prng: { seed: number; first5: number[] }[]
  single: {
    L: number
    car: number
    k: number
    B: number
    seed: number
    alpha: number
    block: number | null
    expected: Figures
  }[]
  multi: { values: number[]; clusters: string[]; B: number; seed: number; alpha: number; expected: Figures }[]
}
const files = { numpy: readGolden<Resampling>('bootstrap'), 'another program': readOracle<Resampling>('bootstrap') }

describe.each(Object.entries(files))('resampling against %s', (name, bootstrap) => {
  // The file of the other program may only be read beside the project.
  const given = it.skipIf(bootstrap === null)
  const { prng, single, multi, residuals } = bootstrap ?? { prng: [], single: [], multi: [], residuals: [] }

  given('mulberry32() gives the same numbers from the same seed everywhere', () => {
    const worst = noneYet()
    for (const { seed, first5 } of prng) {
      const next = mulberry32(seed)
      expect(differences(first5.map(next), first5, worst)).toEqual([])
    }
    expect(worst.compared).toBeGreaterThanOrEqual(15)
    tell(`bootstrap prng, ${name}`, worst)
  })
  given('resampleEvent() gives p, interval and spread for single draws and blocks', () => {
    const worst = noneYet()
    for (const { L, car, k, B, seed, alpha, block, expected } of single) {
      const own = Float64Array.from(residuals)
      const figures = resampleEvent({ residuals: own, k, car, L, alpha, bootstrap: { draws: B, seed, block } })
      expect(differences(figures, expected, worst)).toEqual([])
    }
    expect(worst.compared).toBeGreaterThanOrEqual(20)
    tell(`bootstrap single, ${name}`, worst)
  })
  given('resampleMean(), resampleGroups() and signFlip() give p and interval of a sample', () => {
    const worst = noneYet()
    for (const { values, clusters, B, seed, alpha, expected } of multi) {
      const dates = [...new Set(clusters)].sort()
      const groups = dates.map((date) => values.filter((_, i) => clusters[i] === date))
      const draws = { draws: B, seed, alpha }
      const figures = {
        iid: resampleMean(values, draws),
        cluster: resampleGroups(groups, draws),
        signFlip: signFlip(groups, draws),
      }
      expect(differences(figures, expected, worst)).toEqual([])
    }
    expect(worst.compared).toBeGreaterThanOrEqual(7)
    tell(`bootstrap sample, ${name}`, worst)
  })
})

describe('barZero()', () => {
  const times = [1_000, 2_000, 3_000].map((ends) => ({ starts: ends - 1_000, ends, day: '2023-11-17', slot: '' }))
  it.each([
    ['in a bar is that bar', 1_500, 1],
    ['at its last moment is the next bar', 2_000, 2],
    ['after the last bar is none', 3_000, -1],
  ])('barZero() of news that comes %s', (_, instant, bar) => {
    expect(barZero(times, instant)).toBe(bar)
  })
})

describe('splitDay()', () => {
  // MSFT on 2023-11-17: previous close 376.17, close 369.85; hand arithmetic on a bar that closes at 371.
  const day = { previousClose: 376.17, close: 369.85 }
  const bars = [
    { ends: 1_000, close: 374, session: 'regular' },
    { ends: 2_000, close: 371, session: 'regular' },
    { ends: 3_000, close: 369.9, session: 'regular' },
    { ends: 4_000, close: 366.1515, session: 'post' },
  ] as const
  it('splitDay() prices the news at the last bar that ended by then, the very moment included', () => {
    const split = splitDay({ ...day, bars, instant: 2_000 })
    expect(split.priceAtNews).toBe(371)
    expect(split.before).toBeCloseTo(371 / 376.17 - 1, 15)
    expect(split.after).toBeCloseTo(369.85 / 371 - 1, 15)
    expect(split.afterHours).toBeCloseTo(-0.01, 15)
  })
  it('splitDay() has no move after hours without a bar after hours', () => {
    const split = splitDay({ ...day, bars: bars.filter(({ session }) => session === 'regular'), instant: 2_000 })
    expect(split).toMatchObject({ priceAtNews: 371, pricedAt: 2_000, afterHours: null })
  })
  it('splitDay() takes the last bar of each session, whatever their order, and none without a price', () => {
    const shuffled = [{ ends: 2_500, close: null, session: 'regular' } as const, ...bars.toReversed()]
    const more = [...shuffled, { ends: 3_500, close: 300, session: 'post' } as const]
    expect(splitDay({ ...day, bars: more, instant: 2_999 })).toEqual(splitDay({ ...day, bars, instant: 2_999 }))
  })
  it('splitDay() says nothing about a move before the first bar ended', () => {
    expect(splitDay({ ...day, bars, instant: 999 })).toMatchObject({ before: null, after: null, priceAtNews: null })
  })
})
