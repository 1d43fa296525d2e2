import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOf } from '../../../../server/market/day.ts'
import {
  askedOf,
  axisKinds,
  basePlace,
  changed,
  closesOnto,
  lookAt,
  MOST_COMPARED,
  withAsked,
} from '../../../../web/core/ticker/compare.ts'
import { seriesOf } from '../../../../web/core/ticker/series.ts'
import { pricesOf } from '../../chart/drawnModel.ts'

const asked = fc.record({
  tickers: fc.subarray(['SPY', '^GSPC', 'BRK-B', 'VOD.L', 'BTC-USD']),
  axis: fc.constantFrom(...axisKinds),
  base: fc.oneof(fc.constantFrom('first' as const, 'event' as const), fc.integer({ min: 0, max: 40_000 }).map(dateOf)),
  strength: fc.boolean(),
})

describe('what is compared, in the address', () => {
  it('askedOf() undoes withAsked(), and other keys stay', () =>
    fc.assert(
      fc.property(asked, (given) => {
        const over = withAsked({ se: '2023-11-17', vs: 'OLD', rb: 'x' }, given)
        expect(over.se).toBe('2023-11-17')
        const strength = given.strength && given.tickers.length > 0
        expect(askedOf(over, 'MSFT')).toEqual({ ...given, strength })
      }),
    ))
  it('askedOf() takes what it cannot read as not there, the own ticker out, and five at most', () => {
    expect(askedOf({ vs: 'SPY,MSFT,,a b,SPY', ax: 'cubic', rb: '2023-02-30', rs: 'yes' }, 'MSFT')).toEqual({
      tickers: ['SPY'],
      axis: 'pct',
      base: 'first',
      strength: false,
    })
    expect(askedOf({ vs: 'A,B,C,D,E,F,G' }, null).tickers).toHaveLength(MOST_COMPARED)
    expect(askedOf({}, 'MSFT').axis).toBe('price')
  })
  it('changed() counts in percent from the first ticker on, and in prices after the last, unless somebody says', () => {
    const alone = askedOf({}, 'MSFT')
    const two = changed(alone, { tickers: ['SPY'] })
    expect([two.axis, changed(two, { tickers: [] }).axis]).toEqual(['pct', 'price'])
    expect(changed(changed(alone, { axis: 'log' }), { tickers: ['SPY'] }).axis).toBe('log')
  })
})

describe('other tickers on the axis', () => {
  const series = seriesOf(pricesOf([100, 110, 105, 105, 120, 90]))
  const { dates } = series.axis
  it('closesOnto() lays closes on equal dates; what is missing or held is a gap', () => {
    const prices = { ...pricesOf([50, 51, 52, 53]), date: ['2023-11-16', '2023-11-18', '2023-11-20', '2023-11-21'] }
    const state = ['final', 'final', 'held', 'final'] as const
    expect([...closesOnto(series, { ...prices, state })]).toEqual([
      50,
      Number.NaN,
      Number.NaN,
      53,
      Number.NaN,
      Number.NaN,
    ])
  })
  it('basePlace() is the first bar in view with a close of all, the eve of the event, or a session', () => {
    const own = [100, 110, 105, 105, 120, 90]
    const other = [Number.NaN, 5, Number.NaN, 6, 7, 8]
    const at = (base: Parameters<typeof basePlace>[0], event: number | null = null) =>
      basePlace(base, [own, other], { first: 2, last: 5 }, dates, event)
    expect(at('first')).toBe(3)
    expect(at('event', 3)).toBe(1)
    expect(at('event', 1)).toBeNull()
    expect(at('event')).toBe(3)
    expect(at('2023-11-21' as never)).toBe(3)
    // A Sunday, and Thanksgiving: the session before.
    expect(at('2023-11-19' as never)).toBe(1)
    expect(at('2023-11-23' as never)).toBe(4)
    expect(at('2023-11-15' as never)).toBeNull()
  })
  it('lookAt() gives no two lines one look', () => {
    const looks = Array.from({ length: MOST_COMPARED }, (_, at) => lookAt(at))
    expect(new Set(looks.map(({ rail }) => rail)).size).toBe(MOST_COMPARED)
    expect(new Set(looks.map(({ dash }) => dash.join())).size).toBe(MOST_COMPARED)
  })
})
