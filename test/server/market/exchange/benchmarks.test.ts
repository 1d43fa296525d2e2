import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { benchmarkKind, benchmarksOf } from '../../../../server/market/exchange/benchmarks.ts'
import { exchangeOfMic, exchanges } from '../../../../server/market/exchange/exchanges.ts'
import { tickerExchange } from '../../../../server/market/exchange/tickerPlace.ts'
import { ticker } from '../../../../server/market/ticker.ts'

const all = exchanges.flatMap(({ mic }) => benchmarksOf(mic, '').map((benchmark) => ({ mic, ...benchmark })))

describe('benchmarksOf()', () => {
  it.each([
    ['XIDX', 'BBCA.JK', ['^JKSE']],
    ['XTKS', '7203.T', ['1306.T', '^N225']],
    ['XLON', 'VOD.L', ['^FTSE', '^FTAS', 'ISF.L']],
    ['XETR', 'SAP.DE', ['^GDAXI']],
    ['XNAS', 'MSFT', ['^GSPC', 'SPY', '^IXIC', 'QQQ']],
    ['XNYS', '^GSPC', []],
    ['XNAS', '^IXIC', []],
    ['XNYS', '^RUT', ['^GSPC', 'SPY', '^IXIC', 'QQQ']],
    ['XNAS', 'QQQ', ['^GSPC', 'SPY', '^IXIC']],
    ['XTKS', '^N225', []],
    ['XTKS', '1306.T', ['^N225']],
    ['XIDX', '^JKSE', []],
    ['24-7', 'ETH-USD', ['BTC-USD']],
    ['24-7', 'BTC-USD', []],
    ['24-5', 'EURUSD=X', []],
    ['CMES', 'ES=F', []],
    ['XQAT', 'QNBK.QA', []],
    [null, 'X.ZZ', []],
  ])('of %s for %s', (mic, symbol, expected) =>
    expect(benchmarksOf(mic, symbol).map((one) => one.symbol)).toEqual(expected),
  )

  it('never gives a security the index of another market', () =>
    expect(
      all.filter(({ mic, symbol }) => {
        const own = tickerExchange({ symbol, exchange: null, kind: null, zone: null })
        return own === null || own.zone !== exchangeOfMic(mic)?.zone
      }),
    ).toEqual([]))

  it('gives symbols that can be asked for', () =>
    expect(all.filter(({ symbol }) => ticker(symbol) !== symbol)).toEqual([]))

  it('docs/benchmarks.md says why, of each', () => {
    const text = readFileSync(`${import.meta.dirname}/../../../../docs/benchmarks.md`, 'utf8')
    const rows = text.split('\n').filter((line) => line.startsWith('| '))
    for (const { mic, symbol, kind } of all) {
      const row = rows.find((line) => line.split('|')[1]?.includes(mic) && line.includes(`\`${symbol}\` ${kind}`))
      expect(row, `${mic} ${symbol} ${kind}`).toBeDefined()
    }
  })
})

it('benchmarkKind() knows those of the table and no other', () => {
  expect([benchmarkKind('^N225'), benchmarkKind('^GDAXI'), benchmarkKind('MSFT')]).toEqual([
    'price-weighted',
    'performance',
    null,
  ])
})
