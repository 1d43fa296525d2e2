import { describe, expect, it } from 'vitest'
import { alignEvent } from '../../../../server/market/eventAlign.ts'
import { nyse } from '../../../../server/market/nyse.ts'
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

  it('readEvents() makes ids that do not depend on white space, case or order of tickers', () => {
    const ids = ['The  Title', ' the title'].map((title) => readingOne({ title, tickers: 'B|A' }).event?.event_id)
    expect(ids[0]).toMatch(/^ev_[0-9a-f]{16}$/)
    expect(ids[1]).toBe(ids[0])
    expect(readingOne({ title: 'the title', tickers: 'A|B' }).event?.event_id).toBe(ids[0])
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
