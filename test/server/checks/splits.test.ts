import { describe, expect, it } from 'vitest'
import { judge } from '../../../server/checks/judge.ts'
import { splitTextFinding } from '../../../server/checks/series/splitText.ts'
import type { Split } from '../../../server/checks/splits.ts'
import type { CorporateAction } from '../../../server/market/action.ts'
import { dates, day, named, at as placeOf, seriesOf, times } from './calm.ts'
import { on, swing } from './swing.ts'

const split = (at: number, numerator: number, denominator = 1): Split => ({
  kind: 'split',
  date: on(at),
  numerator,
  denominator,
})
/** Prices that fall to `1 / ratio` from session `at` on, volumes that rise with it by `volume`. */
const step = (at: number, ratio: number, volume = ratio, rest: Parameters<typeof swing>[0] = {}) =>
  swing({
    closes: { [at]: -Math.log(ratio) },
    volume: (n) => (n >= at ? Math.round(1_000_000 * volume) : 1_000_000),
    ...rest,
  })
const found = (...args: Parameters<typeof seriesOf>) => named(judge(seriesOf(...args)).findings)
const last = dates.length - 1

describe('SPLIT_STEP', () => {
  it('judge() holds a history that a 4:1 split did not rescale, and proposes the ratio', () => {
    const { findings, proposals } = judge(seriesOf(step(40, 4), [split(40, 4)]))
    expect(named(findings)).toEqual([`SPLIT_STEP ${dates[40]}`])
    expect(findings[0]).toMatchObject({ severity: 'error', holds: { from: dates[0], to: dates[39] } })
    expect(proposals).toMatchObject([{ from: dates[0], to: dates[39], check: 'SPLIT_STEP', price: 0.25, volume: 4 }])
  })
  it.each([
    ['no step at all: the history is on split basis', swing({}), split(40, 4), null],
    ['a step five sessions after the date', step(45, 4, 1), split(40, 4), 45],
    ['a step five sessions before the date', step(35, 4, 1), split(40, 4), 35],
    ['a step at the second bar', step(1, 4), split(1, 4), 1],
    ['a step at the last bar', step(last, 4), split(last, 4), last],
    ['a step on a half day', step(placeOf('2023-11-24'), 4), split(placeOf('2023-11-24'), 4), placeOf('2023-11-24')],
    [
      'a step after the clocks changed',
      step(placeOf('2023-11-06'), 4),
      split(placeOf('2023-11-06'), 4),
      placeOf('2023-11-06'),
    ],
    ['a reverse split', step(40, 0.1, 0.1), split(40, 1, 10), 40],
    // Ratios from 0.8 to 1.25 are looked for on their own session: elsewhere an ordinary day could pass for one.
    ['1.26 for 1', step(40, 1.26), split(40, 126, 100), 40],
    ['5 for 4', step(40, 1.25, 1), split(40, 5, 4), 40],
    ['1220 for 1000, as of a spin-off', step(40, 1.22, 1), split(40, 1220, 1000), 40],
    ['5 for 4 a session late', swing({ closes: { 41: -Math.log(1.25) } }), split(40, 5, 4), null],
    ['11 for 10 where prices do not step', swing({}), split(40, 11, 10), null],
    ['79 for 100', step(40, 0.79), split(40, 79, 100), 40],
    ['4 for 5', step(40, 0.8, 1), split(40, 4, 5), 40],
  ])('judge() sees %s', (_, bars, action, place) => {
    const names = found(bars, [action])
    expect(names).toEqual(place === null ? [] : [`SPLIT_STEP ${dates[place]}`])
  })
  const four = Math.log(4)
  it.each([
    // 4σ is 0.0178 here, so the tolerance is 0.12.
    ['0.119 off the ratio', swing({ closes: { 40: -four - 0.119 } }), split(40, 4), true],
    ['0.121 off the ratio', swing({ closes: { 40: -four - 0.121 } }), split(40, 4), false],
    ['0.119 short of the ratio', swing({ closes: { 40: -four + 0.119 } }), split(40, 4), true],
    ['0.121 short of the ratio', swing({ closes: { 40: -four + 0.121 } }), split(40, 4), false],
    // Days of 2.7 %: σ = 1.4826 · 0.027 = 0.0400302, so 4σ = 0.1601.
    ['0.159 off among lively days', swing({ daily: 0.027, closes: { 40: -four - 0.159 } }), split(40, 4), true],
    ['0.161 off among lively days', swing({ daily: 0.027, closes: { 40: -four - 0.161 } }), split(40, 4), false],
    // Of 1.26 for 1, 0.45 · ln 1.26 = 0.1040.
    ['0.103 off a small ratio', swing({ closes: { 40: -Math.log(1.26) - 0.103 } }), split(40, 126, 100), true],
    ['0.105 off a small ratio', swing({ closes: { 40: -Math.log(1.26) - 0.105 } }), split(40, 126, 100), false],
    // Days of 3 %: 6σ = 6 · 1.4826 · 0.03 = 0.266868.
    ['just more than six ordinary moves', swing({ daily: 0.03, closes: { 40: -0.267 } }), split(40, 13, 10), true],
    ['just less than six ordinary moves', swing({ daily: 0.03, closes: { 40: -0.2667 } }), split(40, 13, 10), false],
    ['the close alone', swing({ closes: { 40: -four }, opens: { 40: 0 } }), split(40, 4), false],
    ['an open 0.119 off', swing({ closes: { 40: -four }, opens: { 40: -four - 0.119 } }), split(40, 4), true],
    ['an open 0.121 off', swing({ closes: { 40: -four }, opens: { 40: -four - 0.121 } }), split(40, 4), false],
    ['an open the other way', swing({ closes: { 40: -four }, opens: { 40: four } }), split(40, 4), false],
  ])('judge() of a step %s', (_, bars, action, isStep) =>
    expect(found(bars, [action]).includes(`SPLIT_STEP ${dates[40]}`)).toBe(isStep),
  )
  it.each([46, 34])('judge() does not look six sessions away, at %i', (at) =>
    expect(found(step(at, 4, 1), [split(40, 4)])).toEqual([`MOVE_LARGE ${dates[at]}`]),
  )
  it('judge() counts sessions with bars, so that a missing one next to the step hides nothing', () => {
    const bars = step(40, 4).filter((_, n) => n !== 39)
    expect(found(bars, [split(40, 4)])).toEqual([
      `GAP ${dates[39]}`,
      `GAP_RETURN ${dates[40]}`,
      `SPLIT_STEP ${dates[40]}`,
    ])
  })
  it('judge() takes no split of long before the series for one at its beginning', () => {
    const old: CorporateAction = { kind: 'split', date: day('2014-06-09'), numerator: 4, denominator: 1 }
    expect(found(step(3, 4, 1), [old])).toEqual([`MOVE_LARGE ${dates[3]}`])
    const recent: CorporateAction = { ...old, date: day('2023-08-28') }
    expect(found(step(3, 4, 1), [recent])).toEqual([`SPLIT_STEP ${dates[3]}`])
  })
  it('judge() tells of one step once, also with two splits near it', () =>
    expect(found(step(40, 4), [split(39, 4), split(45, 4)])).toEqual([`SPLIT_STEP ${dates[40]}`]))
  it('judge() leaves a point inside the history held: what puts it right is not known before the rest is', () => {
    const bars = step(40, 4).map((bar, n) => (n === 20 ? times(bar, 100) : bar))
    const { findings, proposals } = judge(seriesOf(bars, [split(40, 4)]))
    expect(named(findings)).toEqual([`UNIT_POINT ${dates[20]}`, `SPLIT_STEP ${dates[40]}`])
    expect(proposals.map(({ check, from, to }) => [check, from, to])).toEqual([
      ['SPLIT_STEP', dates[0], dates[19]],
      ['SPLIT_STEP', dates[21], dates[39]],
    ])
  })
  it('judge() proposes the ratio although a crash of the day after stays: it was there before', () => {
    const crash = swing({ closes: { 40: -four, 41: -0.4 }, volume: (n) => (n >= 40 ? 4_000_000 : 1_000_000) })
    const { findings, proposals } = judge(seriesOf(crash, [split(40, 4)]))
    expect(named(findings)).toEqual([`SPLIT_STEP ${dates[40]}`, `MOVE_LARGE ${dates[41]}`])
    expect(proposals).toHaveLength(1)
  })
})

describe('SPLIT_MISSING', () => {
  it('judge() holds a history with a step by 3 in price and volume that no split explains', () => {
    const { findings, proposals } = judge(seriesOf(step(40, 3)))
    expect(named(findings)).toEqual([`SPLIT_MISSING ${dates[40]}`])
    expect(findings[0]).toMatchObject({ severity: 'error', holds: { from: dates[0], to: dates[39] } })
    // Never put right without a split.
    expect(proposals).toEqual([])
  })
  const whole = [2, 3, 4, 5, 8, 10, 15, 20, 25, 30, 50]
  it.each([...whole, ...whole.map((ratio) => 1 / ratio), 3 / 2, 5 / 4])('judge() knows a ratio of %d', (ratio) => {
    const { findings } = judge(seriesOf(step(40, ratio)))
    expect(named(findings)).toEqual([`SPLIT_MISSING ${dates[40]}`])
    expect(findings[0]?.evidence.values.ratio).toBe(ratio)
  })
  const volumes = (ratio: number, from: number, until: number) =>
    swing({ closes: { 40: -Math.log(ratio) }, volume: (n) => (n >= from && n < until ? 3e6 : 1e6) })
  it.each([
    ['at the second bar', 1],
    ['at the last bar', last],
    ['on a half day', placeOf('2023-11-24')],
    ['after the clocks changed', placeOf('2023-11-06')],
  ])('judge() sees a step %s', (_, at) => expect(found(step(at, 4))).toEqual([`SPLIT_MISSING ${dates[at]}`]))
  it.each([
    ['volume that does not rise', step(40, 3, 1), false],
    ['volume that falls', step(40, 3, 1 / 3), false],
    ['volume at 1.99 times the ratio', step(40, 3, 3 * 1.99), true],
    ['volume at 2.01 times the ratio', step(40, 3, 3 * 2.01), false],
    ['volume at the ratio over 1.99', step(40, 3, 3 / 1.99), true],
    ['volume at the ratio over 2.01', step(40, 3, 3 / 2.01), false],
    ['a ratio that no company uses', step(40, 6.8, 6.8), false],
    // 0.12 is the tolerance for whole ratios, 0.05 for those below 2: those must be met more nearly.
    ['0.119 more than a third', step(40, 3 * Math.exp(0.119)), true],
    ['0.121 more than a third', step(40, 3 * Math.exp(0.121)), false],
    ['0.049 more than 3:2', step(40, 1.5 * Math.exp(0.049)), true],
    ['0.051 more than 3:2', step(40, 1.5 * Math.exp(0.051)), false],
    ['3:2 and the volume of before', step(40, 1.5, 1), false],
    ['3:2 and a volume nearer to it than to 1', step(40, 1.5, 1.23), true],
    ['3:2 and a volume nearer to 1', step(40, 1.5, 1.22), false],
    ['the close alone', step(40, 3, 3, { closes: { 40: -Math.log(3) }, opens: { 40: 0 } }), false],
    // Of ten sessions five are at three times the others: their median is at twice.
    ['volume up for the last five sessions of ten', volumes(3, 45, 50), true],
    ['volume up for the last four sessions of ten', volumes(3, 46, 50), false],
    ['volume up for the sixth to the tenth session and one more', volumes(3, 46, 51), false],
    ['volume up for the first five sessions of the ten before', volumes(1 / 3, 30, 35), true],
    ['volume up for four of the ten before', volumes(1 / 3, 31, 35), false],
    ['volume up for five before, one of them the eleventh', volumes(1 / 3, 29, 34), false],
    [
      'volume up for six sessions of ten',
      step(40, 3, 3, { closes: { 40: -Math.log(3) }, volume: (n) => (n >= 40 && n < 46 ? 3e6 : 1e6) }),
      true,
    ],
    [
      'volume up for four sessions of ten',
      step(40, 3, 3, { closes: { 40: -Math.log(3) }, volume: (n) => (n >= 40 && n < 44 ? 3e6 : 1e6) }),
      false,
    ],
    [
      'volume up for eleven sessions before',
      step(40, 1 / 3, 1, { closes: { 40: Math.log(3) }, volume: (n) => (n >= 29 && n < 40 ? 3e6 : 1e6) }),
      true,
    ],
  ])('judge() of a step with %s', (_, bars, isSplit) =>
    expect(found(bars).includes(`SPLIT_MISSING ${dates[40]}`)).toBe(isSplit),
  )
  it('judge() takes a missing session next to the step for no reason', () =>
    expect(found(step(40, 3).filter((_, n) => n !== 41))).toContain(`SPLIT_MISSING ${dates[40]}`))
  it.each([
    [45, false],
    [35, false],
    [46, true],
    [34, true],
  ])('judge() misses none where one is known at session %i', (at, isMissing) =>
    expect(found(step(40, 3), [split(at, 7)]).includes(`SPLIT_MISSING ${dates[40]}`)).toBe(isMissing),
  )
})

describe('SPLIT_DUP', () => {
  const [friday, monday, tuesday] = [placeOf('2023-10-13'), placeOf('2023-10-16'), placeOf('2023-10-17')]
  it.each([
    ['three days apart, no step: the later is used', swing({}), friday, monday, friday],
    [
      'a weekend on which the clocks change between them',
      swing({}),
      placeOf('2023-11-03'),
      placeOf('2023-11-06'),
      placeOf('2023-11-03'),
    ],
    ['the step at the earlier', step(friday, 4), friday, monday, monday],
    ['the step at the later', step(monday, 4), friday, monday, friday],
    ['the second and third bar', swing({}), 1, 2, 1],
    ['the last two bars', swing({}), last - 1, last, last - 1],
    ['one after the half day', swing({}), placeOf('2023-11-24'), placeOf('2023-11-27'), placeOf('2023-11-24')],
  ])('judge() of two equal splits with %s', (_, bars, earlier, later, unused) => {
    const judgement = judge(seriesOf(bars, [split(earlier, 4), split(later, 4)]))
    expect(named(judgement.findings)).toContain(`SPLIT_DUP ${dates[earlier]}..${dates[later]}`)
    expect(judgement.findings.find(({ check }) => check === 'SPLIT_DUP')?.severity).toBe('warn')
    expect(judgement.unused).toEqual([{ date: dates[unused], kind: 'split', check: 'SPLIT_DUP' }])
  })
  it('judge() says nothing of another ratio or of four days', () => {
    expect(found(swing({}), [split(40, 4), split(42, 3)])).toEqual([])
    expect(found(swing({}), [split(friday, 4), split(tuesday, 4)])).toEqual([])
  })
  it('judge() leaves one of three', () =>
    expect(
      judge(seriesOf(step(40, 4), [split(40, 4), split(41, 4), split(42, 4)])).unused.map(({ date }) => date),
    ).toEqual([dates[41], dates[42]]))
})

describe('SPLIT_TEXT', () => {
  const four = split(40, 4)
  it.each([
    ['4:1', four, null],
    ['4/1', four, null],
    [' 4 : 1 ', four, null],
    ['8:2', four, null],
    ['stock split', four, null],
    [null, four, null],
    ['1:4', four, 'SPLIT_TEXT'],
    ['10:1', split(40, 1, 10), 'SPLIT_TEXT'],
    ['4.000001:1', four, null],
    ['4.00001:1', four, 'SPLIT_TEXT'],
  ])('splitTextFinding() holds "%s" against the numbers', (text, action, check) =>
    expect(splitTextFinding(action, text)?.check ?? null).toBe(check),
  )
  it('judge() does not apply a split whose step runs the other way, and proposes the ratio of the step', () => {
    const { findings, unused, proposals } = judge(seriesOf(step(40, 0.25, 0.25), [four]))
    expect(named(findings)).toEqual([`SPLIT_STEP ${dates[40]}`, `SPLIT_TEXT ${dates[40]}`])
    expect(findings.map(({ severity }) => severity)).toEqual(['error', 'error'])
    expect(unused).toEqual([{ date: dates[40], kind: 'split', check: 'SPLIT_TEXT' }])
    expect(proposals).toMatchObject([{ check: 'SPLIT_STEP', price: 4, volume: 0.25 }])
  })
})
