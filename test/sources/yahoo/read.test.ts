import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import type { Question } from '../../../server/sources/yahoo/ask.ts'
import { withoutFloatNoise } from '../../../server/sources/yahoo/float32.ts'
import { readChart } from '../../../server/sources/yahoo/read.ts'
import { sampleSeries } from '../../standin/series.ts'
import { chartAnswer, type WireAnswer, type WireResult } from '../../standin/wire.ts'
import { seeded } from '../../standin/world.ts'

const at = (text: string): Instant => Date.parse(text) as Instant
const NOW = at('2024-06-14T12:00:00Z')
const question = (from: string, until: string, interval: Question['interval'] = '1d'): Question => ({
  ticker: mustBeTicker('MSFT'),
  interval,
  from: at(`${from}T00:00:00Z`),
  until: at(`${until}T00:00:00Z`),
})
const [msft] = sampleSeries()
const november = question('2023-11-01', '2023-12-01')

/** Yahoo's answer for November 2023, changed by `change`. */
function answer(change: (result: WireResult, answer: WireAnswer) => void = () => {}, asked = november): unknown {
  if (msft === undefined) throw new Error('The sample is empty')
  const made = chartAnswer(msft, {
    symbol: 'MSFT',
    interval: asked.interval,
    period1: asked.from / 1000,
    period2: asked.until / 1000,
    includePrePost: true,
  })
  const [result] = made.chart.result ?? []
  if (result !== undefined) change(result, made)
  return JSON.parse(JSON.stringify(made))
}
const read = (change?: Parameters<typeof answer>[0], asked = november) => readChart(answer(change, asked), asked, NOW)
const refusedBy = (change: Parameters<typeof answer>[0], asked = november) => {
  const reading = read(change, asked)
  return reading.kind === 'refused' ? reading.finding.check : null
}
const chart = (change?: Parameters<typeof answer>[0], asked = november) => {
  const reading = read(change, asked)
  if (reading.kind === 'refused') throw new Error(reading.finding.observed)
  return reading
}

describe('withoutFloatNoise()', () => {
  it.each([
    [129.0399932861328, 129.04],
    [376.1700134277344, 376.17],
    [4796.56005859375, 4796.56],
    [4796.56, 4796.56],
    [0.0001, 0.0001],
    [48.619998931884766, 48.62],
    [100, 100],
    [1 / 3, 1 / 3],
  ])('reads %s as %s', (value, decimal) => expect(withoutFloatNoise(value)).toBe(decimal))
  it('gives back any price of two decimals that went through a 32-bit float', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (cents) => {
        expect(withoutFloatNoise(Math.fround(cents / 100))).toBe(cents / 100)
      }),
    ))
  it('always names the same 32-bit float', () =>
    fc.assert(
      fc.property(fc.float({ min: Math.fround(1e-3), max: Math.fround(1e7), noNaN: true }), (value) => {
        expect(Math.fround(withoutFloatNoise(value))).toBe(value)
      }),
    ))
})

describe('readChart() reads', () => {
  it('sessions by their local date, on both sides of a clock change', () => {
    const dates = chart().bars.map(({ date }) => date)
    expect(dates).toHaveLength(21)
    expect(dates.slice(0, 4)).toEqual(['2023-11-01', '2023-11-02', '2023-11-03', '2023-11-06'])
  })
  it('a daily stamp on a full hour late in the evening as the next date, and a minute later not', () => {
    const stampAt = (text: string) =>
      chart((result) => (result.timestamp = [at(text) / 1000, ...(result.timestamp ?? []).slice(1)])).bars[0]?.date
    // New York is four hours behind until 2023-11-05.
    expect(stampAt('2023-11-02T02:00:00Z')).toBe('2023-11-02')
    expect(stampAt('2023-11-02T03:00:00Z')).toBe('2023-11-02')
    expect(stampAt('2023-11-02T02:01:00Z')).toBe('2023-11-01')
    expect(stampAt('2023-11-02T01:59:00Z')).toBe('2023-11-01')
  })
  it('dividends and splits with their dates', () => {
    expect(chart().actions).toEqual([
      { action: { kind: 'dividend', date: '2023-11-15', amount: 0.75 }, splitText: null },
    ])
  })
  it('an answer without rows', () => {
    const { bars, findings } = chart(undefined, question('2023-11-18', '2023-11-20'))
    expect([bars, findings]).toEqual([[], []])
  })
  it('hourly bars with their starts', () => {
    const { bars } = chart(undefined, question('2023-11-24', '2023-11-25', '1h'))
    expect(bars.every(({ date }) => date === '2023-11-24')).toBe(true)
    expect(bars.find(({ start }) => start === at('2023-11-24T14:30:00Z'))).toBeDefined()
  })
})

describe('readChart() refuses', () => {
  it.each<[string, Parameters<typeof answer>[0]]>([
    ['RESP_ENVELOPE', (_, all) => (all.chart.error = { code: 'x', description: 'y' })],
    ['RESP_ENVELOPE', (_, all) => (all.chart.result = [])],
    ['RESP_ENVELOPE', (result, all) => all.chart.result?.push(result)],
    ['RESP_ENVELOPE', (result) => void delete result.timestamp],
    ['RESP_ENVELOPE', (result) => (result.indicators.quote = [{}])],
    ['RESP_ENVELOPE', (result) => (result.meta.exchangeTimezoneName = 'Mars/Olympus')],
    ['RESP_LENGTH', (result) => result.indicators.quote[0].close?.pop()],
    ['RESP_LENGTH', (result) => result.indicators.adjclose?.[0].adjclose.pop()],
    ['RESP_SYMBOL', (result) => (result.meta.symbol = 'AAPL')],
    ['RESP_GRANULARITY', (result) => (result.meta.dataGranularity = '1wk')],
    ['RESP_TIME_RANGE', (result) => (result.timestamp = result.timestamp?.map((stamp) => stamp * 1000) ?? [])],
  ])('with %s', (check, change) => expect(refusedBy(change)).toBe(check))
  it('stamps a day and a second ahead, and not a second less', () => {
    const last = (ahead: number) => (result: WireResult) => {
      const stamps = result.timestamp ?? []
      stamps[stamps.length - 1] = NOW / 1000 + ahead
    }
    expect(refusedBy(last(86_401))).toBe('RESP_TIME_RANGE')
    expect(refusedBy(last(86_400))).toBeNull()
  })
  it('half-hourly stamps as an answer for hours', () => {
    const hours = question('2023-11-20', '2023-11-23', '1h')
    expect(refusedBy(undefined, hours)).toBeNull()
    expect(
      refusedBy(
        (result) => (result.timestamp = result.timestamp?.map((_, n) => hours.from / 1000 + 1800 * n) ?? []),
        hours,
      ),
    ).toBe('RESP_GRANULARITY')
  })
})

describe('readChart() remarks', () => {
  const found = (change: Parameters<typeof answer>[0]) =>
    chart(change).findings.map(({ check, from }) => `${check} ${from}`)
  const cell = (field: 'open' | 'high' | 'low' | 'close' | 'volume', value: unknown) => (result: WireResult) => {
    const column = result.indicators.quote[0][field] as unknown[]
    column[12] = value
  }
  it('on each bar without a price, and makes none up', () => {
    for (const field of ['open', 'high', 'low', 'close'] as const) {
      expect(found(cell(field, null))).toEqual(['BAR_NULL 2023-11-17'])
      expect(chart(cell(field, null)).bars).toHaveLength(20)
    }
  })
  it('not on a missing volume', () => {
    expect(found(cell('volume', null))).toEqual([])
    expect(chart(cell('volume', null)).bars[12]?.volume).toBeNull()
  })
  it.each([['text'], [{}], [true], ['1e5']])('on %s in place of a number', (value) =>
    expect(found(cell('close', value))).toEqual(['RESP_FINITE 2023-11-17']),
  )
  it('on stamps out of order, which it sorts', () => {
    const reversed = chart((result) => {
      const { quote, adjclose } = result.indicators
      for (const column of [result.timestamp, ...Object.values(quote[0]), adjclose?.[0].adjclose]) column?.reverse()
    })
    expect(reversed.findings.map(({ check }) => check)).toEqual(['RESP_ORDER'])
    expect(reversed.bars).toEqual(chart().bars)
  })
  it('on rows outside the window, which it drops', () => {
    const wide = answer()
    const narrow = { ...november, until: at('2023-11-30T00:00:00Z') }
    const reading = readChart(wide, narrow, NOW)
    if (reading.kind === 'refused') throw new Error('It was refused')
    expect(reading.bars).toHaveLength(20)
    expect(reading.findings.map(({ check, severity }) => `${check} ${severity}`)).toEqual(['RESP_WINDOW info'])
  })
})

it('readChart() never throws and never lets a bar through that is not four positive-looking numbers', () => {
  const strange: readonly unknown[] = [null, -1, 0, '', 'x', [], {}, true, 1e308, Number.MAX_SAFE_INTEGER, '\u0000']
  for (let seed = 1; seed <= 300; seed++) {
    const next = seeded(seed)
    const spoiled = answer() as Record<string, unknown>
    spoil(spoiled, next, strange)
    const reading = readChart(spoiled, november, NOW)
    if (reading.kind === 'refused') continue
    for (const bar of reading.bars)
      for (const value of [bar.open, bar.high, bar.low, bar.close])
        expect(Number.isFinite(value), `seed ${seed}`).toBe(true)
    expect(new Set(reading.bars.map(({ date }) => mustBeDate(date))).size, `seed ${seed}`).toBeGreaterThanOrEqual(0)
  }
})

/** Replaces a few values anywhere in a document. */
function spoil(node: unknown, next: () => number, strange: readonly unknown[]): void {
  if (typeof node !== 'object' || node === null) return
  const entries = Object.entries(node)
  for (const [key, value] of entries) {
    if (next() < 0.004) (node as Record<string, unknown>)[key] = strange[Math.floor(next() * strange.length)]
    else if (next() < 0.001) delete (node as Record<string, unknown>)[key]
    else spoil(value, next, strange)
  }
}
