import { describe, expect, it } from 'vitest'
import type { DailyBar } from '../../server/market/bar.ts'
import { checkShape } from '../../server/market/quality/bar.ts'
import { checkBenchmark } from '../../server/market/quality/benchmark.ts'
import { checkGaps, checkIdleMoves, checkStale } from '../../server/market/quality/gaps.ts'
import { judge } from '../../server/market/quality/judge.ts'
import { checkUnits } from '../../server/market/quality/units.ts'
import { at, calm, dates, day, named, seriesOf, times } from './calm.ts'

const first = dates[0] ?? day('2023-09-01')
const last = dates.at(-1) ?? first
const judged = (...args: Parameters<typeof seriesOf>) => named(judge(seriesOf(...args)).findings)

it('judge() finds nothing in a quiet series with a half day, holidays and a clock change', () =>
  expect(judged(calm())).toEqual([]))

describe('BAR_OHLC', () => {
  const with_ = (high: number, low: number) =>
    named(checkShape([{ date: day('2023-11-24'), open: 50, high, low, close: 50.4, volume: 1, adjClose: 1 }]))
  it.each([
    ['a high below the close', 50.1, 49, ['BAR_OHLC 2023-11-24']],
    ['a high a millionth below the close', 50.4 * (1 - 0.9e-6), 49, []],
    ['a high two millionths below the close', 50.4 * (1 - 2e-6), 49, ['BAR_OHLC 2023-11-24']],
    ['a low a millionth above the open', 51, 50 * (1 + 0.9e-6), []],
    ['a low two millionths above the open', 51, 50 * (1 + 2e-6), ['BAR_OHLC 2023-11-24']],
    ['a low at the open and a high at the close', 50.4, 50, []],
    ['a high below the low', 49, 51, ['BAR_OHLC 2023-11-24']],
  ])('checkShape() sees %s', (_, high, low, found) => expect(with_(high, low)).toEqual(found))
})

it('checkShape() names ADJ_NONPOS for an adjusted close of zero or less, and not for a small one', () => {
  const found = (adjClose: number) => named(checkShape(calm((bar, n) => (n === 3 ? { ...bar, adjClose } : bar))))
  expect(found(-4331)).toEqual([`ADJ_NONPOS ${dates[3]}`])
  expect(found(0)).toEqual([`ADJ_NONPOS ${dates[3]}`])
  expect(found(0.0001)).toEqual([])
})

describe('GAP and GAP_RETURN', () => {
  const without = (...missing: string[]) => calm((bar) => (missing.includes(bar.date) ? null : bar))
  const found = (...missing: string[]) => named(checkGaps(seriesOf(without(...missing))))
  it('checkGaps() names a missing half day and the return over it', () =>
    expect(found('2023-11-24')).toEqual(['GAP 2023-11-24', 'GAP_RETURN 2023-11-27']))
  it('checkGaps() names a run once and counts its sessions in the return', () => {
    expect(found('2023-11-20', '2023-11-21')).toEqual(['GAP 2023-11-20..2023-11-21', 'GAP_RETURN 2023-11-22'])
    const gap = checkGaps(seriesOf(without('2023-11-20', '2023-11-21')))[1]
    expect(gap?.observed).toBe('a return over 3 sessions')
  })
  it('checkGaps() joins a run over a weekend and a holiday', () =>
    expect(found('2023-11-22', '2023-11-24')).toEqual(['GAP 2023-11-22..2023-11-24', 'GAP_RETURN 2023-11-27']))
  it('checkGaps() asks for nothing before the first bar', () => expect(found(first)).toEqual([]))
  it('checkGaps() has no return after a missing last session', () => expect(found(last)).toEqual([`GAP ${last}`]))
  it('checkGaps() says nothing without a calendar', () =>
    expect(checkGaps(seriesOf(without('2023-11-24'), [], { expected: [] }))).toEqual([]))
  it('checkGaps() asks for no holiday and no weekend', () =>
    expect(dates.includes(day('2023-11-23')) || dates.includes(day('2023-11-25'))).toBe(false))
})

describe('STALE_RUN', () => {
  const flat = (from: number, count: number, volume: number | null, everywhere = false) =>
    calm((bar, n) => {
      const none = everywhere ? { ...bar, volume: null } : bar
      if (n < from || n >= from + count) return none
      const close = from % 2 === 0 ? 100.3 : 100
      return { ...none, open: close, high: close, low: close, close, volume: everywhere ? null : volume }
    })
  it.each([
    ['three sessions without a trade', flat(10, 3, 0), [`STALE_RUN ${dates[10]}..${dates[12]}`]],
    ['two', flat(10, 2, 0), []],
    ['three with a trade', flat(10, 3, 5), []],
    ['five where there are no volumes', flat(10, 5, null, true), [`STALE_RUN ${dates[10]}..${dates[14]}`]],
    ['four where there are no volumes', flat(10, 4, null, true), []],
    ['three at the end', flat(dates.length - 3, 3, 0), [`STALE_RUN ${dates.at(-3)}..${last}`]],
  ])('checkStale() of %s', (_, bars, found) => expect(named(checkStale(seriesOf(bars)))).toEqual(found))
})

describe('VOL_ZERO_MOVE', () => {
  const found = (change: Parameters<typeof calm>[0]) => named(checkIdleMoves(seriesOf(calm(change))))
  it('checkIdleMoves() names a session that moved with volume 0', () =>
    expect(found((bar, n) => (n === 5 ? { ...bar, volume: 0 } : bar))).toEqual([`VOL_ZERO_MOVE ${dates[5]}`]))
  it('checkIdleMoves() names a flat session that jumped by more than 5 %, not by less', () => {
    const flatAt = (close: number) =>
      found((bar, n) => (n === 6 ? { ...bar, open: close, high: close, low: close, close, volume: 0 } : bar))
    expect(flatAt(100.3 * 1.051)).toEqual([`VOL_ZERO_MOVE ${dates[6]}`])
    expect(flatAt(100.3 * 1.049)).toEqual([])
  })
  it('checkIdleMoves() says nothing of one share, of an unknown volume, or of a ticker without volumes', () => {
    expect(found((bar, n) => (n === 5 ? { ...bar, volume: 1 } : bar))).toEqual([])
    expect(found((bar, n) => (n === 5 ? { ...bar, volume: null } : bar))).toEqual([])
    expect(found((bar) => ({ ...bar, volume: 0 }))).toEqual([])
  })
})

describe('UNIT_POINT and UNIT_BLOCK', () => {
  const found = (change: Parameters<typeof calm>[0], currency = 'USD') =>
    named(checkUnits(seriesOf(calm(change), [], { currency })))
  const point = (factor: number, where: number) => (bar: Parameters<typeof times>[0], n: number) =>
    n === where ? times(bar, factor) : bar
  it.each([
    ['a hundredfold day', point(100, 20), [`UNIT_POINT ${dates[20]}`]],
    ['a hundredth of a day', point(0.01, 20), [`UNIT_POINT ${dates[20]}`]],
    ['the first day', point(100, 0), [`UNIT_POINT ${first}`]],
    ['the last day', point(100, dates.length - 1), [`UNIT_POINT ${last}`]],
    ['a half day', point(100, at('2023-11-24')), ['UNIT_POINT 2023-11-24']],
    ['a factor of 10^1.86', point(10 ** 1.86, 20), [`UNIT_POINT ${dates[20]}`]],
    ['a factor of 10^1.84', point(10 ** 1.84, 20), []],
    ['a factor of 10^2.14', point(10 ** 2.14, 20), [`UNIT_POINT ${dates[20]}`]],
    ['a factor of 10^2.16', point(10 ** 2.16, 20), []],
    ['a tenfold day', point(10, 20), []],
  ])('checkUnits() of %s', (_, change, names) => expect(found(change)).toEqual(names))
  it('checkUnits() names a single wrong price', () =>
    expect(found((bar, n) => (n === 20 ? { ...bar, low: bar.low / 100 } : bar))).toEqual([`UNIT_POINT ${dates[20]}`]))
  it('checkUnits() expects thousands of Kuwaiti fils', () => {
    expect(found(point(1000, 20), 'KWF')).toEqual([`UNIT_POINT ${dates[20]}`])
    expect(found(point(100, 20), 'KWF')).toEqual([])
  })
  it('checkUnits() names a change that stays once, and holds everything from it on', () => {
    const findings = checkUnits(seriesOf(calm((bar, n) => (n >= 40 ? times(bar, 0.01) : bar))))
    expect(named(findings)).toEqual([`UNIT_BLOCK ${dates[40]}`])
    expect(findings[0]?.holds).toEqual({ from: dates[40], to: last })
  })
  it('checkUnits() takes two days at the end for a block and one for a point', () => {
    expect(found((bar, n) => (n >= dates.length - 2 ? times(bar, 100) : bar))).toEqual([`UNIT_BLOCK ${dates.at(-2)}`])
    expect(found((bar, n) => (n >= dates.length - 1 ? times(bar, 100) : bar))).toEqual([`UNIT_POINT ${last}`])
  })
  it('checkUnits() leaves a block to a split within five sessions', () => {
    const bars = calm((bar, n) => (n >= 40 ? times(bar, 0.01) : bar))
    const split = (n: number) => [{ kind: 'split' as const, date: dates[n] ?? first, numerator: 100, denominator: 1 }]
    expect(named(checkUnits(seriesOf(bars, split(35))))).toEqual([])
    expect(named(checkUnits(seriesOf(bars, split(34))))).toEqual([`UNIT_BLOCK ${dates[40]}`])
  })
})

describe('proposals of UNIT_POINT', () => {
  const proposed = (change: Parameters<typeof calm>[0], actions: Parameters<typeof seriesOf>[1] = []) =>
    judge(seriesOf(calm(change), actions)).proposals
  const alone = { from: dates[20], to: dates[20], check: 'UNIT_POINT', price: 0.01, volume: 1 }
  it.each([
    ['a bar in hundredths', (bar: DailyBar) => times(bar, 100), [alone]],
    ['its low alone', (bar: DailyBar) => ({ ...bar, low: bar.low / 100 }), [{ ...alone, price: 100 }]],
    ['its high alone', (bar: DailyBar) => ({ ...bar, high: bar.high * 100 }), [alone]],
    ['close and low', (bar: DailyBar) => ({ ...bar, close: bar.close * 100, low: bar.low * 100 }), [alone]],
    [
      'a low in hundredths and a high hundredfold',
      (bar: DailyBar) => ({ ...bar, low: bar.low / 100, high: bar.high * 100 }),
      [],
    ],
    ['a low that would lie above the open', (bar: DailyBar) => ({ ...bar, low: 1.02 }), []],
    ['a bar without a trade', (bar: DailyBar) => ({ ...times(bar, 100), volume: 0 }), []],
    ['a price off by a factor of 75', (bar: DailyBar) => times(bar, 75), []],
  ])('judge() of %s', (_, change, proposals) =>
    expect(proposed((bar, n) => (n === 20 ? change(bar) : bar))).toMatchObject(proposals),
  )
  it('judge() weighs each of several points on its own', () =>
    expect(
      proposed((bar, n) => (n === 20 || n === 22 ? times(bar, 100) : n === 21 ? times(bar, 75) : bar)).map(
        ({ from }) => from,
      ),
    ).toEqual([dates[20], dates[22]]))
  it('judge() puts no point right by which the day after becomes a leap', () =>
    expect(proposed((bar, n) => (n === dates.length - 1 ? times(bar, 100 * 1.35) : bar))).toEqual([]))
})

describe('MOVE_LARGE', () => {
  const step = (ratio: number) => calm((bar, n) => (n >= 40 ? times(bar, ratio) : bar))
  it('judge() keeps a crash of 30 % on ordinary volume and says so', () => {
    const { findings } = judge(seriesOf(step(0.7)))
    expect(named(findings)).toEqual([`MOVE_LARGE ${dates[40]}`])
    expect(findings[0]?.holds).toBeNull()
  })
  it('judge() says nothing of a fall of 20 %', () => expect(judged(step(0.8 / 0.99))).toEqual([]))
  it('judge() draws the line at a quarter in logarithms', () => {
    // The quiet series itself moves by 0.3 % that day.
    const exact = (log: number) => step(Math.exp(log) * (100.3 / 100))
    expect(judged(exact(-0.2501))).toEqual([`MOVE_LARGE ${dates[40]}`])
    expect(judged(exact(-0.2499))).toEqual([])
  })
})

it('checkBenchmark() names the sessions that only one of two series has', () => {
  expect(checkBenchmark(dates, dates)).toBeNull()
  const finding = checkBenchmark(
    dates,
    dates.filter((date) => date !== '2023-11-24' && date !== '2023-12-01'),
  )
  expect(finding).toMatchObject({ check: 'BENCH_ALIGN', severity: 'warn', from: '2023-11-24', to: '2023-12-01' })
})
