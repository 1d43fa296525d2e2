import { describe, expect, it } from 'vitest'
import { judge } from '../../../server/checks/judge.ts'
import type { CorporateAction } from '../../../server/market/action.ts'
import type { DailyBar } from '../../../server/market/bar.ts'
import { at, calm, dates, named, seriesOf, times } from './calm.ts'
import { on } from './swing.ts'

/** Places at which a check of one bar could look past an end, or take the calendar for granted. */
const places: readonly (readonly [string, number])[] = [
  ['first bar', 0],
  ['last bar', dates.length - 1],
  ['half day', at('2023-11-24')],
  ['session after the half day', at('2023-11-27')],
  ['session before the clocks change', at('2023-11-03')],
  ['session after the clocks change', at('2023-11-06')],
]

const flat = (bar: DailyBar, price: number): DailyBar => ({
  ...bar,
  open: price,
  high: price,
  low: price,
  close: price,
})
const spoilt: readonly (readonly [string, (bar: DailyBar) => DailyBar])[] = [
  ['BAR_OHLC', (bar) => ({ ...bar, high: bar.low - 1 })],
  ['ADJ_NONPOS', (bar) => ({ ...bar, adjClose: 0 })],
  ['VOL_ZERO_MOVE', (bar) => ({ ...bar, volume: 0 })],
  ['UNIT_POINT', (bar) => times(bar, 100)],
]

describe.each(spoilt)('%s', (check, change) => {
  it.each(places)('judge() sees it at the %s', (_, place) =>
    expect(named(judge(seriesOf(calm((bar, n) => (n === place ? change(bar) : bar)))).findings)).toEqual([
      `${check} ${dates[place]}`,
    ]),
  )
  it.each([-1, 1])('judge() sees it with the session %i from it missing', (step) => {
    const bars = calm((bar, n) => (n === 40 + step ? null : n === 40 ? change(bar) : bar))
    expect(named(judge(seriesOf(bars)).findings)).toContain(`${check} ${dates[40]}`)
  })
  it('judge() sees it where only this bar is stored', () => {
    const bars = calm((bar, n) => (n === 40 ? change(bar) : null))
    // One price alone has no level to be off from, and a ticker of which no session has volume is one without.
    const unknowable = check === 'UNIT_POINT' || check === 'VOL_ZERO_MOVE'
    expect(named(judge(seriesOf(bars, [], { expected: [] })).findings)).toEqual(
      unknowable ? [] : [`${check} ${dates[40]}`],
    )
  })
})

/** A change that stays: from a place on. It needs a bar before it, and a block of units one after it. */
const steps: readonly (readonly [string, number, number])[] = [
  ['MOVE_LARGE', 0.7, 1],
  ['SPLIT_MISSING', 1 / 3, 3],
  ['UNIT_BLOCK', 0.01, 1],
]
describe.each(steps)('%s', (check, factor, volume) => {
  const from = (place: number, missing = -1) =>
    calm((bar, n) => (n === missing ? null : n < place ? bar : { ...times(bar, factor), volume: 1_000_000 * volume }))
  const found = (bars: readonly DailyBar[]) => named(judge(seriesOf(bars)).findings)
  it.each(places.slice(2))('judge() sees it at the %s', (_, place) =>
    expect(found(from(place))).toEqual([`${check} ${dates[place]}`]),
  )
  it.each([39, 41])('judge() sees it with session %i missing', (missing) =>
    expect(found(from(40, missing))).toContain(`${check} ${dates[40]}`),
  )
  it('judge() sees none at the first bar, which has nothing before it', () => expect(found(from(0))).toEqual([]))
  it('judge() sees it at the second bar and at the last, a change of unit there as a point', () => {
    const name = check === 'UNIT_BLOCK' ? 'UNIT_POINT' : check
    expect(found(from(dates.length - 1))).toEqual([`${name} ${dates.at(-1)}`])
    expect(found(from(1))).toEqual([`${name} ${check === 'UNIT_BLOCK' ? dates[0] : dates[1]}`])
  })
})

/** Payments are looked for at the session they name and the one before it that has a close. */
const payments: readonly (readonly [string, number, number])[] = [
  ['DIV_FACTOR', 1, 1],
  ['DIV_NO_DROP', 22, 1 - 22 / 100],
  ['DIV_EXCEEDS', 101, 1],
]
describe.each(payments)('%s', (check, amount, factor) => {
  const paid = (place: number): CorporateAction => ({ kind: 'dividend', date: on(place), amount })
  const found = (place: number, missing = -1) => {
    const adjusted = (bar: DailyBar, n: number) =>
      n < place && bar.adjClose !== null ? { ...bar, adjClose: bar.adjClose * factor } : bar
    return named(
      judge(
        seriesOf(
          calm((bar, n) => (n === missing ? null : adjusted(bar, n))),
          [paid(place)],
        ),
      ).findings,
    )
  }
  it.each(places.slice(1))('judge() sees it at the %s', (_, place) =>
    expect(found(place)).toEqual([`${check} ${dates[place]}`]),
  )
  it('judge() takes the last session with a close for the one before', () =>
    expect(found(40, 39)).toContain(`${check} ${dates[40]}`))
  it('judge() takes the next session for one that is missing', () =>
    expect(found(40, 40)).toContain(`${check} ${dates[40]}`))
  it('judge() has nothing to compare with at the first bar', () => expect(found(0)).toEqual([]))
})

it('checks of one bar do not mind what lies flat and is traded', () =>
  expect(named(judge(seriesOf(calm((bar, n) => (n === 40 ? flat(bar, 100) : bar)))).findings)).toEqual([]))
