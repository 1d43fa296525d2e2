import { describe, expect, it } from 'vitest'
import type { CorporateAction } from '../../server/market/action.ts'
import { judge } from '../../server/market/quality/judge.ts'
import { checkSplitText } from '../../server/market/quality/splits.ts'
import { calm, dates, day, named, seriesOf, times } from './calm.ts'

const split = (at: number, numerator: number, denominator = 1): CorporateAction => ({
  kind: 'split',
  date: dates[at] ?? day('2023-09-01'),
  numerator,
  denominator,
})
/** Prices that fall to `1 / ratio` from session `at` on, volumes that rise with it by `volume`. */
const step = (at: number, ratio: number, volume = ratio) =>
  calm((bar, n) => (n >= at ? { ...times(bar, 1 / ratio), volume: Math.round(1_000_000 * volume) } : bar))
const found = (...args: Parameters<typeof seriesOf>) => named(judge(seriesOf(...args)).findings)

describe('SPLIT_STEP', () => {
  it('judge() holds a history that a 4:1 split did not rescale, and proposes the ratio', () => {
    const { findings, proposals } = judge(seriesOf(step(40, 4), [split(40, 4)]))
    expect(named(findings)).toEqual([`SPLIT_STEP ${dates[40]}`])
    expect(findings[0]?.holds).toEqual({ from: dates[0], to: dates[39] })
    expect(proposals).toMatchObject([{ from: dates[0], to: dates[39], check: 'SPLIT_STEP' }])
    expect(proposals[0]?.price).toBeCloseTo(0.25, 12)
    expect(proposals[0]?.volume).toBeCloseTo(4, 12)
  })
  it.each([
    ['no step at all: the history is on split basis', calm(), [split(40, 4)], []],
    ['a step five sessions from the date', step(45, 4), [split(40, 4)], [`SPLIT_STEP ${dates[45]}`]],
    ['a step before the date', step(36, 4), [split(40, 4)], [`SPLIT_STEP ${dates[36]}`]],
    ['a step at the last bar', step(dates.length - 1, 4), [split(dates.length - 1, 4)], [`SPLIT_STEP ${dates.at(-1)}`]],
    ['a reverse split', step(40, 0.1, 0.1), [split(40, 1, 10)], [`SPLIT_STEP ${dates[40]}`]],
    [
      'a step within the tolerance of 0.12 in logarithms',
      step(40, 4 * Math.exp(0.11)),
      [split(40, 4)],
      [`SPLIT_STEP ${dates[40]}`],
    ],
  ])('judge() sees %s', (_, bars, actions, names) => expect(found(bars, actions)).toEqual(names))
  it('judge() does not take a step far from the ratio for the split', () =>
    expect(found(step(40, 4 * Math.exp(0.2), 1), [split(40, 4)])).toEqual([`MOVE_LARGE ${dates[40]}`]))
  it('judge() does not look more than five sessions away', () =>
    expect(found(step(46, 4, 1), [split(40, 4)])).toEqual([`MOVE_LARGE ${dates[46]}`]))
  it('judge() asks for the step at the open too', () => {
    const bars = calm((bar, n) => {
      if (n < 40) return bar
      const stepped = times(bar, 0.25)
      return n === 40 ? { ...stepped, open: bar.open, high: bar.high } : stepped
    })
    expect(found(bars, [split(40, 4)])).toEqual([`MOVE_LARGE ${dates[40]}`])
  })
})

describe('SPLIT_MISSING', () => {
  it('judge() holds a history with a step by 3 in price and volume that no split explains', () => {
    const { findings, proposals } = judge(seriesOf(step(40, 3)))
    expect(named(findings)).toEqual([`SPLIT_MISSING ${dates[40]}`])
    expect(findings[0]?.severity).toBe('error')
    // Never put right without a split.
    expect(proposals).toEqual([])
  })
  it.each([
    ['volume that does not rise', step(40, 3, 1), [`MOVE_LARGE ${dates[40]}`]],
    ['volume within a factor 2 of the ratio', step(40, 3, 1.6), [`SPLIT_MISSING ${dates[40]}`]],
    ['volume at more than twice the ratio', step(40, 3, 6.3), [`MOVE_LARGE ${dates[40]}`]],
    ['a ratio that no company uses', step(40, 6.8, 6.8), [`MOVE_LARGE ${dates[40]}`]],
    ['1:10', step(40, 0.1, 0.1), [`SPLIT_MISSING ${dates[40]}`]],
    ['3:2', step(40, 1.5), [`SPLIT_MISSING ${dates[40]}`]],
    ['3:2 and the volume of before', step(40, 1.5, 1), [`MOVE_LARGE ${dates[40]}`]],
    ['nearly 3:2', step(40, 1.5 * 1.08), [`MOVE_LARGE ${dates[40]}`]],
  ])('judge() of a step with %s', (_, bars, names) => expect(found(bars)).toEqual(names))
})

describe('SPLIT_DUP', () => {
  it('judge() uses the later of two equal splits three days apart when prices do not step', () => {
    const { findings, unused } = judge(seriesOf(calm(), [split(40, 4), split(42, 4)]))
    expect(named(findings)).toEqual([`SPLIT_DUP ${dates[40]}..${dates[42]}`])
    expect(unused).toMatchObject([{ date: dates[40], kind: 'split' }])
  })
  it('judge() uses the one at the step', () => {
    const { findings, unused } = judge(seriesOf(step(40, 4), [split(40, 4), split(41, 4)]))
    expect(named(findings)).toContain(`SPLIT_DUP ${dates[40]}..${dates[41]}`)
    expect(unused).toMatchObject([{ date: dates[41], kind: 'split' }])
  })
  it('judge() says nothing of another ratio or of four days', () => {
    expect(found(calm(), [split(40, 4), split(42, 3)])).toEqual([])
    const [friday, wednesday] = [dates.indexOf(day('2023-10-13')), dates.indexOf(day('2023-10-18'))]
    expect(found(calm(), [split(friday, 4), split(wednesday, 4)])).toEqual([])
  })
})

describe('SPLIT_TEXT', () => {
  const four = split(40, 4)
  it.each([
    ['4:1', null],
    ['4/1', null],
    ['8:2', null],
    ['stock split', null],
    [null, null],
    ['1:4', 'SPLIT_TEXT'],
    ['10:1', 'SPLIT_TEXT'],
  ])('checkSplitText() holds 4 for 1 against %s', (text, check) =>
    expect(checkSplitText(four, text)?.check ?? null).toBe(check),
  )
  it('judge() does not apply a split whose step runs the other way', () => {
    const { findings, unused } = judge(seriesOf(step(40, 0.25, 0.25), [four]))
    expect(named(findings)).toEqual([`SPLIT_STEP ${dates[40]}`, `SPLIT_TEXT ${dates[40]}`])
    expect(unused).toMatchObject([{ date: dates[40], kind: 'split' }])
  })
})
