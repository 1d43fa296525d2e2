import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mustBeDate } from '../../../../server/market/day.ts'
import type { Instant } from '../../../../server/market/instant.ts'
import { mustBeTicker } from '../../../../server/market/ticker.ts'
import type { Question } from '../../../../server/sources/priceSource.ts'
import { withoutFloatNoise } from '../../../../server/sources/yahoo/float32.ts'
import { readChart } from '../../../../server/sources/yahoo/read.ts'
import { sampleSeries } from '../../../standin/series.ts'
import { chartAnswer, type WireAnswer, type WireResult } from '../../../standin/wire.ts'
import { seeded } from '../../../standin/world.ts'

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
    events: 'capitalGain|div|split|earn',
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
  if (reading.kind === 'refused') throw new Error(reading.finding.check)
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

describe('BAR_SESSION', () => {
  const dateOf = (zone: string, stamp: string) => {
    const reading = chart(
      (result) => {
        result.meta.exchangeTimezoneName = zone
        result.timestamp = [at(stamp) / 1000]
        const { quote, adjclose } = result.indicators
        for (const column of [...Object.values(quote[0]), adjclose?.[0].adjclose]) column?.splice(1)
      },
      question('2023-01-01', '2024-06-01'),
    )
    return reading.bars[0]?.date
  }
  it.each([
    // Futures open on Sunday evening; a half day and a holiday are as other days.
    ['America/New_York', '2023-11-12T23:00:00-05:00', '2023-11-13'],
    ['America/New_York', '2023-11-12T22:00:00-05:00', '2023-11-13'],
    ['America/New_York', '2023-11-12T21:59:00-05:00', '2023-11-12'],
    ['America/New_York', '2023-11-12T21:00:00-05:00', '2023-11-12'],
    ['America/New_York', '2023-11-12T22:01:00-05:00', '2023-11-12'],
    ['America/New_York', '2023-11-12T23:59:00-05:00', '2023-11-12'],
    ['America/New_York', '2023-11-24T09:30:00-05:00', '2023-11-24'],
    // The Sunday on which the clocks of New York change, and the evening after.
    ['America/New_York', '2023-11-04T23:00:00-04:00', '2023-11-05'],
    ['America/New_York', '2023-11-05T23:00:00-05:00', '2023-11-06'],
    ['America/New_York', '2024-03-09T23:00:00-05:00', '2024-03-10'],
    ['America/New_York', '2024-03-10T23:00:00-04:00', '2024-03-11'],
    // Currencies are stamped at midnight of London, summer time or not: an hour off it is still the same session.
    ['Europe/London', '2023-10-29T23:00:00Z', '2023-10-30'],
    ['Europe/London', '2023-10-27T23:00:00Z', '2023-10-28'],
    ['Europe/London', '2024-03-31T23:00:00Z', '2024-04-01'],
    ['Asia/Jakarta', '2023-11-13T02:00:00Z', '2023-11-13'],
    ['Asia/Tokyo', '2023-11-13T00:00:00Z', '2023-11-13'],
    ['Australia/Sydney', '2023-10-01T23:00:00Z', '2023-10-02'],
    ['Asia/Kolkata', '2023-11-12T17:00:00Z', '2023-11-12'],
  ])('readChart() puts a daily stamp in %s of %s on %s', (zone, stamp, date) => expect(dateOf(zone, stamp)).toBe(date))
})

describe('readChart() refuses', () => {
  it.each<[string, Parameters<typeof answer>[0]]>([
    ['RESP_ENVELOPE', (_, all) => (all.chart.error = { code: 'x', description: 'y' })],
    ['RESP_ENVELOPE', (_, all) => (all.chart.result = [])],
    ['RESP_ENVELOPE', (result, all) => all.chart.result?.push(result)],
    ['RESP_ENVELOPE', (result) => void delete result.timestamp],
    ['RESP_ENVELOPE', (result) => (result.indicators.quote = [{}])],
    ['RESP_ENVELOPE', (result) => void delete (result as Partial<WireResult>).indicators],
    ['RESP_ENVELOPE', (result) => void delete (result as Partial<WireResult>).meta],
    ['RESP_ENVELOPE', (result) => void delete result.indicators.quote[0].high],
    ['RESP_ENVELOPE', (_, all) => (all.chart.result = null)],
    ['RESP_LENGTH', (result) => result.timestamp?.pop()],
    ['RESP_LENGTH', (result) => result.indicators.quote[0].open?.push(1)],
    ['RESP_LENGTH', (result) => result.indicators.quote[0].high?.pop()],
    ['RESP_LENGTH', (result) => result.indicators.quote[0].low?.pop()],
    ['RESP_LENGTH', (result) => result.indicators.quote[0].volume?.pop()],
    ['RESP_ENVELOPE', (result) => (result.meta.exchangeTimezoneName = 'Mars/Olympus')],
    ['RESP_LENGTH', (result) => result.indicators.quote[0].close?.pop()],
    ['RESP_LENGTH', (result) => result.indicators.adjclose?.[0].adjclose.pop()],
    ['RESP_SYMBOL', (result) => (result.meta.symbol = 'AAPL')],
    ['RESP_GRANULARITY', (result) => (result.meta.dataGranularity = '1wk')],
    ['RESP_TIME_RANGE', (result) => (result.timestamp = result.timestamp?.map((stamp) => stamp * 1000) ?? [])],
  ])('with %s', (check, change) => expect(refusedBy(change)).toBe(check))
  it.each([[null], [[]], ['text'], [1], [{}], [{ chart: null }]])('%j with RESP_ENVELOPE', (json) =>
    expect(readChart(json, november, NOW)).toMatchObject({
      kind: 'refused',
      outcome: 'schema',
      finding: { check: 'RESP_ENVELOPE' },
    }),
  )
  it('no answer with neither stamps nor numbers', () => {
    const neither = (result: WireResult) => {
      delete result.timestamp
      delete (result as Partial<WireResult>).indicators
    }
    expect(refusedBy(neither)).toBeNull()
    expect(chart(neither).bars).toEqual([])
  })
  it('no answer that writes the symbol in small letters, and no 60m for an hour', () => {
    expect(refusedBy((result) => (result.meta.symbol = 'msft'))).toBeNull()
    const hours = question('2023-11-20', '2023-11-23', '1h')
    expect(refusedBy((result) => (result.meta.dataGranularity = '60m'), hours)).toBeNull()
    expect(refusedBy((result) => (result.meta.dataGranularity = '30m'), hours)).toBe('RESP_GRANULARITY')
  })
  it('stamps before 1900, and none of its first second', () => {
    const first = (stamp: number) => (result: WireResult) => {
      if (result.timestamp !== undefined) result.timestamp[0] = stamp
    }
    // 70 years with 17 leap days before 1970.
    const year1900 = -(70 * 365 + 17) * 86_400
    expect(refusedBy(first(year1900 - 1))).toBe('RESP_TIME_RANGE')
    expect(refusedBy(first(year1900))).toBeNull()
    expect(refusedBy(first(1_700_000_000.5))).toBe('RESP_TIME_RANGE')
  })
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
  it.each(['open', 'high', 'low', 'close', 'volume'])('on a number beyond all bounds for %s', (field) => {
    for (const beyond of ['1e999', '-1e999', '1e300']) {
      const text = JSON.stringify(answer()).replace(new RegExp(`"${field}":\\[[^,]+`), `"${field}":[${beyond}`)
      const reading = readChart(JSON.parse(text), november, NOW)
      if (reading.kind === 'refused') throw new Error('It was refused')
      expect(reading.findings).toMatchObject([{ check: 'RESP_FINITE', severity: 'error', from: '2023-11-01' }])
      expect(reading.bars).toHaveLength(20)
    }
  })
  it('on an adjusted close that is no number, and keeps the bar without it', () => {
    const text = JSON.stringify(answer()).replace(/"adjclose":\[\{"adjclose":\[[^,]+/, '"adjclose":[{"adjclose":[1e999')
    const reading = readChart(JSON.parse(text), november, NOW)
    if (reading.kind === 'refused') throw new Error('It was refused')
    expect(reading.findings).toMatchObject([{ check: 'ADJ_NONPOS', severity: 'warn', from: '2023-11-01' }])
    expect(reading.bars[0]).toMatchObject({ adjClose: null, close: 346.07 })
  })
  it('on adjusted closes that are missing, the last trade aside, and on none of them where all are there', () => {
    const without = (change: (closes: (number | null)[]) => void) =>
      chart((result) => change((result.indicators.adjclose?.[0].adjclose ?? []) as (number | null)[])).findings
    expect(without(() => {})).toEqual([])
    const two = without((closes) => closes.splice(3, 1, null) && closes.splice(7, 1, null))
    expect(two).toMatchObject([
      { check: 'ADJ_MISSING', from: '2023-11-06', to: '2023-11-10', evidence: { values: { missing: 2, closes: 21 } } },
    ])
  })
  const repeat = (change: (result: WireResult) => void) => (result: WireResult) => {
    const { quote, adjclose } = result.indicators
    for (const column of [result.timestamp, ...Object.values(quote[0]), adjclose?.[0].adjclose])
      column?.splice(12, 0, column[12] ?? 0)
    change(result)
  }
  it('on equal stamps: with equal values they are one row, with others two', () => {
    const same = chart(repeat(() => {}))
    expect(same.findings.map(({ check, severity, from }) => `${check} ${severity} ${from}`)).toEqual([
      'RESP_ORDER warn 2023-11-17',
    ])
    expect(same.bars).toEqual(chart().bars)
    const other = chart(repeat(({ indicators }) => void (indicators.quote[0].volume ?? []).splice(13, 1, 7)))
    expect(other.bars.filter(({ date }) => date === '2023-11-17').map(({ volume }) => volume === 7)).toEqual([
      false,
      true,
    ])
  })
  it('not on a null row among equal stamps as on two bars', () => {
    const { bars, findings } = chart(
      repeat(({ indicators }) => void (indicators.quote[0].close ?? []).splice(13, 1, null)),
    )
    expect(findings.map(({ check }) => check)).toEqual(['BAR_NULL', 'RESP_ORDER'])
    expect(bars).toHaveLength(21)
  })
  it('on the second before a window and the second of its end, and not on those inside', () => {
    const stamp = (n: number, second: number) => (result: WireResult) => {
      if (result.timestamp !== undefined) result.timestamp[n] = second
    }
    const [from, until] = [november.from / 1000, november.until / 1000]
    const checks = (n: number, second: number) => chart(stamp(n, second)).findings.map(({ check }) => check)
    expect(checks(0, from - 1)).toEqual(['RESP_WINDOW'])
    expect(checks(0, from)).toEqual([])
    expect(checks(20, until)).toEqual(['RESP_WINDOW'])
    expect(checks(20, until - 1)).toEqual([])
  })
  it('on null rows at the ends and on the half day, and on none outside the window', () => {
    const nothing = (n: number) => (result: WireResult) =>
      void (result.indicators.quote[0].close ?? []).splice(n, 1, null)
    expect(found(nothing(0))).toEqual(['BAR_NULL 2023-11-01'])
    expect(found(nothing(20))).toEqual(['BAR_NULL 2023-11-30'])
    expect(found(nothing(16))).toEqual(['BAR_NULL 2023-11-24'])
    expect(found(nothing(3))).toEqual(['BAR_NULL 2023-11-06'])
    const narrow = { ...november, until: at('2023-11-30T00:00:00Z') }
    const reading = readChart(answer(nothing(20)), narrow, NOW)
    expect(reading.kind === 'chart' ? reading.findings.map(({ check }) => check) : []).toEqual(['RESP_WINDOW'])
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
