import { describe, expect, it } from 'vitest'
import { exchangeOfName, exchanges } from '../../../../server/market/exchange/exchanges.ts'
import { symbolPlace } from '../../../../server/market/exchange/symbolPlace.ts'
import { tickerExchange } from '../../../../server/market/exchange/tickerPlace.ts'
import { isZone } from '../../../../server/market/zone.ts'

describe('exchanges', () => {
  it('each has a zone that the runtime knows and a code of its own', () => {
    expect(exchanges.filter(({ zone }) => !isZone(zone))).toEqual([])
    expect(new Set(exchanges.map(({ mic }) => mic)).size).toBe(exchanges.length)
  })

  it('an ending of Yahoo belongs to one exchange', () => {
    const endings = exchanges.flatMap(({ yahoo }) => yahoo)
    expect(endings.filter((ending, index) => endings.indexOf(ending) !== index)).toEqual([])
  })

  it.each([
    ['Jakarta', 'XIDX'],
    ['JKT', 'XIDX'],
    ['xidx', 'XIDX'],
    ['IJ', 'XIDX'],
    ['NasdaqGS', 'XNAS'],
    ['XETRA', 'XETR'],
    ['HKSE', 'XHKG'],
    ['Tel Aviv', 'XTAE'],
    ['LSE', 'XLON'],
    ['São Paulo', 'BVMF'],
    ['no such place', null],
  ])('exchangeOfName() reads %s as %s', (name, mic) => expect(exchangeOfName(name)?.mic ?? null).toBe(mic))
})

describe('symbolPlace', () => {
  it.each([
    ['MSFT', 'share', 'XNYS'],
    ['BRK-B', 'share', 'XNYS'],
    ['BRK.B', 'share', 'XNYS'],
    ['BF.A', 'share', 'XNYS'],
    ['AAPL.O', 'share', 'XNAS'],
    ['SAP.F', 'share', 'XFRA'],
    ['7203.T', 'share', 'XTKS'],
    ['VOD.L', 'share', 'XLON'],
    ['VOD.LSE', 'share', 'XLON'],
    ['SHOP.V', 'share', 'XTSX'],
    ['SAP.XETRA', 'share', 'XETR'],
    ['BARC.UK', 'share', 'XLON'],
    ['600519.SHG', 'share', 'XSHG'],
    ['600519.SS', 'share', 'XSHG'],
    ['D05.SI', 'share', 'XSES'],
    ['VOW3.SG', 'share', 'XSTU'],
    ['M&M.NS', 'share', 'XNSE'],
    ['^GSPC', 'index', 'XNYS'],
    ['^IXIC', 'index', 'XNYS'],
    ['^DJI', 'index', 'XNYS'],
    ['^SP500-45', 'index', 'XNYS'],
    ['^JKSE', 'index', 'XIDX'],
    ['^GSPTSE', 'index', 'XTSE'],
    ['^N225', 'index', 'XTKS'],
    ['^FTSE', 'index', 'XLON'],
    ['^GDAXI', 'index', 'XETR'],
    ['^SET.BK', 'index', 'XBKK'],
    ['ES=F', 'future', 'CMES'],
    ['VX=F', 'future', 'XCBF'],
    ['ESZ24.CME', 'future', 'CMES'],
    ['GBPUSD=X', 'currency', '24-5'],
    ['JPY=X', 'currency', '24-5'],
    ['BTC-USD', 'coin', '24-7'],
    ['ETH-BTC', 'coin', '24-7'],
  ])('symbolPlace() takes %s for a %s of %s', (symbol, kind, mic) => expect(symbolPlace(symbol)).toEqual({ kind, mic }))

  it.each([
    ['XYZ.QQ', 'ending', 'QQ'],
    ['XYZ.WS', 'ending', 'WS'],
    ['^NOSUCH', 'index', '^NOSUCH'],
  ])('symbolPlace() says of %s that the %s is not known', (symbol, what, text) =>
    expect(symbolPlace(symbol)).toEqual({ kind: 'unknown', what, text }),
  )
})

describe('tickerExchange', () => {
  const told = (symbol: string, facts: { exchange?: string; kind?: string; zone?: string } = {}) =>
    tickerExchange({ symbol, exchange: null, kind: null, zone: null, ...facts })?.mic ?? null

  it.each([
    ['the stored exchange before the symbol', 'VOW3.SG', { exchange: 'Singapore', zone: 'Asia/Singapore' }, 'XSES'],
    ['the symbol where the name of the exchange is not known', 'VOD.L', { exchange: 'Somewhere' }, 'XLON'],
    [
      'the symbol where the zone contradicts an ambiguous name',
      'ABC.PS',
      { exchange: 'CSE', zone: 'Asia/Manila' },
      'XPHS',
    ],
    ['the zone where a bare symbol trades abroad', 'ABC', { zone: 'Asia/Tokyo' }, 'XTKS'],
    ['the symbol where its zone goes by another name', 'TEVA.TA', { zone: 'Asia/Tel_Aviv' }, 'XTAE'],
    ['an old name of a zone', 'ABC', { zone: 'Asia/Calcutta' }, 'XBOM'],
    ['the kind before all', 'DOGE', { kind: 'crypto', zone: 'America/New_York' }, '24-7'],
    ['the symbol of a coin that a file called a stock', 'BTC-USD', { kind: 'stock', zone: 'UTC' }, '24-7'],
    ['the stored exchange of a future', 'KC=F', { exchange: 'ICE Futures', kind: 'future' }, 'IEPA'],
    ['index futures where only the kind is told', 'ZES=F', { kind: 'future', zone: 'America/New_York' }, 'CMES'],
    ['nothing for an unknown ending without a zone', 'ABC.QQ', {}, null],
    ['nothing for a zone without an exchange', 'ABC.QQ', { zone: 'Antarctica/Troll' }, null],
  ])('tickerExchange() takes %s', (_, symbol, facts, mic) => expect(told(symbol, facts)).toBe(mic))
})
