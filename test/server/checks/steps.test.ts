import { describe, expect, it } from 'vitest'
import { judge } from '../../../server/checks/judge.ts'
import { levelStep } from '../../../server/checks/series/levelStep.ts'
import { priceReverts } from '../../../server/checks/series/priceReverts.ts'
import { splitRatio } from '../../../server/checks/series/splitRatio.ts'
import type { CorporateAction } from '../../../server/market/action.ts'
import type { DailyBar } from '../../../server/market/bar.ts'
import { day, named, ran, seriesOf, times } from './calm.ts'
import { lively, livelyDates, livelyDay } from './lively.ts'

const dates = livelyDates(120)
const on = (n: number) => dates[n] ?? day('2022-01-03')
const bars = lively()
/** Days of lively() move by one percent, nights by a third of one. */
const found = (some: readonly DailyBar[], actions: readonly CorporateAction[] = []) =>
  judge(seriesOf(some, actions, { expected: dates })).findings
const from = (at: number, factor: number, volume = 1, until = 999) =>
  lively((bar, n) =>
    n < at || n >= until ? bar : { ...times(bar, factor), volume: Math.round((bar.volume ?? 0) * volume) },
  )
const dividend = (n: number, amount: number): CorporateAction => ({ kind: 'dividend', date: on(n), amount })
const split = (n: number, numerator: number, denominator = 1): CorporateAction => ({
  kind: 'split',
  date: on(n),
  numerator,
  denominator,
})

it('judge() finds nothing in a lively series', () => expect(found(bars)).toEqual([]))

describe('LEVEL_STEP', () => {
  const steps = (some: readonly DailyBar[], actions: readonly CorporateAction[] = []) =>
    ran(seriesOf(some, actions), levelStep)
  it('warns of prices in another currency from a session on, and holds nothing', () =>
    expect(steps(from(60, 0.92))).toMatchObject([
      { severity: 'warn', from: on(60), holds: null, evidence: { values: { factor: expect.closeTo(0.92, 1) } } },
    ]))
  it.each([
    ['up as well', from(60, 1.1), [`LEVEL_STEP ${on(60)}`]],
    ['not below four percent', from(60, 0.968), []],
    [
      'not where the session is traded one and a half times as much',
      from(60, 0.92, 1, 999).map((bar, n) => (n === 60 ? { ...bar, volume: 3 * (livelyDay(60).volume ?? 0) } : bar)),
      [],
    ],
    [
      'not where the next one is',
      from(60, 0.92).map((bar, n) => (n === 61 ? { ...bar, volume: 4 * (livelyDay(61).volume ?? 0) } : bar)),
      [],
    ],
    [
      'not over a range twice as wide',
      from(60, 0.92).map((bar, n) => (n === 60 ? { ...bar, high: bar.high * 1.05 } : bar)),
      [],
    ],
    [
      'not where the session itself moved on',
      lively((bar, n) => {
        const after = times(bar, n < 60 ? 1 : n === 60 ? 0.92 : 0.865)
        return n === 60 ? { ...after, close: after.open * 0.94, low: after.open * 0.939 } : after
      }),
      [],
    ],
  ])('%s', (_, some, names) => expect(named(steps(some))).toEqual(names))
  it('says nothing of a dividend that explains the step, and speaks beside one that does not', () => {
    const before = livelyDay(59).close
    expect(named(steps(from(60, 0.82), [dividend(60, 0.18 * before)]))).toEqual([])
    expect(named(steps(from(60, 0.82), [dividend(60, 0.02 * before)]))).toEqual([`LEVEL_STEP ${on(60)}`])
  })
  it('holds the history from half or double on', () => {
    expect(steps(from(60, 0.289))).toMatchObject([{ severity: 'error', holds: { from: on(0), to: on(59) } }])
    expect(found(from(60, 0.289)).map(({ check }) => check)).toEqual(['LEVEL_STEP'])
  })
  it('says nothing without ranges, where a step has nothing to be measured by', () => {
    const closes = from(60, 0.92).map((bar) => ({ ...bar, open: bar.close, high: bar.close, low: bar.close }))
    expect(named(steps(closes))).toEqual([])
  })
})

describe('PRICE_REVERTS', () => {
  const reverts = (change: (bar: DailyBar) => DailyBar, at = 60, back = 1) =>
    ran(seriesOf(lively((bar, n) => (n === at ? change(bar) : n === at + 1 ? times(bar, back) : bar))), priceReverts)
  it('holds a session whose prices are 15 % too high', () =>
    expect(reverts((bar) => times(bar, 1.15))).toMatchObject([
      { severity: 'error', from: on(60), holds: { from: on(60), to: on(60) } },
    ]))
  it('holds a session whose close alone is a half', () =>
    expect(reverts((bar) => ({ ...bar, close: bar.close / 2 }))).toMatchObject([{ severity: 'error', from: on(60) }]))
  it.each([
    ['a session traded more than twice the usual', (bar: DailyBar) => ({ ...times(bar, 1.15), volume: 4_000_000 })],
    ['a session over a range more than four times as wide', (bar: DailyBar) => ({ ...times(bar, 1.15), low: bar.low })],
    ['a move between five and seven ordinary ones', (bar: DailyBar) => times(bar, 1.075)],
  ])('warns of %s', (_, change) => expect(reverts(change)).toMatchObject([{ severity: 'warn', holds: null }]))
  it.each([
    ['three times both', 3.1, 'error'],
    ['less than three times both', 2.9, 'warn'],
  ])('of a close of %s weighs an error, however lively the session', (_, factor, severity) =>
    expect(reverts((bar) => ({ ...times(bar, factor), low: bar.low, volume: 40_000_000 }))).toMatchObject([
      { severity },
    ]),
  )
  it('is no split, there or back: the history before it stays in use', () => {
    for (const change of [
      (bar: DailyBar) => times(bar, 8),
      (bar: DailyBar) => times(bar, 0.5),
      (bar: DailyBar) => ({ ...bar, high: bar.close * 4, close: bar.close * 4 }),
    ])
      expect(named(found(lively((bar, n) => (n === 60 ? change(bar) : bar))))).toEqual([`PRICE_REVERTS ${on(60)}`])
  })
  it('says nothing of less than five ordinary moves, nor of a move that half stays', () => {
    expect(reverts((bar) => times(bar, 1.05))).toEqual([])
    expect(reverts((bar) => times(bar, 1.15), 60, 1.08)).toEqual([])
  })
  it('says nothing at the ends, where nothing comes before or after', () => {
    expect(reverts((bar) => times(bar, 1.15), 0)).toEqual([])
    expect(reverts((bar) => times(bar, 1.15), 119)).toEqual([])
  })
  it('says nothing of the session of a large payment', () => {
    const some = lively((bar, n) => (n === 60 ? times(bar, 0.85) : bar))
    expect(ran(seriesOf(some, [dividend(60, 15)]), priceReverts)).toEqual([])
  })
})

describe('what stirs nothing', () => {
  // Prices to the third power: days of some three percent, nights of one, volumes as they were.
  const cubed = (price: number) => 100 * (price / 100) ** 3
  const wild = (change: (bar: DailyBar, n: number) => DailyBar) =>
    lively((bar, n) => {
      const { open, high, low, close } = bar
      return change({ ...bar, open: cubed(open), high: cubed(high), low: cubed(low), close: cubed(close) }, n)
    })
  const traded = (bar: DailyBar, times_: number) => ({ ...bar, volume: Math.round((bar.volume ?? 0) * times_) })
  const step = (factor: number, volume: number) =>
    wild((bar, n) => (n < 60 ? bar : traded(times(bar, factor), n === 60 ? volume : 1)))
  const spike = (factor: number, volume: number) =>
    wild((bar, n) => (n === 60 ? traded(times(bar, factor), volume) : bar))
  it.each([
    ['a step of six percent', step(1.06, 1), true],
    ['a step of four', step(1.041, 1), false],
    ['the step on twice the volume', step(1.06, 2), false],
  ])('LEVEL_STEP of %s: %s', (_, some, isFound) =>
    expect(ran(seriesOf(some), levelStep).map(({ severity }) => severity)).toEqual(isFound ? ['warn'] : []),
  )
  it.each([
    ['a spike of fifteen percent', spike(1.15, 1), true],
    ['a spike of eight', spike(1.08, 1), false],
    ['the spike on twice the volume', spike(1.15, 2), false],
  ])('PRICE_REVERTS of %s: %s', (_, some, isFound) =>
    expect(ran(seriesOf(some), priceReverts).map(({ severity }) => severity)).toEqual(isFound ? ['warn'] : []),
  )
  it('nothing is found in the wild series itself', () =>
    expect(found(wild((bar) => bar)).filter(({ severity }) => severity === 'error')).toEqual([]))
})

describe('SPLIT_RATIO', () => {
  const told = (some: readonly DailyBar[], ...actions: CorporateAction[]) => named(found(some, actions))
  it('holds a history that steps by three where a split of five is told', () => {
    const some = from(60, 1 / 3, 3)
    expect(told(some, split(60, 5))).toEqual([`SPLIT_RATIO ${on(60)}`])
    expect(found(some, [split(60, 5)])[0]).toMatchObject({ severity: 'error', holds: { from: on(0), to: on(59) } })
  })
  it('looks five sessions around, not six', () => {
    expect(told(from(60, 1 / 3, 3), split(65, 5))).toEqual([`SPLIT_RATIO ${on(60)}`])
    expect(told(from(60, 1 / 3, 3), split(66, 5))).toEqual([`SPLIT_MISSING ${on(60)}`])
  })
  it('leaves a step by the ratio to SPLIT_STEP, and a crash beside a split that was taken into account alone', () => {
    expect(told(from(60, 0.2, 5), split(60, 5))).toEqual([`SPLIT_STEP ${on(60)}`])
    const crash = lively((bar, n) => {
      const fell = n < 60 ? bar : times(bar, 0.6)
      return n === 60 ? { ...fell, high: fell.high * 1.1, volume: 15_000_000 } : fell
    })
    expect(ran(seriesOf(crash, [split(60, 5)]), splitRatio)).toEqual([])
  })
})

describe('SPLIT_MISSING where ranges are known', () => {
  const missing = (some: readonly DailyBar[]) =>
    found(some)
      .filter(({ check }) => check === 'SPLIT_MISSING')
      .map(({ severity, evidence }) => `${severity} ${evidence.kind}`)
  it.each([
    ['2:1 with its volume', from(60, 1 / 2, 2), ['error step']],
    ['7:1, which is rare, with its volume', from(60, 1 / 7, 7), ['error step']],
    ['1:8 with its volume', from(60, 8, 1 / 8), ['error step']],
    ['2:1 of prices alone', from(60, 1 / 2), ['error prices-alone']],
    ['3:2 with its volume', from(60, 2 / 3, 1.5), ['warn step']],
    ['3:2 of prices alone', from(60, 2 / 3), []],
    ['2:1 on fifteen times the volume that fades', crashed(0.5, 15, 1), []],
    ['2:1 on five times the volume over four times the range', crashed(0.5, 5, 4), []],
    ['3:1 on fifteen times the volume that fades', crashed(1 / 3, 15, 1), []],
  ])('judge() of a step of %s', (_, some, kinds) => expect(missing(some)).toEqual(kinds))
  it('believes adjusted closes that go on by just the ratio, whatever the volume', () => {
    const some = crashed(0.5, 15, 1).map((bar, n) => ({ ...bar, adjClose: n < 60 ? bar.close / 2 : bar.close }))
    expect(missing(some)).toEqual(['error step'])
  })
  it('believes in no split on a day on which the market fell by five of its days', () => {
    const some = from(60, 1 / 2, 2)
    const market = new Map(some.map(({ date }, n) => [date, (n < 60 ? 100 : 88) + (n % 2)] as const))
    const names = judge(seriesOf(some, [], { expected: dates, market })).findings.map(({ check }) => check)
    expect(names).not.toContain('SPLIT_MISSING')
  })
})

/** A fall on news: many times the volume over a wide range, which fades by a fifth a session. */
function crashed(left: number, volume: number, range: number): readonly DailyBar[] {
  return lively((bar, n) => {
    if (n < 60) return bar
    const fell = times(bar, left)
    const more = Math.max(1.5, volume * 0.8 ** (n - 60))
    const wide = n === 60 ? (range - 1) * (bar.high / bar.low - 1) : 0
    return { ...fell, high: fell.high * (1 + wide), volume: Math.round((bar.volume ?? 0) * more) }
  })
}
