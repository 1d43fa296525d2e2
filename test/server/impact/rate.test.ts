import { describe, expect, it } from 'vitest'
import type { TickerRow } from '../../../db/tickers.ts'
import { chooseRate, otherCurrency } from '../../../server/impact/rate.ts'
import { ratePair } from '../../../server/market/exchange/ratePair.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'

let id = 0
const row = (symbol: string, currency: string | null, kind = 'stock'): TickerRow => ({
  id: ++id,
  symbol: mustBeTicker(symbol),
  name: null,
  exchange: null,
  kind,
  currency,
  zone: 'UTC',
  firstTradeDate: null,
  addedAt: 0,
  formerNames: [],
  benchmark: null,
})

describe('ratePair()', () => {
  it.each([
    ['EURUSD=X', { of: 'EUR', in: 'USD' }],
    ['IDR=X', { of: 'USD', in: 'IDR' }],
    ['EURUSD', null],
    ['BTC-USD', null],
    ['EURU=X', null],
    ['EURUSDX=X', null],
    ['^GSPC', null],
    ['=X', null],
  ])('reads %s', (symbol, pair) => expect(ratePair(symbol)).toEqual(pair))
})

describe('otherCurrency()', () => {
  it.each([
    ['IDR', 'USD', { own: 'IDR', benchmark: 'USD' }],
    ['GBp', 'GBP', null],
    ['GBp', 'USD', { own: 'GBP', benchmark: 'USD' }],
    ['ZAc', 'ZAR', null],
    ['ILA', 'ILS', null],
    ['USD', 'USD', null],
    ['USD', 'usd', { own: 'USD', benchmark: 'usd' }],
    [null, 'USD', null],
    ['USD', null, null],
  ])('of %s beside %s', (own, other, expected) =>
    expect(otherCurrency(row('A', own), row('B', other))).toEqual(expected),
  )
})

describe('chooseRate()', () => {
  const rates = [row('EURUSD=X', 'USD', 'currency'), row('IDR=X', 'IDR', 'currency'), row('GBP=X', 'GBP', 'currency')]
  const choose = (own: string | null, other: string | null, ...asked: string[]) =>
    chooseRate(row('OWN', own), row('^B', other), asked.map(mustBeTicker), rates)
  it.each([
    ['IDR', 'USD', ['IDR=X'], 'IDR=X', 'multiply'],
    ['USD', 'IDR', ['IDR=X'], 'IDR=X', 'divide'],
    ['USD', 'EUR', ['EURUSD=X'], 'EURUSD=X', 'multiply'],
    ['EUR', 'USD', ['EURUSD=X'], 'EURUSD=X', 'divide'],
    ['GBp', 'USD', ['EURUSD=X', 'GBP=X'], 'GBP=X', 'multiply'],
  ])('brings a benchmark into %s from %s by %s', (own, other, asked, symbol, use) =>
    expect(choose(own, other, ...asked)).toMatchObject({ kind: 'rate', rate: { row: { symbol }, use } }),
  )
  it('needs none where nothing was asked, currencies agree or are not known', () => {
    for (const none of [choose('IDR', 'USD'), choose('USD', 'USD', 'IDR=X'), choose(null, 'USD', 'IDR=X')])
      expect(none).toEqual({ kind: 'none' })
  })
  it('says which rate would do, and which is not stored', () => {
    expect(choose('JPY', 'USD', 'IDR=X')).toMatchObject({ kind: 'missing', problem: { code: 'no_rate' } })
    const { problem } = choose('JPY', 'USD', 'IDR=X') as { problem: Error }
    expect(problem.message).toContain('USDJPY=X or JPYUSD=X')
    expect(choose('JPY', 'USD', 'JPY=X')).toMatchObject({ kind: 'missing', problem: { code: 'unknown_ticker' } })
  })
})
