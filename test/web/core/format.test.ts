import { describe, expect, it } from 'vitest'
import { ABSENT, decimalsOf } from '../../../web/core/format.ts'
import { placeName, zoneOf } from '../../../web/core/zones.ts'
import { catalogues } from '../../../web/i18n/catalogues.ts'

const en = (await catalogues.en.page()).catalogue.format
const id = (await catalogues.id.page()).catalogue.format

describe('makeFormat', () => {
  it('makeFormat() in English writes signed percent with a real minus', () => {
    expect(en.percent(-0.0168)).toBe('−1.68\u00a0%')
    expect(en.percent(0.0775)).toBe('+7.75\u00a0%')
    expect(en.percent(0)).toBe('0.00\u00a0%')
  })
  it('makeFormat() in Indonesian writes a decimal comma and clocks with a dot', () => {
    expect(id.percent(-0.0168)).toBe('−1,68\u00a0%')
    expect(id.price(1234.5)).toBe('1.234,50')
    expect(id.clock('2023-11-17T20:28:00Z', 'UTC')).toBe('20.28')
  })
  it('makeFormat() gives no sign to what rounds to zero', () => {
    expect([-0.001, -0, 0.001, -0.006].map(en.statistic)).toEqual(['0.00', '0.00', '0.00', '−0.01'])
    expect(en.percent(-0.00001)).toBe('0.00\u00a0%')
  })
  it.each([null, Number.NaN, Number.POSITIVE_INFINITY])('makeFormat() writes %s as absent', (value) => {
    expect(en.statistic(value)).toBe(ABSENT)
    expect(en.price(value)).toBe(ABSENT)
  })
  it.each([
    [369.85, '369.85'],
    [0.5, '0.5000'],
    [0.0123, '0.0123'],
    [0.001234, '0.001234'],
    [0.00001239427, '0.00001239'],
    [-0.0000012, '−0.000001200'],
    [0, '0.0000'],
    // What a machine leaves of 0.3 - 0.1 - 0.2.
    [-2.7755575615628914e-17, '0.0000'],
  ])('makeFormat() writes the price %s with the digits that tell it', (value, text) => {
    expect(en.price(value)).toBe(text)
  })
  it.each([
    [1.07023, '1.0702'],
    [15.64321, '15.643'],
    [156.2281, '156.23'],
    [15_650.004, '15,650.00'],
    [0.99897, '0.9990'],
    [0.0000638412, '0.00006384'],
    [Number.NaN, ABSENT],
    [null, ABSENT],
  ])('price() writes the rate %s of two currencies with the digits that move', (value, text) => {
    expect(en.price(value, 'currency')).toBe(text)
  })
  it('price() writes prices of all else as they are written everywhere', () => {
    for (const kind of ['stock', 'crypto', null]) expect(en.price(1.07023, kind)).toBe('1.07')
  })
  it('decimalsOf() gives a change as many as its price: of a coin of 0.00001131 eight', () =>
    expect([decimalsOf(0.00001131, 'crypto'), decimalsOf(0.5, 'stock'), decimalsOf(369.85, 'stock')]).toEqual([
      8, 4, 2,
    ]))
  it('makeFormat() never writes a p-value of zero', () => expect(en.p(1e-9)).toBe('< 0.001'))
  it('makeFormat() keeps a date on its day in every zone', () => expect(en.date('2023-11-17')).toBe('17 Nov 2023'))
  it('makeFormat() writes instants in the zone that was asked for', () => {
    expect(en.instant('2023-11-17T20:28:00Z', 'America/New_York')).toBe('17 Nov 2023 15:28')
    expect(en.instant('2023-11-17T20:28:00Z', 'Asia/Jakarta')).toBe('18 Nov 2023 03:28')
  })
  it('zoneOf() and placeName() name the zone', () => {
    expect(placeName(zoneOf('ny', 'America/New_York'))).toBe('New York')
    expect(zoneOf('utc', 'America/New_York')).toBe('UTC')
  })
})
