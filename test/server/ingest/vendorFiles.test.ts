import { beforeEach, describe, expect, it } from 'vitest'
import { readActions } from '../../../db/actions.ts'
import { readDailyBars } from '../../../db/bars.ts'
import type { Db } from '../../../db/file/db.ts'
import { checksOn, listFindings } from '../../../db/findings.ts'
import { findTicker } from '../../../db/tickers.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { IngestOptions } from '../../../server/ingest/ingested.ts'
import { kindOf } from '../../../server/ingest/kind.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { emptyWorld } from '../../filledStore.ts'

// Every test has a store of its own, which takes its time on a busy machine.
const NOW = Date.UTC(2026, 0, 2) as Instant
const all = { from: null, to: null }
const own = mustBeTicker('QQQQ')
let db: Db
beforeEach(async () => {
  db = await emptyWorld()
})

const take = (lines: readonly string[], more: Partial<IngestOptions> = {}, name = 'QQQQ.csv') =>
  ingest(db, { name, bytes: Buffer.from(`${lines.join('\n')}\n`) }, { now: NOW, ...more })
const idOf = async (symbol = own) => (await findTicker(db, symbol))?.id ?? 0
const remarks = async () =>
  (await listFindings(db, { status: 'open' }))
    .filter(({ check }) => check === 'CLOSE_ADJUSTED' || check === 'COLUMN_UNUSED')
    .map(({ check, severity, from, to }) => [check, severity, from, to])

const download = [
  'Price,Close,High,Low,Open,Volume',
  'Ticker,QQQQ,QQQQ,QQQQ,QQQQ,QQQQ',
  'Date,,,,,',
  '2023-12-15,46,46,46,46,1000',
  '2023-12-18,46,46,46,46,1000',
]
const payment = ['date,type,value', '2023-12-18,dividend,4']

describe('ingest, vendor files', () => {
  it('ingest() stores the actions that stand beside prices, once', async () => {
    const text = [
      'date,close,high,low,open,volume,adjClose,divCash,splitFactor',
      '2023-10-03,398,398,398,398,1000,98.5,2.0,1.0',
      '2023-10-04,100,100,100,100,4000,99.5,0.0,4.0',
    ]
    expect(await take(text)).toMatchObject({ kind: 'prices', stored: true, counts: { new: 4, changed: 0 } })
    expect(await readActions(db, await idOf())).toEqual([
      { kind: 'dividend', date: '2023-10-03', amount: 0.5 },
      { kind: 'split', date: '2023-10-04', numerator: 4, denominator: 1 },
    ])
    expect(await readDailyBars(db, await idOf(), all)).toMatchObject([{ close: 99.5, volume: 4000 }, { close: 100 }])
    expect((await take(text)).counts).toEqual({ new: 0, changed: 0, unchanged: 4, rejected: 0 })
  })

  it('ingest() marks adjusted closes, and applies no payment to them a second time', async () => {
    expect(await take(download)).toMatchObject({
      stored: true,
      report: [{ code: 'CLOSE_ADJUSTED', severity: 'warning' }],
    })
    expect(await remarks()).toEqual([['CLOSE_ADJUSTED', 'warn', '2023-12-15', '2023-12-18']])
    expect([...(await checksOn(db, await idOf(), '1d', all)).values()][0]?.checks).toContain('CLOSE_ADJUSTED')
    expect(await take(payment)).toMatchObject({ stored: false, report: [{ code: 'E_CLOSES', value: '2023-12-18' }] })
    expect(await readActions(db, await idOf())).toEqual([])
    // Before its first bar nothing was adjusted for.
    expect((await take(['date,type,value', '2023-12-15,dividend,4'])).stored).toBe(true)
  })

  it('ingest() takes a remark back when other prices replace those it is about', async () => {
    await take(download)
    await take(['date,close', '2023-12-15,50', '2023-12-18,46'])
    expect(await remarks()).toEqual([])
    expect((await take(payment)).stored).toBe(true)
  })

  it('ingest() brings adjusted closes back with payments that are stored', async () => {
    await take(payment)
    await take(download)
    expect(await readDailyBars(db, await idOf(), all)).toMatchObject([{ close: 50, adjClose: 46 }, { close: 46 }])
    expect(await remarks()).toEqual([])
  })

  it('ingest() keeps a remark about a column that it does not use', async () => {
    await take(['date,close,bonus', '2023-12-15,50,', '2023-12-18,46,1:10'])
    expect(await remarks()).toEqual([['COLUMN_UNUSED', 'warn', '2023-12-15', '2023-12-18']])
    await take(['date,close', '2023-12-18,46'])
    expect(await remarks()).toHaveLength(1)
  })

  it('ingest() keeps a volume with a fraction', async () => {
    await take(
      ['date,close,volume', '2023-10-02,30000,0.00012345', '2023-10-03,30000,3531691.562155'],
      {},
      'BTC-USD.csv',
    )
    expect(await readDailyBars(db, await idOf(mustBeTicker('BTC-USD')), all)).toMatchObject([
      { volume: 0.00012345 },
      { volume: 3531691.562155 },
    ])
  })

  it('ingest() names the currency of a ticker, and refuses another one', async () => {
    await take(['date,close,currency', '2023-10-02,341.36,GBp'], {}, 'QQQQ.L.csv')
    expect((await findTicker(db, mustBeTicker('QQQQ.L')))?.currency).toBe('GBp')
    const other = await take(['date,close,currency', '2023-10-03,3.41,GBP'], {}, 'QQQQ.L.csv')
    expect(other).toMatchObject({ stored: false, report: [{ code: 'RESP_CURRENCY', field: 'currency', value: 'GBP' }] })
  })

  it.each([
    ['prices', ['ticker,date,close', 'RRR,2023-10-02,1.5']],
    ['prices', ['Price,Close', 'Ticker,RRR', 'Date,', '2023-10-02,1.5']],
    ['intraday', ['ticker,start,close', 'RRR,2023-11-17 09:30,1.5', 'RRR,2023-11-17 10:30,1.5']],
    ['actions', ['ticker,date,type,value', 'RRR,2023-10-02,dividend,1']],
    ['events', ['title,public_at,tickers', 'Something,2023-10-02,RRR']],
  ] as const)('ingest() does not overrule the ticker of a file of %s', async (kind, text) => {
    const done = await take(text, { kind, ticker: own })
    expect(done).toMatchObject({ stored: false, report: [{ code: 'E_TICKER', severity: 'error' }] })
    expect(await findTicker(db, own)).toBeNull()
    expect((await take(text, { kind, ticker: mustBeTicker('RRR') })).stored).toBe(true)
  })

  it.each([
    ['closes', ['start,close', '2023-11-17 09:30,1.5', '2023-11-17 10:30,1.5'], { closes: 'raw' }],
    ['closes', ['date,type,value', '2023-11-17,dividend,1'], { closes: 'split' }],
    ['decimal', ['title,public_at,tickers', 'A,2023-11-17,QQQQ'], { decimal: 'comma' }],
  ] as const)('ingest() refuses the option %s where it would do nothing', async (field, text, more) =>
    expect(await take(text, more)).toMatchObject({ stored: false, report: [{ code: 'E_OPTION', field }] }),
  )

  it('ingest() says of a file that fits nothing what its first line is', async () => {
    const done = await take(['Earnings Date,EPS Estimate', '2023-10-24,2.65'])
    expect(done).toMatchObject({ kind: null, stored: false, report: [{ code: 'E_REQUIRED', line: 1 }] })
    expect(done.report[0]?.message).toMatch(/"Earnings Date,EPS Estimate"/)
  })

  it.each([
    ['prices', ['<TICKER>,<PER>,<DATE>,<TIME>,<CLOSE>', 'QQQQ.US,D,20231002,000000,1']],
    ['intraday', ['<TICKER>,<PER>,<DATE>,<TIME>,<CLOSE>', 'QQQQ.US,5,20231002,153000,1']],
    ['prices', ['ticker,close,window_start', 'QQQQ,1,1696219200000000000']],
    ['intraday', ['ticker,close,window_start', 'QQQQ,1,1696253400000000000']],
    ['prices', ['SYMBOL,SERIES,CLOSE,TOTTRDQTY,TIMESTAMP', 'QQQQ,EQ,1,1,02-JAN-2023']],
    ['prices', ['Datum;Kurs', '02.10.2023;29,85']],
    ['prices', ['"Tanggal","Terakhir"', '"02/10/2023","7.001"']],
    ['prices', ['Security,SPX Index', '', 'Date,PX_LAST', '1/4/2016,2012.66']],
    ['intraday', ['Date,Time,Close', '2023-11-17,09:30,1']],
    ['intraday', ['Datetime,Close', '2023-11-17 09:30:00-05:00,1']],
    ['actions', ['Date,Dividends', '2023-11-15 00:00:00-05:00,0.75']],
    ['actions', ['Date,Stock Splits', '2023-11-15,4.0']],
    ['events', ['1;MSFT;^GSPC;20-11-2023;g;-2;2;-11;120']],
    ['events', ['date,headline,price', '2023-11-15,News,1']],
    [null, ['Datum;Wert', '02.10.2023;1']],
    ['events', ['sep=;', 'title;public_at;tickers']],
    ['prices', ['sep=;', 'Datum;Eröffnung;Hoch;Tief;Schluss']],
    // Midnights of UTC, as of coins, and of Tokyo: days apart from one another. Then hours.
    ['prices', ['timestamp,close', '1696118400,1.5', '1696204800,1.6', '1696291200,1.7']],
    ['prices', ['timestamp,close', '1696172400000,1.5', '1696258800000,1.6', '1696345200000,1.7']],
    ['intraday', ['timestamp,close', '1696118400,1.5', '1696122000,1.6', '1696125600,1.7']],
  ])('kindOf() says %s of %j', (kind, lines) => expect(kindOf(`${lines.join('\n')}\n`)).toBe(kind))
})
