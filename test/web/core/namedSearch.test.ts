import { describe, expect, it } from 'vitest'
import { begins, tickersFor } from '../../../web/core/namedSearch.ts'

describe('begins()', () => {
  it.each([
    ['altm', ['Sam Altman is out'], true],
    ['out sam', ['Sam Altman is out'], true],
    ['ltman', ['Sam Altman is out'], false],
    ['ebene', ['Édition Ébène'], true],
    ['^gspc', ['^GSPC'], true],
    ['brk.b', ['BRK.B'], true],
    ['gspc', ['^GSPC'], true],
    ['s&p', ['S&P 500'], true],
    ['s&p', ['Sales of Xbox'], false],
    ['', ['anything'], true],
    ['a b', ['a c'], false],
  ])('%j in %j: %s', (query, texts, found) => {
    expect(begins(query, texts)).toBe(found)
  })
})

describe('tickersFor()', () => {
  const tickers = [
    { ticker: 'MSTR', name: 'Strategy' },
    { ticker: 'AMS', name: 'American Shared' },
    { ticker: 'MS', name: 'Morgan Stanley' },
    { ticker: 'MSFT', name: 'Microsoft Corporation' },
    { ticker: 'EURUSD=X', name: null },
  ]
  const found = (query: string) => tickersFor(query, tickers).map(({ ticker }) => ticker)
  it('puts the symbol itself first, then symbols that begin so', () => {
    expect(found('ms')).toEqual(['MS', 'MSTR', 'MSFT'])
  })
  it('finds a name by the beginnings of its words', () => {
    expect(found('micro')).toEqual(['MSFT'])
    expect(found('stan mor')).toEqual(['MS'])
    expect(found('eurusd=')).toEqual(['EURUSD=X'])
  })
  it('finds nothing by letters inside', () => {
    expect(found('oft')).toEqual([])
  })
})
