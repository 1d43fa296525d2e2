import { describe, expect, it } from 'vitest'
import { nyse } from '../../../../server/calendars/nyse.ts'
import { alignEvent } from '../../../../server/market/eventAlign.ts'
import { reading, readingOne } from './reading.ts'

const smallest = [
  'title,public_at,tickers',
  'OpenAI board removes its CEO,2023-11-17T15:28:00-05:00,MSFT:investor',
  'Microsoft hires the removed CEO,2023-11-20T02:53:00-05:00,MSFT',
  'New chips shown at Ignite,2023-11-15,MSFT',
  '',
].join('\r\n')

describe('readEvents', { timeout: 60_000 }, () => {
  it('readEvents() reads the smallest file, and its events get their sessions', () => {
    const { events, report } = reading(smallest)
    expect(report).toEqual([])
    expect(
      events.map(({ event }) => {
        const { kind, ...rest } = alignEvent(event, nyse)
        return kind === 'aligned' && 'flags' in rest ? [rest.day0, rest.session, rest.flags] : kind
      }),
    ).toEqual([
      ['2023-11-17', 'regular', []],
      ['2023-11-20', 'pre', ['overnight']],
      ['2023-11-15', null, ['time_unknown', 'day_ambiguous']],
    ])
    expect(events[0]?.event.tickers).toEqual([{ symbol: 'MSFT', role: 'investor' }])
  })

  it.each([
    ['semicolons', smallest.replaceAll(',', ';')],
    ['tabs', smallest.replaceAll(',', '\t')],
    ['a byte order mark', `\uFEFF${smallest}`],
    ['CR only', smallest.replaceAll('\r\n', '\r')],
    ['LF only', smallest.replaceAll('\r\n', '\n')],
    ['no last line end', smallest.trimEnd()],
    ['empty records', smallest.replaceAll('\r\n', '\r\n,,\r\n')],
    [
      'other order and words',
      smallest
        .split('\r\n')
        .map((line) => line.split(',').reverse().join(','))
        .join('\r\n')
        .replace('tickers,public_at,title', 'Symbol,Event-Date,Headline'),
    ],
  ])('readEvents() reads the same events from a file with %s', (_, text) => {
    const plain = text.startsWith('\uFEFF') ? text.slice(1) : text
    expect(reading(plain).report).toEqual([])
    expect(reading(plain).events.map(({ event }) => event)).toEqual(reading(smallest).events.map(({ event }) => event))
  })

  it.each<[string, string, string, string | null]>([
    ['15:28', '2023-11-17', '2023-11-17T20:28:00Z', null],
    ['9:30', '2023-11-17', '2023-11-17T14:30:00Z', null],
    ['3:28 PM', '2023-11-17', '2023-11-17T20:28:00Z', null],
    ['12:05 am', '2023-11-17', '2023-11-17T05:05:00Z', null],
    ['15:28:30Z', '2023-11-17', '2023-11-17T15:28:30Z', null],
    ['15:28+09:00', '2023-11-17', '2023-11-17T06:28:00Z', null],
    ['', '2023-11-17', '2023-11-17', null],
    ['amc', '2023-11-17', '2023-11-17', 'post'],
  ])('readEvents() joins the time %j to its date', (time, date, at, session) => {
    for (const [head, row] of [
      ['title,date,time,tickers', `A,${date},${time},MSFT`],
      ['time;Event Date;title;tickers', `${time};${date};A;MSFT`],
    ] as const) {
      const { events, report } = reading(`${head}\n${row}\n`)
      expect(report).toEqual([])
      expect(events[0]?.event).toMatchObject({ public_at: at, ...(session === null ? {} : { session }) })
    }
    const json = JSON.stringify([{ title: 'A', date, time, tickers: ['MSFT'] }])
    expect(reading(json).events[0]?.event.public_at).toBe(at)
  })

  it.each(['25:00', 'noon', '13:00 PM', '15.28'])('readEvents() refuses the time %j beside a date', (time) =>
    expect(reading(`title,date,time,tickers\nA,2023-11-17,${time},MSFT\n`).report).toMatchObject([
      { code: 'E_TIME_FORMAT', line: 2, field: 'public_at', value: `2023-11-17 ${time}` },
    ]),
  )

  it('readEvents() takes one column for the time where it gives it whole', () =>
    expect(
      reading('title,public_at,date,time,tickers\nA,2023-11-17,2020-01-01,09:30,MSFT\n').events[0]?.event.public_at,
    ).toBe('2023-11-17'))

  it.each([
    ['title', 'Earnings Date,EPS\n2023-10-24,2.65\n2023-07-25,2.55\n', 'earnings_date, eps'],
    ['title', 'public_at,tickers\n2023-10-24,MSFT\n', 'public_at, tickers'],
    ['public_at', 'title,when\nA,2023-10-24\n', 'title, when'],
  ])('readEvents() says once that a file has no column %s', (field, text, columns) => {
    const { report, refused, events } = reading(text)
    expect([refused, events]).toEqual([true, []])
    expect(report).toMatchObject([
      { code: 'E_REQUIRED', line: 1, field, message: expect.stringMatching(new RegExp(`${columns}$`)) },
    ])
  })

  it('readEvents() takes a quote inside a field as typed, with a warning', () => {
    const { events, report } = reading(
      'title,public_at,tickers\nThe 5" disk,2023-11-15,MSFT\n"He said ""no""",2023-11-16,MSFT\nplain,2023-11-17,MSFT\nA "new" one,2023-11-20,MSFT\n',
    )
    expect(events.map(({ event }) => event.title)).toEqual(['The 5" disk', 'He said "no"', 'plain', 'A "new" one'])
    expect(report.map(({ code, line, field, severity }) => [code, line, field, severity])).toEqual([
      ['W_QUOTE', 2, 'title', 'warning'],
      ['W_QUOTE', 5, 'title', 'warning'],
    ])
  })

  it.each([
    'title,public_at\n"open,2023-11-15\n',
    'title,public_at\n"a"b,2023-11-15\n',
    'title,public_at\nx "y,2023-11-15\n"open,2023-11-16\n',
  ])('readEvents() refuses quotes that do not close: %j', (text) =>
    expect(reading(text).report).toMatchObject([{ code: 'E_FIELD_COUNT', severity: 'error' }]),
  )

  it('readEvents() gives the ticker it is told to events without one, and overrules none', () => {
    const rows = (tickers: string) => `title,public_at,tickers\nA,2023-11-15,${tickers}\nB,2023-11-16,\n`
    const ticker = 'MSFT'
    expect(reading(rows(''), { ticker }).events.map(({ event }) => event.tickers[0]?.symbol)).toEqual(['MSFT', 'MSFT'])
    expect(reading('title,public_at\nA,2023-11-15\n', { ticker }).events[0]?.event.tickers).toMatchObject([
      { symbol: 'MSFT' },
    ])
    expect(reading(rows('AAPL|msft:parent'), { ticker }).report).toEqual([])
    expect(reading(rows('*'), { ticker }).report).toEqual([])
    const { events, report, rejected } = reading(rows('AAPL:parent'), { ticker })
    expect(report).toMatchObject([{ code: 'E_TICKER', line: 2, field: 'tickers', value: 'AAPL:parent' }])
    expect([events.length, rejected]).toEqual([1, 1])
  })

  it.each([
    ['ABC.QQ', 'no exchange that is known has the ending .QQ'],
    ['MSFT|ABC.QQ:peer', 'no exchange that is known has the ending .QQ'],
    ['^NOSUCH', '^NOSUCH is no index that is known'],
  ])('readEvents() refuses an event of %s, which names no exchange, and says what to do', (tickers, why) => {
    const symbol = tickers.split('|').at(-1)?.split(':')[0]
    const { event, report } = readingOne({ tickers })
    expect(event).toBeNull()
    expect(report).toMatchObject([{ code: 'E_EXCHANGE', line: 2, field: 'tickers', value: symbol }])
    expect(report[0]?.message).toContain(why)
    expect(report[0]?.message).toContain('take in a file of tickers first')
    // Whoever has said where it trades may name it; the whole market and a class of a share need no ending.
    expect(readingOne({ tickers }, { isPlaced: () => true }).event).not.toBeNull()
    expect(readingOne({ tickers: '*|BRK.B' }).event).not.toBeNull()
  })

  it('readEvents() says once that a whole file is of another ticker', () => {
    const text = 'title,public_at,tickers\nA,2023-11-15,AAPL\nB,2023-11-16,AAPL\n'
    expect(reading(text, { ticker: 'MSFT' })).toMatchObject({
      refused: true,
      report: [{ code: 'E_TICKER', line: 2, message: expect.stringMatching(/all 2 name other tickers, AAPL first/) }],
    })
  })

  it('readEvents() makes ids that do not depend on white space, case or order of tickers', () => {
    const ids = ['The  Title', ' the title'].map((title) => readingOne({ title, tickers: 'B|A' }).event?.event_id)
    expect(ids[0]).toMatch(/^ev_[0-9a-f]{16}$/)
    expect(ids[1]).toBe(ids[0])
    expect(readingOne({ title: 'the title', tickers: 'A|B' }).event?.event_id).toBe(ids[0])
  })

  it('readEvents() passes over the line by which spreadsheets tell the delimiter, and counts it', () => {
    for (const line of ['sep=;', '"sep=;"', 'SEP=;']) {
      const read = reading(`${line}\r\ntitle;public_at;tickers\r\n"One; two";2023-11-15;MSFT\r\nbad;nope;MSFT\r\n`)
      expect(read.events.map(({ event }) => [event.title, event.public_at])).toEqual([['One; two', '2023-11-15']])
      expect(read.report.map(({ line, code }) => [line, code])).toEqual([[4, 'E_TIME_FORMAT']])
    }
  })

  it('readEvents() names the physical line on which a record begins', () => {
    const text = 'title,public_at\n"one\ntwo\nthree",2023-11-15\n\nbad,nope\n"x","y\nz"\n'
    expect(reading(text).report.map(({ line, code }) => [line, code])).toEqual([
      [6, 'E_TIME_FORMAT'],
      [7, 'E_TIME_FORMAT'],
    ])
    expect(reading(text.replaceAll('\n', '\r')).report.map(({ line }) => line)).toEqual([6, 7])
    expect(reading(text.replaceAll('\n', '\r\n')).report.map(({ line }) => line)).toEqual([6, 7])
  })

  it('readEvents() reports entries of exactly seven fields', () => {
    const [entry] = reading('event_id,title,public_at\nmine,x,nope\n').report
    expect(Object.keys(entry ?? {}).sort()).toEqual([
      'code',
      'event_id',
      'field',
      'line',
      'message',
      'severity',
      'value',
    ])
    expect(entry).toMatchObject({ line: 2, event_id: 'mine', field: 'public_at', severity: 'error', value: 'nope' })
  })

  it.each<[string, string]>([
    ['E_HEADER_DUPLICATE', 'title,public_at,Public-At\na,2023-11-15,x\n'],
    ['E_FIELD_COUNT', 'title,public_at\na,2023-11-15,surplus\n'],
    ['E_FIELD_COUNT', 'title,public_at,\na,2023-11-15,unnamed\n'],
    ['E_FIELD_COUNT', 'title,public_at\n"never closed,2023-11-15\n'],
    ['E_REQUIRED', 'title,notes\na,b\n'],
    ['E_REQUIRED', 'title,public_at\n"  ",2023-11-15\n'],
    ['E_ID_DUPLICATE', 'event_id,title,public_at\na,x,2023-11-15\na,y,2023-11-16\n'],
    ['E_LIMIT', `title,public_at\n${'x'.repeat(301)},2023-11-15\n`],
    ['E_LIMIT', `title,public_at,notes\na,2023-11-15,${'x'.repeat(10_001)}\n`],
    ['E_LIMIT', `title,public_at,${Array.from({ length: 2000 }, (_, n) => `c${n}`).join(',')}\n`],
    ['E_LIMIT', `title,public_at\n${'a,2023-11-15\n'.repeat(50_001)}`],
    ['E_LIMIT', 'title,public_at\n'.repeat(1_000_001)],
    ['E_LIMIT', `title,public_at${','.repeat(1_000_001)}`],
    ['E_LIMIT', `title,public_at\na,2023-11-15${','.repeat(1_000_001)}`],
    ['E_LIMIT', `title,public_at\n${'x'.repeat(1 << 20)},2023-11-15\n`],
    ['E_REQUIRED', ''],
  ])('readEvents() refuses with %s', (code, text) => {
    const { report } = reading(text)
    expect(report.map((entry) => entry.code)).toContain(code)
    expect(report.every(({ severity }) => severity === 'error')).toBe(true)
  })

  it.each<[string, Record<string, string>]>([
    ['E_TIME_FORMAT', { public_at: '17.11.2023' }],
    ['E_TIME_FORMAT', { public_at: '1700253000' }],
    ['E_TIME_FORMAT', { public_at: '2023-02-30' }],
    ['E_TIME_FORMAT', { public_at: '2023-11-17T24:00:00Z' }],
    ['E_TIME_FORMAT', { occurred_until: '2023-W46' }],
    ['E_TIME_FORMAT', { public_at: 'N/A' }],
    ['E_TIME_FORMAT', { retrieved_at: '2023-11-17' }],
    ['E_TIME_ZONE', { public_at: '2023-11-17T15:28' }],
    ['E_TIME_ZONE', { timezone: 'New York' }],
    ['E_TIME_GAP', { public_at: '2024-03-10T02:30', tickers: 'MSFT' }],
    ['E_TIME_ORDER', { occurred_at: '2023-11-17', occurred_until: '2023-11-16' }],
    ['E_DURATION', { uncertainty: '15 minutes' }],
    ['E_DURATION', { uncertainty: 'PT' }],
    ['E_ENUM', { precision: 'decade' }],
    ['E_ENUM', { session: 'lunch' }],
    ['E_ENUM', { status: 'null' }],
    ['E_ENUM', { tickers: 'MSFT:friend' }],
    ['E_NUMBER', { importance: '6' }],
    ['E_NUMBER', { window_start: '1.5' }],
    ['E_NUMBER', { window_start: '2', window_end: '-2' }],
    ['E_NUMBER', { confidence: '1.1' }],
    ['E_TICKER', { tickers: 'NASDAQ:MSFT' }],
    ['E_TICKER', { tickers: 'NA' }],
    ['E_TICKER', { tickers: '../v1' }],
    ['E_TICKER', { benchmark: 'a b' }],
    ['E_URL', { source_url: 'javascript:alert(1)' }],
    ['E_URL', { source_url: 'ftp://example.test/' }],
    ['E_URL', { source_url: '//example.test/x' }],
    ['E_URL', { source_url: 'https://user:pw@example.test/' }],
    ['E_ID', { event_id: 'with space' }],
    ['E_ID', { event_id: 'x'.repeat(65) }],
    ['E_ENUM', { sec_items: '2.02|06b' }],
  ])('readEvents() refuses a record with %s: %o', (code, cells) => {
    const { event, codes } = readingOne(cells)
    expect(codes).toEqual([code])
    expect(event).toBeNull()
  })

  it.each<[string, Record<string, string>, Record<string, unknown>]>([
    ['W_PRECISION', { precision: 'second', public_at: '2023-11-15' }, { precision: 'day' }],
    ['W_SESSION_MISMATCH', { session: 'post', tickers: 'MSFT' }, { session: 'regular' }],
    [
      'W_TIME_FOLD',
      { public_at: '2024-11-03T01:30', tickers: 'MSFT' },
      { public_at: '2024-11-03T05:30:00Z', timezone: 'America/New_York' },
    ],
    ['W_TYPE_UNKNOWN', { type: 'deal.marriage' }, { type: 'other', tags: ['deal.marriage'] }],
    ['W_TRIMMED', { tickers: ' MSFT ' }, { tickers: [{ symbol: 'MSFT', role: 'subject' }] }],
    ['W_FUTURE', { public_at: '2026-02-01' }, { public_at: '2026-02-01' }],
    ['W_COLUMN_SHADOWED', { date: '2020-01-01' }, { public_at: '2023-11-17T20:28:00Z' }],
  ])('readEvents() warns with %s: %o', (code, cells, expected) => {
    const { event, codes } = readingOne(cells)
    expect(codes).toEqual([code])
    expect(event).toMatchObject(expected)
  })

  it('readEvents() takes two records that say the same as one event', () => {
    const { events, report, rejected } = reading('title,public_at\nA,2023-11-15\na ,2023-11-15\n')
    expect(events).toHaveLength(1)
    expect(report.map(({ code }) => code)).toEqual(['W_DUPLICATE'])
    expect(rejected).toBe(0)
  })

  it.each<[Record<string, string>, Record<string, unknown>]>([
    [{ timing: 'pre-market' }, { session: 'pre' }],
    [{ timing: 'AMC', public_at: '2023-11-17' }, { session: 'post' }],
    [{ timing: 'weekend', public_at: '2023-11-18' }, { session: 'closed' }],
    [{ category: 'earnings' }, { type: 'earnings.results', tags: ['earnings'] }],
    [{ category: 'Governance' }, { type: 'governance', tags: ['governance'] }],
    [{ category: 'milestone' }, { type: 'x.milestone', tags: ['milestone'] }],
    [
      { category: 'corporate', tags: 'Layoffs' },
      { type: 'other', tags: ['layoffs', 'corporate'] },
    ],
    [{ type: 'x.own.kind' }, { type: 'x.own.kind', tags: [] }],
    [{ type: 'regulatory' }, { type: 'regulation.action', tags: ['regulatory'] }],
    [{ sec_items: '9.01|7.01|2.02' }, { type: 'earnings.results', extra: { sec_items: '9.01|7.01|2.02' } }],
    [{ sec_items: '5.02', title: 'CEO leaves' }, { type: 'management.ceo' }],
    [{ sec_items: '5.02' }, { type: 'management.other' }],
    [{ sec_items: '9.01' }, { type: 'other' }],
    [{ confidence: 'medium' }, { extra: { confidence: '0.6' } }],
    [{ source_type: 'model' }, { status: 'proposed' }],
    [{ source_type: 'model', status: 'confirmed' }, { status: 'confirmed' }],
    [
      { tickers: 'bbca.jk|msft:PARTNER|*' },
      {
        tickers: [
          { symbol: 'BBCA.JK', role: 'subject' },
          { symbol: 'MSFT', role: 'partner' },
          { symbol: '*', role: 'subject' },
        ],
      },
    ],
    [
      { public_at: '2023-11', precision: '' },
      { public_at: '2023-11', precision: 'month' },
    ],
    [{ public_at: '2023-Q4' }, { precision: 'quarter' }],
    [{ public_at: '2023-W46' }, { precision: 'week' }],
    [{ public_at: '2023' }, { precision: 'year' }],
    [
      { public_at: '2023-11-17 15:28', timezone: 'Asia/Jakarta' },
      { public_at: '2023-11-17T08:28:00Z', precision: 'minute' },
    ],
    [{ public_at: '2023-11-17T15:28:00.250+0530' }, { public_at: '2023-11-17T09:58:00.250Z', precision: 'second' }],
    [{ tags: 'a\\|b|c\\\\d' }, { tags: ['a|b', 'c\\d'] }],
    [{ 'Own Column': 'kept', empty: '' }, { extra: { own_column: 'kept' } }],
    [
      { notes: 'N/A', group: 'null' },
      { notes: 'N/A', group: 'null' },
    ],
    [{ event_day: '1999-01-01', alignment_flags: 'x', calendar: 'XNYS' }, { extra: {} }],
  ])('readEvents() understands %o', (cells, expected) => {
    const { event, report } = readingOne(cells)
    expect(report).toEqual([])
    expect(event).toMatchObject(expected)
  })

  it('readEvents() keeps a date of an Indonesian ticker a date', () => {
    expect(readingOne({ public_at: '2023-11-17', tickers: 'BBCA.JK' }).event).toMatchObject({
      public_at: '2023-11-17',
      precision: 'day',
      timezone: null,
    })
  })

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'readEvents() keeps a column named %s as plain text',
    (name) => {
      const { events } = reading(`title,public_at,${name},event_id\nx,2023-11-15,polluted,${name}\n`)
      expect(events[0]?.event.event_id).toBe(name)
      expect(Object.entries(events[0]?.event.extra ?? {})).toEqual([[name.toLowerCase(), 'polluted']])
      expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    },
  )

  it.each(['a', ' ', '=', '<', '.', '1', '(', "'", '"', '|', '\\', ',', ';', '\t', '-', ':', '[', '{', 'a1 =<.(|\\'])(
    'readEvents() ends soon on 50,000 of %j, wherever it stands',
    (piece) => {
      const long = piece.repeat(Math.ceil(50_000 / piece.length))
      reading(long)
      reading(`title,public_at,tickers\n${long}`)
      for (const name of [
        'title',
        'public_at',
        'tickers',
        'tags',
        'uncertainty',
        'source_url',
        'language',
        'type',
        'timezone',
        'confidence',
      ])
        readingOne({ [name]: long.slice(0, 9_999) })
    },
  )
})
