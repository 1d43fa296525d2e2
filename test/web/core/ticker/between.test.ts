import { describe, expect, it } from 'vitest'
import { betweenOf, endAt, placeOfEnd, type SessionTold } from '../../../../web/core/ticker/between.ts'
import { rulerOf, withRuler } from '../../../../web/core/ticker/ruler.ts'
import { seriesOf } from '../../../../web/core/ticker/series.ts'
import { pricesOf } from '../../chart/drawnModel.ts'

// 16, 17, 20, 21, 22 and 24 November 2023.
const daily = seriesOf(pricesOf([100, 110, 105, 105, 120, 90]))
const start = ['2023-11-17T15:30:00-05:00', '2023-11-17T16:00:00-05:00', '2023-11-20T09:30:00-05:00']
const within = seriesOf(
  pricesOf([100, 101, 102], { date: start.map((each) => each.slice(0, 10)), start, interval: '30m' }),
)
const ars: Readonly<Record<string, number>> = { '2023-11-17': 0.1, '2023-11-20': 0.2, '2023-11-21': 0.3 }
const told = (date: string): SessionTold => {
  const ar = ars[date]
  return ar === undefined ? { reason: 'noPrice' } : { ar }
}

describe('a ruler in the address', () => {
  it('is two bars, or none where it cannot be read', () => {
    expect(rulerOf({ ru: '2023-11-16..2023-11-22' })).toEqual(['2023-11-16', '2023-11-22'])
    expect(rulerOf({ ru: '2023-11-17T20:30Z..2023-11-20' })).toEqual(['2023-11-17T20:30Z', '2023-11-20'])
    for (const ru of ['', '2023-11-16', '2023-02-30..2023-03-01', '2023-11-17T24:00Z..2023-11-20', 'a..b', '1..2..3'])
      expect(rulerOf({ ru }), ru).toBeNull()
    expect(withRuler({ vs: 'SPY', ru: 'x' }, null)).toEqual({ vs: 'SPY' })
    expect(withRuler({ vs: 'SPY' }, ['2023-11-16', '2023-11-22'])).toEqual({ vs: 'SPY', ru: '2023-11-16..2023-11-22' })
  })
  it('names bars so that they are found again, sessions and bars within the day alike', () => {
    for (const series of [daily, within])
      for (let place = 0; place < series.axis.dates.length; place++)
        expect(placeOfEnd(series, endAt(series, place) ?? '')).toBe(place)
    expect([0, 1, 2].map((place) => endAt(within, place))).toEqual([
      '2023-11-17T20:30Z',
      '2023-11-17T21:00Z',
      '2023-11-20T14:30Z',
    ])
    expect(endAt(daily, 6)).toBeNull()
  })
  it('a session is its last bar within the day; a bar within the day is no session', () => {
    expect(placeOfEnd(within, '2023-11-17')).toBe(1)
    expect(placeOfEnd(daily, '2023-11-17T20:30Z')).toBeNull()
    // 18 November was a Saturday.
    expect(placeOfEnd(daily, '2023-11-18')).toBeNull()
    expect(placeOfEnd(within, '2023-11-17T14:00Z')).toBeNull()
  })
})

describe('what lies between two bars', () => {
  it('is told from the earlier close to the later, whichever end came first', () => {
    const between = betweenOf(daily, [4, 0], told)
    expect(between).toMatchObject({ first: 0, last: 4, bars: 4, missing: 0, held: 0, days: 6, minutes: null })
    expect(between.change?.price).toBe(20)
    expect(between.change?.fraction).toBeCloseTo(0.2, 12)
    // ln 1.2
    expect(between.change?.log).toBeCloseTo(0.182321556793955, 12)
    expect(betweenOf(daily, [0, 4], told)).toEqual(between)
  })
  it('abnormal returns are those of the sessions after the first bar; what has none is counted by its reason', () => {
    const { abnormal } = betweenOf(daily, [0, 4], told)
    expect(abnormal).toEqual({
      sum: 0.1 + 0.2 + 0.3,
      sessions: 3,
      without: new Map([['noPrice', 1]]),
      awaited: 0,
    })
    expect(betweenOf(daily, [1, 2], () => null).abnormal).toMatchObject({ sessions: 0, awaited: 1 })
    expect(betweenOf(daily, [1, 2], null).abnormal).toBeNull()
    expect(betweenOf(daily, [2, 2], told)).toMatchObject({ bars: 0, days: 0, abnormal: { sum: 0, sessions: 0 } })
  })
  it('says what is held back or missing, and has no change from a bar without a close', () => {
    const states = (['final', 'held', 'final', 'final', 'held', 'final'] as const).slice()
    const held = seriesOf(pricesOf([100, 110, 105, 105, 120, 90], { state: states }))
    expect(betweenOf(held, [0, 4], told)).toMatchObject({ change: null, held: 2, bars: 4 })
    expect(betweenOf(held, [0, 3], told)).toMatchObject({ change: { price: 5 }, held: 1 })
    const gap = seriesOf(pricesOf([100, 110, 105, 105, 120], { missing: ['2023-11-24'] }))
    expect(betweenOf(gap, [0, 5], told)).toMatchObject({ change: null, missing: 1, bars: 4 })
  })
  it('counts minutes between bars within the day', () =>
    // From 15:30 on Friday to 9:30 on Monday: 66 hours.
    expect(betweenOf(within, [0, 2], null)).toMatchObject({ bars: 2, days: 3, minutes: 66 * 60 }))
})
