import { describe, expect, it } from 'vitest'
import { mustBeTicker } from '../../../../server/market/ticker.ts'
import { closesOf, codesOf, daily, dividend, own, split } from './reading.ts'

/** A share at 400 that is split 4:1 on the third day, with a payment of 2 before it and of 0.5 after it. */
const raw = [
  '2023-10-02,400,404,396,400,1000,98.5,0.0,1.0',
  '2023-10-03,400,404,396,398,1000,98.5,2.0,1.0',
  '2023-10-04,100,101,99,100,4000,99.5,0.0,4.0',
  '2023-10-05,100,101,99,100,4000,100,0.5,1.0',
]
const tiingo = ['date,open,high,low,close,volume,adjClose,divCash,splitFactor', ...raw]
const alphaVantage = [
  'timestamp,open,high,low,close,volume,adjusted_close,dividend_amount,split_coefficient',
  ...[...raw].reverse(),
]

describe('readDaily, closes as traded', () => {
  it.each([
    ['Tiingo', tiingo],
    ['Alpha Vantage', alphaVantage],
    ['a table with a column of splits', tiingo.map((row) => row.replace('divCash,splitFactor', 'dividend,split'))],
    [
      'a table whose step alone shows it',
      tiingo.map((row) => row.replace('adjClose,divCash,splitFactor', 'note,dividend,split')),
    ],
  ])('readDaily() divides what comes before a split, in the form of %s', (_, text) => {
    const file = daily(text)
    expect(file.refused).toBe(false)
    // By hand: 400 / 4, 398 / 4; volumes 1000 · 4; the payment of 2 on an old share is 0.5 on a new one.
    expect(file.byTicker.get(own)).toMatchObject([
      { date: '2023-10-02', open: 100, high: 101, low: 99, close: 100, volume: 4000 },
      { date: '2023-10-03', close: 99.5, volume: 4000 },
      { date: '2023-10-04', close: 100, volume: 4000 },
      { date: '2023-10-05', close: 100 },
    ])
    expect(file.actions.get(own)).toEqual([
      dividend('2023-10-03', 0.5),
      split('2023-10-04', 4),
      dividend('2023-10-05', 0.5),
    ])
    expect(file.report.filter(({ code }) => code === 'W_CLOSES')).toMatchObject([
      { severity: 'warning', message: expect.stringMatching(/2023-10-04 4:1/) },
    ])
  })

  it('readDaily() tells a small split by the adjusted close, whatever the day did', () => {
    // Free shares, 11 for 10: the close falls by 9 % and the adjusted one does not.
    const text = ['date,close,adjClose,split', '2023-12-15,110,100,1', '2023-12-18,101,101,1.1', '2023-12-19,102,102,1']
    expect(closesOf(daily(text))).toEqual([100, 101, 102])
    expect(daily(text).actions.get(own)).toEqual([split('2023-12-18', 11, 10)])
  })

  it('readDaily() lets splits that are stored already reach a file of earlier days', () => {
    const text = [
      'ticker,volume,open,close,high,low,window_start,transactions',
      'QQQQ,100,300,300,300,300,1696219200000000000,9',
    ]
    const file = daily(text, { actionsOf: () => [split('2024-06-10', 3)] })
    expect(file.byTicker.get(own)).toMatchObject([{ date: '2023-10-02', close: 100, volume: 300 }])
    expect(codesOf(daily(text))).toEqual(['W_CLOSES'])
    expect(daily(text).report[0]?.message).toMatch(/no split after them is known/)
  })

  it('readDaily() counts a split once that the file and the store both tell', () => {
    const file = daily(tiingo, { actionsOf: () => [split('2023-10-04', 4)] })
    expect(closesOf(file)).toEqual([100, 99.5, 100, 100])
  })

  it.each([
    ['0.3333', split('2023-10-04', 1, 3), 30],
    // As many digits as there are tell 1 for 300 within a hundredth.
    ['0.0033', split('2023-10-04', 1, 300), 3000 / 0.99],
  ])(
    'readDaily() counts a reverse split once that the file rounds to %s and the store tells',
    (told, stored, close) => {
      const text = ['date,close,divCash,splitFactor', '2023-10-03,10,0,1', `2023-10-04,${close},0,${told}`]
      const file = daily(text, { actionsOf: () => [stored], closes: 'raw' })
      expect(file.report.filter(({ severity }) => severity === 'error')).toEqual([])
      // 10 before it are 30 or 3,000 after it; divided twice they would be 90 or 900,000.
      expect(closesOf(file)?.[0]).toBeCloseTo(close, 6)
    },
  )

  it('readDaily() does not scale volumes that are on split basis already', () => {
    const text = ['Date,Open,High,Low,Close,Adjusted_close,Volume', '2023-10-02,400,400,400,400,100,4000']
    expect(daily(text, { actionsOf: () => [split('2023-10-04', 4)] }).byTicker.get(own)).toMatchObject([
      { close: 100, volume: 4000 },
    ])
  })

  it('readDaily() does not divide closes of a form of raw ones that know a stored split already', () => {
    // The words of EODHD's columns over Yahoo's prices: the close does not step, and neither does its adjustment.
    const text = ['Date,Close,Adjusted_close', '2023-10-03,99.5,99.5', '2023-10-04,100,100']
    const refused = { refused: true, report: [{ code: 'E_CLOSES', severity: 'error' }] }
    expect(daily(text, { actionsOf: () => [split('2023-10-04', 4)] })).toMatchObject(refused)
    expect(daily(text, { actionsOf: () => [split('2024-06-10', 10)] })).toMatchObject(refused)
    expect(closesOf(daily(text, { actionsOf: () => [split('2023-10-04', 4)], closes: 'split' }))).toEqual([99.5, 100])
    expect(closesOf(daily(text, { actionsOf: () => [split('2022-01-03', 4)] }))).toEqual([99.5, 100])
    const traded = ['Date,Close,Adjusted_close', '2023-10-03,995,99.5', '2023-10-04,1000,100']
    expect(closesOf(daily(traded, { actionsOf: () => [split('2024-06-10', 10)] }))).toEqual([99.5, 100])
  })

  it('readDaily() does not take closes as traded whose split nobody tells', () => {
    const rows = ['2023-10-03,400,100,1000', '2023-10-04,100,100,4000']
    const text = ['Date,Close,Adjusted_close,Volume', ...rows]
    expect(daily(text)).toMatchObject({ refused: true, report: [{ code: 'E_CLOSES', line: 3, field: 'adj_close' }] })
    expect(closesOf(daily(text, { actionsOf: () => [split('2023-10-04', 4)] }))).toEqual([100, 100])
    expect(daily(text, { closes: 'raw' }).refused).toBe(false)
    // A payment of a fifth is no split: 1 / (1 - 0.2) is 1.25.
    expect(daily(['Date,Close,Adjusted_close', '2023-10-03,100,80', '2023-10-04,80,80']).refused).toBe(false)
  })
})

describe('readDaily, closes on split basis', () => {
  it('readDaily() takes Yahoo’s closes and its columns of actions as they are', () => {
    const text = [
      'Date,Open,High,Low,Close,Adj Close,Volume,Dividends,Stock Splits',
      '2023-10-03 00:00:00-04:00,100,101,99,100,98.5,1000,0.0,0.0',
      '2023-10-04 00:00:00-04:00,100,101,99,100,98.5,1000,0.0,4.0',
      '2023-10-05 00:00:00-04:00,98,99,97,98.5,98.5,1000,1.5,0.0',
    ]
    const file = daily(text)
    expect(file.report).toEqual([])
    expect(closesOf(file)).toEqual([100, 100, 98.5])
    expect(file.actions.get(own)).toEqual([split('2023-10-04', 4), dividend('2023-10-05', 1.5)])
  })

  it.each([
    [
      'a form of raw closes without a step',
      ['date,close,divCash,splitFactor', '2023-10-03,398,0,1', '2023-10-04,399,0,4'],
      3,
    ],
    [
      'a form of split closes with a step',
      ['Date,Close,Adj Close,Dividends,Stock Splits', '2023-10-03,400,100,0,0', '2023-10-04,100,100,0,4'],
      3,
    ],
    ['a split too small to show', ['date,close,split', '2023-10-03,110,1', '2023-10-04,101,1.1'], 3],
    [
      'a payment that shows in no adjusted close',
      ['date,close,adj_close,dividend', '2023-10-03,100,100,0', '2023-10-04,98,98,2', '2023-10-05,99,99,0'],
      3,
    ],
    ['the columns of a download sorted by name', ['Date,Close,High,Low,Open,Volume', '2023-10-03,1,1,1,1,1'], 2],
    ['Stooq', ['<TICKER>,<PER>,<DATE>,<TIME>,<CLOSE>', 'QQQQ.US,D,20231003,000000,1'], 2],
  ])('readDaily() asks what closes are adjusted for: %s', (_, text, line) => {
    const file = daily(text)
    expect(file).toMatchObject({ refused: true, report: [{ code: 'E_CLOSES', line, severity: 'error' }] })
    expect(file.report[0]?.message).toMatch(/--closes adjusted, split or raw/)
    expect(daily(text, { closes: 'split' }).refused).toBe(false)
  })
})

describe('readDaily, closes that are adjusted for dividends', () => {
  // 50 falls by a payment of 4 to 46: adjusted by 1 - 4 / 50 before it. By hand: 48 · 0.92, 50 · 0.92.
  const yfinance = [
    'Date,Open,High,Low,Close,Volume,Dividends,Stock Splits',
    '2023-12-14 00:00:00-05:00,44.16,44.16,44.16,44.16,1000,0.0,0.0',
    '2023-12-15 00:00:00-05:00,46,46.92,45.08,46,1000,0.0,0.0',
    '2023-12-18 00:00:00-05:00,46,46,46,46,1000,4.0,0.0',
    '2023-12-19 00:00:00-05:00,47,47,47,47,1000,0.0,0.0',
  ]

  it('readDaily() brings yfinance’s default form back to split basis with its own payments', () => {
    const file = daily(yfinance)
    expect(codesOf(file)).toEqual(['W_CLOSES'])
    expect(file.byTicker.get(own)).toMatchObject([
      { close: 48, open: 48, adjClose: 44.16 },
      { close: 50, open: 50, high: 51, low: 49, adjClose: 46 },
      { close: 46, adjClose: 46 },
      { close: 47, adjClose: 47 },
    ])
    expect(file.actions.get(own)).toEqual([dividend('2023-12-18', 4)])
    expect(file.remarks.size).toBe(0)
  })

  it('readDaily() undoes several payments in turn', () => {
    // 100, then 98 after 2, then 97 after 1: factors 0.98 · (1 - 1 / 98) and 1 - 1 / 98.
    const before = 100 * 0.98 * (1 - 1 / 98)
    const between = 98 * (1 - 1 / 98)
    const text = [
      yfinance[0] ?? '',
      ...[before, between, 97].map(
        (close, at) => `2023-12-1${3 + at},${close},${close},${close},${close},1,${[0, 2, 1][at]},0`,
      ),
    ]
    const closes = closesOf(daily(text))
    expect(closes[0]).toBeCloseTo(100, 9)
    expect(closes[1]).toBeCloseTo(98, 9)
    expect(closes[2]).toBe(97)
  })

  it('readDaily() takes the form of a share that paid nothing as it is', () =>
    expect(daily([yfinance[0] ?? '', '2023-12-14,10,10,10,10,1,0,0', '2023-12-15,11,11,11,11,1,0,0'])).toMatchObject({
      refused: false,
      report: [],
    }))

  const download = ['Price,Close,High,Low,Open,Volume', 'Ticker,QQQQ,QQQQ,QQQQ,QQQQ,QQQQ', 'Date,,,,,']
  const rows = ['2023-12-15,46,46,46,46,1000', '2023-12-18,46,46,46,46,1000']
  it('readDaily() marks adjusted closes whose payments nobody tells', () => {
    const file = daily([...download, ...rows])
    expect(file.report).toMatchObject([{ code: 'CLOSE_ADJUSTED', severity: 'warning', field: 'close' }])
    expect(file.remarks.get(own)).toMatchObject([{ check: 'CLOSE_ADJUSTED', from: '2023-12-15', to: '2023-12-18' }])
    expect(closesOf(file)).toEqual([46, 46])
  })

  it('readDaily() undoes payments that the store knows', () => {
    const file = daily([...download, ...rows], { actionsOf: () => [dividend('2023-12-18', 4)] })
    expect(closesOf(file)).toEqual([50, 46])
    expect(file.remarks.size).toBe(0)
  })

  it('readDaily() does not ask for an index, which pays nothing', () => {
    const symbol = mustBeTicker('^QQ')
    const file = daily([...download.map((line) => line.replaceAll('QQQQ', '^QQ')), ...rows])
    expect(file).toMatchObject({ report: [], refused: false })
    expect(closesOf(file, symbol)).toEqual([46, 46])
  })

  it('readDaily() marks what it is told is adjusted, and does not guess it of a plain table', () => {
    const plain = ['date,open,high,low,close,volume', '2023-12-15,46,46,46,46,1', '2023-12-18,46,46,46,46,1']
    expect(codesOf(daily(plain, { closes: 'adjusted' }))).toEqual(['CLOSE_ADJUSTED'])
    expect(daily(plain)).toMatchObject({ report: [], refused: false })
  })
})
