import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { readActions } from '../../../db/actions.ts'
import { readDailyBars, readIntradayBars } from '../../../db/bars.ts'
import { countEvents, findEvent, listEvents } from '../../../db/events.ts'
import { listFactorSets, readFactors } from '../../../db/factors.ts'
import type { Db } from '../../../db/file/db.ts'
import { unresolvedFindings } from '../../../db/findings.ts'
import { findTicker, listTickers } from '../../../db/tickers.ts'
import { nyse } from '../../../server/calendars/nyse.ts'
import { eventList } from '../../../server/events/list.ts'
import { importList } from '../../../server/ingest/imports.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { IngestOptions } from '../../../server/ingest/ingested.ts'
import { undoImport } from '../../../server/ingest/undo.ts'
import { dateOf, dayOf, mustBeDate } from '../../../server/market/day.ts'
import { alignEvent } from '../../../server/market/eventAlign.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { unsound } from '../../db/file.ts'
import { emptyWorld } from '../../filledStore.ts'
import { zipped } from '../sources/zipped.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant
const SEED = '../shared/data/events.csv'
let db: Db
beforeEach(async () => {
  db = await emptyWorld()
})

const take = (text: string | Uint8Array, more: Partial<IngestOptions> = {}, name = 'file.csv') =>
  ingest(db, { name, bytes: typeof text === 'string' ? Buffer.from(text) : text }, { now: NOW, ...more })
const codes = async (text: string, more: Partial<IngestOptions> = {}, name?: string) =>
  (await take(text, more, name)).report.map(({ code }) => code)

const two =
  'event_id,title,public_at,tickers,notes\na,First,2023-11-17T15:28:00-05:00,MSFT,note\nb,Second,2023-11-15,MSFT,\n'

describe('ingest, events', { timeout: 60_000 }, () => {
  it('ingest() stores a file once: the second time 0 new and 0 changed', async () => {
    expect(await take(two)).toMatchObject({
      kind: 'events',
      reader: 'csv',
      stored: true,
      counts: { new: 2, changed: 0, unchanged: 0, rejected: 0 },
      report: [],
    })
    expect((await take(two)).counts).toEqual({ new: 0, changed: 0, unchanged: 2, rejected: 0 })
  })

  it('ingest() stores nothing of a file with one error in strict mode', async () => {
    const done = await take(`${two}c,Third,never,MSFT,\n`)
    expect(done).toMatchObject({ accepted: false, stored: false, counts: { new: 0, rejected: 3 } })
    expect(await countEvents(db)).toBe(0)
  })

  it('ingest() leaves bad records out in skip mode', async () => {
    const done = await take(`${two}c,Third,never,MSFT,\n`, { mode: 'skip' })
    expect(done).toMatchObject({ stored: true, counts: { new: 2, rejected: 1 } })
    expect(done.report).toMatchObject([{ line: 4, event_id: 'c', field: 'public_at', code: 'E_TIME_FORMAT' }])
  })

  it('ingest() refuses a file whole, in any mode, when a date proves its order wrong', async () => {
    const text = 'title,public_at\na,01/02/2023\nb,17/11/2023\n'
    expect(await take(text, { dateOrder: 'MDY', mode: 'skip' })).toMatchObject({ stored: false })
    expect(await countEvents(db)).toBe(0)
    expect((await take(text, { dateOrder: 'DMY' })).counts.new).toBe(2)
  })

  it('ingest() says what a dry run would do and stores nothing', async () => {
    expect(await take(two, { dryRun: true })).toMatchObject({ accepted: true, stored: false, counts: { new: 2 } })
    expect(await countEvents(db)).toBe(0)
  })

  it('ingest() tells whose prices a file holds, by the name that they are stored under', async () => {
    const prices = 'Date,Close\n2023-11-17,369.85\n2023-11-20,377.44\n'
    const asked = { dryRun: true, kind: 'prices' as const, closes: 'split' as const }
    expect((await take(prices, { ...asked, ticker: mustBeTicker('ACME') })).tickers).toEqual(['ACME'])
    expect((await take(`ticker,${prices.replaceAll('\n2', '\nTWO,2')}`, asked)).tickers).toEqual(['TWO'])
    expect((await take(two, { dryRun: true })).tickers).toEqual([])
  })

  it('ingest() changes what a file gives, keeps what it does not, and clears what it gives empty', async () => {
    await take(two)
    await take('event_id,title,public_at,tags,Own\na,Renamed,2023-11-17T15:28:00-05:00,x|y,mine\n')
    expect(await findEvent(db, 'a')).toMatchObject({
      title: 'Renamed',
      notes: 'note',
      tickers: [{ symbol: 'MSFT' }],
      tags: ['x', 'y'],
      extra: { own: 'mine' },
    })
    await take('event_id,title,public_at,notes,tags,own,tickers\na,Renamed,2023-11-17T15:28:00-05:00,,,,\n')
    expect(await findEvent(db, 'a')).toMatchObject({ notes: null, tags: [], tickers: [], extra: {} })
  })

  it('ingest() keeps the session of a stored public time when a file states one for the earlier occurrence', async () => {
    await take(
      'event_id,title,occurred_at,public_at,tickers\na,Said,2023-11-16T19:00:00-05:00,2023-11-20T04:00:00-05:00,MSFT\n',
    )
    await take('event_id,title,occurred_at,session,tickers\na,Said,2023-11-16T19:00:00-05:00,post,MSFT\n')
    expect((await findEvent(db, 'a'))?.session).toBeNull()
  })
  it('ingest() keeps a stored precision unless the time moves', async () => {
    await take('event_id,title,public_at,precision\na,x,2023-11-17T15:28:00Z,hour\n')
    await take('event_id,title,public_at\na,y,2023-11-17T15:28:00Z\n')
    expect((await findEvent(db, 'a'))?.precision).toBe('hour')
    await take('event_id,title,public_at\na,y,2023-11-18\n')
    expect((await findEvent(db, 'a'))?.precision).toBe('day')
  })

  it('ingest() says that an event of no ticker is shown nowhere, unless a stored one has some', async () => {
    const done = await take('event_id,title,public_at\na,x,2023-11-15\nb,y,2023-11-16\n')
    expect(done).toMatchObject({
      stored: true,
      report: [
        {
          code: 'W_NO_TICKER',
          severity: 'warning',
          line: 2,
          event_id: 'a',
          message: expect.stringMatching(/^2 events/),
        },
      ],
    })
    await take(two)
    expect(await codes('event_id,title,public_at\na,First,2023-11-17T15:28:00-05:00\n')).toEqual([])
    expect(await codes('event_id,title,public_at\nc,z,2023-11-15\n', { ticker: mustBeTicker('MSFT') })).toEqual([])
  })

  it('ingest() keeps stored events or fails on them when asked to', async () => {
    await take(two)
    const other = two.replace('First', 'Other')
    expect((await take(other, { onConflict: 'keep' })).counts).toMatchObject({ changed: 0, unchanged: 2 })
    expect(await take(`${other}c,New,2023-11-15,,\n`, { onConflict: 'fail' })).toMatchObject({
      stored: false,
      report: [{ code: 'E_ID_DUPLICATE' }, { code: 'E_ID_DUPLICATE' }],
    })
    expect((await listEvents(db)).map(({ title }) => title)).toEqual(['Second', 'First'])
  })

  it('ingest() reads a clock time without a zone in the zone asked for when the ticker tells none', async () => {
    expect(await codes('title,public_at\na,2023-11-17T15:28\n')).toEqual(['E_TIME_ZONE'])
    await take('event_id,title,public_at\na,x,2023-11-17T15:28\n', { defaultTimezone: 'Asia/Jakarta' })
    expect(await findEvent(db, 'a')).toMatchObject({ public_at: '2023-11-17T08:28:00Z', timezone: 'Asia/Jakarta' })
  })

  it('ingest() says which columns it does not know, and whose clock a time without an offset is read by', async () => {
    const rows = ['a,A,2023-11-17T15:28,MSFT,red,', 'b,B,2023-11-17 09:30,BBCA.JK,,', 'c,C,2023-11-17,MSFT,,']
    const named = ['d,D,2023-11-17T15:28-05:00,MSFT,,', 'e,E,2023-11-17T15:28,MSFT,,Asia/Tokyo']
    const head = 'event_id,title,public_at,tickers,colour,timezone'
    const { report } = await take([head, ...rows, ...named, ''].join('\n'))
    expect(report).toMatchObject([
      {
        code: 'W_COLUMN_KEPT',
        severity: 'warning',
        line: 1,
        value: 'colour',
        message: expect.stringContaining('only a regression of a study may ask for their numbers'),
      },
      { code: 'W_TIME_ZONE', severity: 'warning', line: 2, field: 'timezone' },
    ])
    expect(report[1]?.message).toMatch(/^2 events have .* in America\/New_York, Asia\/Jakarta$/)
    expect((await take([head, ...named, ''].join('\n'))).report.map(({ code }) => code)).toEqual(['W_COLUMN_KEPT'])
  })

  it('ingest() reads a clock time without a zone by the exchange that a file of tickers told, whatever the notation', async () => {
    const told = 'symbol,exchange,kind,currency,zone\nQTOK,JPX,stock,JPY,Asia/Tokyo\nABC.QQ,JPX,stock,JPY,Asia/Tokyo\n'
    await ingest(db, { name: 'tickers.csv', bytes: Buffer.from(told) }, { now: NOW })
    const { report } = await take(
      'event_id,title,public_at,tickers\na,A,2023-11-17T14:30,QTOK\nb,B,2023-11-17T14:30,ABC.QQ\n',
    )
    expect(report.map(({ code, message }) => [code, message.slice(-13)])).toEqual([['W_TIME_ZONE', 'in Asia/Tokyo']])
    // 14:30 in Tokyo, nine hours east.
    for (const id of ['a', 'b'])
      expect(await findEvent(db, id)).toMatchObject({ public_at: '2023-11-17T05:30:00Z', timezone: 'Asia/Tokyo' })
    // Its list is asked for by days of Tokyo, where the 17th begins when New York's 16th has fourteen hours to come.
    await take('event_id,title,public_at,tickers\nc,C,2023-11-16T16:00:00Z,QTOK\n')
    const onDay = async (day: string) => {
      const { events } = await eventList(db, { ticker: 'QTOK', from: mustBeDate(day), to: mustBeDate(day) })
      return events.map(({ event_id }) => event_id)
    }
    expect([await onDay('2023-11-16'), await onDay('2023-11-17')]).toEqual([[], ['c', 'a']])
  })

  it('ingest() understands kinds of tickers as sources call them, and refuses one that would decide hours unread', async () => {
    const told = (lines: readonly string[]) =>
      ingest(
        db,
        { name: 'tickers.csv', bytes: Buffer.from(['symbol,exchange,kind,zone', ...lines, ''].join('\n')) },
        { now: NOW },
      )
    expect((await told(['QCN,,Coin,UTC', 'QEQ,XETR,EQUITY,Europe/Berlin'])).report).toEqual([])
    expect([
      (await findTicker(db, mustBeTicker('QCN')))?.kind,
      (await findTicker(db, mustBeTicker('QEQ')))?.kind,
    ]).toEqual(['crypto', 'stock'])
    // A coin trades on Saturdays.
    await take('event_id,title,public_at,tickers\ns,S,2023-11-18T12:00:00Z,QCN\n')
    const { events } = await eventList(db, { ticker: 'QCN' })
    expect(events[0]?.alignment).toMatchObject({ day0: '2023-11-18', session: 'regular' })
    expect(await told(['QXX,,token,UTC'])).toMatchObject({
      stored: false,
      report: [{ code: 'E_ENUM', line: 2, field: 'kind', value: 'token' }],
    })
    const strange = await told(['QNO,NOPE,stock,Europe/Berlin'])
    expect(strange).toMatchObject({ stored: true, report: [{ code: 'W_EXCHANGE', line: 2, value: 'NOPE' }] })
    expect(strange.report[0]?.message).toContain('those of XETR')
  })

  it('ingest() says which new ticker it made of the name of a file, where that is not written as one', async () => {
    const prices = 'date,close\n2023-11-16,10\n2023-11-17,11\n'
    const said = async (name: string, more = {}) =>
      (await ingest(db, { name, bytes: Buffer.from(prices) }, { now: NOW, ...more })).report.map(
        ({ code, value, message }) => [code, value, /HISTORICALDATA|AAPL/.exec(message)?.[0]],
      )
    expect(await said('HistoricalData_1701111111111.csv')).toEqual([['W_TICKER', 'HistoricalData', 'HISTORICALDATA']])
    // It is known from then on; a symbol in its own letters, or one that is named, needs no word.
    expect(await said('HistoricalData_1701111111111.csv')).toEqual([])
    expect(await said('AAPL_1d.csv')).toEqual([])
    expect(await said('table.csv', { ticker: mustBeTicker('ORCL') })).toEqual([])
  })

  it('ingest() counts columns and zones that it has no room to name', async () => {
    const columns = Array.from({ length: 14 }, (_, at) => `own_${at}`)
    const cells = columns.map(() => 'x').join(',')
    const endings = ['', '.TO', '.L', '.DE', '.PA', '.T', '.HK', '.AX', '.JK', '.SA', '.MX', '.KS', '.TW', '.NS']
    const rows = endings.map((ending, at) => `z${at},Z,2023-11-17T15:28,QQQ${ending},${cells}`)
    const { report } = await take([`event_id,title,public_at,tickers,${columns.join(',')}`, ...rows, ''].join('\n'))
    expect(report.map(({ code }) => code)).toEqual(['W_COLUMN_KEPT', 'W_TIME_ZONE'])
    expect(report[0]?.message).toMatch(/own_11 and 2 more$/)
    expect(report[1]?.message).toMatch(/^14 events have .* in America\/New_York, America\/Toronto, .* and 2 more$/)
  })

  it.runIf(existsSync(SEED))('ingest() takes the seed file as it is, and every session and day is right', async () => {
    const done = await take(readFileSync(SEED))
    expect(done).toMatchObject({ stored: true, report: [], counts: { new: 49, rejected: 0 } })
    const labels = { 'pre-market': 'pre', regular: 'regular', 'post-market': 'post', weekend: 'closed' } as const
    const rows = readFileSync(SEED, 'utf8').trim().split('\n').slice(1)
    const answers = new Map(
      rows.map((row) => {
        const [id = '', , occurred = '', timing = 'regular'] = row.split(',')
        return [id, [dayAfter(occurred.slice(0, 10), timing), labels[timing as keyof typeof labels]]]
      }),
    )
    const found = (await listEvents(db)).map((event) => {
      const aligned = alignEvent(event, nyse)
      return [event.event_id, aligned.kind === 'aligned' ? [aligned.day0, aligned.session] : aligned.kind] as const
    })
    expect(new Map(found)).toEqual(answers)
  })
})

/** The seed's own session of a row, by hand: its day, or the next trading day after the close, a weekend or a holiday. */
function dayAfter(date: string, timing: string): string {
  if (timing === 'pre-market' || timing === 'regular') return date
  // Fridays and weekends of the file, one of them before a holiday Monday.
  const jumps: Readonly<Record<string, string>> = {
    '2023-11-17': '2023-11-20',
    '2023-11-18': '2023-11-20',
    '2023-11-19': '2023-11-20',
    '2024-01-12': '2024-01-16',
    '2024-01-19': '2024-01-22',
  }
  return jumps[date] ?? `${date.slice(0, 8)}${String(Number(date.slice(8)) + 1).padStart(2, '0')}`
}

const all = { from: null, to: null }
const msft = mustBeTicker('MSFT')
const idOf = async (symbol = msft) => (await findTicker(db, symbol))?.id ?? 0

describe('ingest, prices', { timeout: 60_000 }, () => {
  const yahoo = [
    'Date,Open,High,Low,Close,Adj Close,Volume',
    '2023-11-16,370.96,376.35,370.18,376.17,374.80,27182300',
    '2023-11-17,373.61,374.37,367.00,369.85,368.50,40157000',
    '',
  ].join('\n')
  const investing = [
    '"Date","Price","Open","High","Low","Vol.","Change %"',
    '"11/17/2023","369.85","373.61","374.37","367.00","40.157M","-1.68%"',
    '"11/16/2023","376.17","370.96","376.35","370.18","27.1823M","1.76%"',
    '',
  ].join('\r\n')
  const nasdaq = [
    'Date,Close/Last,Volume,Open,High,Low',
    '11/17/2023,$369.85,40157000,$373.61,$374.37,$367.00',
    '11/16/2023,$376.17,27182300,$370.96,$376.35,$370.18',
    '',
  ].join('\n')

  it.each([
    ['Yahoo', yahoo, 368.5],
    ['Nasdaq.com', nasdaq, null],
    ['semicolons', yahoo.replaceAll(',', ';'), 368.5],
    [
      'our own words',
      yahoo.replace('Date,Open,High,Low,Close,Adj Close,Volume', 'date,open,high,low,close,adj_close,volume'),
      368.5,
    ],
    ['thousands', nasdaq.replaceAll('$369.85', '"$369.85"').replaceAll('40157000', '"40,157,000"'), null],
    ['midnights', yahoo.replaceAll(/(2023-11-1\d)/g, '$1 00:00:00-05:00'), 368.5],
    ['an index without a name', yahoo.replace('Date,', ','), 368.5],
    [
      'numbered rows',
      yahoo
        .trim()
        .split('\n')
        .map((line, at) => `${at === 0 ? '' : at - 1},${line}`)
        .join('\n'),
      368.5,
    ],
    ['tickers under the header', yahoo.replace('\n', '\n,MSFT,MSFT,MSFT,MSFT,MSFT,MSFT\n'), 368.5],
    [
      'three lines of header',
      yahoo.replace('Date,', 'Price,').replace('\n', '\nTicker,MSFT,MSFT,MSFT,MSFT,MSFT,MSFT\nDate,,,,,,\n'),
      368.5,
    ],
    ['Investing.com', investing, null],
  ])('ingest() reads daily prices in the style of %s', async (_, text, adjClose) => {
    expect(await take(text, {}, 'MSFT.csv')).toMatchObject({
      kind: 'prices',
      stored: true,
      report: [],
      counts: { new: 2 },
    })
    expect((await readDailyBars(db, await idOf(), all)).at(-1)).toEqual({
      date: '2023-11-17',
      open: 373.61,
      high: 374.37,
      low: 367,
      close: 369.85,
      volume: 40157000,
      adjClose,
      state: 'final',
    })
    expect((await take(text, {}, 'MSFT.csv')).counts).toEqual({ new: 0, changed: 0, unchanged: 2, rejected: 0 })
  })

  it('ingest() takes the ticker from the lines under the header, and refuses several of them', async () => {
    const text = 'Price,Close\nTicker,^GSPC\nDate,\n2023-11-17,4514.02\n'
    expect(await take(text, {}, 'data.csv')).toMatchObject({ kind: 'prices', stored: true, counts: { new: 1 } })
    expect(await readDailyBars(db, await idOf(mustBeTicker('^GSPC')), all)).toMatchObject([{ close: 4514.02 }])
    const two = text
      .replace('Close\n', 'Close,Close\n')
      .replace('^GSPC', '^GSPC,MSFT')
      .replace('4514.02', '4514.02,369.85')
    expect((await take(two, { kind: 'prices' }, 'data.csv')).report).toMatchObject([
      { code: 'E_TICKER', message: expect.stringMatching(/side by side \(\^GSPC, MSFT\)/) },
    ])
  })

  it('ingest() takes the later of a running bar and the final one, and does not trust it yet', async () => {
    const text = 'date,close,volume\n2023-11-17,369.85,40157000\n2023-11-17,369.85,40143000\n'
    const done = await take(text, {}, 'MSFT.csv')
    expect(done).toMatchObject({ stored: true, report: [{ code: 'BAR_DUP', severity: 'warning', line: 3 }] })
    expect(await readDailyBars(db, await idOf(), all)).toMatchObject([{ volume: 40_157_000, state: 'provisional' }])
  })

  it('ingest() keeps the first of two bars that contradict each other, provisional, and has figures say so', async () => {
    const text = 'date,close,volume\n2023-11-17,369.85,40157000\n2023-11-17,371.2,40157000\n2023-11-20,377.44,1\n'
    expect(await take(text, {}, 'MSFT.csv')).toMatchObject({ stored: false, report: [{ code: 'BAR_DUP', line: 3 }] })
    expect(await take(text, { mode: 'skip' }, 'MSFT.csv')).toMatchObject({ counts: { new: 2, rejected: 1 } })
    expect(await readDailyBars(db, await idOf(), all)).toMatchObject([
      { close: 369.85, state: 'provisional' },
      { close: 377.44, state: 'final' },
    ])
    const twice = async () => (await unresolvedFindings(db, await idOf(), '1d', ['BAR_DUP'])).map(({ from }) => from)
    expect(await twice()).toEqual(['2023-11-17'])
    // A file without the contradiction settles it.
    await take('date,close,volume\n2023-11-17,371.2,40157000\n', {}, 'MSFT.csv')
    expect(await twice()).toEqual([])
    expect(await readDailyBars(db, await idOf(), all)).toMatchObject([{ close: 371.2 }, { close: 377.44 }])
  })

  it.each([
    ['2023-11-17,369,85\n2023-11-20,377,44\n', 'E_FIELD_COUNT', /decimal commas part fields/],
    [
      '2023-11-17,369.85\n2023-11-20,377.44\n2023-11-21,"373,07"\n',
      'RESP_FINITE',
      /not a decimal comma: it is "373,07"/,
    ],
  ])('ingest() names the decimal comma of %j', async (rows, code, message) => {
    const { report } = await take(`date,close\n${rows}`, {}, 'MSFT.csv')
    expect(report[0]).toMatchObject({ code, message: expect.stringMatching(message) })
  })
  it('ingest() names no decimal comma where a field too many is no part of a number', async () => {
    const { report } = await take('date,close\n2023-11-17,369.85,x\n', {}, 'MSFT.csv')
    expect(report).toMatchObject([{ code: 'E_FIELD_COUNT', message: expect.not.stringMatching(/comma/) }])
  })

  it.each(['', 'N/A', '--', 'null'])('ingest() takes a volume of "%s" as none', async (volume) => {
    await take(`date,close,volume\n2023-11-17,369.85,${volume}\n`, {}, 'MSFT.csv')
    expect(await readDailyBars(db, await idOf(), all)).toMatchObject([{ volume: null, state: 'final' }])
  })

  it('ingest() takes a file of closes only, and one of several tickers', async () => {
    expect((await take('ticker,date,close\nMSFT,2023-11-17,369.85\n^GSPC,2023-11-17,4514.02\n')).counts.new).toBe(2)
    expect(await readDailyBars(db, await idOf(), all)).toMatchObject([{ open: 369.85, low: 369.85, volume: null }])
    expect((await listTickers(db)).map(({ symbol, kind }) => [symbol, kind])).toEqual([
      ['MSFT', 'stock'],
      ['^GSPC', 'index'],
    ])
  })

  it.each<[string, string]>([
    ['BAR_NOT_SESSION', '2023-11-18,1,1,1,1,1,1'],
    ['BAR_NOT_SESSION', '2023-11-23,1,1,1,1,1,1'],
    ['BAR_NONPOS', '2023-11-17,0,1,1,1,1,1'],
    ['BAR_NONPOS', '2023-11-17,1,1,-1,1,1,1'],
    ['BAR_NONPOS', '2023-11-17,1,1,1,1,1,-5'],
    ['RESP_FINITE', '2023-11-17,1,1,1,1,1,many'],
    ['BAR_NULL', '2023-11-17,1,1,1,,1,1'],
    ['BAR_NULL', '2023-11-17,null,1,1,1,1,1'],
    ['RESP_FINITE', '2023-11-17,1,1e999,1,1,1,1'],
    ['RESP_FINITE', '2023-11-17,0x10,1,1,1,1,1'],
    ['RESP_FINITE', '2023-11-17,"1,5",1,1,1,1,1'],
    ['RESP_FINITE', '2023-11-17,NaN,1,1,1,1,1'],
    ['RESP_TIME_RANGE', '2027-11-17,1,1,1,1,1,1'],
    ['E_TIME_FORMAT', '2023-02-30,1,1,1,1,1,1'],
    ['E_FIELD_COUNT', '2023-11-17,1,1,1,1,1,1,1'],
    ['BAR_DUP', '2023-11-16,1,1,1,1,1,1'],
  ])('ingest() refuses a bar with %s: %s', async (code, row) => {
    const done = await take(`${yahoo}${row}\n`, {}, 'MSFT.csv')
    expect(done).toMatchObject({ stored: false })
    expect(done.report).toMatchObject([{ line: 4, code, severity: 'error' }])
    expect(await listTickers(db)).toEqual([])
    expect((await take(`${yahoo}${row}\n`, { mode: 'skip' }, 'MSFT.csv')).counts).toMatchObject({ new: 2, rejected: 1 })
  })

  it.each([
    ['1e15,5', 'Cannot read close as a price below 1e15'],
    ['-1,5', 'Cannot read close as a positive price'],
    ['1,1e16', 'Cannot read volume as a number of shares, below 9e15'],
    ['1,-1', 'Cannot read volume as a number of shares, zero or more'],
  ])('ingest() says of %s what it takes', async (cells, words) =>
    expect((await take(`date,close,volume\n2023-11-17,${cells}\n`, {}, 'MSFT.csv')).report).toMatchObject([
      { line: 2, code: 'BAR_NONPOS', message: expect.stringContaining(words) },
    ]),
  )

  it.each([
    ['prices', 'date,open,high,low,close,adj_close,volume\n2023-11-16,1,1,1,1,-0,-0\n2023-11-17,1,1,1,1,1,-0.0\n'],
    ['intraday', 'start,open,high,low,close,volume\n2023-11-17T15:00:00Z,1,1,1,1,-0\n2023-11-17T16:00:00Z,1,1,1,1,2\n'],
  ] as const)('ingest() stores a volume below zero by nothing as zero, soundly: %s', async (kind, text) => {
    expect(await take(text, { kind }, 'QQX_1h.csv')).toMatchObject({ counts: { new: 2 } })
    expect(await unsound(db)).toEqual([])
  })
  it('ingest() says which columns a file has when it lacks one', async () =>
    expect((await take('date,value\n2023-11-17,1\n', { kind: 'prices' }, 'MSFT.csv')).report).toMatchObject([
      { message: 'Cannot read the file as it has no column close: its columns are date, value' },
    ]))

  it.each([
    ['E_TICKER', yahoo, 'prices of last year.csv', {}],
    ['E_DATE_ORDER', 'date,close\n01/02/2023,1\n', 'MSFT.csv', {}],
    ['E_DATE_ORDER', 'date,close\n13/02/2023,1\n01/14/2023,1\n', 'MSFT.csv', {}],
    ['E_DATE_ORDER', nasdaq, 'MSFT.csv', { dateOrder: 'DMY' as const }],
    ['E_ENUM', 'date,close,basis\n2023-11-17,1,total\n', 'MSFT.csv', {}],
    ['E_REQUIRED', 'date,open\n2023-11-17,1\n', 'MSFT.csv', { kind: 'prices' as const }],
    ['E_REQUIRED', 'a,b\n1,2\n', 'MSFT.csv', {}],
  ])('ingest() refuses a file of prices with %s', async (code, text, name, more) =>
    expect(await codes(text, more, name)).toEqual([code]),
  )

  it('ingest() keeps a range that does not hold its close, and says so', async () => {
    const done = await take('date,open,high,low,close\n2023-11-17,10,9,8,8.5\n', {}, 'MSFT.csv')
    expect(done).toMatchObject({ stored: true, report: [{ code: 'BAR_OHLC', severity: 'warning', line: 2 }] })
  })

  it('ingest() marks a bar of a session that is not over as provisional', async () => {
    const noon = Date.UTC(2023, 10, 17, 17) as Instant
    await take(yahoo, { now: noon }, 'MSFT.csv')
    expect((await readDailyBars(db, await idOf(), all)).map(({ state }) => state)).toEqual(['final', 'provisional'])
  })

  it('ingest() reads intraday bars, their length and their phases', async () => {
    const text = [
      'ts,session,open,high,low,close,volume',
      '2023-11-24T04:00:00-05:00,pre,1,1,1,1,0',
      '2023-11-24T09:00:00-05:00,,1,1,1,1,0',
      '2023-11-24 09:30,regular,2,2,2,2,5',
      '2023-11-24 10:30,regular,2,2,2,2,5',
      '2023-11-24T13:00:00-05:00,regular,3,3,3,3,0',
      '',
    ].join('\n')
    const done = await take(text.replace('04:00', '08:00'), {}, 'MSFT_1h.csv')
    expect(done).toMatchObject({ kind: 'intraday', counts: { new: 5 }, report: [{ code: 'PHASE', line: 6 }] })
    expect((await readIntradayBars(db, await idOf(), 60, all)).map(({ phase }) => phase)).toEqual([
      'pre',
      'pre',
      'regular',
      'regular',
      'post',
    ])
    expect(await codes('ts,close\n2023-11-24T10:00:00-05:00,1\n', {}, 'MSFT.csv')).toEqual(['RESP_GRANULARITY'])
    expect(await codes('ts,close\n2023-11-25T10:00:00-05:00,1\n', { interval: '1h' }, 'MSFT.csv')).toEqual([
      'BAR_NOT_SESSION',
    ])
  })

  it.each([
    ['prices', 'time,open,high,low,close\n2023-11-16,1,1,1,1\n2023-11-17,1,1,1,1\n'],
    // 14:30 and 15:30 UTC, as seconds since 1970.
    ['intraday', 'time,open,high,low,close\n1700231400,1,1,1,1\n1700235000,1,1,1,1\n'],
  ])('ingest() reads the export of a chart as %s', async (kind, text) =>
    expect(await take(text, {}, 'MSFT.csv')).toMatchObject({ kind, report: [], counts: { new: 2 } }),
  )

  it('ingest() reads dividends and splits', async () => {
    const text = 'date,type,value\n2023-11-15,dividend,0.75\n2023-11-16,split,4:1\n2023-11-17,split,0.5\n'
    expect(await take(text, {}, 'MSFT.csv')).toMatchObject({ kind: 'actions', counts: { new: 3 } })
    expect(await readActions(db, await idOf())).toEqual([
      { kind: 'dividend', date: '2023-11-15', amount: 0.75 },
      { kind: 'split', date: '2023-11-16', numerator: 4, denominator: 1 },
      { kind: 'split', date: '2023-11-17', numerator: 0.5, denominator: 1 },
    ])
    expect(
      await codes(
        'date,type,value\n2023-11-15,bonus,1\n2023-11-15,dividend,0\n2023-11-15,split,4:1:1\n',
        {},
        'MSFT.csv',
      ),
    ).toEqual(['E_ENUM', 'E_NUMBER', 'E_NUMBER'])
  })

  it('ingest() takes an ex date on which the exchange is closed, and tells it with its line', async () => {
    // A Saturday, and Christmas.
    const text = 'date,type,value\n2023-11-18,dividend,0.5\n2023-11-20,dividend,0.5\n2023-12-25,split,2:1\n'
    expect(await take(text, {}, 'MSFT.csv')).toMatchObject({
      stored: true,
      counts: { new: 3 },
      report: [
        { line: 2, field: 'date', code: 'W_EX_DATE', severity: 'warning', value: '2023-11-18' },
        { line: 4, field: 'date', code: 'W_EX_DATE', severity: 'warning', value: '2023-12-25' },
      ],
    })
    // Coins trade on every day.
    expect(await take('date,type,value\n2023-11-18,split,2:1\n', {}, 'QCN-USD.csv')).toMatchObject({ report: [] })
  })

  it.each(['USD', 'GBp', 'ZAc', 'ILA', 'USDT'])('ingest() takes the currency %s of a ticker', async (currency) =>
    expect(await take(`symbol,currency\nQCU,${currency}\n`)).toMatchObject({ stored: true, report: [] }),
  )
  it.each(['US Dollar', 'usd', '=1+1', '12', '$', 'US\u0410'])(
    'ingest() refuses %j as the currency of a ticker',
    async (currency) =>
      expect(await take(`symbol,currency\nQCU,${currency}\n`)).toMatchObject({
        stored: false,
        report: [{ line: 2, field: 'currency', code: 'E_CURRENCY', value: currency }],
      }),
  )

  it('ingest() ends soon on long nonsense of every kind', async () => {
    for (const kind of ['prices', 'intraday', 'actions', 'factors', 'tickers'] as const)
      for (const piece of ['a', '1', ',', '"', '.', '/', ' ']) {
        const text = piece.repeat(50_000)
        await take(text, { kind })
        await take(`date,ts,close,type,value,symbol\n${text}`, { kind, mode: 'skip' }, 'MSFT.csv')
        await take(`date,close,ts\n${text.slice(0, 9000)},${text.slice(0, 9000)},1`, { kind, mode: 'skip' }, 'MSFT.csv')
      }
  })
})

describe('ingest, tickers', () => {
  it('ingest() refuses a file that says two things of one ticker', async () => {
    const text = 'symbol,name,currency\nMSFT,Microsoft,USD\nmsft,Macrohard,USD\n'
    expect(await codes(text)).toEqual(['E_ID_DUPLICATE'])
    expect((await take(text, { mode: 'skip' })).counts).toMatchObject({ new: 1, rejected: 1 })
    expect((await take(text, { mode: 'skip' })).counts).toMatchObject({ new: 0, changed: 0, unchanged: 1 })
  })
})

describe('ingest, factors', { timeout: 60_000 }, () => {
  const library = [
    'This file was created by hand for this test',
    '',
    ',Mkt-RF,SMB,HML,RMW,CMA,RF',
    '20231116,    0.10,   -0.87,   -0.61,    0.07,   -0.42,    0.021',
    '20231117,    0.16,    1.29,    0.83,  -99.99,    0.12,    0.021',
    '',
    ' Annual Factors: January-December ',
    ',Mkt-RF,SMB,HML,RMW,CMA,RF',
    '2023,   21.70,   -3.27,  -13.64,    0.00,    0.00,    4.95',
    '',
  ].join('\r\n')

  it.each<[string, string | Uint8Array, string]>([
    ['the library', library, 'F-F_daily.CSV'],
    ['an archive', zipped({ name: 'F-F_daily.CSV', text: library }), 'F-F_daily_CSV.zip'],
    ['the library as text', library.replaceAll(',', '  '), 'F-F_daily.txt'],
    [
      'a table with days of eight digits',
      library.split('\r\n').slice(2, 5).join('\n').replace(',', 'date,'),
      'F-F_daily.csv',
    ],
    [
      'a table',
      'date,mkt_rf,smb,hml,rmw,cma,rf\n2023-11-16,0.10,-0.87,-0.61,0.07,-0.42,0.021\n2023-11-17,0.16,1.29,0.83,-999,0.12,0.021\n',
      'ff5.csv',
    ],
  ])(
    'ingest() reads factor returns from the form of %s as fractions, and a missing one as nothing',
    async (_, text, name) => {
      const as = { kind: 'factors' as const }
      expect(await take(text, as, name)).toMatchObject({ kind: 'factors', counts: { new: 2, rejected: 0 }, report: [] })
      expect((await take(text, as, name)).counts).toMatchObject({ new: 0, changed: 0, unchanged: 2 })
      const found = await readFactors(db, ['mkt_rf', 'rmw', 'nothing'])
      expect(Object.keys(found)).toEqual(['mkt_rf', 'rmw'])
      expect(found.mkt_rf?.get(mustBeDate('2023-11-17'))).toBeCloseTo(0.0016, 12)
      expect([...(found.rmw?.keys() ?? [])]).toEqual(['2023-11-16'])
    },
  )

  it('ingest() keeps one unit a set of factors, so that no value is taken for a hundred times another', async () => {
    const as = { kind: 'factors' as const }
    const fractions = 'date,mom\n2023-11-17,0.02\n2023-11-20,0.03\n'
    await take('date,mom\n2023-11-16,1\n2023-11-17,2\n', as, 'momentum.csv')
    expect(await take(fractions, { ...as, unit: 'fraction' }, 'momentum.csv')).toMatchObject({
      stored: false,
      report: [{ code: 'E_UNIT', value: 'fraction' }],
    })
    const [run] = await importList(db, 1)
    await undoImport(db, run?.id ?? 0, false, NOW)
    expect(await take(fractions, { ...as, unit: 'fraction' }, 'momentum.csv')).toMatchObject({ counts: { new: 2 } })
    const { mom } = await readFactors(db, ['mom'])
    expect([...(mom ?? [])]).toEqual([
      ['2023-11-17', 0.02],
      ['2023-11-20', 0.03],
    ])
  })

  it('ingest() keeps one set of factors whether the file is packed or not', async () => {
    const as = { kind: 'factors' as const }
    await take(zipped({ name: 'F-F_daily.CSV', text: library }), as, 'https://example.org/F-F_daily_CSV.zip')
    expect((await take(library, as, 'F-F_daily.CSV')).counts).toMatchObject({ new: 0, unchanged: 2 })
    expect(await listFactorSets(db)).toMatchObject([{ name: 'F-F_daily', source: 'file:F-F_daily.CSV' }])
  })

  it.each([
    ['momentum', 'Momentum.\r\n\r\n,Mom   \r\n20231116,    0.56\r\n20231117, -99.99\r\n\r\nCopyright\r\n', 'mom', 1],
    ['three factors', ',Mkt-RF,SMB,HML,RF\n20231116, 1,2,3,4\n20231117, 1,2,3,4\n', 'hml', 2],
  ])("ingest() reads the library's file of %s", async (_, text, factor, days) => {
    expect(await take(text)).toMatchObject({ kind: 'factors', stored: true, report: [] })
    expect((await readFactors(db, [factor]))[factor]?.size).toBe(days)
  })

  const months = 'Remarks\n\n,Mkt-RF,SMB,HML,RF\n202310,-3.19,-3.87,0.19,0.47\n202311,8.84,-0.02,1.64,0.44\n\n'
  const years = ' Annual Factors: January-December\n,Mkt-RF,SMB,HML,RF\n  2023,21.70,-3.27,-13.64,4.95\n'
  const weeks = ['1103', '1110', '1117', '1124'].map((day) => `2023${day},1,2,3,4\n`).join('')
  it.each([
    ['RESP_GRANULARITY', 'months', months + years, /only those of single days fit: each row is a month/],
    ['RESP_GRANULARITY', 'years', years, /each row is a year/],
    ['RESP_GRANULARITY', 'weeks', `,Mkt-RF,SMB,HML,RF\n${weeks}`, /each row is 7 days after the one before/],
    ['E_TIME_FORMAT', 'a file cut after its header', 'Remarks\n,Mkt-RF,SMB,HML,RF\n', /the file may be cut/],
    ['E_FIELD_COUNT', 'a file cut in a row', library.slice(0, library.indexOf(',    0.12')), /the file may be cut/],
    ['E_REQUIRED', 'prices', 'date,close\n2023-11-17,369.85\n', /it holds prices/],
    ['E_ENCODING', 'a web page', '<!doctype html><title>Data library</title>', /it is a web page/],
    ['E_ENCODING', 'a cut archive', zipped({ name: 'a.CSV', text: library }).subarray(0, 60), /cut or damaged/],
    ['E_ENCODING', 'an archive of a picture', zipped({ name: 'a.png', text: 'x' }), /must be a text file/],
  ])('ingest() refuses with %s as factors: %s', async (code, _, text, words) => {
    const done = await take(text, { kind: 'factors' }, 'F-F_daily_CSV.zip')
    expect(done).toMatchObject({ kind: 'factors', accepted: false, stored: false, report: [{ code }] })
    expect(done.report[0]?.message).toMatch(words)
    expect(await listFactorSets(db)).toEqual([])
  })

  it('ingest() takes a century of daily factors', async () => {
    const rows = Array.from({ length: 26_000 }, (_, at) => dateOf(dayOf(mustBeDate('1926-07-01')) + at))
    const text = `,Mkt-RF,SMB,HML,RF\n${rows.map((date) => `${date.replaceAll('-', '')},1,2,3,4\n`).join('')}`
    expect((await take(text)).counts).toMatchObject({ new: 26_000 })
    expect((await take(text)).counts).toMatchObject({ new: 0, changed: 0, unchanged: 26_000 })
  })

  it('ingest() unpacks nothing but factors', async () => {
    const done = await take(
      zipped({ name: 'MSFT.csv', text: 'date,close\n2023-11-17,1\n' }),
      { kind: 'prices' },
      'MSFT.zip',
    )
    expect(done.report).toMatchObject([
      { code: 'E_ENCODING', message: expect.stringMatching(/zip archive: unpack it first/) },
    ])
  })

  it('ingest() refuses factor returns that are no numbers', async () => {
    expect(await codes('date,mkt_rf,smb\n2023-11-16,x,1\n2023-11-17,1,1\n2023-11-17,2,2\n')).toEqual([
      'E_NUMBER',
      'BAR_DUP',
    ])
  })
})

describe('ingest, whatever it is given', { timeout: 60_000 }, () => {
  it('ingest() never throws and never stores in a dry run', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 })),
        async (given) => {
          const done = await take(given, { dryRun: true, mode: 'skip' })
          expect(done.stored).toBe(false)
          expect(await countEvents(db)).toBe(0)
        },
      ),
      { numRuns: 100 },
    ))
})

it('what a person confirmed stays confirmed when the feed that told of it is read again', async () => {
  const feed = (title: string) =>
    JSON.stringify({
      articles: [
        {
          ...{ url: 'https://example.test/a', title, seendate: '20231117T203000Z' },
          ...{ domain: 'example.test', language: 'English', sourcecountry: 'ID' },
        },
      ],
    })
  await take(feed('Seen'), { ticker: mustBeTicker('MSFT') }, 'feed.json')
  const [first] = await listEvents(db)
  expect(first?.status).toBe('proposed')
  await take(JSON.stringify([{ ...first, event_id: first?.event_id, status: 'confirmed' }]), {}, 'own.json')
  await take(feed('Seen'), { ticker: mustBeTicker('MSFT') }, 'feed.json')
  expect((await listEvents(db)).map(({ event_id, status }) => [event_id, status])).toEqual([
    [first?.event_id, 'confirmed'],
  ])
})
