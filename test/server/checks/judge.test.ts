import { describe, expect, it } from 'vitest'
import { judge } from '../../../server/checks/judge.ts'
import { checkBenchmark } from '../../../server/checks/pair/benchAlign.ts'
import { adjNonpos } from '../../../server/checks/series/adjNonpos.ts'
import { barOhlc } from '../../../server/checks/series/barOhlc.ts'
import { gap } from '../../../server/checks/series/gap.ts'
import { gapReturn } from '../../../server/checks/series/gapReturn.ts'
import { staleRun } from '../../../server/checks/series/staleRun.ts'
import { unitBlock } from '../../../server/checks/series/unitBlock.ts'
import { unitPoint } from '../../../server/checks/series/unitPoint.ts'
import { volZeroMove } from '../../../server/checks/series/volZeroMove.ts'
import type { DailyBar } from '../../../server/market/bar.ts'
import { at, calm, dates, day, named, ran, seriesOf, times } from './calm.ts'
import { swing } from './swing.ts'

const first = dates[0] ?? day('2023-09-01')
const last = dates.at(-1) ?? first
const checkShape = (bars: readonly DailyBar[]) => ran(seriesOf(bars), barOhlc, adjNonpos)
const checkGaps = (series: ReturnType<typeof seriesOf>) => ran(series, gap, gapReturn)
const checkStale = (series: ReturnType<typeof seriesOf>) => ran(series, staleRun)
const checkIdleMoves = (series: ReturnType<typeof seriesOf>) => ran(series, volZeroMove)
const checkUnits = (series: ReturnType<typeof seriesOf>) => ran(series, unitBlock, unitPoint)
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
    ['a low far below and a high far above', 99, 1, []],
    ['a low at the open and a high at the close', 50.4, 50, []],
    ['a high below the low', 49, 51, ['BAR_OHLC 2023-11-24']],
  ])('checkShape() sees %s', (_, high, low, found) => expect(with_(high, low)).toEqual(found))
  it.each([
    ['close', 103, 50, 51.4, 'error'],
    ['close', 102, 50, 51.4, 'warn'],
    ['close', 24, 50, 51, 'error'],
    ['close', 26, 50, 51, 'warn'],
    ['close', 51.4 * 41, 50, 51.4, 'warn'],
    ['open', 103, 50, 51.4, 'warn'],
  ] as const)('BAR_OHLC of a %s of %f between %f and %f is worth an %s', (field, price, low, high, severity) => {
    const bar = { date: day('2023-11-24'), open: 50.2, high, low, close: 50.4, volume: 1, adjClose: 1, [field]: price }
    expect(checkShape([bar])).toMatchObject([{ severity, holds: severity === 'error' ? { from: bar.date } : null }])
  })
  it('checkShape() sees a high below the low where neither is off from the one price', () => {
    const [high, low] = [50 * (1 - 0.9e-6), 50 * (1 + 0.9e-6)]
    const bar = { date: day('2023-11-24'), open: 50, close: 50, volume: 1, adjClose: 1 }
    expect(named(checkShape([{ ...bar, high, low }]))).toEqual(['BAR_OHLC 2023-11-24'])
    expect(checkShape([{ ...bar, high: low, low: high }])).toEqual([])
  })
})

it('checkShape() names ADJ_NONPOS for an adjusted close of zero or less, and not for a small one', () => {
  const found = (adjClose: number) => named(checkShape(calm((bar, n) => (n === 3 ? { ...bar, adjClose } : bar))))
  expect(found(-4331)).toEqual([`ADJ_NONPOS ${dates[3]}`])
  expect(found(0)).toEqual([`ADJ_NONPOS ${dates[3]}`])
  expect(found(0.0001)).toEqual([])
})
it('checkShape() names a run of adjusted closes below zero once, with how many they are and from where to where', () => {
  const lows: Readonly<Record<number, number>> = { 3: -2, 4: -9, 5: 0, 8: -1 }
  const found = checkShape(calm((bar, n) => ({ ...bar, adjClose: lows[n] ?? bar.adjClose })))
  expect(found.map(({ check, from, to, evidence }) => [check, from, to, evidence])).toEqual([
    ['ADJ_NONPOS', dates[3], dates[5], { kind: 'run', values: { bars: 3, low: -9, high: 0 } }],
    ['ADJ_NONPOS', dates[8], dates[8], { kind: 'value', values: { adjusted: -1 } }],
  ])
})

describe('GAP and GAP_RETURN', () => {
  const without = (...missing: string[]) => calm((bar) => (missing.includes(bar.date) ? null : bar))
  const found = (...missing: string[]) => named(checkGaps(seriesOf(without(...missing))))
  it('checkGaps() names a missing half day and the return over it', () =>
    expect(found('2023-11-24')).toEqual(['GAP 2023-11-24', 'GAP_RETURN 2023-11-27']))
  it('checkGaps() names a run once and counts its sessions in the return', () => {
    expect(found('2023-11-20', '2023-11-21')).toEqual(['GAP 2023-11-20..2023-11-21', 'GAP_RETURN 2023-11-22'])
    const after = checkGaps(seriesOf(without('2023-11-20', '2023-11-21')))[1]
    expect(after?.evidence).toEqual({ kind: 'span', values: { sessions: 3 } })
  })
  it('checkGaps() joins a run over a weekend and a holiday', () =>
    expect(found('2023-11-22', '2023-11-24')).toEqual(['GAP 2023-11-22..2023-11-24', 'GAP_RETURN 2023-11-27']))
  it('checkGaps() names many gaps near one another once, and the returns over them once', () => {
    // Every third of thirty sessions: ten gaps, two bars between each and the next.
    const thin = dates.slice(10, 40).filter((_, n) => n % 3 === 0)
    expect(found(...thin)).toEqual([`GAP ${thin[0]}..${thin[9]}`, `GAP_RETURN ${dates[11]}..${dates[38]}`])
    expect(checkGaps(seriesOf(without(...thin))).map(({ evidence }) => evidence)).toEqual([
      { kind: 'stretch', values: { missing: 10, sessions: 28, gaps: 10 } },
      { kind: 'spans', values: { returns: 10, sessions: 2 } },
    ])
  })
  it('checkGaps() tells gaps one by one that are two, or six bars apart', () => {
    const at = (...places: number[]) => found(...places.map((n) => dates[n] ?? first)).length
    expect([at(20, 22), at(20, 22, 24), at(20, 26, 32), at(20, 27, 34)]).toEqual([4, 2, 2, 6])
    // The near ones of a chain are one, the far one is told by itself.
    expect(at(20, 22, 24, 31)).toBe(4)
  })
  it('checkGaps() counts no return of a stretch that ends with the data', () => {
    const end = dates.slice(-5).filter((_, n) => n % 2 === 0)
    expect(checkGaps(seriesOf(without(...end)))[1]?.evidence).toEqual({
      kind: 'spans',
      values: { returns: 2, sessions: 2 },
    })
  })
  it('checkGaps() asks for nothing before the first bar', () => expect(found(first)).toEqual([]))
  it('checkGaps() has no return after a missing last session', () => expect(found(last)).toEqual([`GAP ${last}`]))
  it('checkGaps() names the session after a change of clocks and the first after the first', () => {
    expect(found('2023-11-06')).toEqual(['GAP 2023-11-06', 'GAP_RETURN 2023-11-07'])
    expect(found(dates[1] ?? first)).toEqual([`GAP ${dates[1]}`, `GAP_RETURN ${dates[2]}`])
  })
  it('checkGaps() warns and holds nothing', () =>
    expect(checkGaps(seriesOf(without('2023-11-24')))).toMatchObject([
      { severity: 'warn', holds: null, evidence: { kind: 'sessions', values: { missing: 1, sessions: 83 } } },
      { severity: 'warn', holds: null },
    ]))
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
    ['three from the second bar on', flat(1, 3, 0), [`STALE_RUN ${dates[1]}..${dates[3]}`]],
    ['three on and after a half day', flat(at('2023-11-24'), 3, 0), ['STALE_RUN 2023-11-24..2023-11-28']],
    ['three over a change of clocks', flat(at('2023-11-03'), 3, 0), ['STALE_RUN 2023-11-03..2023-11-07']],
    ['three at the end', flat(dates.length - 3, 3, 0), [`STALE_RUN ${dates.at(-3)}..${last}`]],
  ])('checkStale() of %s', (_, bars, found) => expect(named(checkStale(seriesOf(bars)))).toEqual(found))
  it('checkStale() counts sessions that follow one another: one that is missing ends a run', () => {
    const without = (count: number, missing: number) => flat(10, count, 0).filter((_, n) => n !== missing)
    expect(named(checkStale(seriesOf(without(5, 12))))).toEqual([])
    expect(named(checkStale(seriesOf(without(6, 12))))).toEqual([`STALE_RUN ${dates[13]}..${dates[15]}`])
    expect(named(checkStale(seriesOf(without(7, 13))))).toEqual([
      `STALE_RUN ${dates[10]}..${dates[12]}`,
      `STALE_RUN ${dates[14]}..${dates[16]}`,
    ])
  })
  it.each([
    ['a range', { high: 100.4 }],
    ['another open', { open: 100.2, low: 100.2 }],
    ['another close', { close: 100.2, low: 100.2 }],
  ])('checkStale() ends a run at a session with %s', (_, change) =>
    expect(
      named(checkStale(seriesOf(flat(10, 3, 0).map((bar, n) => (n === 11 ? { ...bar, ...change } : bar))))),
    ).toEqual([]),
  )
  it('checkStale() counts no session at another price than the close before, the first bar among them', () => {
    const all = calm((bar) => ({ ...bar, open: 100, high: 100, low: 100, close: 100, volume: 0 }))
    expect(named(checkStale(seriesOf(all)))).toEqual([`STALE_RUN ${dates[1]}..${last}`])
    const raised = flat(10, 3, 0).map((bar, n) => (n > 9 && n < 13 ? times(bar, 1.001) : bar))
    expect(named(checkStale(seriesOf(raised)))).toEqual([])
  })
  it('judge() leaves a run out of no result but warns of it', () =>
    expect(judge(seriesOf(flat(10, 3, 0))).findings).toMatchObject([
      { check: 'STALE_RUN', severity: 'warn', holds: null },
    ]))
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
    expect(flatAt(100.3 * 0.949)).toEqual([`VOL_ZERO_MOVE ${dates[6]}`])
    expect(flatAt(100.3 * 0.951)).toEqual([])
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
    ['a factor of 10^-1.86', point(10 ** -1.86, 20), [`UNIT_POINT ${dates[20]}`]],
    ['a factor of 10^-1.84', point(10 ** -1.84, 20), []],
    ['a factor of 10^-2.14', point(10 ** -2.14, 20), [`UNIT_POINT ${dates[20]}`]],
    ['a factor of 10^-2.16', point(10 ** -2.16, 20), []],
    ['a tenfold day', point(10, 20), []],
    ['a thousandfold day', point(1000, 20), []],
  ])('checkUnits() of %s', (_, change, names) => expect(found(change)).toEqual(names))
  it('checkUnits() names a single wrong price', () =>
    expect(found((bar, n) => (n === 20 ? { ...bar, low: bar.low / 100 } : bar))).toEqual([`UNIT_POINT ${dates[20]}`]))
  it('checkUnits() expects thousands of Kuwaiti fils', () => {
    expect(found(point(1000, 20), 'KWF')).toEqual([`UNIT_POINT ${dates[20]}`])
    expect(found(point(100, 20), 'KWF')).toEqual([])
  })
  it.each([
    [2.86, true],
    [2.84, false],
    [3.14, true],
    [3.16, false],
    [-2.86, true],
    [-2.84, false],
    [-3.14, true],
    [-3.16, false],
  ])('checkUnits() of a factor of 10^%f in Kuwaiti fils', (power, isPoint) =>
    expect(found(point(10 ** power, 20), 'KWF').length > 0).toBe(isPoint),
  )
  it.each([
    [1.86, true],
    [1.84, false],
    [2.14, true],
    [2.16, false],
    [-1.86, true],
    [-1.84, false],
    [-2.14, true],
    [-2.16, false],
  ])('checkUnits() of a change by 10^%f that stays', (power, isBlock) =>
    expect(found((bar, n) => (n >= 40 ? times(bar, 10 ** power) : bar)).includes(`UNIT_BLOCK ${dates[40]}`)).toBe(
      isBlock,
    ),
  )
  it('checkUnits() takes five sessions that return for points, and six for a block that ends', () => {
    const between = (until: number) => calm((bar, n) => (n >= 40 && n < until ? times(bar, 100) : bar))
    expect(named(checkUnits(seriesOf(between(45))))).toEqual([40, 41, 42, 43, 44].map((n) => `UNIT_POINT ${dates[n]}`))
    const block = checkUnits(seriesOf(between(46)))
    expect(named(block)).toEqual([`UNIT_BLOCK ${dates[40]}`])
    expect(block[0]?.holds).toEqual({ from: dates[40], to: dates[45] })
  })
  it('checkUnits() sees a point next to a block and one inside it', () => {
    const found = (place: number) =>
      named(
        checkUnits(
          seriesOf(
            calm((bar, n) => ({
              ...(n >= 40 ? times(bar, 0.01) : bar),
              ...(n === place ? { low: bar.low * (n >= 40 ? 1 : 0.01) } : {}),
            })),
          ),
        ),
      )
    expect(found(37)).toEqual([`UNIT_BLOCK ${dates[40]}`, `UNIT_POINT ${dates[37]}`])
    expect(found(60)).toEqual([`UNIT_BLOCK ${dates[40]}`, `UNIT_POINT ${dates[60]}`])
  })
  it('checkUnits() measures by the eleven sessions around: a level that rises hundredfold in a year is none', () =>
    expect(found((bar, n) => times(bar, 10 ** (n / 40)))).toEqual([]))
  it('judge() proposes the factor of a block for every session from it on', () =>
    expect(judge(seriesOf(calm((bar, n) => (n >= 40 ? times(bar, 0.01) : bar)))).proposals).toMatchObject([
      { from: dates[40], to: last, check: 'UNIT_BLOCK', price: 100, volume: 1 },
    ]))
  it('judge() proposes none for a block in which another check would speak', () =>
    expect(judge(seriesOf(calm((bar, n) => (n >= 40 ? times(bar, n >= 50 ? 0.007 : 0.01) : bar)))).proposals).toEqual(
      [],
    ))
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
    expect(judged(exact(0.2501))).toEqual([`MOVE_LARGE ${dates[40]}`])
    expect(judged(exact(0.2499))).toEqual([])
  })
  it('judge() draws it at twelve ordinary moves among lively days', () => {
    // Days of 3 %: σ = 1.4826 · 0.03, and twelve of them are 0.533736.
    const lively = (log: number) => judged(swing({ daily: 0.03, closes: { 40: log } }))
    expect(lively(-0.534)).toEqual([`MOVE_LARGE ${dates[40]}`])
    expect(lively(-0.533)).toEqual([])
    expect(lively(0.534)).toEqual([`MOVE_LARGE ${dates[40]}`])
    expect(lively(0.533)).toEqual([])
  })
  it('judge() keeps a fall of 35 % on eight times the volume: a true crash is not repaired', () => {
    const bars = swing({ closes: { 40: Math.log(0.65) }, volume: (n) => (n === 40 ? 8_000_000 : 1_000_000) })
    const { findings, proposals } = judge(seriesOf(bars))
    expect(findings).toMatchObject([{ check: 'MOVE_LARGE', severity: 'warn', from: dates[40], holds: null }])
    expect(proposals).toEqual([])
  })
})

it('checkBenchmark() names the sessions that only one of two series has', () => {
  expect(checkBenchmark(dates, dates)).toBeNull()
  const lacking = dates.filter((date) => date !== '2023-11-24' && date !== '2023-12-01')
  for (const [own, benchmark] of [
    [dates, lacking],
    [lacking, dates],
  ])
    expect(checkBenchmark(own ?? [], benchmark ?? [])).toMatchObject({
      check: 'BENCH_ALIGN',
      severity: 'warn',
      from: '2023-11-24',
      to: '2023-12-01',
      evidence: { kind: 'sessions', values: { sessions: 2 } },
    })
})
