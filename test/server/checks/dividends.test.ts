import { describe, expect, it } from 'vitest'
import { judge } from '../../../server/checks/judge.ts'
import type { CorporateAction } from '../../../server/market/action.ts'
import type { DailyBar } from '../../../server/market/bar.ts'
import { calm, dates, day, named, seriesOf, times } from './calm.ts'

const paid = (at: number, amount: number, kind: 'dividend' | 'capital_gain' = 'dividend'): CorporateAction => ({
  kind,
  date: dates[at] ?? day('2023-09-01'),
  amount,
})
const found = (bars: readonly DailyBar[], ...actions: CorporateAction[]) => judge(seriesOf(bars, actions))
/** Adjusted closes before session `at` times a factor, as a source does after a dividend. */
const adjusted = (at: number, factor: number, bars = calm()) =>
  bars.map((bar, n) => (n < at && bar.adjClose !== null ? { ...bar, adjClose: bar.adjClose * factor } : bar))

describe('DIV_FACTOR', () => {
  // The close before session 40 is 100.3 and the dividend 1: the factor is 1 - 1 / 100.3.
  const right = 1 - 1 / 100.3
  it.each([
    ['the right factor', right, []],
    ['no step at all', 1, [`DIV_FACTOR ${dates[40]}`]],
    ['a factor a quarter of the dividend off, nearly', right + 0.24 / 100.3, []],
    ['a factor more than a quarter of the dividend off', right + 0.26 / 100.3, [`DIV_FACTOR ${dates[40]}`]],
    ['a factor off the other way', right - 0.26 / 100.3, [`DIV_FACTOR ${dates[40]}`]],
  ])('judge() of %s', (_, factor, names) =>
    expect(named(found(adjusted(40, factor), paid(40, 1)).findings)).toEqual(names),
  )
  it('judge() allows a thousandth for small dividends', () => {
    expect(named(found(adjusted(40, 1 - 0.01 / 100.3 + 0.0009), paid(40, 0.01)).findings)).toEqual([])
    expect(named(found(adjusted(40, 1 - 0.01 / 100.3 + 0.0011), paid(40, 0.01)).findings)).toEqual([
      `DIV_FACTOR ${dates[40]}`,
    ])
  })
  it('judge() can say nothing at the first bar or without adjusted closes', () => {
    expect(found(calm(), paid(0, 1)).findings).toEqual([])
    expect(
      found(
        calm((bar) => ({ ...bar, adjClose: null })),
        paid(40, 1),
      ).findings,
    ).toEqual([])
  })
})

const plain = calm((bar) => ({ ...bar, adjClose: null }))

describe('DIV_DUP7', () => {
  const weekly = (skip: readonly number[] = [], amount = (_: number) => 0.25) =>
    Array.from({ length: 12 }, (_, n) => n * 5 + 3)
      .filter((_, n) => !skip.includes(n))
      .map((at, n) => paid(at, amount(n)))
  it('judge() uses every dividend of a symbol that pays each week, whatever the amounts', () => {
    expect(found(plain, ...weekly()).unused).toEqual([])
    expect(found(plain, ...weekly([], (n) => 0.25 + 0.01 * (n % 3))).unused).toEqual([])
  })
  it('judge() leaves out one told again two days later, also of a weekly payer', () =>
    expect(found(plain, ...weekly(), paid(30, 0.25)).unused).toMatchObject([{ date: dates[30], kind: 'dividend' }]))
  it('judge() needs four weeks in a row for a rhythm', () => {
    expect(found(plain, paid(3, 1), paid(8, 1), paid(13, 1), paid(18, 1), paid(23, 1)).unused).toEqual([])
    expect(found(plain, paid(3, 1), paid(8, 1), paid(13, 1)).unused.length).toBeGreaterThan(0)
  })
  it('judge() uses two within a week that adjusted closes both know', () => {
    const both = adjusted(40, 1 - 1 / 100.3, adjusted(42, 1 - 1 / 100.3))
    expect(found(both, paid(40, 1), paid(42, 1)).unused).toEqual([])
    expect(found(adjusted(40, 1 - 1 / 100.3), paid(40, 1), paid(42, 1)).unused).toMatchObject([{ date: dates[42] }])
  })
  it('judge() does not ask adjusted closes in whole cents for a payment of less than one', () => {
    const cents = plain.map((bar) => ({ ...bar, adjClose: bar.close }))
    expect(found(cents, paid(40, 0.004), paid(42, 0.004)).unused).toMatchObject([{ date: dates[42] }])
  })
  it('judge() counts the first of two like dividends within a week', () => {
    const { findings, unused } = found(plain, paid(40, 1), paid(42, 1.1))
    expect(named(findings)).toEqual([`DIV_DUP7 ${dates[40]}..${dates[42]}`])
    expect(unused).toMatchObject([{ date: dates[42], kind: 'dividend' }])
  })
  it('judge() counts the one with a price drop', () => {
    const dropped = plain.map((bar, n) => (n >= 42 ? times(bar, 0.98) : bar))
    expect(found(dropped, paid(40, 1), paid(42, 1)).unused).toMatchObject([{ date: dates[40], kind: 'dividend' }])
  })
  it.each([
    [1.149, true],
    [1.151, false],
    [0.851, true],
    [0.849, false],
  ])('judge() of a second one of %d for 1', (amount, isTwice) =>
    expect(found(plain, paid(40, 1), paid(42, amount)).findings.length === 1).toBe(isTwice),
  )
  it('judge() counts one of three, each within a week of the first', () => {
    const three = found(plain, paid(40, 1), paid(42, 1), paid(44, 1))
    expect(three.unused.map(({ date }) => date)).toEqual([dates[42], dates[44]])
    expect(named(three.findings)).toEqual([
      `DIV_DUP7 ${dates[40]}..${dates[42]}`,
      `DIV_DUP7 ${dates[40]}..${dates[44]}`,
    ])
  })
  it('judge() takes the first where both have a drop', () => {
    const dropped = plain.map((bar, n) => times(bar, n >= 42 ? 0.96 : n >= 40 ? 0.98 : 1))
    expect(found(dropped, paid(40, 1), paid(42, 1)).unused).toMatchObject([{ date: dates[42] }])
  })
  it('judge() says nothing of dates eight days apart, and something of seven, a change of clocks between', () => {
    const [from, week] = [dates.indexOf(day('2023-11-01')), dates.indexOf(day('2023-11-08'))]
    expect(named(found(plain, paid(from, 1), paid(week, 1)).findings)).toEqual(['DIV_DUP7 2023-11-01..2023-11-08'])
    const [monday, tuesday] = [dates.indexOf(day('2023-10-16')), dates.indexOf(day('2023-10-24'))]
    expect(found(plain, paid(monday, 1), paid(tuesday, 1)).findings).toEqual([])
  })
})

describe('DIV_NO_DROP, DIV_EXCEEDS, DIV_100X_PEER', () => {
  it('judge() does not apply a dividend of 22 % after which the price did not fall', () => {
    const { findings, unused } = found(plain, paid(40, 22))
    expect(named(findings)).toEqual([`DIV_NO_DROP ${dates[40]}`])
    expect(unused).toMatchObject([{ date: dates[40], kind: 'dividend' }])
  })
  it('judge() applies one after which a low of the next two sessions fell by a third of it', () => {
    const low = 100.3 * (1 - 0.31 * (22 / 100.3))
    const fell = plain.map((bar, n) => (n === 42 ? { ...bar, low } : bar))
    expect(found(fell, paid(40, 22)).findings).toEqual([])
    const later = plain.map((bar, n) => (n === 43 ? { ...bar, low } : bar))
    expect(named(found(later, paid(40, 22)).findings)).toEqual([`DIV_NO_DROP ${dates[40]}`])
  })
  it('judge() asks for no drop of a dividend of a tenth or less', () => {
    expect(found(plain, paid(40, 10.03)).findings).toEqual([])
    // The close before session 41 is 100.
    expect(found(plain, paid(41, 10)).findings).toEqual([])
    expect(named(found(plain, paid(40, 10.04)).findings)).toEqual([`DIV_NO_DROP ${dates[40]}`])
  })
  it.each([
    [40, 0.31, false],
    [40, 0.29, true],
    [41, 0.31, false],
    [42, 0.31, false],
    [43, 0.31, true],
  ])('judge() of a low of session %i that lies %d of it lower', (place, part, isKept) => {
    const low = 100.3 * (1 - part * (22 / 100.3))
    const fell = plain.map((bar, n) => (n === place ? { ...bar, low } : bar))
    expect(found(fell, paid(40, 22)).findings.length === 1).toBe(isKept)
  })
  it('judge() does not apply what is paid together and is not below the price', () => {
    const low = plain.map((bar, n) => (n === 40 ? { ...bar, low: 8, close: 8, open: 8 } : bar))
    const both = found(low, paid(40, 60), paid(40, 41, 'capital_gain'))
    expect(named(both.findings)).toContain(`DIV_EXCEEDS ${dates[40]}`)
    expect(both.unused.filter(({ check }) => check === 'DIV_EXCEEDS').map(({ kind }) => kind)).toEqual([
      'dividend',
      'capital_gain',
    ])
    expect(named(found(low, paid(40, 60), paid(40, 40, 'capital_gain')).findings)).not.toContain(
      `DIV_EXCEEDS ${dates[40]}`,
    )
  })
  it('judge() applies a dividend a little below the price if the price falls by it', () => {
    const fell = plain.map((bar, n) => (n === 40 ? { ...bar, low: 60 } : bar))
    expect(found(fell, paid(40, 100.2)).findings).toEqual([])
  })
  it('judge() does not apply a dividend that is not below the price', () => {
    const { findings, unused } = found(plain, paid(40, 100.3))
    expect(named(findings)).toEqual([`DIV_EXCEEDS ${dates[40]}`])
    expect(unused).toMatchObject([{ date: dates[40], kind: 'dividend' }])
  })
  it.each([
    [0.0002, [`DIV_100X_PEER ${dates[60]}`]],
    [0.02 / 29, []],
    [0.02 / 301, []],
    [0.02 / 31, [`DIV_100X_PEER ${dates[60]}`]],
    [0.02 / 299, [`DIV_100X_PEER ${dates[60]}`]],
    [0.02 * 31, [`DIV_100X_PEER ${dates[60]}`]],
    [0.02 * 29, []],
    [0.02 * 299, [`DIV_100X_PEER ${dates[60]}`]],
    [0.02 * 301, []],
  ])('judge() of a dividend of %s among 0.02', (amount, names) =>
    expect(named(found(plain, paid(10, 0.02), paid(30, 0.02), paid(50, 0.02), paid(60, amount)).findings)).toEqual(
      names,
    ),
  )
  it('judge() needs three dividends to call one unusual', () => {
    expect(named(found(plain, paid(10, 0.02), paid(30, 0.02), paid(60, 0.0002)).findings)).toEqual([
      `DIV_100X_PEER ${dates[60]}`,
    ])
    expect(found(plain, paid(10, 0.02), paid(60, 0.0002)).findings).toEqual([])
  })
})

describe('CG_DOUBLE', () => {
  const dropBy = (drop: number) =>
    plain.map((bar, n) => (n === 40 ? { ...bar, close: 100.3 - drop, low: 100.3 - drop } : bar))
  it('judge() applies the dividend less the gain when the price fell by that', () => {
    const { findings, lessGain, unused } = found(dropBy(1.44), paid(40, 7.86), paid(40, 6.42, 'capital_gain'))
    expect(named(findings)).toEqual([`CG_DOUBLE ${dates[40]}`])
    expect(lessGain).toEqual([dates[40]])
    expect(unused).toMatchObject([{ date: dates[40], kind: 'capital_gain' }])
  })
  it('judge() takes a dividend that is the gain for it, and one of a day later for another', () => {
    const same = found(dropBy(0), paid(40, 6.42), paid(40, 6.42, 'capital_gain'))
    expect(named(same.findings)).toEqual([`CG_DOUBLE ${dates[40]}`])
    expect(found(dropBy(0), paid(41, 6.42), paid(40, 6.42, 'capital_gain')).lessGain).toEqual([])
  })
  it.each([
    ['what was paid', 1 - 1.44 / 100.3, []],
    ['the gain twice', 1 - 14.28 / 100.3, []],
    ['nothing', 1, ['DIV_FACTOR']],
  ])('judge() takes adjusted closes that count %s', (_, factor, others) => {
    const fallen = calm((bar, n) => (n === 40 ? { ...bar, close: 98.86, low: 98.86, adjClose: 98.86 } : bar))
    const { findings } = found(adjusted(40, factor, fallen), paid(40, 7.86), paid(40, 6.42, 'capital_gain'))
    expect(findings.map(({ check }) => check)).toEqual(['CG_DOUBLE', ...others])
  })
  it('judge() can say nothing at the first bar', () =>
    expect(found(plain, paid(0, 7.86), paid(0, 6.42, 'capital_gain')).lessGain).toEqual([]))
  it.each([
    // The dividend is all that was paid.
    [7.8, 7.86],
    // Between 7.86 and 14.28, which both would be, lies 11.07.
    [11.06, 7.86],
    [11.08, null],
    [14.2, null],
  ])('judge() of prices that fell by %d', (drop, applied) => {
    const { findings, lessGain, unused } = found(dropBy(drop), paid(40, 7.86), paid(40, 6.42, 'capital_gain'))
    expect(findings.map(({ evidence }) => evidence)).toMatchObject(applied === null ? [] : [{ values: { applied } }])
    expect(unused.map(({ kind }) => kind)).toEqual(applied === null ? [] : ['capital_gain'])
    expect(lessGain).toEqual([])
  })
  it('judge() leaves out a gain that adjusted closes do not know beside the dividend, however prices moved', () => {
    // A share of 0.5 in 100.3, its gain of 0.3 inside: adjusted closes step by 0.5 alone.
    const { findings, unused } = found(adjusted(40, 1 - 0.5 / 100.3), paid(40, 0.5), paid(40, 0.3, 'capital_gain'))
    expect(named(findings)).toEqual([`CG_DOUBLE ${dates[40]}`])
    expect(unused).toMatchObject([{ date: dates[40], kind: 'capital_gain' }])
    const both = found(adjusted(40, 1 - 0.8 / 100.3, dropBy(0.7)), paid(40, 0.5), paid(40, 0.3, 'capital_gain'))
    expect(named(both.findings)).toEqual([])
  })
  it('judge() applies both when the gain is the larger', () => {
    expect(found(dropBy(1), paid(40, 3), paid(40, 6.42, 'capital_gain')).findings).toEqual([])
    // The drop of 4.65 lies in the middle between 7.86 and 1.44.
    expect(found(dropBy(4.66), paid(40, 7.86), paid(40, 6.42, 'capital_gain')).lessGain).toEqual([])
    expect(found(dropBy(4.64), paid(40, 7.86), paid(40, 6.42, 'capital_gain')).lessGain).toEqual([dates[40]])
  })
})
