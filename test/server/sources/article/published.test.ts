import { describe, expect, it } from 'vitest'
import { cleaned, paragraphsOf } from '../../../../server/sources/article/clean.ts'
import { readHtml } from '../../../../server/sources/article/html.ts'
import { languageOf } from '../../../../server/sources/article/language.ts'
import { isHtml } from '../../../../server/sources/article/page.ts'
import {
  addressDate,
  datelineDate,
  machineDate,
  publicationOf,
  visibleDate,
} from '../../../../server/sources/article/published.ts'
import { readPage } from '../../../../server/sources/article/readPage.ts'
import { sentencesOf } from '../../../../server/sources/article/sentence.ts'

const page = (head: string, body = '') =>
  `<!doctype html><html><head>${head}</head><body><article><h1>A headline of ten words or so</h1>${body}<p>${'Words of the article stand here. '.repeat(12)}</p></article></body></html>`
const ld = (json: string) => `<script type="application/ld+json">${json}</script>`

/** Pages written by hand with one true date each, and which tier must tell it; null where none may be told. */
const pages: readonly (readonly [name: string, html: string, published: string | null, tier: string | null])[] = [
  [
    'JSON-LD of an article',
    page(ld('{"@type":"NewsArticle","datePublished":"2023-11-20T02:53:28-05:00"}')),
    '2023-11-20T02:53:28-05:00',
    'json_ld',
  ],
  [
    'JSON-LD in a list',
    page(ld('[{"@type":"Organization"},{"@type":["Thing","BlogPosting"],"datePublished":"2023-11-20"}]')),
    '2023-11-20',
    'json_ld',
  ],
  [
    'JSON-LD in a graph, with a semicolon and a tab inside',
    page(
      ld(
        '{"@graph":[{"@type":"WebSite","datePublished":"2010-01-01"},{"@type":"Article","headline":"a\tb","datePublished":"2023-11-20T08:00:00+07:00"}]};',
      ),
    ),
    '2023-11-20T08:00:00+07:00',
    'json_ld',
  ],
  [
    'JSON-LD that is no JSON, and a meta',
    page(`${ld('{oops')}<meta name="parsely-pub-date" content="2023-11-20T07:53:28Z">`),
    '2023-11-20T07:53:28Z',
    'meta',
  ],
  [
    'the meta of Open Graph',
    page('<meta property="article:published_time" content="2023-11-20T07:53:28+00:00">'),
    '2023-11-20T07:53:28+00:00',
    'meta',
  ],
  [
    'modified alone tells nothing',
    page('<meta property="article:modified_time" content="2023-11-21T07:53:28Z">'),
    null,
    null,
  ],
  [
    'published before modified',
    page(
      '<meta property="article:modified_time" content="2023-11-25"><meta property="article:published_time" content="2023-11-20">',
    ),
    '2023-11-20',
    'meta',
  ],
  ['Dublin Core', page('<meta name="DC.date.issued" content="2023-11-20">'), '2023-11-20', 'meta'],
  ['microdata', page('', '<meta itemprop="datePublished" content="2023-11-20">'), '2023-11-20', 'microdata'],
  [
    'microdata of a time element',
    page('', '<time itemprop="datePublished" datetime="2023-11-20T10:00:00Z">today</time>'),
    '2023-11-20T10:00:00Z',
    'microdata',
  ],
  [
    'the address',
    page('<link rel="canonical" href="https://example.test/2023/11/20/story.html">'),
    '2023-11-20',
    'url',
  ],
  [
    'an address with a compact date',
    page('<meta property="og:url" content="https://example.test/read/20231120/story">'),
    '2023-11-20',
    'url',
  ],
  [
    'an address with numbers that are no date',
    page('<link rel="canonical" href="https://example.test/2023/17/99/story-12345678">'),
    null,
    null,
  ],
  [
    'a time element',
    page('', '<time datetime="2023-11-20T10:00:00-05:00">Nov 20</time>'),
    '2023-11-20T10:00:00-05:00',
    'time',
  ],
  [
    'a clock time without a zone is its date',
    page('<meta name="pubdate" content="2023-11-20T23:30:00">'),
    '2023-11-20',
    'meta',
  ],
  ['a mail date', page('<meta name="date" content="Mon, 20 Nov 2023 07:55:00 GMT">'), '2023-11-20T07:55:00Z', 'meta'],
  ['a date that is none', page('<meta name="date" content="2023-02-30">'), null, null],
  ['a visible line', page('', '<p>Published Nov 20, 2023 2:53 a.m. ET</p>'), '2023-11-20T07:53:00Z', 'visible'],
  ['a visible Indonesian line', page('', '<p>Senin, 20 Nov 2023 14:53 WIB</p>'), '2023-11-20T07:53:00Z', 'visible'],
  [
    'a date in a sentence is not of the page',
    page('', '<p>The board met on November 17, 2023, and dismissed him.</p>'),
    null,
    null,
  ],
  ['nothing', page(''), null, null],
  // Written after the rules, as sites write them.
  [
    'an address with the name of its month',
    page('<link rel="canonical" href="https://example.test/business/2023/nov/20/microsoft-hires-altman">'),
    '2023-11-20',
    'url',
  ],
  ['a meta in words', page('<meta name="pubdate" content="November 20, 2023">'), '2023-11-20', 'meta'],
  [
    'JSON-LD in words with a zone of letters',
    page(ld('{"@type":"NewsArticle","datePublished":"Mon, 20 Nov 2023 02:53:28 EST"}')),
    '2023-11-20T07:53:28Z',
    'json_ld',
  ],
  [
    'a moment with a space before its offset',
    page('<meta property="article:published_time" content="2023-11-20 14:53:28 +0700">'),
    '2023-11-20T14:53:28+0700',
    'meta',
  ],
  [
    'a meta in Open Graph without the article',
    page('<meta property="og:published_time" content="2023-11-20T07:53:28Z">'),
    '2023-11-20T07:53:28Z',
    'meta',
  ],
  [
    'an article nested in a page',
    page(
      ld(
        '{"@type":"WebPage","datePublished":"2019-05-01","mainEntity":{"@type":"NewsArticle","datePublished":"2023-11-20"}}',
      ),
    ),
    '2023-11-20',
    'json_ld',
  ],
  [
    'a time beside the article is of another story',
    page('').replace(
      '<article>',
      '<aside><time datetime="2021-03-04">4 March</time></aside><article><time datetime="2023-11-20">20 Nov</time>',
    ),
    '2023-11-20',
    'time',
  ],
  [
    'a visible line with two dates is of that on which it was published',
    page('', '<p>Updated Nov 22, 2023 · Published Nov 20, 2023</p>'),
    '2023-11-20',
    'visible',
  ],
  ['a line that says when it was updated alone', page('', '<p>Last updated on Nov 22, 2023</p>'), null, null],
  [
    'an Indonesian line in digits',
    page('', '<p>Example.co.id - 20/11/2023, 14:53 WIB</p>'),
    '2023-11-20T07:53:00Z',
    'visible',
  ],
  ['a copyright line', page('', '<p>© 2023 Example Media, 20 November Street</p>'), null, null],
  [
    'JSON-LD of a template that was never filled',
    page(ld('{"@type":"NewsArticle","datePublished":"{{date}}"}')),
    null,
    null,
  ],
  [
    'a meta and an address that say the same',
    page(
      '<meta property="article:published_time" content="2023-11-20T07:53:28Z"><link rel="canonical" href="https://example.test/2023/11/20/a">',
    ),
    '2023-11-20T07:53:28Z',
    'meta',
  ],
]

describe('when a page was published', () => {
  for (const [name, html, published, tier] of pages)
    it(name, () => {
      const { witnesses, paragraphs } = readHtml(html, null)
      const visible = visibleDate(paragraphs, /WIB/.test(html) ? 'id' : 'en', 'America/New_York')
      const found = publicationOf([...witnesses, ...(visible === null ? [] : [visible])])
      expect([found?.published ?? null, found?.tier ?? null]).toEqual([published, tier])
    })

  it('is contradicted where two places lie more than two days apart', () => {
    const { witnesses } = readHtml(
      page(
        `${ld('{"@type":"NewsArticle","datePublished":"2023-11-20"}')}<link rel="canonical" href="https://example.test/2023/10/01/a">`,
      ),
      null,
    )
    expect(publicationOf(witnesses)).toMatchObject({ published: '2023-11-20', tier: 'json_ld', disagrees: true })
  })

  it('is on the clock of a zone that is told, and in no other', () => {
    expect(machineDate('2023-11-20T02:53:28', 'America/New_York')).toBe('2023-11-20T07:53:28Z')
    expect(machineDate('2023-11-20 02:53', null)).toBe('2023-11-20')
    for (const bad of ['20.11.2023', '2023-11-20T25:00:00Z', 'yesterday', '', '1700467200'])
      expect(machineDate(bad, null)).toBeNull()
    expect(addressDate('https://example.test/a/2023-11-20-story')).toBe('2023-11-20')
  })

  it('stands in a dateline', () => {
    const at = (text: string) => datelineDate(text, 'en', 'America/New_York')?.value ?? null
    expect(at('NEW YORK, Nov. 20, 2023 (Example) - Microsoft said it hired two.')).toBe('2023-11-20')
    expect(at('LONDON, 20 November 2023 — Microsoft said it hired two.')).toBe('2023-11-20')
    expect(at('On Nov. 20, 2023 the firm hired two - or three.')).toBeNull()
  })
})

describe('a text', () => {
  it('is Indonesian or English by its commonest words, or neither', () => {
    expect(languageOf('Perusahaan itu mengatakan bahwa laba bersih naik dan saham ditutup menguat.')?.language).toBe(
      'id',
    )
    expect(languageOf('The company said that net profit rose and the shares closed higher.')?.language).toBe('en')
    expect(languageOf('Lorem ipsum dolor sit amet consectetur adipiscing elit')).toBeNull()
    expect(languageOf('')).toBeNull()
  })

  it('loses what it repeats and what is of the site, and has its headline before the repetition', () => {
    const body = 'A first paragraph that is long enough to be the opening of an article, as it has many words.'
    expect(cleaned([body, 'Second.', 'View original', 'A headline without a stop', body, 'Second.'])).toEqual({
      title: 'A headline without a stop',
      titleFrom: 'repeat',
      paragraphs: [body, 'Second.'],
      repeated: 2,
      furniture: 1,
    })
    expect(cleaned(['A headline of the article', body]).title).toBe('A headline of the article')
    expect(cleaned([body, 'Last words.']).title).toBeNull()
  })

  it('joins lines that were wrapped by hand', () =>
    expect(paragraphsOf('one\ntwo\n\nthree\nfour\n\nfive\nsix')).toEqual(['one two', 'three four', 'five six']))

  it('has sentences that end where sentences end', () => {
    const text = 'Shares of Example Inc. fell 1.7% at 3:28 p.m. ET. "Why?" he asked. It rose\n\nNext paragraph'
    expect(sentencesOf(text).map(({ text: one, paragraph }) => [one, paragraph])).toEqual([
      ['Shares of Example Inc. fell 1.7% at 3:28 p.m. ET.', 0],
      ['"Why?" he asked.', 0],
      ['It rose', 0],
      ['Next paragraph', 1],
    ])
  })

  it('is told from a page', () => {
    expect(isHtml('<p>a</p><p>b</p>')).toBe(true)
    expect(isHtml('a < b and c > d')).toBe(false)
  })
})

describe('a page', () => {
  it('gives text alone: nothing of it is run, and what it escapes stays as written', () => {
    const { paragraphs, title } = readHtml(
      page(
        '<title>A &amp; B</title>',
        '<p>1 &lt; 2 &amp; 3 < 4 & 5 <script>alert(1)</script><style>p{}</style>&lt;img src=x onerror=__xss(14)&gt;</p>',
      ),
      null,
    )
    expect(paragraphs).toContain('1 < 2 & 3 < 4 & 5 <img src=x onerror=__xss(14)>')
    expect(paragraphs.join()).not.toContain('alert')
    expect(title).toBe('A headline of ten words or so')
  })

  it('that is no article, too deep or too full is refused with a reason', async () => {
    expect(await readPage(`<html><body>${'<b>'.repeat(401)}`, null)).toEqual({
      kind: 'refused',
      why: 'its elements lie more than 400 deep in one another',
    })
    expect(() => readHtml(`<html><body>${'<br>'.repeat(12_000)}`, null)).toThrow('elements')
  })
})
