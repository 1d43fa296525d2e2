import { describe, expect, it } from 'vitest'
import { mustBeDate } from '../../../../server/market/day.ts'
import type { MarketEvent } from '../../../../server/market/event.ts'
import { type Instant, instant, utcText } from '../../../../server/market/instant.ts'
import { kindOfEvent } from '../../../../server/market/witness.ts'
import { type Filing, judgeClock, shownAt } from '../../../../server/sources/eventFile/adapters/edgarClock.ts'
import { reading } from './reading.ts'

/** Days in winter time; every filing accepted at one clock time and filed on the same day. */
const filingsAt = (clock: string, count = 8, form = '8-K'): readonly Filing[] =>
  Array.from({ length: count }, (_, at) => ({
    form,
    filed: mustBeDate(`2023-01-${String(9 + at + (at > 4 ? 2 : 0)).padStart(2, '0')}`),
    accepted: `2023-01-${String(9 + at + (at > 4 ? 2 : 0)).padStart(2, '0')}T${clock}.000Z`,
  }))

describe('judgeClock', { timeout: 60_000 }, () => {
  it.each([
    // 21:05 UTC is 16:05 in New York, when results come; 21:05 in New York would be filed on the next day.
    ['utc', filingsAt('21:05:00')],
    // 16:05 in New York; read as UTC it would be 11:05, and the filings of 07:00 would be at 02:00, outside hours.
    ['new-york', [...filingsAt('16:05:00'), ...filingsAt('07:00:00')]],
    ['ambiguous', filingsAt('15:00:00')],
    ['ambiguous', filingsAt('21:05:00', 4)],
    ['ambiguous', [...filingsAt('21:05:00', 6), ...filingsAt('07:00:00', 6)]],
    ['ambiguous', filingsAt('05:00:00', 20)],
  ])('judgeClock() says %s', (expected, filings) => expect(judgeClock(filings)).toBe(expected))

  it('shownAt() is 06:00 of a later filing date', () => {
    const filing = { form: '8-K', filed: mustBeDate('2023-01-10'), accepted: '' }
    const late = instant('2023-01-09T18:00:00-05:00') as Instant
    expect(utcText(shownAt(filing, late))).toBe('2023-01-10T11:00:00Z')
    const early = instant('2023-01-10T17:30:10-05:00') as Instant
    expect(shownAt(filing, early)).toBe(early)
  })
})

const submissions = (clock: string, extra: readonly (readonly [string, string, string, string])[] = []) => {
  const rows = [
    ...filingsAt(clock, 8).map(
      ({ filed, accepted }, at) => [filed, accepted, '8-K', `0000789019-23-00000${at}`] as const,
    ),
    ...extra,
  ]
  const recent = {
    accessionNumber: rows.map(([, , , accession]) => accession),
    filingDate: rows.map(([filed]) => filed),
    reportDate: rows.map(() => '2023-01-06'),
    acceptanceDateTime: rows.map(([, accepted]) => accepted),
    form: rows.map(([, , form]) => form),
    items: rows.map(([, , form]) => (form === '8-K' ? '2.02,9.01,06b' : '')),
  }
  return { cik: '0000789019', name: 'MICROSOFT CORP', tickers: ['MSFT'], filings: { recent } }
}

describe('readEvents, EDGAR', { timeout: 60_000 }, () => {
  it('readEvents() takes acceptance times in UTC', () => {
    const { reader, events, report } = reading(JSON.stringify(submissions('21:05:00')))
    expect([reader, report]).toEqual(['edgar', []])
    expect(events[0]?.event).toMatchObject({
      event_id: 'edgar:0000789019-23-000000',
      title: 'MICROSOFT CORP: 8-K, items 2.02, 9.01',
      occurred_at: '2023-01-06',
      public_at: '2023-01-09T21:05:00Z',
      precision: 'second',
      type: 'earnings.results',
      tickers: [{ symbol: 'MSFT' }],
      status: 'proposed',
      source_url: 'https://www.sec.gov/Archives/edgar/data/789019/000078901923000000/0000789019-23-000000-index.html',
      time_source: 'edgar_json',
      extra: { sec_items: '2.02|9.01' },
    })
    expect(events[0]?.event.time_note).toContain('2023-01-09T16:05:00-05:00')
  })

  it('readEvents() does not take a Z at its word', () => {
    const early = filingsAt('07:00:00', 6).map(
      ({ filed, accepted }, at) => [filed, accepted, '4', `0000789019-23-10000${at}`] as const,
    )
    const { events } = reading(JSON.stringify(submissions('16:05:00', early)))
    expect(events).toHaveLength(8)
    expect(events[0]?.event.public_at).toBe('2023-01-09T21:05:00Z')
  })

  it('readEvents() keeps to the filing date when the clock cannot be told', () => {
    const { events } = reading(JSON.stringify(submissions('15:00:00')))
    expect(events[0]?.event).toMatchObject({ public_at: '2023-01-09', precision: 'day' })
  })

  it('readEvents() shows a filing of the evening at 06:00 on its filing date', () => {
    const evening = [['2023-01-31', '2023-01-30T23:00:00.000Z', '8-K', '0000789019-23-200000']] as const
    const { events } = reading(JSON.stringify(submissions('21:05:00', evening)))
    expect(events.at(-1)?.event.public_at).toBe('2023-01-31T11:00:00Z')
  })

  it('readEvents() reads older pages and the quarterly index', () => {
    const { filings } = submissions('21:05:00')
    expect(reading(JSON.stringify(filings.recent), { ticker: 'MSFT' }).events[0]?.event).toMatchObject({
      tickers: [{ symbol: 'MSFT' }],
      source_url: null,
    })
    const index = [
      'Description:           Master Index of EDGAR Dissemination Feed',
      'CIK|Company Name|Form Type|Date Filed|Filename',
      '--------------------------------------------------------------------------------',
      '789019|MICROSOFT CORP|8-K|2023-01-24|edgar/data/789019/0000789019-23-000010.txt',
      '789019|MICROSOFT CORP|4|2023-01-24|edgar/data/789019/0000789019-23-000011.txt',
    ].join('\n')
    expect(reading(index)).toMatchObject({
      reader: 'edgar-index',
      report: [],
      events: [
        { line: 4, event: { event_id: 'edgar:0000789019-23-000010', public_at: '2023-01-24', precision: 'day' } },
      ],
    })
  })
})

describe('readEvents, the header of a filing', () => {
  const header = (accepted: string, filed: string) => `<SEC-DOCUMENT>0000789019-23-000010.txt : 20230124
<SEC-HEADER>0000789019-23-000010.hdr.sgml : 20230124
<ACCEPTANCE-DATETIME>${accepted}
ACCESSION NUMBER:\t\t0000789019-23-000010
CONFORMED SUBMISSION TYPE:\t8-K
PUBLIC DOCUMENT COUNT:\t\t15
CONFORMED PERIOD OF REPORT:\t20230124
ITEM INFORMATION:\t\tResults of Operations and Financial Condition
ITEM INFORMATION:\t\tFinancial Statements and Exhibits
FILED AS OF DATE:\t\t${filed}

FILER:
\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tMICROSOFT CORP
`
  it('is accepted on the clock of New York, and changes of a stored filing no more than its time', () => {
    const { reader, events } = reading(header('20230124162800', '20230124'), { ticker: 'MSFT' })
    expect(reader).toBe('edgar-header')
    expect(events[0]?.event).toMatchObject({
      event_id: 'edgar:0000789019-23-000010',
      title: 'MICROSOFT CORP: 8-K, items 2.02, 9.01',
      occurred_at: '2023-01-24',
      // 16:28 in winter is 21:28 UTC.
      public_at: '2023-01-24T21:28:00Z',
      precision: 'second',
      type: 'earnings.results',
      status: 'proposed',
      time_source: 'sgml_header',
    })
    expect(
      [...(events[0]?.given ?? [])].filter((name) => ['title', 'status', 'type', 'tickers'].includes(name)),
    ).toEqual([])
  })
  it('of the evening is shown at 06:00 on its filing date; one whose clock is none has the date', () => {
    const at = (accepted: string, filed: string) => reading(header(accepted, filed)).events[0]?.event.public_at
    expect(at('20230124180500', '20230125')).toBe('2023-01-25T11:00:00Z')
    expect(at('20230124259900', '20230124')).toBe('2023-01-24')
    const page = `<pre>${header('20230724160247', '20230724').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</pre>`
    expect(reading(page).events[0]?.event.public_at).toBe('2023-07-24T20:02:47Z')
  })
  it("Yahoo's news are moments with the symbols that it relates", () => {
    const news = [
      {
        uuid: 'a1',
        title: 'A headline',
        publisher: 'Wire',
        link: 'https://example.test/a',
        providerPublishTime: 1700252880,
        relatedTickers: ['MSFT', '^GSPC'],
      },
    ]
    const { reader, events } = reading(JSON.stringify({ news, quotes: [] }))
    expect(reader).toBe('news')
    // 1700252880 is 2023-11-17 20:28 UTC.
    expect(events[0]?.event).toMatchObject({
      public_at: '2023-11-17T20:28:00Z',
      source_id: 'yahoo:a1',
      tickers: [{ symbol: 'MSFT' }, { symbol: '^GSPC' }],
      status: 'proposed',
    })
    expect(kindOfEvent(events[0]?.event as MarketEvent, false)).toBe('yahoo')
  })
})

describe('readEvents, other programs', { timeout: 60_000 }, () => {
  it('readEvents() reads requests of EventStudyTools and joins the firms of one event', () => {
    const text =
      '1;MSFT;^GSPC;17.11.2023;board;-2;2;-11;120\r\n1;AAPL;^GSPC;17.11.2023;board;-2;2;-11;120\r\n2;MSFT;^GSPC;20.11.2023;;;;;\r\n'
    const { reader, events, report } = reading(text)
    expect([reader, report]).toEqual(['eventstudytools', []])
    expect(events.map(({ event }) => event)).toMatchObject([
      {
        event_id: '1',
        public_at: '2023-11-17',
        tickers: [{ symbol: 'MSFT' }, { symbol: 'AAPL' }],
        group: 'board',
        window_start: -2,
        window_end: 2,
        estimation_end: -11,
        estimation_length: 120,
        extra: { benchmark: '^GSPC' },
      },
      { event_id: '2', window_start: null },
    ])
    expect(events[0]?.given.has('title')).toBe(false)
  })

  it('readEvents() takes what a crawler saw as an upper bound', () => {
    const article = {
      url: 'https://example.test/a',
      title: 'Seen',
      seendate: '20231117T203000Z',
      domain: 'example.test',
      language: 'Indonesian',
      sourcecountry: 'ID',
    }
    const expected = {
      public_at: '2023-11-17T20:30:00Z',
      uncertainty: 'PT15M',
      time_source: 'seen',
      status: 'proposed',
      language: 'id',
      source_url: 'https://example.test/a',
      tickers: [{ symbol: 'MSFT' }],
    }
    expect(reading(JSON.stringify({ articles: [article] }), { ticker: 'MSFT' })).toMatchObject({
      reader: 'gdelt',
      report: [],
      events: [{ event: expected }],
    })
    const csv = `${Object.keys(article).join(',')}\n${Object.values(article).join(',')}\n`
    expect(reading(csv, { ticker: 'MSFT' })).toMatchObject({
      reader: 'gdelt',
      report: [],
      events: [{ line: 2, event: expected }],
    })
  })

  it('readEvents() reads annotations of Grafana', () => {
    const json = [
      { time: 1700252880000, timeEnd: 1700256480000, text: 'Title\nand more\nlines', tags: ['A', 'b|c'] },
      { time: 1700252880000, text: 'Point' },
    ]
    expect(reading(JSON.stringify(json))).toMatchObject({
      reader: 'grafana',
      report: [],
      events: [
        {
          event: {
            title: 'Title',
            summary: 'and more\nlines',
            public_at: '2023-11-17T20:28:00Z',
            occurred_until: '2023-11-17T21:28:00Z',
            tags: ['a', 'b|c'],
          },
        },
        { event: { title: 'Point', occurred_until: null } },
      ],
    })
  })

  it('readEvents() names an annotation of an alert, and a record without a text by its number', () => {
    const alert = { alertName: 'Price watch', newState: 'alerting', prevState: 'ok', time: 1698264300000, text: '' }
    const { events, report } = reading(
      JSON.stringify([{ time: 1, text: 'x' }, alert, { time: 1698264300000, text: ' ' }], null, 1),
    )
    expect(events.map(({ event }) => event.title)).toEqual(['x', 'Price watch: alerting'])
    expect(report).toMatchObject([
      { code: 'E_REQUIRED', line: 13, field: 'title', message: expect.stringMatching(/empty \(record 3\)$/) },
    ])
    expect(reading('[{"title":"a","public_at":"2023-11-15"},{"public_at":"2023-11-15"}]').report[0]?.message).toMatch(
      /record 2/,
    )
  })

  it.each([
    ['1;MSFT;^GSPC;18.11.2023;g;-2;2;-11;120', '2;MSFT;^GSPC;20-11-2023;g;-2;2;-11;120', '20-11-2023'],
    ['1;MSFT;^GSPC;18.11.2023;g;-2;2;-11;120', '2;MSFT;^GSPC;2023-11-20;g;-2;2;-11;120', '2023-11-20'],
    ['1;MSFT;^GSPC;18.11.2023;g;-2;2;-11;120', '2;MSFT;^GSPC;31.11.2023;g;-2;2;-11;120', '31.11.2023'],
    ['1;MSFT;^GSPC;18.11.2023;g;-2;2;-11;120', '2;MSFT;^GSPC;;g;-2;2;-11;120', ''],
  ])('readEvents() says what a request file takes as a date', (good, bad, value) => {
    const { events, report } = reading(`${good}\n${bad}\n`)
    expect(events).toHaveLength(1)
    expect(report).toMatchObject([{ code: 'E_TIME_FORMAT', line: 2, event_id: '2', field: 'public_at', value }])
    expect(report[0]?.message).toMatch(/the fourth field as a date dd\.mm\.yyyy/)
  })

  it('readEvents() knows a request file whose first date is wrong', () =>
    expect(reading('1;MSFT;^GSPC;2023-11-18;g;-2;2;-11;120\n')).toMatchObject({
      reader: 'eventstudytools',
      report: [{ code: 'E_TIME_FORMAT', line: 1, value: '2023-11-18' }],
    }))

  it('readEvents() does not give filings of one company to another ticker', () => {
    const text = JSON.stringify(submissions('21:05:00'))
    expect(reading(text, { ticker: 'AAPL' })).toMatchObject({ refused: true, report: [{ code: 'E_TICKER' }] })
    expect(reading(text, { ticker: 'MSFT' }).events).toHaveLength(8)
  })

  it('readEvents() reads calendars', () => {
    const text = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'UID:plain-1',
      'DTSTART;VALUE=DATE:20231117',
      'SUMMARY:All day\\, with a comma',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:someone@example.test',
      'DTSTART;TZID="America/New_York":20231117T152800',
      'SUMMARY:A long title that is ',
      ' folded',
      'DESCRIPTION:one\\ntwo',
      'CATEGORIES:Board,OpenAI',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'DTSTART:20231117T202800Z',
      'SUMMARY:UTC',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n')
    expect(reading(text)).toMatchObject({
      reader: 'icalendar',
      report: [],
      events: [
        {
          line: 2,
          event: { event_id: 'plain-1', title: 'All day, with a comma', public_at: '2023-11-17', precision: 'day' },
        },
        {
          line: 7,
          event: {
            title: 'A long title that is folded',
            public_at: '2023-11-17T20:28:00Z',
            summary: 'one\ntwo',
            tags: ['board', 'openai'],
            source_id: 'someone@example.test',
          },
        },
        { line: 15, event: { public_at: '2023-11-17T20:28:00Z' } },
      ],
    })
  })

  it.each([
    ['RavenPack', 'TIMESTAMP_UTC,RP_ENTITY_ID,HEADLINE\n2023-11-17 20:28:00.123,228D42,A headline\n'],
    [
      'Polygon',
      JSON.stringify({
        results: [
          {
            title: 'A headline',
            published_utc: '2023-11-17T20:28:00Z',
            tickers: ['MSFT'],
            article_url: 'https://example.test/',
          },
        ],
      }),
    ],
    [
      'Alpha Vantage',
      JSON.stringify({
        feed: [
          {
            title: 'A headline',
            time_published: '20231117T202800',
            ticker_sentiment: [{ ticker: 'MSFT' }, { ticker: 'CRYPTO:BTC' }],
          },
        ],
      }),
    ],
    [
      'Finnhub',
      JSON.stringify([
        { datetime: 1700252880, headline: 'A headline', related: 'MSFT', source: 'X', url: 'https://example.test/' },
      ]),
    ],
  ])('readEvents() reads news extracts of %s', (_, text) => {
    const { reader, report, events } = reading(text)
    expect([reader, report]).toEqual(['news', []])
    expect(events[0]?.event).toMatchObject({ title: 'A headline', status: 'proposed', precision: 'second' })
    expect(events[0]?.event.public_at).toMatch(/^2023-11-17T20:28:00(\.123)?Z$/)
  })

  it('readEvents() sends the export of a chart to the price import', () => {
    const { report, refused } = reading('time,open,high,low,close\n1700252880,1,1,1,1\n')
    expect(refused).toBe(true)
    expect(report[0]?.message).toContain('kind: prices')
  })

  it('readEvents() takes the reader it is told', () => {
    expect(reading('title,public_at\na,2023-11-15\n', { reader: 'gdelt' })).toMatchObject({
      refused: true,
      reader: 'gdelt',
    })
    expect(reading('[{"time":1,"text":"x"}]', { reader: 'json' }).reader).toBe('json')
  })

  it('readEvents() refuses what a program writes wrongly, with its place', () => {
    expect(reading('1;MSFT;^GSPC;17.11.2023;;;;;\nnonsense\n').report).toMatchObject([
      { line: 2, code: 'E_FIELD_COUNT', message: expect.stringMatching(/takes nine/) },
    ])
    expect(reading('BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART:20231345\nEND:VEVENT\n').report).toMatchObject([
      { line: 2, code: 'E_TIME_FORMAT' },
    ])
    expect(reading('[{"time":1e300,"text":"x"}]').report).toMatchObject([{ code: 'E_TIME_FORMAT' }])
  })

  it.each([
    'BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:',
    'BEGIN:VCALENDAR\n',
    '1;MSFT;^GSPC;17.11.2023;',
    'CIK|Company Name|Form Type|Date Filed|Filename\n',
    'title,seendate,sourcecountry\n',
    '[{"time":1,"text":"',
  ])('readEvents() ends soon on 50,000 characters after %j', (start) => {
    for (const piece of ['a', ';', '|', ' ', '\n ', '"', '\\', ',', '\r'])
      expect(() => reading(start + piece.repeat(50_000 / piece.length))).not.toThrow()
  })
})
