import { beforeEach, describe, expect, it } from 'vitest'
import { readDailyBars } from '../../../db/bars.ts'
import { listEvents } from '../../../db/events.ts'
import type { Db } from '../../../db/file/db.ts'
import { findTicker } from '../../../db/tickers.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { IngestOptions } from '../../../server/ingest/ingested.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { emptyWorld } from '../../filledStore.ts'

// Every test has a store of its own, which takes its time on a busy machine.
const NOW = Date.UTC(2026, 0, 2) as Instant
let db: Db
beforeEach(async () => {
  db = await emptyWorld()
})
const take = (text: string | Uint8Array, more: Partial<IngestOptions> = {}, name = 'QQQQ.csv') =>
  ingest(db, { name, bytes: Buffer.from(text) }, { now: NOW, ...more })
const said = async (...asked: Parameters<typeof take>) =>
  (await take(...asked)).report.map(({ line, code, message }) => `${line} ${code} ${message}`)
const bars = async () =>
  readDailyBars(db, (await findTicker(db, mustBeTicker('QQQQ')))?.id ?? 0, { from: null, to: null })

const head = 'event_id,title,public_at,tickers'
const event = (id: string, more = '') => `${id},Title${more},2023-11-20T15:00:00-05:00,MSFT`

describe('what is said of files of events', () => {
  it.each([
    ['no header', `${event('a')}\n${event('b')}\n`, '1 E_REQUIRED Cannot read line 1 as the header'],
    ['two blank lines first', `\n\n${head}\n${event('a')}\n`, '1 E_REQUIRED Cannot read line 1 as the header'],
    [
      'no title',
      'event_id,public_at,tickers\na,2023-11-20,MSFT\n',
      '1 E_REQUIRED Cannot read the file as events as it',
    ],
    ['no record', `${head}\n`, 'null W_EMPTY The file holds no record'],
    [
      'a quote of line 3 that nothing closes',
      `${head}\n${event('a')}\nb,"Title,2023-11-20,MSFT\n${event('c')}\n${event('d')}\n`,
      '3 E_FIELD_COUNT Cannot split the file into records: the quote that begins a field on this line is not closed',
    ],
    [
      'a quote of line 3 that closes within a later field',
      `${head}\n${event('a')}\nb,"Title,2023-11-20,MSFT\nc,"Other",2023-11-20,MSFT\n`,
      '3 E_FIELD_COUNT',
    ],
  ])('ingest() of %s', async (_, text, expected) =>
    expect(await said(text, { kind: 'events' })).toMatchObject([expect.stringContaining(expected)]),
  )
  it.each([
    ['events', head],
    ['events', `${head},color`],
    ['events', '[]'],
    ['prices', 'ticker,date,close'],
    ['prices', 'ticker,date,open,high,low,close,volume,color'],
    ['intraday', 'ticker,start,open,high,low,close,volume'],
    ['tickers', 'symbol,exchange,zone'],
    ['factors', 'date,mkt_rf,smb,hml,rf'],
    ['actions', 'ticker,date,kind,value'],
  ] as const)('ingest() says of a file of %s that holds nothing but %s that it holds no record', async (kind, text) =>
    expect(await said(`${text}\n`, { kind })).toContainEqual(
      expect.stringContaining('W_EMPTY The file holds no record'),
    ),
  )
  it.each([
    [event('a'), 'it holds a record'],
    ['date,symbol', 'neither a title, which events have, nor a close, which prices have'],
    ['color,shape', 'the message says which one is missing'],
  ])('ingest() of a first line %s that fits no kind', async (line, expected) =>
    expect(await said(`${line}\n`)).toMatchObject([expect.stringContaining(expected)]),
  )
  it.each([
    ['with its mark', '\ufeff'],
    ['without one', ''],
  ])('ingest() says of UTF-16 %s what it is', async (_, mark) => {
    const text = Buffer.from(`${mark}${head}\n`, 'utf16le')
    expect(await said(text)).toMatchObject([expect.stringContaining('UTF-16')])
    expect(await said(text.swap16())).toMatchObject([expect.stringContaining('UTF-16')])
  })
  it('ingest() says by their code points which letters of a symbol cannot be seen', async () => {
    const text = `${head}\na,Title,2023-11-20,M\u200bSFT\nb,Title,2023-11-20,\u041cSFT\n`
    expect(await said(text)).toMatchObject([expect.stringContaining('U+200B'), expect.stringContaining('U+041C')])
  })
  it('ingest() says under which symbol a class of shares is kept', async () => {
    const { report, stored } = await take(`${head}\na,Title,2023-11-20,BRK.B\n`)
    expect(stored).toBe(true)
    expect(report).toMatchObject([{ code: 'W_TICKER', severity: 'warning', value: 'BRK.B' }])
  })
  it('ingest() refuses a short name that several zones have, and spells a zone as IANA does', async () => {
    const zoned = (zone: string) => `event_id,title,public_at,tickers,timezone\na,Title,2023-11-20 15:00,MSFT,${zone}\n`
    for (const zone of ['IST', 'cst', 'BST'])
      expect(await said(zoned(zone))).toMatchObject([expect.stringContaining('several zones have that short name')])
    await take(zoned('america/new_york'))
    expect((await listEvents(db, {})).map(({ timezone }) => timezone)).toEqual(['America/New_York'])
    await take(zoned('asia/ho_chi_minh'))
    expect((await listEvents(db, {})).map(({ timezone }) => timezone)).toEqual(['Asia/Ho_Chi_Minh'])
  })
})

describe('what is said of files of prices', () => {
  it.each(['1899-12-31', '1899-12-30', '1904-01-01', '1970-01-01'])(
    'ingest() does not take %s, which an empty date becomes, for a session',
    async (date) => {
      const { stored, report } = await take(`date,close\n${date},100\n2023-11-20,101\n`)
      expect(stored).toBe(false)
      expect(report).toMatchObject([{ line: 2, value: date }])
      expect((await take(`date,close\n${date},100\n2023-11-20,101\n`, { mode: 'skip' })).counts).toMatchObject({
        new: 1,
        rejected: 1,
      })
    },
  )
  it('ingest() says how many of the new are dividends', async () =>
    expect(
      await said('date,close,adj_close,dividends\n2023-11-16,100,99,0\n2023-11-17,99,99,1\n', { closes: 'split' }),
    ).toEqual(['null W_ACTIONS Of what is counted of QQQQ, 1 are dividends and splits (1 new, 0 changed)']))
  it('ingest() says how many bars are held, and by what', async () => {
    const days = Array.from({ length: 8 }, (_, n) => `2023-11-${n + 6 < 11 ? `0${n + 6}`.slice(-2) : n + 8}`)
    const rows = days.map((date, n) => `${date},${n === 5 ? '10000,10100,9900,10000' : '100,101,99,100'},${1000 + n}`)
    expect(await said(`date,open,high,low,close,volume\n${rows.join('\n')}\n`)).toMatchObject([
      expect.stringMatching(/W_HELD 1 of 8 bars of QQQQ are held back from figures by UNIT_POINT/),
    ])
  })
  it('ingest() reads the states of our own export back, and says what it tells anew', async () => {
    const row = (date: string, close: number, state: string) => `QQQQ,${date},${close},split,USD,${state},,`
    const text = [
      'ticker,date,close,basis,currency,state,checks,volume_checks',
      row('2023-11-14', 100, 'final'),
      row('2023-11-15', 101, 'provisional'),
      row('2023-11-16', 102, 'revised'),
      row('2023-11-17', 101, 'held'),
      row('2023-11-20', 103, 'repaired'),
    ].join('\n')
    expect(await said(text)).toMatchObject([
      expect.stringContaining('5 W_STATE Where the file was written 1 bars were'),
    ])
    expect((await bars()).map(({ state }) => state)).toEqual(['final', 'provisional', 'revised', 'final', 'final'])
    expect((await take(text)).counts).toMatchObject({ new: 0, changed: 0, unchanged: 5 })
    expect(await said(text.replace('held', 'kept').replace('repaired', 'final'))).toMatchObject([
      expect.stringContaining('E_ENUM'),
    ])
  })
  it('ingest() reads a price history of LSEG Workspace, and asks what its closes are adjusted for', async () => {
    const text = [
      'Price History,,,,,,,,,',
      'Interval,Daily,,,,,,,,',
      'Exchange Date,Close,Net,%Chg,Open,Low,High,Volume,Turnover - USD,Flow,,',
      '17-Nov-2023,101,-1,-0.98%,102,100,103,1500,151500,1,,',
      '16-Nov-2023,102,1,0.99%,101,100,103,1200,122400,2,,',
    ].join('\n')
    expect(await said(text)).toMatchObject([expect.anything(), expect.stringContaining('E_CLOSES')])
    expect(await take(text, { closes: 'split' })).toMatchObject({
      stored: true,
      report: [{ code: 'W_LINES_SKIPPED' }],
    })
    expect(await bars()).toMatchObject([
      { date: '2023-11-16', open: 101, high: 103, low: 100, close: 102, volume: 1200 },
      { date: '2023-11-17', close: 101 },
    ])
  })
})

describe('what is said of several securities in one file', () => {
  it.each([
    [
      'dates of their own',
      'Security,AAA US Equity,,BBB US Equity\nDate,PX_LAST,Date,PX_LAST\n2023-10-02,10.1,2023-10-02,20.1\n',
    ],
    ['common dates', 'Made,2023,\nSecurity,AAA US Equity,BBB US Equity\nDate,PX_LAST,PX_LAST\n2023-10-02,10.1,20.1\n'],
  ])('ingest() refuses those side by side by their form, with %s', async (_, text) =>
    expect(await said(text, { kind: 'prices' })).toMatchObject([
      expect.stringMatching(/^[23] E_TICKER .*side by side, as Bloomberg writes them.*give each a file/),
    ]),
  )
  it('ingest() calls two columns of one name without lines above them that', async () =>
    expect(await said('date,close,close\n2023-10-02,1,1\n')).toMatchObject([
      expect.stringContaining('E_HEADER_DUPLICATE'),
    ]))
})

describe('what is said of columns under names of others', () => {
  // As a published history has them: volume, low, open, high, close under open, high, low, close, adj_close; and a second header row.
  const names = 'date,open,high,low,close,adj_close,volume'
  const shifted = Array.from({ length: 5 }, (_, day) => `2023-11-${13 + day},4000000,9.${day},9.5,10.${day},9.9,`)
  const sound = (day: number) => `2023-11-0${[1, 2, 3, 6, 7][day]},9.5,10.5,9.${day},10,10,4000000`

  it.each(['strict', 'skip'] as const)('ingest() refuses such a file as a whole, %s', async (mode) => {
    const done = await take([names, 'Date,0,0,0,0,0,', ...shifted].join('\n'), { mode })
    expect(done).toMatchObject({ accepted: false, stored: false, counts: { rejected: 6 } })
    expect(done.report.map(({ line, code }) => `${line} ${code}`)).toEqual(['2 E_TIME_FORMAT', '3 E_COLUMNS'])
  })
  it('ingest() refuses such bars within the day as a whole', async () => {
    const rows = ['09:30', '10:30', '11:30', '12:30', '13:30'].map(
      (clock) => `2023-11-13T${clock}:00-05:00,4000,9,9.5,10`,
    )
    expect(await said(['ts,open,high,low,close', ...rows].join('\n'), { kind: 'intraday' })).toMatchObject([
      expect.stringContaining('2 E_COLUMNS'),
    ])
  })
  it.each([
    ['four rows', 4, shifted.slice(0, 4)],
    ['half of the rows', 5, [...shifted.slice(0, 5), ...[0, 1, 2, 3, 4].map(sound)]],
  ])('ingest() names %s each and takes them', async (_, count, rows) => {
    const done = await take([names, ...rows].join('\n'))
    expect(done.report.filter(({ code }) => code === 'BAR_OHLC')).toHaveLength(count)
    expect(done.accepted).toBe(true)
  })
  it('ingest() leaves lows in hundredths to the check of units', async () => {
    const rows = [0, 1, 2, 3, 4].map((day) => `2023-11-${13 + day},9.5,10.5,9${day}0,10,10,4000000`)
    expect((await take([names, ...rows].join('\n'))).accepted).toBe(true)
  })
  it('ingest() counts the records of a file that is refused for its dates', async () =>
    expect((await take('date,close\n01/02/2023,1\n02/03/2023,1\n')).counts.rejected).toBe(2))
})
