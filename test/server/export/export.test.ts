import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findEvent, saveEvent } from '../../../db/events.ts'
import type { Db } from '../../../db/file/db.ts'
import { write } from '../../../db/file/transaction.ts'
import { unplacedEvents } from '../../../server/export/exportEvents.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { MarketEvent } from '../../../server/market/event.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { studyTables } from '../../../server/query/questions.ts'
import { openStore } from '../../../server/store/open.ts'
import { studyTable } from '../../../server/study/tables.ts'
import { versionedStudy } from '../../../server/study/version.ts'
import { column } from '../../../server/table/column.ts'
import { csvText } from '../../../server/table/csv.ts'
import { emptyWorld } from '../../filledStore.ts'
import { type EventsQuery, type ExportQuery, exportCsv, exportQuery, exportTable } from '../tables.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant
const whole = async (pieces: AsyncIterable<string>) => (await Array.fromAsync(pieces)).join('')
const csv = async (db: Db, query: ExportQuery | EventsQuery) => whole(await exportCsv(db, query))
const take = (db: Db, text: string, name = 'events.csv') => ingest(db, { name, bytes: Buffer.from(text) }, { now: NOW })
const records = (text: string) => parse(text, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[]

let sample: Db
beforeAll(async () => {
  sample = (await openStore(':memory:', NOW)).db
})
afterAll(() => sample.close())

/** Text that has broken CSV readers and spreadsheets before. */
const hostile = [
  'say "quoted", with commas',
  'bars | and \\ backslashes',
  'two\nlines',
  'CR LF\r\nand CR\rand end\r',
  'emoji 🎈 and ünïcödé',
  '=1+1',
  "'=1+1",
  "''-2",
  '+3',
  '-4',
  '@SUM(A1:A9)',
  '\ttab first',
  '\rCR first',
  "'just an apostrophe",
  '＝full-width',
  ' =after a space',
  '; semicolons ; tabs\t;',
  '\u202Ereversed',
  'line\u2028separator',
  '<img src=x onerror=__xss(1)>',
  '""',
  ',',
]
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const guard = (text: string) => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text)

describe('exportCsv, events', { timeout: 60_000 }, () => {
  it('exportCsv() writes the bundled file as it is', async () => {
    expect(await csv(sample, { kind: 'events' })).toBe(readFileSync('db/sample/events.csv', 'utf8'))
  })

  it('exportCsv() gives the same bytes after a round trip through an empty store, by CSV and by JSON', async () => {
    const before = await csv(sample, { kind: 'events' })
    for (const text of [before, await whole((await exportTable(sample, { kind: 'events' })).json())]) {
      const db = await emptyWorld()
      expect((await take(db, text)).counts).toMatchObject({ new: 49, rejected: 0 })
      expect(await csv(db, { kind: 'events' })).toBe(before)
    }
    expect((await take(sample, before)).counts).toEqual({ new: 0, changed: 0, unchanged: 49, rejected: 0 })
  })

  it('exportCsv() brings hostile text back byte for byte, and no cell is a formula', async () => {
    const fields = [
      'title',
      'summary',
      'notes',
      'source_name',
      'source_id',
      'time_note',
      'relation_note',
      'group',
      '=own column',
    ]
    const rows = hostile.map((text, at) =>
      [`e${at}`, '2023-11-15', 'MSFT', ...fields.map(() => quoted(guard(text)))].join(','),
    )
    const db = await emptyWorld()
    const header = ['event_id', 'public_at', 'tickers', ...fields.map((name) => quoted(guard(name)))].join(',')
    expect(await take(db, `${[header, ...rows].join('\r\n')}\r\n`)).toMatchObject({
      report: [{ code: 'W_COLUMN_KEPT', value: '=own_column' }],
      counts: { new: hostile.length },
    })
    const written = await csv(db, { kind: 'events' })
    const again = await emptyWorld()
    await take(again, written)
    expect(await csv(again, { kind: 'events' })).toBe(written)
    const cells = (parse(written, { record_delimiter: '\r\n' }) as string[][]).flat()
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
    for (const [at, text] of hostile.entries())
      expect(records(written).find(({ event_id }) => event_id === `e${at}`)?.title).toBe(guard(text))
  })

  it('exportCsv() and ingest() are inverse for every text', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            title: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).map((text) => `${text}x`),
            notes: fc
              .array(fc.constantFrom('"', ',', ';', '\r', '\n', '\t', "'", '=', '-', '|', '\\', 'a', '🎈'))
              .map((part) => part.join('')),
            tags: fc.array(fc.constantFrom('a|b', 'c\\', '\\|', '-x', '=y', 'plain'), { maxLength: 3 }),
          }),
          { minLength: 1, maxLength: 5 },
        ),
        async (events) => {
          const db = await emptyWorld()
          const given = events.map((event, at) => ({
            event_id: `e${at}`,
            public_at: '2023-11-15',
            tickers: 'MSFT',
            ...event,
          }))
          expect((await take(db, JSON.stringify(given))).report).toEqual([])
          const written = await csv(db, { kind: 'events' })
          const again = await emptyWorld()
          expect((await take(again, written)).report).toEqual([])
          expect(await csv(again, { kind: 'events' })).toBe(written)
          db.close()
          again.close()
        },
      ),
      { numRuns: 40 },
    ))

  it('exportCsv() writes only columns that hold something, in the order of the format, own ones last by name', async () => {
    const db = await emptyWorld()
    expect(await csv(db, { kind: 'events' })).toBe('event_id,title,public_at\r\n')
    await take(
      db,
      'zeta,notes,title,occurred_at,event_id,alpha,importance,empty\nz,n,t,2023-11,b,a,3,\n,,u,2023-11-01,a,,,\n',
    )
    expect(await csv(db, { kind: 'events' })).toBe(
      'event_id,title,occurred_at,precision,type,importance,status,notes,alpha,zeta\r\n' +
        'a,u,2023-11-01,day,other,,confirmed,,,\r\n' +
        'b,t,2023-11,month,other,3,confirmed,n,a,z\r\n',
    )
  })

  it('exportCsv() writes instants with the offset of their zone, and dates as dates', async () => {
    const db = await emptyWorld()
    await take(
      db,
      'event_id,title,public_at,tickers\na,x,2023-11-17T20:28Z,MSFT\nb,x,2023-11-18T02:00:00.5Z,BBCA.JK\nc,x,2023-11-19,MSFT\nd,x,2023-11-20T00:00:00+09:00,*\n',
    )
    expect(records(await csv(db, { kind: 'events' })).map(({ public_at, timezone }) => [public_at, timezone])).toEqual([
      ['2023-11-17T15:28:00-05:00', 'America/New_York'],
      ['2023-11-18T09:00:00.500+07:00', 'Asia/Jakarta'],
      ['2023-11-19', ''],
      ['2023-11-19T15:00:00+00:00', ''],
    ])
  })

  it('exportCsv() adds where an event stands on the calendar when asked to', async () => {
    const rows = records(await csv(sample, { kind: 'events', withAlignment: true }))
    expect(rows.find(({ event_id }) => event_id === 'msft-20231120-altman-joins')).toMatchObject({
      aligned_on: 'public_at',
      effective_at: '2023-11-20T07:53:28Z',
      event_day: '2023-11-20',
      event_session: 'pre',
      alignment_flags: 'overnight',
      calendar: 'XNYS',
    })
  })

  const other = [
    'event_id,title,public_at,tickers,tags,summary,group,window_start,window_end,occurred_until',
    'a,"Title; with, all \\ and ünïcödé 🎈",2023-11-17T20:28:00Z,MSFT|AAPL,x|y,"two\nlines",Grüppe;,-2,2,2023-11-17T21:28:00Z',
    'b,Date,2023-11-18,MSFT,,,,,,',
    'c,Month,2023-11,MSFT,,,,,,',
    '',
  ].join('\n')

  it('unplacedEvents() names events of an ending that no exchange has, from before files of them were refused', async () => {
    const db = await emptyWorld()
    const file = 'event_id,title,public_at,tickers\nold,A,2023-11-17,ABC.QQ\n'
    expect(await take(db, file)).toMatchObject({ stored: false, report: [{ code: 'E_EXCHANGE', line: 2 }] })
    await take(db, file.replace('ABC.QQ', 'MSFT'))
    expect(await unplacedEvents(db, {})).toEqual([])
    const stored = (await findEvent(db, 'old')) as MarketEvent
    const tickers = [{ symbol: 'ABC.QQ', role: 'subject' as const }]
    await write(db, (tx) => saveEvent(tx, { ...stored, tickers }, Date.UTC(2023, 10, 17), NOW))
    expect(await unplacedEvents(db, {})).toEqual([
      expect.stringMatching(/ABC\.QQ trades \(tickers of old\).*calendar_unknown.*ending \.QQ/),
    ])
  })

  it('exportCsv() writes request files that EventStudyTools takes', async () => {
    const db = await emptyWorld()
    await take(db, other)
    const text = await csv(db, { kind: 'events', format: 'eventstudytools' })
    expect(text).toBe(
      'a;MSFT;;17.11.2023;Gruppe,;-2;2;;\r\na;AAPL;;17.11.2023;Gruppe,;-2;2;;\r\nb;MSFT;;20.11.2023;;;;;\r\n',
    )
    expect(await take(await emptyWorld(), text)).toMatchObject({ reader: 'eventstudytools', counts: { new: 2 } })
  })

  it('exportCsv() writes annotations of Grafana', async () => {
    const db = await emptyWorld()
    await take(db, other)
    const text = await csv(db, { kind: 'events', format: 'grafana' })
    const [month, moment, date] = JSON.parse(text) as Record<string, unknown>[]
    expect(moment).toEqual({
      event_id: 'a',
      time: Date.UTC(2023, 10, 17, 20, 28),
      timeEnd: Date.UTC(2023, 10, 17, 21, 28),
      text: 'Title; with, all \\ and ünïcödé 🎈\ntwo\nlines',
      tags: ['x', 'y'],
    })
    expect(date).toMatchObject({ time: Date.UTC(2023, 10, 18, 5), timeEnd: Date.UTC(2023, 10, 19, 5) - 1 })
    // November begins in summer time and ends in winter time.
    expect(month).toMatchObject({ time: Date.UTC(2023, 10, 1, 4), timeEnd: Date.UTC(2023, 11, 1, 5) - 1 })
    expect(await take(await emptyWorld(), text)).toMatchObject({ reader: 'grafana', counts: { new: 3 } })
  })

  it.each(['csv', 'json', 'icalendar', 'grafana', 'eventstudytools'] as const)(
    'exportCsv() writes events as %s, which read again into their store change nothing',
    async (format) =>
      expect(await take(sample, await csv(sample, { kind: 'events', format }))).toMatchObject({
        counts: { new: 0, changed: 0, unchanged: 49, rejected: 0 },
      }),
  )

  it('exportCsv() writes calendars that come back as they were', async () => {
    const db = await emptyWorld()
    await take(db, other)
    const text = await csv(db, { kind: 'events', format: 'icalendar' })
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    const again = await emptyWorld()
    expect(await take(again, text)).toMatchObject({ reader: 'icalendar', counts: { new: 3 } })
    expect(await findEvent(again, 'a')).toMatchObject({
      title: 'Title; with, all \\ and ünïcödé 🎈',
      summary: 'two\nlines',
      public_at: '2023-11-17T20:28:00Z',
      tags: ['x', 'y'],
    })
    expect(await findEvent(again, 'b')).toMatchObject({ public_at: '2023-11-18', precision: 'day' })
  })

  it('exportCsv() writes a calendar from which every field of every event comes back', async () => {
    const coarse = ['2023-Q4', '2023-W46', '2023-11', '2023', '2023-11-18'].map(
      (time, at) => `c${at},Coarse,${time},MSFT`,
    )
    for (const db of [sample, await emptyWorld()]) {
      if (db !== sample) {
        await take(db, other)
        await take(db, ['event_id,title,public_at,tickers', ...coarse, ''].join('\n'))
        const odd = hostile.map((text, at) => ({
          event_id: `h${at}`,
          title: text,
          notes: text,
          public_at: '2023-11-15',
          tickers: '*',
        }))
        await take(db, JSON.stringify(odd))
        await take(
          db,
          'event_id,title,public_at,occurred_until,tickers,status,precision,own\np,Later,2023-11-17T15:28:00.250-05:00,2023-11-17T16:00:00-05:00,MSFT:investor|^GSPC:market,rejected,hour,mine\n',
        )
      }
      const text = await csv(db, { kind: 'events', format: 'icalendar' })
      const again = await emptyWorld()
      expect((await take(again, text)).report.filter(({ code }) => code !== 'W_NO_TICKER')).toEqual([])
      expect(await csv(again, { kind: 'events' })).toBe(await csv(db, { kind: 'events' }))
    }
  })

  it('exportCsv() writes a calendar that may be changed elsewhere', async () => {
    const db = await emptyWorld()
    await take(db, 'event_id,title,public_at,tickers,type,tags\na,First,2023-Q4,MSFT:investor,governance,x\n')
    const text = (await csv(db, { kind: 'events', format: 'icalendar' }))
      .replace('DTSTART;VALUE=DATE:20231001', 'DTSTART:20231120T150000Z')
      .replace('SUMMARY:First', 'SUMMARY:Renamed')
    expect(await take(db, text)).toMatchObject({
      counts: { changed: 1 },
      report: [{ code: 'W_CALENDAR_EDITED', message: expect.stringMatching(/public_at, title/) }],
    })
    expect(await findEvent(db, 'a')).toMatchObject({
      title: 'Renamed',
      public_at: '2023-11-20T15:00:00Z',
      precision: 'second',
      tickers: [{ symbol: 'MSFT', role: 'investor' }],
      type: 'governance',
      tags: ['x'],
    })
  })

  it('exportCsv() filters', async () => {
    const ids = async (query: Omit<EventsQuery, 'kind'>) =>
      records(await csv(sample, { kind: 'events', ...query })).length
    expect(await ids({ type: ['earnings'] })).toBe(9)
    expect(await ids({ type: ['x.milestone'] })).toBe(3)
    expect(await ids({ q: 'sutskever' })).toBe(2)
    expect(await ids({ q: "sutskever' or 'zz'='zz" })).toBe(0)
    expect(await ids({ ticker: '^GSPC' })).toBe(1)
  })
})

describe('exportCsv, prices', { timeout: 60_000 }, () => {
  const prices = (more: Record<string, string>) => csv(sample, exportQuery('prices', more, null))

  it('exportCsv() gives stored prices back, and a file of them changes nothing', async () => {
    const text = await prices({ ticker: 'MSFT' })
    const rows = records(text)
    expect(rows).toHaveLength(606)
    expect(rows[0]).toMatchObject({
      ticker: 'MSFT',
      date: '2022-01-03',
      open: '335.35',
      close: '334.75',
      volume: '28865100',
      basis: 'split',
      currency: 'USD',
      state: 'final',
    })
    const original = parse(readFileSync('db/sample/prices/MSFT.csv', 'utf8'), { columns: true }) as Record<
      string,
      string
    >[]
    expect(rows.map(({ date, close }) => [date, Number(close)])).toEqual(
      original.map(({ date, close }) => [date, Number(close)]),
    )
    const db = await emptyWorld()
    expect((await take(db, text, 'prices.csv')).counts).toMatchObject({ new: 606, rejected: 0 })
  })

  it('exportCsv() puts dividends into the total basis', async () => {
    const [total] = records(await prices({ ticker: 'MSFT', from: '2024-05-14', to: '2024-05-14', basis: 'total' }))
    // The dividend of 0.75 with the ex date of 15 May 2024 on a close of 416.56: by hand 416.56 × (1 − 0.75 / 416.56).
    expect(Number(total?.close)).toBeCloseTo(415.81, 10)
    expect(total?.basis).toBe('total')
  })

  it('exportCsv() writes intraday bars with the start and offset of each, in pages that join', async () => {
    const rows = records(await prices({ ticker: 'MSFT', interval: '1h' }))
    expect(rows).toHaveLength(173)
    expect(rows[0]).toMatchObject({
      interval: '1h',
      start: '2023-11-15T04:00:00-05:00',
      date: '2023-11-15',
      phase: 'pre',
      close: '371.5',
      volume: '0',
    })
    const text = await prices({ ticker: 'MSFT', interval: '1h' })
    const db = await emptyWorld()
    expect(await take(db, text, 'bars.csv')).toMatchObject({ kind: 'intraday', counts: { new: 173 }, report: [] })
  })

  it('exportCsv() takes every ticker when none is named', async () => {
    expect(new Set(records(await prices({})).map(({ ticker }) => ticker))).toEqual(new Set(['MSFT', '^GSPC']))
  })

  it.each<[Parameters<typeof exportQuery>[0], Record<string, string>, number, string]>([
    ['prices', { ticker: 'NOPE' }, 404, 'ticker'],
    ['prices', { ticker: '../x' }, 400, 'ticker'],
    ['prices', { from: '2023-02-30' }, 400, 'from'],
    ['prices', { from: '2024-01-02', to: '2024-01-01' }, 400, 'to'],
    ['prices', { basis: 'x' }, 400, 'basis'],
    ['prices', { interval: '1h', basis: 'total' }, 422, 'basis'],
    ['prices', { model: 'market' }, 400, 'model'],
    ['impacts', {}, 400, 'ticker'],
    ['impacts', { ticker: 'MSFT', alpha: '2' }, 400, 'alpha'],
    ['events', { type: "x' or 1" }, 400, 'type'],
    ['events', { q: 'a\0b' }, 400, 'q'],
  ])('exportCsv() of %s refuses %o with %i for %s', async (kind, parameters, status, parameter) => {
    await expect((async () => csv(sample, exportQuery(kind, parameters, null)))()).rejects.toMatchObject({
      status,
      parameter,
    })
  })
})

describe('exportCsv, impacts and panel', { timeout: 60_000 }, () => {
  const ousted = 'openai-20231117-altman-ousted'

  it('exportCsv() writes one line an event and says why one could not be measured', async () => {
    const rows = records(await csv(sample, exportQuery('impacts', { ticker: 'MSFT' }, null)))
    expect(rows).toHaveLength(48)
    const row = rows.find(({ event_id }) => event_id === ousted)
    expect(row).toMatchObject({ kind: 'measured', session: '2023-11-17', return_basis: 'total', benchmark: '^GSPC' })
    // 369.85 / 376.17 − 1, no dividend between.
    expect(Number(row?.return)).toBeCloseTo(369.85 / 376.17 - 1, 10)
    expect(row?.car_0_0).toBe(row?.abnormal_return)
    // Every bundled event has a year of prices before it.
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['measured']))
    const { db } = await openStore(':memory:', NOW)
    await take(db, 'event_id,title,public_at,tickers\nearly,x,2022-02-01,MSFT\ncoarse,x,2023-11,MSFT\n')
    const none = records(await csv(db, exportQuery('impacts', { ticker: 'MSFT' }, null))).filter(
      ({ kind }) => kind === 'excluded',
    )
    expect(
      none.map(({ event_id, reason, abnormal_return, t, p }) => [event_id, reason, abnormal_return, t, p]),
    ).toEqual([
      ['early', 'tooFewObservations', '', '', ''],
      ['coarse', 'tooCoarse', '', '', ''],
    ])
    db.close()
  })

  it('exportCsv() writes one line a session of each window, and a single event as the panel has it', async () => {
    const panel = records(
      await csv(sample, exportQuery('panel', { ticker: 'MSFT', from: '2023-11-17', to: '2023-11-17' }, null)),
    )
    const single = await csv(sample, exportQuery('impact', {}, ousted))
    const own = panel.filter(({ event_id }) => event_id === ousted)
    expect(own).toEqual(records(single))
    expect(own.map(({ rel }) => Number(rel))).toEqual(Array.from({ length: 21 }, (_, at) => at - 10))
    const zero = own.find(({ rel }) => rel === '0')
    expect(zero).toMatchObject({
      date: '2023-11-17',
      open: '373.61',
      high: '374.37',
      low: '367',
      close: '369.85',
      basis: 'split',
      state: 'final',
      return_basis: 'total',
    })
    const sum = own.reduce((total, { abnormal_return }) => total + Number(abnormal_return), 0)
    expect(Number(own.at(-1)?.car)).toBeCloseTo(sum, 12)
  })

  it('exportCsv() tells models of factors apart, and gives none to another model', async () => {
    const factorsBy = async (model: string) => {
      const range = { from: '2023-11-17', to: '2023-11-17' }
      const lists = await Promise.all([
        csv(sample, exportQuery('impacts', { ticker: 'MSFT', model, ...range }, null)),
        csv(sample, exportQuery('panel', { ticker: 'MSFT', model, ...range }, null)),
        csv(sample, exportQuery('abnormal', { ticker: 'MSFT', model, ...range }, null)),
        studied(model),
      ])
      return new Set(lists.flatMap((text) => records(text).map(({ factors }) => factors)))
    }
    const studied = async (model: string) => {
      const spec = JSON.stringify({ settings: { model }, events: [{ id: ousted, ticker: 'MSFT' }] })
      return whole(studyTable(await versionedStudy(spec, async () => sample), 'events').csv())
    }
    expect(await factorsBy('capm')).toEqual(new Set(['mkt_rf']))
    expect(await factorsBy('ff3')).toEqual(new Set(['mkt_rf|smb|hml']))
    expect(await factorsBy('market')).toEqual(new Set(['']))
  })

  it('exportCsv() gives the same bytes twice, and refuses an event that cannot be measured', async () => {
    const panel = () => csv(sample, exportQuery('panel', { ticker: 'MSFT', from: '2023-11-01' }, null))
    const first = await panel()
    expect(records(first).length).toBeGreaterThan(21)
    expect(await panel()).toBe(first)
    await take(sample, 'event_id,title,public_at,tickers\ncoarse,x,2023-11,MSFT\n')
    await expect(csv(sample, exportQuery('impact', {}, 'coarse'))).rejects.toMatchObject({ status: 409 })
    await expect(csv(sample, exportQuery('impact', {}, 'nothing'))).rejects.toMatchObject({ status: 404 })
  })
})

describe('csvText', { timeout: 60_000 }, () => {
  const one = async (type: 'text' | 'number', value: string | number | boolean | null) =>
    (await whole(csvText([column('x', type, '', (row: typeof value) => row)], [[value]]))).slice(3, -2)

  it.each([
    [-1.95, '-1.95'],
    [-0, '0'],
    [1e-7, '1e-7'],
    [3, '3'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1e21, '1e+21'],
    [Number.NaN, ''],
    [Number.POSITIVE_INFINITY, ''],
    [null, ''],
    [true, 'true'],
  ])('csvText() writes the number %s as %s', async (value, text) => expect(await one('number', value)).toBe(text))

  it('csvText() guards text in every table and leaves numbers alone', async () => {
    expect(await one('text', '=x')).toBe("'=x")
    expect(await one('text', '-1')).toBe("'-1")
    expect(await one('number', -1)).toBe('-1')
    expect(await one('text', 'a"b\n')).toBe('"a""b\n"')
  })

  it('csvText() hands on pieces and never the whole at once', async () => {
    const rows = Array.from({ length: 50_000 }, (_, at) => at)
    const pieces = await Array.fromAsync(csvText([column('n', 'number', '', (row: number) => row)], [rows]))
    expect(pieces.length).toBeGreaterThan(5)
    expect(pieces.join('').split('\r\n')).toHaveLength(50_002)
  })

  /** What stands under a heading of a document. */
  const section = (heading: string) => {
    const parts = readFileSync('docs/csv.md', 'utf8').split(/^## /m)
    return parts.find((part) => part.startsWith(heading)) ?? ''
  }

  it('docs/csv.md names every column that is written, in the section of its table', async () => {
    const impact = exportQuery('impact', {}, 'openai-20231117-altman-ousted')
    const tables = [
      ['Prices', await exportTable(sample, exportQuery('prices', { ticker: 'MSFT' }, null))],
      ['Prices', await exportTable(sample, exportQuery('prices', { ticker: 'MSFT', interval: '1h' }, null))],
      ['Impacts', await exportTable(sample, exportQuery('impacts', { ticker: 'MSFT', windows: '0..0' }, null))],
      ['Panel', await exportTable(sample, impact)],
      ['Findings', await exportTable(sample, exportQuery('findings', {}, null))],
      ['Board', await exportTable(sample, exportQuery('board', {}, null))],
      ['Moves', await exportTable(sample, exportQuery('moves', { ticker: 'MSFT' }, null))],
      ['Comparisons', await exportTable(sample, exportQuery('compare', { tickers: 'MSFT,^GSPC' }, null))],
      ['Abnormal', await exportTable(sample, exportQuery('abnormal', { ticker: 'MSFT' }, null))],
    ] as const
    const spec = { events: ['openai-20231117-altman-ousted'], settings: { bootstrap: { draws: 3 } } }
    const study = await versionedStudy(JSON.stringify(spec), async () => sample)
    const studied = studyTables.map((name) => ['Studies', studyTable(study, name)] as const)
    const said = { Panel: section('Prices') + section('Impacts') + section('Panel') } as Readonly<
      Record<string, string>
    >
    const missing = [...tables, ...studied].flatMap(([heading, { columns }]) =>
      columns
        .map(({ name }) => name.replace(/_0_0$/, '_A_B'))
        .filter((name) => !(said[heading] ?? section(heading)).includes(`\`${name}\``))
        .map((name) => `${heading}: ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('exportCsv() gives a symbol that could be a formula no chance', () => {
    expect(() => mustBeTicker('=X')).toThrow()
    expect(() => mustBeTicker('-X')).toThrow()
  })
})
