import { describe, expect, it } from 'vitest'
import { kindOf } from '../../../../server/ingest/kind.ts'
import { feedTime } from '../../../../server/sources/eventFile/adapters/feedTime.ts'
import { fileText } from '../../../../server/sources/fileText.ts'
import { plainText } from '../../../../server/sources/plainText.ts'
import { reading } from './reading.ts'

const channel = (items: string, more = '') =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>News of a firm</title><link>https://firm.test/</link><language>en-us</language>${more}${items}</channel></rss>`
const item = (inner: string) => `<item>${inner}</item>`
const dated = '<title>A title</title><pubDate>Mon, 20 Nov 2023 07:55:00 EST</pubDate>'
const one = (inner: string, more = {}) => reading(channel(item(inner)), more)
const cells = (inner: string, more = {}) => one(inner, more).events[0]?.event

describe('feedTime', () => {
  // The zones by the table of RFC 822, section 5.1.
  it.each([
    ['Mon, 20 Nov 2023 07:55:00 EST', '2023-11-20T07:55:00-05:00'],
    ['Mon, 20 Nov 2023 07:55:00 PDT', '2023-11-20T07:55:00-07:00'],
    ['20 Nov 2023 07:55 GMT', '2023-11-20T07:55:00Z'],
    ['Mon, 20 Nov 23 07:55:00 Z', '2023-11-20T07:55:00Z'],
    ['Fri, 1 Jan 99 00:00:00 UT', '1999-01-01T00:00:00Z'],
    ['Mon,  20 Nov 2023 07:55:00 +0700', '2023-11-20T07:55:00+07:00'],
    ['Sen, 20 Nov 2023 14:53:00 WIB', '2023-11-20T14:53:00+07:00'],
    ['Jum, 1 Des 2023 14:53:00 WITA', '2023-12-01T14:53:00+08:00'],
    ['2023-11-20T07:55:00-05:00', '2023-11-20T07:55:00-05:00'],
    ['2023-11-20T12:55:00.250Z', '2023-11-20T12:55:00.250Z'],
    ['Mon, 20 Nov 2023 07:55:00', '2023-11-20T07:55:00 without zone'],
    ['2023-11-20', '2023-11-20'],
    ['2023-11', 'span 2023-11'],
    // Nothing is read that is not quite this.
    ['Tue, 20 Nov 2023 07:55:00 EST', 'E_TIME_FORMAT'],
    ['Mon, 31 Nov 2023 07:55:00 EST', 'E_TIME_FORMAT'],
    ['Mon, 20 Nov 2023 24:00:00 GMT', 'E_TIME_FORMAT'],
    ['Monday, 20 November 2023 07:55:00 GMT', 'E_TIME_FORMAT'],
    ['11/20/2023 07:55', 'E_TIME_FORMAT'],
    ['1700484900', 'E_TIME_FORMAT'],
    ['yesterday', 'E_TIME_FORMAT'],
    ['Mon, 20 Nov 2023 07:55:00 CET', 'E_TIME_ZONE'],
    ['Mon, 20 Nov 2023 07:55:00 A', 'E_TIME_ZONE'],
    ['Mon, 20 Nov 2023 07:55:00 +2500', 'E_TIME_ZONE'],
    ['Mon, 20 Nov 2023 07:55:00 IST', 'E_TIME_ZONE'],
  ])('feedTime() reads %s as %s', (written, expected) => {
    const time = feedTime(written)
    const shown =
      time.kind === 'refused'
        ? time.code
        : time.kind === 'span'
          ? `span ${time.text}`
          : `${time.date}${time.clock === null ? '' : `T${time.clock}${time.offset ?? ' without zone'}`}`
    expect(shown).toBe(expected)
  })
})

describe('readEvents, feeds', () => {
  it('readEvents() takes an item of RSS 2.0 as a proposal, with its page, its words and its id', () => {
    const file = one(
      '<title>Microsoft &amp; OpenAI</title><link>https://firm.test/a?b=1&amp;c=2</link><guid isPermaLink="false">a-1</guid>' +
        '<pubDate>Mon, 20 Nov 2023 07:55:00 EST</pubDate><description><![CDATA[<p>First&nbsp;words.</p><script>x()</script><p>More</p>]]></description>' +
        '<category>AI</category><category>Cloud</category><media:title>Not this one</media:title>',
      { ticker: 'MSFT' },
    )
    expect([file.reader, file.report, kindOf(channel(item(dated)))]).toEqual(['feed', [], 'events'])
    expect(file.events[0]).toMatchObject({
      event: {
        title: 'Microsoft & OpenAI',
        public_at: '2023-11-20T12:55:00Z',
        precision: 'second',
        tickers: [{ symbol: 'MSFT', role: 'subject' }],
        status: 'proposed',
        summary: 'First words. More',
        tags: ['ai', 'cloud'],
        language: 'en-us',
        source_type: 'news',
        source_name: 'News of a firm',
        source_url: 'https://firm.test/a?b=1&c=2',
        source_id: 'a-1',
        time_source: 'feed',
        time_note: 'pubDate: Mon, 20 Nov 2023 07:55:00 EST',
      },
      witnesses: [{ kind: 'feed', at: '2023-11-20T12:55:00Z', place: 'https://firm.test/a?b=1&c=2' }],
    })
    // printf 'https://firm.test/\na-1' | sha256sum
    expect(file.events[0]?.event.event_id).toBe('feed:8c344eef83b1f4f1')
    expect([...(file.events[0]?.given ?? [])]).toEqual([])
  })

  it('readEvents() takes Atom by what it says: published before updated, text as text, markup as markup', () => {
    const entry = (inner: string) =>
      reading(
        `<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://firm.test/x/"><a:title type="html">A &amp;amp; B</a:title><a:entry>${inner}<a:id>tag:firm.test,2023:1</a:id></a:entry></a:feed>`,
      )
    const both = entry(
      '<a:title>1 &lt; 2 &amp;amp; 3</a:title><a:link rel="self" href="self"/><a:link href="../y"/><a:published>2023-11-17T15:28:00-05:00</a:published><a:updated>2023-11-18T00:00:00Z</a:updated>' +
        '<a:summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>two</p></div></a:summary><a:content type="html">&lt;p>All of it</a:content>',
    )
    expect(both.report.map(({ code }) => code)).toEqual([])
    expect(both.events[0]?.event).toMatchObject({
      title: '1 < 2 &amp; 3',
      public_at: '2023-11-17T20:28:00Z',
      time_source: 'feed',
      source_name: 'A & B',
      source_url: 'https://firm.test/y',
      summary: 'One two',
      language: 'en',
      extra: { source_modified_at: '2023-11-18T00:00:00Z' },
    })
    const updated = entry(
      '<a:title type="html">&lt;b>Bold&lt;/b> move</a:title><a:updated>2023-11-18T00:00:00Z</a:updated>',
    )
    expect(updated.events[0]).toMatchObject({
      event: { title: 'Bold move', public_at: '2023-11-18T00:00:00Z', time_source: 'seen' },
      witnesses: [],
    })
    // The same entry whatever the file calls its namespace: printf 'tag:firm.test,2023:1' | sha256sum
    expect(updated.events[0]?.event.event_id).toBe('feed:39863cd924b380f6')
  })

  it('readEvents() takes RSS 1.0 with the dates of Dublin Core', () => {
    const file = reading(
      `<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://x.test/"><title>X</title><image><title>No</title></image></channel>
<item rdf:about="https://x.test/1"><title>T</title><link>https://x.test/1</link><d:date>2023-11-20T14:00:00+07:00</d:date></item><item rdf:about="https://x.test/2"><title>U</title><d:date>2023-11</d:date></item></rdf:RDF>`,
    )
    expect(file.report).toEqual([])
    expect(
      file.events.map(({ event, line }) => [line, event.title, event.public_at, event.precision, event.source_name]),
    ).toEqual([
      [2, 'T', '2023-11-20T07:00:00Z', 'second', 'X'],
      [2, 'U', '2023-11', 'month', 'X'],
    ])
  })

  it('readEvents() keeps both times where an item tells two', () => {
    const { witnesses, event } = one(`${dated}<dc:date>2023-11-19T12:00:00Z</dc:date>`).events[0] ?? {}
    expect([event?.public_at, witnesses?.map(({ at }) => at)]).toEqual([
      '2023-11-20T12:55:00Z',
      ['2023-11-20T12:55:00Z', '2023-11-19T12:00:00Z'],
    ])
  })

  it('readEvents() takes of a clock time without a zone its date, or the zone that a person names', () => {
    const zoneless = '<title>A</title><pubDate>Mon, 20 Nov 2023 07:55:00</pubDate>'
    const file = one(zoneless)
    expect([file.events[0]?.event.public_at, file.report.map(({ code }) => code)]).toEqual([
      '2023-11-20',
      ['W_TIME_ZONE'],
    ])
    expect(cells(zoneless, { defaultTimezone: 'Asia/Jakarta', ticker: 'MSFT' })).toMatchObject({
      public_at: '2023-11-20T00:55:00Z',
      precision: 'minute',
      timezone: 'Asia/Jakarta',
    })
  })

  it.each([
    ['<title>A</title>', 'E_REQUIRED', 'public_at'],
    [dated.replace('EST', 'CET'), 'E_TIME_ZONE', 'CET is none of them'],
    [dated.replace('Mon', 'Tue'), 'E_TIME_FORMAT', 'weekday'],
    [`${dated}<link>javascript:alert(1)</link>`, 'E_URL', 'source_url'],
    [dated.replace('A title', ' '), 'E_REQUIRED', 'title'],
  ])('readEvents() refuses the item %s with %s', (inner, code, words) => {
    const file = one(inner)
    expect([file.rejected, file.events.length]).toEqual([1, 0])
    expect(file.report).toMatchObject([{ code, line: 1, message: expect.stringContaining(words) }])
  })

  it.each([
    ['E_XML', channel(item(dated)).slice(0, -30), 'not closed'],
    ['E_XML', channel(item('<title>A<b></title>')), 'not closed'],
    ['E_XML', `<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${channel(item(dated))}`, 'entities'],
    ['E_XML', `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>${channel(item(dated))}`, 'entities'],
    ['E_LIMIT', channel(item(`${dated}<description>${'<b>'.repeat(200)}${'</b>'.repeat(200)}</description>`)), 'deep'],
    ['E_VERSION', '<feed xmlns="http://purl.org/atom/ns#"><entry></entry></feed>', 'namespace'],
    ['E_LIMIT', channel(item(dated).repeat(11)), '10 entries'],
  ])('readEvents() refuses a whole feed with %s', (code, text, words) => {
    const file = reading(text, { mostRecords: 10 })
    expect(file).toMatchObject({ reader: 'feed', refused: true, events: [] })
    expect(file.report).toMatchObject([{ code, message: expect.stringContaining(words) }])
  })

  it('readEvents() takes one of two entries of one id, an ampersand as typed, and plain letters as plain', () => {
    const same = `<guid>https://firm.test/1</guid>${dated}`
    const twice = reading(channel(item(same) + item(same)))
    expect([twice.events.length, twice.report.map(({ code }) => code)]).toEqual([1, ['W_DUPLICATE']])
    expect(twice.events[0]?.event.source_url).toBe('https://firm.test/1')
    const titled = (title: string) => cells(dated.replace('A title', title))?.title
    expect(titled('AT&T buys')).toBe('AT&T buys')
    expect(titled('AT&amp;amp;T buys')).toBe('AT&T buys')
    expect(titled('&lt;img src=x onerror=__xss(14)&gt;')).toBe('<img src=x onerror=__xss(14)>')
    expect(titled('1 &lt; 2 \u202e')).toBe('1 < 2 \u202e')
    expect(titled('<![CDATA[{{constructor}}]]>')).toBe('{{constructor}}')
    expect(
      cells('<pubDate>Mon, 20 Nov 2023 07:55:00 EST</pubDate><description>Only &lt;i&gt;this&lt;/i&gt;</description>')
        ?.title,
    ).toBe('Only this')
  })

  it('readEvents() makes of nothing in a feed a property of an object', () => {
    const file = reading(
      channel(item(`${dated}<__proto__>x</__proto__><constructor a="1">y</constructor><category>__proto__</category>`)),
    )
    expect(file.events[0]?.event.tags).toEqual(['__proto__'])
    expect('polluted' in {}).toBe(false)
  })

  it('plainText() keeps words alone', () =>
    expect(plainText('<h1>A</h1>b<br/>c &lt;d&gt; &amp;amp;<style>p{}</style><img src=x onerror=y> e\u0000f')).toBe(
      'A b c <d> &amp; e f',
    ))

  it('fileText() reads XML in the encoding that it declares, and no other', () => {
    const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
    const xml = (encoding: string) => bytes(`<?xml version="1.0" encoding="${encoding}"?><a>caf\xe9</a>`)
    expect(fileText(xml('ISO-8859-1'))).toMatchObject({ kind: 'text', text: expect.stringContaining('café') })
    for (const encoding of ['utf-8', 'utf-16', 'klingon'])
      expect(fileText(xml(encoding)).kind, encoding).toBe('refused')
    expect(fileText(bytes('caf\xe9')).kind).toBe('refused')
  })
})
