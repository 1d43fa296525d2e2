import { describe, expect, it } from 'vitest'
import { mustBeTicker } from '../../../../server/market/ticker.ts'
import { actions, codesOf, daily, dividend, intraday, own, split } from './reading.ts'

const jk = { ticker: mustBeTicker('QQQQ.JK') }

/** Constructed rows in the shape of each vendor's files; witnesses: docs/price-files.md. */
describe('readDaily, forms of vendors', () => {
  it.each<[string, readonly string[], Record<string, unknown>]>([
    [
      'Stooq',
      [
        '<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>',
        'QQQQ.US,D,20231002,000000,30,30.5,29.5,29.85,3531691,0',
      ],
      { closes: 'split' },
    ],
    [
      'Investing.com',
      [
        '"Date","Price","Open","High","Low","Vol.","Change %"',
        '"Oct 02, 2023","29.85","30.00","30.50","29.50","3.53M","0.10%"',
      ],
      {},
    ],
    [
      'Investing.com in Indonesian',
      [
        '"Tanggal","Terakhir","Pembukaan","Tertinggi","Terendah","Vol.","Perubahan%"',
        '"02/10/2023","29,85","30,00","30,50","29,50","3,53M","0,10%"',
      ],
      { dateOrder: 'DMY' },
    ],
    ...[
      ['Spanish', '"Fecha","Último","Apertura","Máximo","Mínimo","Vol.","% var."'],
      ['Portuguese', '"Data","Último","Abertura","Máxima","Mínima","Vol.","Var%"'],
      ['Italian', '"Data","Ultimo","Apertura","Massimo","Minimo","Vol.","Var. %"'],
      ['French', '"Date","Dernier","Ouv."," Plus Haut","Plus Bas","Vol.","Variation %"'],
      ['Turkish', '"Tarih","Şimdi","Açılış","Yüksek","Düşük","Hac.","Fark %"'],
      ['German', '"Datum","Zuletzt","Eröffn.","Hoch","Tief","Vol.","+/- %"'],
      ['Russian', '"Дата","Цена","Откр.","Макс.","Мин.","Объём","Изм. %"'],
    ].map(([language = '', header = '']): [string, readonly string[], Record<string, unknown>] => [
      `Investing.com in ${language}`,
      [header, '"02.10.2023","29,85","30,00","30,50","29,50","3,53M","0,10%"'],
      {},
    ]),
    [
      'Investing.com in Japanese',
      [
        '"日付け","終値","始値","高値","安値","出来高","変化率"',
        '"2023-10-02","29.85","30.00","30.50","29.50","3.53M","0.10%"',
      ],
      {},
    ],
    [
      'ariva.de',
      ['Datum;Erster;Hoch;Tief;Schlusskurs;Stuecke;Volumen', '2023-10-02;30;30,5;29,5;29,85;3.531.691;105.420.976'],
      { closes: 'split' },
    ],
    [
      'a table of Indonesian words',
      ['Tanggal;Pembukaan;Tertinggi;Terendah;Penutupan;Volume', '02/10/2023;30,00;30,50;29,50;29,85;3531691'],
      { dateOrder: 'DMY' },
    ],
    ['EODHD', ['Date,Open,High,Low,Close,Adjusted_close,Volume', '2023-10-02,30,30.5,29.5,29.85,29.5,3531691'], {}],
    [
      'Polygon',
      [
        'ticker,volume,open,close,high,low,window_start,transactions',
        'QQQQ,3531691,30,29.85,30.5,29.5,1696219200000000000,1200',
      ],
      {},
    ],
    [
      'Nasdaq.com',
      ['Date,Close/Last,Volume,Open,High,Low', '10/02/2023,$29.85,3531691,$30.00,$30.50,$29.50'],
      { dateOrder: 'MDY' },
    ],
    [
      'MarketWatch',
      ['Date,Open,High,Low,Close,Volume', '10/02/2023,"30.00","30.50","29.50","29.85","3,531,691"'],
      { dateOrder: 'MDY' },
    ],
    ['Portfolio Performance', ['Datum;Kurs', '02.10.2023;29,85'], {}],
    [
      'onvista',
      ['Datum;Eröffnung;Hoch;Tief;Schluss;Währung;Volumen', '02.10.2023;30,00;30,50;29,50;29,85;USD;3531691'],
      {},
    ],
    [
      'comdirect',
      [
        '"Example (WKN: 000000 Börse: Xetra)"',
        '',
        'Datum;Eröffnung;Hoch;Tief;Schluss;Volumen',
        '02.10.2023;30,00;30,50;29,50;29,85;3.531.691,00',
      ],
      {},
    ],
    [
      'a table of German words that spreadsheets mark with the delimiter',
      ['sep=;', 'Datum;Eröffnung;Schluss;Tageshoch;Tagestief', '02.10.2023;30,00;29,85;30,50;29,50'],
      {},
    ],
    ['a bank in German', ['Datum;Schlusskurs;Volumen', '02.10.2023;29,85;3.531.691'], {}],
    [
      'Bloomberg',
      ['Security,QQQQ US Equity,', 'Period,D,', ',,', 'Date,PX_LAST,PX_OPEN', '10/2/2023,29.85,30.00'],
      { dateOrder: 'MDY' },
    ],
    [
      'Quandl WIKI',
      [
        'Date,Open,High,Low,Close,Volume,Ex-Dividend,Split Ratio,Adj. Open,Adj. High,Adj. Low,Adj. Close,Adj. Volume',
        '2023-10-02,30,30.5,29.5,29.85,3531691,0,1,30,30.5,29.5,29.85,3531691',
      ],
      {},
    ],
  ])('readDaily() reads a row in the form of %s', (_, text, more) => {
    const file = daily(text, more)
    expect(file.report.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(file.byTicker.get(own)).toMatchObject([{ date: '2023-10-02', close: 29.85 }])
    // A bar that has a range has all of it: 30, 30.5, 29.5.
    const [{ open = 0, high = 0, low = 0 } = {}] = file.byTicker.get(own) ?? []
    if (high > 29.85) expect([open, high, low]).toEqual([30, 30.5, 29.5])
  })

  it.each([
    [
      'UDiFF',
      'TradDt,BizDt,Sgmt,Src,FinInstrmTp,FinInstrmId,ISIN,TckrSymb,SctySrs,XpryDt,OpnPric,HghPric,LwPric,ClsPric,LastPric,PrvsClsgPric,TtlTradgVol',
      '2023-10-03,2023-10-03,CM,NSE,STK,1,INE0,QQQQ,EQ,,30,30.5,29.5,29.85,29.9,29,3531691',
      '2023-10-03,2023-10-03,CM,NSE,STK,2,INE0,QQQQ,N1,,99,99,99,99,99,99,5',
    ],
    [
      'NSE',
      'SYMBOL,SERIES,OPEN,HIGH,LOW,CLOSE,LAST,PREVCLOSE,TOTTRDQTY,TOTTRDVAL,TIMESTAMP,TOTALTRADES,ISIN,',
      'QQQQ,EQ,30,30.5,29.5,29.85,29.9,29,3531691,1,03-OCT-2023,9,INE0,',
      'QQQQ,N1,99,99,99,99,99,99,5,1,03-OCT-2023,9,INE0,',
    ],
    [
      'NSE with deliveries',
      'SYMBOL, SERIES, DATE1, PREV_CLOSE, OPEN_PRICE, HIGH_PRICE, LOW_PRICE, LAST_PRICE, CLOSE_PRICE, AVG_PRICE, TTL_TRD_QNTY, TURNOVER_LACS, NO_OF_TRADES, DELIV_QTY, DELIV_PER',
      'QQQQ, EQ, 03-Oct-2023, 29, 30, 30.5, 29.5, 29.9, 29.85, 29.7, 3531691, 1.5, 9, 1, 50',
      'QQQQ, N1, 03-Oct-2023, 99, 99, 99, 99, 99, 99, 99, 5, 1.5, 9, -, -',
    ],
  ])('readDaily() reads shares of the daily file of %s, and says what it leaves out', (_, header, share, bond) => {
    const file = daily([header, share, bond])
    expect(codesOf(file)).toEqual(['W_ROWS_SKIPPED', 'W_CLOSES'])
    expect(file.report[0]).toMatchObject({ line: 3, field: 'series', value: 'N1' })
    expect([...file.byTicker]).toMatchObject([
      ['QQQQ.NS', [{ date: '2023-10-03', open: 30, close: 29.85, volume: 3531691 }]],
    ])
  })

  const idx =
    'date,previous,open_price,first_trade,high,low,close,change,volume,value,frequency,index_individual,offer,offer_volume,bid,bid_volume,listed_shares,tradeble_shares,weight_for_index,foreign_sell,foreign_buy,delisting_date,non_regular_volume,non_regular_value,non_regular_frequency'
  const idxRow = (date: string, prices: string, volume: string) =>
    `${date}T00:00:00,9000.0,${prices},25.0,${volume},1.0,9.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,,1.0,1.0,1.0`
  it('readDaily() reads the daily rows of Jakarta, and makes no bar of a session without a trade', () => {
    const file = daily(
      [
        idx,
        idxRow('2023-10-02', '9000.0,9000.0,9050.0,8950.0,9025.0', '5000.0'),
        idxRow('2023-10-03', '0.0,0.0,0.0,0.0,9025.0', '0.0'),
      ],
      jk,
    )
    expect(codesOf(file)).toEqual(['W_ROWS_SKIPPED', 'W_CLOSES'])
    expect(file.byTicker.get(jk.ticker)).toMatchObject([{ date: '2023-10-02', open: 9000, close: 9025, volume: 5000 }])
    expect(file.rejected).toBe(0)
  })

  it('readDaily() refuses zeros that mean nothing in a form that does not say so', () =>
    expect(codesOf(daily(['date,open,high,low,close,volume', '2023-10-02,0,0,0,9025,0']))).toEqual([
      'BAR_NONPOS',
      'BAR_NONPOS',
      'BAR_NONPOS',
    ]))

  it('readDaily() gives a symbol of Stooq the notation of the price source', () => {
    const text = [
      '<TICKER>,<PER>,<DATE>,<TIME>,<CLOSE>',
      'QQQQ.US,D,20231002,000000,1.5',
      'RRR.UK,D,20231002,000000,2.5',
    ]
    expect([...daily(text, { closes: 'split' }).byTicker.keys()]).toEqual(['QQQQ', 'RRR.L'])
  })

  it.each(['{"prices":[{"date":"2023-10-02","close":29.85}]}', '\n[{"date":"2023-10-02","close":29.85}]\n'])(
    'readDaily() says of JSON that it reads tables: %s',
    (text) =>
      expect(daily(text)).toMatchObject({
        report: [{ code: 'E_REQUIRED', message: expect.stringContaining('Cannot read JSON as prices') }],
      }),
  )

  it('readDaily() refuses weeks', () =>
    expect(
      daily(['<TICKER>,<PER>,<DATE>,<TIME>,<CLOSE>', 'QQQQ.US,W,20231002,000000,1.5'], { closes: 'split' }).report,
    ).toMatchObject([{ code: 'RESP_GRANULARITY', line: 2, field: 'period', value: 'W' }]))
})

describe('readDaily, what it does not use', () => {
  it('readDaily() names columns that it does not know', () => {
    const file = daily(['date,close,mood,Volume', '2023-10-02,1.5,good,5'])
    expect(file.report).toMatchObject([
      { code: 'W_COLUMN_UNUSED', severity: 'warning', line: 1, message: expect.stringMatching(/mood$/) },
    ])
    expect(file.remarks.size).toBe(0)
  })

  it.each([
    ['Bonus Issue', '1:10'],
    ['adj_factor', '0.5'],
    ['Rights', '2'],
    ['unit', '1000'],
    ['spin_off', 'SPUN'],
  ])('readDaily() marks prices whose column %s may change what they mean', (name, value) => {
    const file = daily([`date,close,${name}`, '2023-10-02,1.5,', `2023-10-03,1.5,${value}`])
    expect(file.report).toMatchObject([{ code: 'W_COLUMN_UNUSED', line: 3, value, severity: 'warning' }])
    expect(file.remarks.get(own)).toMatchObject([
      {
        check: 'COLUMN_UNUSED',
        from: '2023-10-02',
        to: '2023-10-03',
        severity: 'warn',
        evidence: { kind: 'columns', values: { value } },
      },
    ])
  })

  it.each(['', '0', '1', '1.0', '0.0', 'null'])(
    'readDaily() does not mark a column of factors that all say "%s"',
    (value) => expect(daily(['date,close,adj_factor', `2023-10-02,1.5,${value}`])).toMatchObject({ report: [] }),
  )

  it('readDaily() says which lines above the header it left out', () => {
    const file = daily(['Not a valid request', '', 'date,close', '2023-10-02,1.5', '2023-10-32,1.5'])
    expect(file.report).toMatchObject([
      { code: 'W_LINES_SKIPPED', line: 1, value: 'Not a valid request' },
      { code: 'E_TIME_FORMAT', line: 5 },
    ])
  })

  it('readDaily() says which columns a file has when none is a close', () =>
    expect(daily(['Datum;Wert', '02.10.2023;1,5']).report).toMatchObject([
      {
        code: 'E_REQUIRED',
        line: 1,
        message: 'Cannot read the file as it has no column close: its columns are datum, wert',
      },
    ]))
})

describe('readDaily, closes alone', () => {
  it.each(['', 'null', 'N/A', '--'])('readDaily() takes a range of "%s" in every row as none', (none) => {
    const file = daily([
      'date,open,high,low,close,volume',
      `2023-10-02,${none},${none},${none},4288.39,`,
      `2023-10-03,${none},${none},${none},4229.45,`,
    ])
    expect(file.report).toEqual([])
    expect(file.byTicker.get(own)).toMatchObject([{ open: 4288.39, high: 4288.39, low: 4288.39 }, { close: 4229.45 }])
  })

  it('readDaily() refuses a row without a range in a file that has ranges', () =>
    expect(daily(['date,open,high,low,close', '2023-10-02,1,2,1,1', '2023-10-03,,,,1']).report).toMatchObject([
      { code: 'BAR_NULL', line: 3, field: 'open' },
      { code: 'BAR_NULL', line: 3, field: 'high' },
      { code: 'BAR_NULL', line: 3, field: 'low' },
    ]))

  it('readDaily() judges the columns of each ticker by themselves', () => {
    const file = daily(['ticker,date,open,high,low,close', 'AAA,2023-10-02,1,2,1,1.5', '^BBB,2023-10-02,,,,7.5'])
    expect(file.report).toEqual([])
    expect(file.byTicker.get(mustBeTicker('^BBB'))).toMatchObject([{ open: 7.5, close: 7.5 }])
  })
})

describe('readDaily, whose prices', () => {
  const text = ['ticker,date,close', 'QQQQ,2023-10-02,1.5', 'RRR,2023-10-02,2.5']
  it('readDaily() refuses a file that names another ticker than the user', () => {
    expect(daily(text, { asked: own }).report).toMatchObject([
      { code: 'E_TICKER', line: 3, field: 'ticker', value: 'RRR' },
    ])
    expect(daily(text.slice(0, 2), { asked: own })).toMatchObject({ refused: false, report: [] })
    const header = ['Price,Close,Adj Close', 'Ticker,RRR,RRR', 'Date,,', '2023-10-02,1.5,1.5']
    expect(daily(header, { asked: own })).toMatchObject({ refused: true, report: [{ code: 'E_TICKER', value: 'RRR' }] })
  })

  it('readDaily() reads the currency, and refuses two of them', () => {
    const rows = ['date,close,currency', '2023-10-02,1.5,GBp', '2023-10-03,1.5,GBP']
    expect(daily(rows.slice(0, 2)).currencies.get(own)).toBe('GBp')
    expect(daily(rows).report).toMatchObject([{ code: 'RESP_CURRENCY', line: 3, field: 'currency', value: 'GBP' }])
  })
})

describe('readActionFile, columns of actions', () => {
  it('readActionFile() reads what yfinance saves', () => {
    const file = actions([
      'Date,Dividends,Stock Splits,Capital Gains',
      '2023-11-15 00:00:00-05:00,0.75,0.0,0.0',
      '2023-11-16 00:00:00-05:00,0.0,1.5,0.0',
      '2023-11-17 00:00:00-05:00,0.25,0.0,1.125',
    ])
    expect(file.report).toEqual([])
    expect(file.byTicker.get(own)).toEqual([
      dividend('2023-11-15', 0.75),
      split('2023-11-16', 3, 2),
      dividend('2023-11-17', 0.25),
      { kind: 'capital_gain', date: '2023-11-17', amount: 1.125 },
    ])
    expect(actions(['Date,Dividends', '2023-11-15 00:00:00-05:00,0.75']).byTicker.get(own)).toEqual([
      dividend('2023-11-15', 0.75),
    ])
  })

  it.each([
    ['2023-11-15,dividend,1.25', 'the sum counts'],
    ['2023-11-15,dividend,0.75', 'the amount counts once'],
    ['2023-11-15,capital_gain,0.75', null],
  ])('readActionFile() says what it makes of a day of two payments: %s', (row, said) => {
    const { report, byTicker } = actions(['date,type,value', '2023-11-15,dividend,0.75', row])
    expect(byTicker.get(own)).toHaveLength(2)
    expect(report.map(({ message, line }) => [line, message.split(': ')[1]])).toEqual(said === null ? [] : [[3, said]])
  })

  it('readActionFile() takes the last of two splits of a day', () => {
    const { report } = actions(['date,type,value', '2023-11-15,split,2:1', '2023-11-15,split,4:1'])
    expect(report).toMatchObject([{ code: 'DIV_DUP7', message: expect.stringContaining('the last one counts') }])
  })

  it.each([
    ['E_NUMBER', ['Date,Dividends', '2023-11-15,-1'], 'dividend'],
    ['E_NUMBER', ['Date,Dividends', '2023-11-15,x'], 'dividend'],
    ['E_NUMBER', ['Date,Stock Splits', '2023-11-15,4:1:1'], 'split'],
    ['E_TIME_FORMAT', ['Date,Dividends', '2023-11-31,1'], 'date'],
    ['E_REQUIRED', ['Date,Amount', '2023-11-15,1'], 'type'],
    ['E_TICKER', ['Date,Dividends,Ticker', '2023-11-15,1,RRR'], 'ticker'],
  ])('readActionFile() refuses with %s: %j', (code, text, field) => {
    const [entry] = actions(text, { asked: own }).report
    expect(entry).toMatchObject({ code, field, severity: 'error' })
  })
})

describe('readIntraday, overlaps and forms', () => {
  const bars = (...starts: readonly string[]) => [
    'start,close,volume',
    ...starts.map((start) => `2023-11-17 ${start},1.5,5`),
  ]
  it('readIntraday() names bars that begin before the one ahead of them is over', () => {
    const file = intraday(bars('10:00', '11:00', '12:00', '13:00', '14:00', '14:30', '15:30'))
    expect(file.report).toMatchObject([
      { code: 'BAR_OVERLAP', severity: 'warning', line: 7, field: 'start', value: '14:30' },
    ])
    expect(file.report[0]?.message).toMatch(/14:00 \(line 6\) and 14:30 \(line 7\) of 2023-11-17/)
  })

  it('readIntraday() knows the bar that the open cuts, and bars that only touch', () => {
    expect(intraday(bars('08:00', '09:00', '09:30', '10:30', '11:30'))).toMatchObject({ report: [], interval: '1h' })
    expect(codesOf(intraday(bars('09:30', '10:30', '11:30')))).toEqual([])
  })

  it.each([
    ['a date and a clock', ['Date,Time,Close', '2023-11-17,9:30,1.5', '2023-11-17,10:30,1.5']],
    [
      'a date column that holds clocks',
      ['Date,Close', '2023-11-17 09:30:00-05:00,1.5', '2023-11-17 10:30:00-05:00,1.5'],
    ],
    [
      'Stooq',
      ['<TICKER>,<PER>,<DATE>,<TIME>,<CLOSE>', 'QQQQ.US,60,20231117,093000,1.5', 'QQQQ.US,60,20231117,103000,1.5'],
    ],
    ['Polygon', ['ticker,close,window_start', 'QQQQ,1.5,1700231400000000000', 'QQQQ,1.5,1700235000000000000']],
  ])('readIntraday() reads starts from %s', (_, text) => {
    const file = intraday(text)
    expect(file).toMatchObject({ report: [], interval: '1h' })
    expect(file.byTicker.get(own)?.map(({ start }) => start)).toEqual([1700231400000, 1700235000000])
  })

  it('readIntraday() names an adjusted close that differs, and marks the bars', () => {
    const text = (adjusted: string) => [
      'start,close,adj_close,dividends',
      `2023-11-17 09:30,1.5,${adjusted},0`,
      '2023-11-17 10:30,1.5,1.5,0',
    ]
    expect(intraday(text('1.5'))).toMatchObject({ report: [] })
    const file = intraday(text('1.25'))
    expect(file.report).toMatchObject([{ code: 'W_COLUMN_UNUSED', line: 2, field: 'adj_close', value: '1.25' }])
    expect(file.remarks.get(own)).toMatchObject([{ check: 'COLUMN_UNUSED', from: '2023-11-17', to: '2023-11-17' }])
  })

  it('readIntraday() refuses bars of another basis', () =>
    expect(
      intraday([
        'start,close,basis',
        '2023-11-17 09:30,1.5,raw',
        '2023-11-17 10:30,1.5,split',
        '2023-11-17 11:30,1.5,split',
      ]).report,
    ).toMatchObject([{ code: 'E_ENUM', line: 2, field: 'basis', value: 'raw' }]))

  it('readIntraday() says once that a file holds days', () =>
    expect(intraday(['date,close', '2023-11-16,1.5', '2023-11-17,1.5'])).toMatchObject({
      refused: true,
      report: [{ code: 'E_TIME_FORMAT', line: 2, message: expect.stringMatching(/kind: prices/) }],
    }))
})
