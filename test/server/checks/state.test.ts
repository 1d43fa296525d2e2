import { describe, expect, it } from 'vitest'
import { nyse } from '../../../server/calendars/nyse.ts'
import { isSuspect } from '../../../server/checks/intraday/extendedTick.ts'
import { judgeIntraday } from '../../../server/checks/judge.ts'
import { phaseOf } from '../../../server/checks/phase.ts'
import { closeOf, isLive, stateWhenSeen } from '../../../server/checks/state.ts'
import type { IntradayBar } from '../../../server/market/bar.ts'
import { type Instant, instant } from '../../../server/market/instant.ts'
import { day, named } from './calm.ts'

const moment = (text: string): Instant => {
  const at = instant(text)
  if (at === null) throw new Error(`Cannot read ${text}`)
  return at
}
const HOUR = 3_600_000

describe('BAR_LIVE', () => {
  const closes = closeOf(day('2023-11-24'), nyse, nyse.zone)
  it('closeOf() knows half days, and takes midnight where no calendar knows', () => {
    expect(closes).toBe(moment('2023-11-24T13:00:00-05:00'))
    expect(closeOf(day('2023-11-24'), null, 'Asia/Jakarta')).toBe(moment('2023-11-25T00:00:00+07:00'))
  })
  it.each([
    ['2023-11-24T11:05:00-05:00', false, true, true],
    ['2023-11-24T13:59:59-05:00', false, true, true],
    ['2023-11-24T14:00:00-05:00', false, true, false],
    ['2023-11-24T14:00:00-05:00', true, true, false],
    ['2023-11-24T20:00:00-05:00', true, false, true],
    ['2023-11-24T20:00:00-05:00', false, false, false],
  ])('isLive() at %s, last trade %s, from the open %s', (now, lastTrade, fromOpen, live) =>
    expect(isLive(moment(now), closes, lastTrade, fromOpen)).toBe(live),
  )
})

it.each([
  ['2023-11-03', '2023-11-03T21:00:00Z'],
  ['2023-11-06', '2023-11-06T22:00:00Z'],
  ['2023-11-22', '2023-11-22T22:00:00Z'],
])('isLive() of %s ends an hour after the close, summer or winter time, at %s', (date, until) => {
  const closes = closeOf(day(date), nyse, nyse.zone)
  expect(isLive((moment(until) - 1000) as Instant, closes, false, true)).toBe(true)
  expect(isLive(moment(until), closes, false, true)).toBe(false)
})

describe('BAR_FINAL', () => {
  it.each([
    ['live', 100 * 24, true, true, 'provisional'],
    ['seen once, an hour after the close', 1, false, false, 'provisional'],
    ['seen twice, 11 h after', 11.99, false, true, 'provisional'],
    ['seen twice, 12 h after', 12, false, true, 'final'],
    ['seen once, a second less than a week after', 7 * 24 - 1 / 3600, false, false, 'provisional'],
    ['seen once, a week after', 7 * 24, false, false, 'final'],
  ])('stateWhenSeen() of a bar %s', (_, hours, live, confirmed, state) => {
    const closes = moment('2023-11-24T13:00:00-05:00')
    expect(stateWhenSeen((closes + hours * HOUR) as Instant, closes, live, confirmed)).toBe(state)
  })
})

describe('PHASE', () => {
  it.each([
    ['2023-11-24T09:00:00-05:00', 'pre'],
    ['2023-11-24T09:29:00-05:00', 'pre'],
    ['2023-11-22T15:59:00-05:00', 'regular'],
    ['2023-11-22T16:00:00-05:00', 'post'],
    // Sunday 2023-11-05 the clocks change: half past two UTC is opening time from the day after.
    ['2023-11-03T09:29:00-04:00', 'pre'],
    ['2023-11-06T09:29:00-05:00', 'pre'],
    ['2023-11-06T15:59:00-05:00', 'regular'],
    ['2023-11-06T16:00:00-05:00', 'post'],
    ['2023-11-24T09:30:00-05:00', 'regular'],
    ['2023-11-24T12:59:00-05:00', 'regular'],
    ['2023-11-24T13:00:00-05:00', 'post'],
    ['2023-11-06T09:30:00-05:00', 'regular'],
    ['2023-11-03T09:30:00-04:00', 'regular'],
  ])('phaseOf() puts %s into %s', (start, phase) =>
    expect(phaseOf(moment(start), nyse.session(day(start.slice(0, 10))))).toBe(phase),
  )
})

describe('judgeIntraday()', () => {
  const bar = (start: string, rest: Partial<IntradayBar> = {}): IntradayBar => {
    const at = moment(start)
    const date = day(start.slice(0, 10))
    return {
      start: at,
      date,
      phase: phaseOf(at, nyse.session(date)),
      open: 100,
      high: 101,
      low: 99,
      close: 100.5,
      volume: 10,
      ...rest,
    }
  }
  const sessions = [day('2023-11-22'), day('2023-11-24'), day('2023-11-27')]
  const good = sessions.map((date) => bar(`${date}T10:30:00-05:00`))
  it('finds nothing in good bars', () => expect(judgeIntraday(good, sessions)).toEqual([]))
  it('names a session without a bar in regular hours', () => {
    const [first, , last] = good
    if (first === undefined || last === undefined) throw new Error('Three bars are three')
    const evening = bar('2023-11-24T13:00:00-05:00')
    expect(named(judgeIntraday([first, evening, last], sessions))).toEqual(['GAP 2023-11-24'])
  })
  it.each([
    ['a low 3.1 % below', { low: 100 * 0.969 }, true],
    ['a low 2.9 % below', { low: 100 * 0.971 }, false],
    ['a high 3.1 % above', { high: 100.5 * 1.031 }, true],
    ['a high 2.9 % above', { high: 100.5 * 1.029 }, false],
  ])('EXTENDED_TICK: %s, outside regular hours only', (_, rest, suspect) => {
    expect(isSuspect(bar('2023-11-22T17:00:00-05:00', rest))).toBe(suspect)
    expect(isSuspect(bar('2023-11-22T15:00:00-05:00', rest))).toBe(false)
  })
  const hours = (change: (bar: IntradayBar, n: number) => IntradayBar) =>
    sessions.flatMap((date) => [10, 11, 12].map((hour) => bar(`${date}T${hour}:30:00-05:00`))).map(change)
  const raised = (bar: IntradayBar, factor: number): IntradayBar => ({
    ...bar,
    open: bar.open * factor,
    high: bar.high * factor,
    low: bar.low * factor,
    close: bar.close * factor,
  })
  it.each([0, 4, 5, 8])('UNIT_POINT: bar %i of nine is a hundredfold off, and its session is held', (place) => {
    const [finding, ...others] = judgeIntraday(
      hours((bar, n) => (n === place ? raised(bar, 100) : bar)),
      sessions,
    )
    const date = sessions[Math.floor(place / 3)]
    expect(finding).toMatchObject({
      check: 'UNIT_POINT',
      severity: 'error',
      from: date,
      holds: { from: date, to: date },
    })
    expect(others).toEqual([])
  })
  it('UNIT_POINT: several bars of a session are one finding, whatever order they come in', () => {
    const bars = hours((bar, n) => (n === 4 || n === 5 ? { ...bar, low: bar.low / 100 } : bar))
    expect(named(judgeIntraday(bars, sessions))).toEqual(['UNIT_POINT 2023-11-24'])
    expect(named(judgeIntraday([...bars].reverse(), sessions))).toEqual(['UNIT_POINT 2023-11-24'])
  })
  it('UNIT_POINT: a factor of 10^1.84 is none, and thousands are where fils are', () => {
    expect(
      judgeIntraday(
        hours((bar, n) => (n === 4 ? raised(bar, 10 ** 1.84) : bar)),
        sessions,
      ),
    ).toEqual([])
    const thousandfold = hours((bar, n) => (n === 4 ? raised(bar, 1000) : bar))
    expect(judgeIntraday(thousandfold, sessions)).toEqual([])
    expect(named(judgeIntraday(thousandfold, sessions, { actions: [], currency: 'KWF' }))).toEqual([
      'UNIT_POINT 2023-11-24',
    ])
  })
  it('UNIT_BLOCK: from a session on, but not with a split there', () => {
    const bars = hours((bar, n) => (n >= 3 ? raised(bar, 0.01) : bar))
    expect(judgeIntraday(bars, sessions)).toMatchObject([
      { check: 'UNIT_BLOCK', from: '2023-11-24', holds: { from: '2023-11-24', to: '2023-11-27' } },
    ])
    const split = { kind: 'split', date: day('2023-11-24'), numerator: 100, denominator: 1 } as const
    expect(judgeIntraday(bars, sessions, { actions: [split], currency: 'USD' })).toEqual([])
  })
  it('does not mind a volume of zero outside regular hours', () => {
    expect(judgeIntraday([...good, bar('2023-11-27T17:00:00-05:00', { volume: 0 })], sessions)).toEqual([])
    const found = judgeIntraday([...good, bar('2023-11-27T11:30:00-05:00', { volume: 0 })], sessions)
    expect(named(found)).toEqual(['VOL_ZERO_MOVE 2023-11-27'])
  })
})
