import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listEvents } from '../../../db/events.ts'
import type { Db } from '../../../db/file/db.ts'
import { openDb } from '../../../db/file/open.ts'
import { type ArticleReading, readArticle } from '../../../server/articles/article.ts'
import { checkDraft } from '../../../server/articles/draft.ts'
import { recordsOf } from '../../../server/articles/records.ts'
import { takeArticle } from '../../../server/articles/take.ts'
import { edit, saveEdited } from '../../../server/events/edit.ts'
import { witnessesOf } from '../../../server/events/witnesses.ts'
import { passportOf } from '../../../server/impact/passport.ts'
import { importList } from '../../../server/ingest/imports.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { settingsOf } from '../../../server/query/settings.ts'
import { loadSample } from '../../../server/store/sample.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant
const seed = join(import.meta.dirname, '../../../../shared/data/seed-article.txt')
const article = (name: string) => readFileSync(`test/fixtures/articles/${name}`, 'utf8')

let db: Db
beforeAll(async () => {
  ;({ db } = await openDb(':memory:', NOW))
  await loadSample(db, NOW)
})
afterAll(() => db.close())

const claim = ({ claims }: ArticleReading, words: string) => {
  const found = claims.filter(({ quote }) => quote.includes(words))
  expect(found.map(({ quote }) => quote)).toHaveLength(1)
  return found[0] as ArticleReading['claims'][number]
}

/** Figures of the sample's own files: closes 376.17, 369.85 and 377.44 of 16, 17 and 20 November 2023. */
function holdsTheCentralSentence(reading: ArticleReading) {
  const { verdict, figures, reasons } = claim(reading, 'hari yang sama')
  expect(verdict).toBe('partly')
  expect(figures.session).toBe('2023-11-17')
  expect(figures.r).toBeCloseTo(369.85 / 376.17 - 1, 6)
  expect(figures.next_r).toBeCloseTo(377.44 / 369.85 - 1, 6)
  // Before or with the news: 376.17 to the close of the bar that ends at 15:30, two minutes after it.
  expect(figures.share_before_or_with_news).toBeCloseTo((371.58 / 376.17 - 1) / (369.85 / 376.17 - 1), 2)
  expect(reasons).toEqual(['direction_right', 'not_distinguishable', 'mostly_before_or_with_news'])
  expect(figures.p).toBeGreaterThan(0.05)
}

describe('an article', () => {
  it('that was copied twice is read once, with its headline and without the footer of the site', async () => {
    const { article: read } = await readArticle(db, article('twice.txt'), { published: '2023-11-20' })
    expect(read.title).toBe('Microsoft umumkan Sam Altman bergabung untuk memimpin tim riset AI baru')
    expect(read).toMatchObject({
      language: 'id',
      published: '2023-11-20',
      published_tier: 'told',
      repeated_paragraphs: 8,
      site_lines: 2,
    })
    expect(read.anchors).toEqual([
      {
        phrase: 'pertikaian OpenAI',
        event_id: 'openai-20231117-altman-ousted',
        date: '2023-11-17',
        title: 'OpenAI board removes Sam Altman as CEO; Mira Murati named interim CEO',
      },
    ])
  })

  it('counts from the event to which a person bound a phrase, and from no other for that phrase', async () => {
    const text =
      'Sehari sebelum sandiwara itu, Satya Nadella memuji OpenAI. Tiga hari setelah pertikaian OpenAI ia merekrut Altman.'
    const rules = { published: '2023-11-27', language: 'id' as const }
    const [day, letter] = ['openai-20231117-altman-ousted', 'openai-20231120-staff-letter']
    const dates = ({ mentions }: ArticleReading) => mentions.map(({ from, anchor }) => [from, anchor])
    expect(dates(await readArticle(db, text, rules))).toEqual([['2023-11-20', `event:${day}`]])
    const anchors = [
      { phrase: 'Sandiwara itu', event: day },
      { phrase: 'pertikaian OpenAI', event: letter },
    ]
    const bound = await readArticle(db, text, { ...rules, anchors })
    expect(dates(bound)).toEqual([
      ['2023-11-16', `event:${day}`],
      ['2023-11-23', `event:${letter}`],
    ])
    expect(bound.article.anchors.map(({ phrase, event_id }) => [phrase, event_id])).toEqual([
      ['Sandiwara itu', day],
      ['pertikaian OpenAI', letter],
    ])
    const unknown = readArticle(db, text, { ...rules, anchors: [{ phrase: 'itu', event: 'nobody' }] })
    await expect(unknown).rejects.toThrow('There is no event "nobody"')
  })

  it('counts sessions by the calendar of its ticker', async () => {
    const text =
      'Microsoft (NASDAQ: MSFT) told its staff on Wednesday, 22 November 2023. Two sessions later the share was at a record.'
    const { mentions } = await readArticle(db, text, { published: '2023-12-04', language: 'en' })
    // Thanksgiving is none, the half day after it is one.
    expect(mentions.map(({ text: span, from }) => [span, from])).toEqual([
      ['Wednesday, 22 November 2023', '2023-11-22'],
      ['Two sessions later', '2023-11-27'],
    ])
  })

  it('proposes what it dates, with its reasons and a quote of its own, and confirms nothing', async () => {
    const reading = await readArticle(db, article('twice.txt'), { published: '2023-11-20' })
    const { proposals, article: read } = reading
    expect(
      proposals.map(({ quote, public_at, from, to, type }) => [quote.slice(0, 24), public_at ?? [from, to], type]),
    ).toEqual([
      ['Microsoft umumkan Sam Al', '2023-11-20', 'management.other'],
      ['Baru saja, dewan direksi', '2023-11-20', 'management.other'],
      ['Sehari sebelum pertikaia', '2023-11-16', 'disclosure'],
      ['Sehari kemudian, perseli', '2023-11-17', 'governance'],
      ['Minggu lalu Microsoft me', ['2023-11-13', '2023-11-19'], 'product.launch'],
    ])
    const text = article('twice.txt')
    for (const { quote } of proposals) expect(text).toContain(quote)
    expect(new Set(proposals.map(({ quote }) => quote)).size).toBe(proposals.length)
    expect(proposals[1]?.tickers).toEqual([
      {
        symbol: 'MSFT',
        role: 'investor',
        reason: '"OpenAI": Microsoft is its largest backer and its cloud provider (2019-07-22 to today)',
        told: {
          written: 'OpenAI',
          by: 'relation',
          note: 'Microsoft is its largest backer and its cloud provider',
          from: '2019-07-22',
          to: null,
        },
      },
    ])
    expect(read.left_out.map(({ why }) => why)).toEqual(['outcome', 'opinion'])
    const { records } = recordsOf(reading, 'twice.txt')
    expect(records.map(({ status }) => status)).toEqual(Array(5).fill('proposed'))
    expect(records[4]?.public_at).toBe('2023-W46')
    // What the page shows as chips is where it says.
    for (const { start, end, text: words } of reading.mentions) expect(read.text.slice(start, end)).toBe(words)
    for (const { start, end, reason } of reading.names) expect(reason).toContain(`"${read.text.slice(start, end)}"`)
    expect(reading.names.length).toBeGreaterThan(5)
  })

  it('has its claims judged by prices, and those that prices do not know said so', async () => {
    const reading = await readArticle(db, article('twice.txt'), { published: '2023-11-20' })
    holdsTheCentralSentence(reading)
    expect(claim(reading, 'kapitalisasi pasar tertinggi')).toMatchObject({
      verdict: 'supported',
      figures: { record_session: '2023-11-16', record_close: 376.17, highest_since: '2022-01-03' },
    })
    expect(claim(reading, 'runtuh dalam semalam')).toMatchObject({
      verdict: 'contradicted',
      figures: { recovered_on: '2023-11-20', sessions_to_recover: 1 },
    })
    for (const words of ['dana untuk OpenAI', '49%', '86 miliar'])
      expect(claim(reading, words)).toMatchObject({ verdict: 'uncheckable', figures: {} })
    const statements = reading.claims.filter(({ kind }) => kind === 'statement')
    expect(reading.claims.length - statements.length).toBe(6)
    expect(statements.map(({ verdict, needs }) => [verdict, needs])).toEqual(Array(4).fill(['uncheckable', 'event']))
  })

  it('without a known publication dates nothing from it, and binds no name of an event', async () => {
    const { article: read, mentions, proposals, claims } = await readArticle(db, article('twice.txt'), {})
    expect(read).toMatchObject({ published: null, published_tier: null, anchors: [] })
    expect(mentions).toEqual([])
    expect(proposals).toEqual([])
    expect(claims.find(({ quote }) => quote.includes('hari yang sama'))).toMatchObject({
      verdict: 'uncheckable',
      needed: expect.stringContaining('--published'),
    })
  })

  it('is read from a page: text alone, when it was published and where that is said, and the clock of its events', async () => {
    const reading = await readArticle(db, article('hire.html'), {})
    expect(reading.article).toMatchObject({
      title: 'Microsoft hires Altman & Brockman to run a new AI team',
      language: 'en',
      published: '2023-11-20T14:15:00Z',
      published_tier: 'json_ld',
      published_disagrees: false,
      address: 'https://example.test/2023/11/20/microsoft-hires-altman',
      source: 'The Daily Example',
    })
    expect(reading.article.published_witnesses.map(({ tier, value }) => [tier, value])).toEqual([
      ['json_ld', '2023-11-20T14:15:00Z'],
      ['meta', '2023-11-20T09:15:00-05:00'],
      ['url', '2023-11-20'],
    ])
    expect(JSON.stringify(reading)).not.toMatch(/__xss|onerror|<img|<p>|Home Markets/)
    expect(reading.proposals.map(({ public_at, from, precision }) => [public_at ?? from, precision])).toEqual([
      ['2023-11-20T14:15:00Z', 'minute'],
      ['2023-11-20', 'day'],
      ['2023-11-20T07:53:00Z', 'minute'],
      ['2023-11-13', 'week'],
    ])
    expect(claim(reading, 'fallen 1.7%').verdict).toBe('partly')
    expect(claim(reading, 'record $376.17')).toMatchObject({
      verdict: 'supported',
      figures: { record_session: '2023-11-16' },
    })
  })

  it('is stored as proposals, once', async () => {
    const { db: own } = await openDb(':memory:', NOW)
    await loadSample(own, NOW)
    const take = async () => {
      const reading = await readArticle(own, article('twice.txt'), { published: '2023-11-20' })
      return (await takeArticle((file, options) => ingest(own, file, options), reading, 'twice.txt', { now: NOW })).done
        .counts
    }
    expect(await take()).toEqual({ new: 5, changed: 0, unchanged: 0, rejected: 0 })
    expect(await take()).toEqual({ new: 0, changed: 0, unchanged: 5, rejected: 0 })
    // A sentence that became an event is no name of that event: its date stays one, and what counts from it.
    for (const event of await listEvents(own, { statuses: ['proposed'] }))
      await edit(own, 'confirmed', NOW, async (tx) => {
        await saveEdited(tx, { ...event, status: 'confirmed' }, NOW)
        return { changed: 1, unchanged: 0 }
      })
    const [before, after] = [db, own].map((store) =>
      readArticle(store, article('twice.txt'), { published: '2023-11-20' }),
    )
    expect((await after)?.mentions).toEqual((await before)?.mentions)
    // A page and a person say when it was published: of its headline all of them are witnesses, of the rest bounds.
    const page = await readArticle(own, article('hire.html'), { published: '2023-11-20T09:10:00-05:00' })
    await takeArticle((file, options) => ingest(own, file, options), page, 'hire.html', { now: NOW })
    const stored = await listEvents(own, { statuses: ['proposed'] })
    const [headline] = stored.filter(({ title }) => title === page.article.title)
    const [dated] = stored.filter(({ notes }) => notes?.startsWith('Microsoft said on Monday') === true)
    const told = async (event = headline) =>
      event === undefined ? [] : (await witnessesOf(own, event)).map(({ kind, at, place }) => [kind, at, place])
    const where = 'https://example.test/2023/11/20/microsoft-hires-altman'
    expect((await told()).sort()).toEqual([
      ['page', '2023-11-20', `URL, ${where}`],
      ['page', '2023-11-20T14:15:00Z', `JSON-LD, ${where}`],
      ['page', '2023-11-20T14:15:00Z', `meta, ${where}`],
      ['person', '2023-11-20T14:10:00Z', where],
    ])
    expect((await told(dated)).filter(([kind]) => kind === 'seen')).toHaveLength(4)
    const passport = await passportOf(own, dated?.event_id ?? '', {
      ticker: null,
      benchmark: null,
      settings: settingsOf({}),
    })
    const bounds = passport.witnesses.filter(({ kind, used }) => kind === 'seen' && !used)
    expect(bounds.map(({ agrees, session }) => [agrees, session])).toEqual(Array(3).fill([true, null]))
    own.close()
  })

  it('without an event stores nothing, not even an import, and says so', async () => {
    const { db: own } = await openDb(':memory:', NOW)
    const text =
      'Microsoft might launch a tablet on Friday.\n\nThe weather in Redmond was mild and the staff were at ease.'
    const reading = await readArticle(own, text, { published: '2023-11-20', language: 'en' })
    const { done } = await takeArticle((file, options) => ingest(own, file, options), reading, 'a.txt', { now: NOW })
    expect(done).toMatchObject({ run: null, accepted: true, stored: false })
    expect(done.report.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ['W_NO_EVENT', 'warning', 'No event was found in the article: nothing is stored; sentences left out: 1 opinion'],
    ])
    expect(await importList(own, 10)).toEqual([])
    own.close()
  })

  it('is refused where its language, its page or what is told of it cannot be read', async () => {
    const read = (text: string, rules = {}) => readArticle(db, text, rules)
    await expect(read('Lorem ipsum dolor sit amet consectetur adipiscing elit sed')).rejects.toThrow(
      'say it with language',
    )
    await expect(read(`<html><body>${'<div>'.repeat(500)}`)).rejects.toThrow('more than 400 deep')
    await expect(read('The shares fell.', { published: '20/11/2023' })).rejects.toThrow(
      'a date, or a moment with its offset',
    )
    await expect(read('The shares fell.', { zone: 'Nowhere' })).rejects.toThrow('IANA time zone')
    await expect(read('\n\n')).rejects.toThrow('no paragraph is left')
  })

  it.skipIf(!existsSync(seed))('of the seed gives the verdicts of its claims that prices can decide', async () => {
    const reading = await readArticle(db, readFileSync(seed, 'utf8'), { published: '2023-11-20' })
    expect(reading.article).toMatchObject({ language: 'id', repeated_paragraphs: 19, site_lines: 2 })
    expect(reading.article.title).toMatch(/^Menciptakan kembali OpenAI/)
    holdsTheCentralSentence(reading)
    expect(claim(reading, 'kapitalisasi pasar tertinggi').verdict).toBe('supported')
    expect(claim(reading, 'runtuh dalam semalam').verdict).toBe('contradicted')
    expect(claim(reading, 'tidak lagi mendanai').verdict).toBe('uncheckable')
    expect(claim(reading, 'akan musnah?').verdict).toBe('uncheckable')
    expect(reading.mentions.map(({ text, from, to }) => [text, from, to])).toEqual([
      ['Baru saja', '2023-11-20', '2023-11-20'],
      ['hari yang sama', '2023-11-17', '2023-11-17'],
      ['hari ini', '2023-11-20', '2023-11-20'],
      ['sehari sebelum pertikaian OpenAI', '2023-11-16', '2023-11-16'],
      ['sehari kemudian', '2023-11-17', '2023-11-17'],
      ['minggu lalu', '2023-11-13', '2023-11-19'],
      ['pekan lalu', '2023-11-13', '2023-11-19'],
    ])
  })
})

/** Rows of seed-claims.md and words of their sentences; what is an event or was said prices do not know. */
describe.skipIf(!existsSync(seed))('the seed article, row by row', () => {
  const rows = [
    [1, 'akhirnya gagal mendapatkan kembali kendali', 'uncheckable', 'event'],
    [2, 'kapitalisasi pasar tertinggi', 'supported', null],
    [3, 'turun tajam pada hari yang sama', 'partly', null],
    [4, 'runtuh dalam semalam', 'contradicted', null],
    [5, 'memilih CEO baru', 'uncheckable', 'event'],
    [6, 'Saya tidak akan terkejut', 'uncheckable', 'view'],
    [7, 'dengan cepat mengumumkan bahwa Altman telah bergabung', 'uncheckable', 'event'],
    [8, 'Misi berlanjut', 'uncheckable', 'event'],
    [9, 'sehari sebelum pertikaian OpenAI', 'uncheckable', 'event'],
    [10, 'Wintel', 'uncheckable', 'event'],
    [11, 'diyakini memiliki 49% OpenAI', 'uncheckable', 'source'],
    [12, 'Baru minggu lalu', 'uncheckable', 'event'],
    [13, 'OpenAI tidak akan berhasil membangun ChatGPT', 'uncheckable', 'event'],
    [14, 'graphormer', 'uncheckable', 'event'],
    [15, 'puluhan karyawan OpenAI', 'uncheckable', 'event'],
    [16, 'senilai $ 90 miliar akan musnah', 'uncheckable', 'source'],
  ] as const
  let reading: ArticleReading
  beforeAll(async () => {
    reading = await readArticle(db, readFileSync(seed, 'utf8'), { published: '2023-11-20T16:00:00+07:00' })
  })

  it.each(rows)('row %i: %s', (_row, words, verdict, needs) => {
    const found = reading.claims.find(({ quote }) => quote.includes(words))
    expect([found?.verdict, found?.needs]).toEqual([verdict, needs])
  })

  it('row 9: what was said a day before was public only on Monday', () => {
    const said = reading.proposals.find(({ quote }) => quote.includes('sehari sebelum pertikaian OpenAI'))
    expect(said?.public_at).toBe('2023-11-16')
    expect(said?.public_later).toEqual({
      event_id: 'afr-20231116-two-feet-interview',
      // The evening of the 16th in New York, and Monday's article.
      occurred: '2023-11-17T00:00:00Z',
      public: '2023-11-20T09:00:00Z',
    })
  })
})

describe('a draft', () => {
  const marksOf = async (text: string, rules = {}) =>
    (await checkDraft(db, text, rules)).marks.map(({ text: words, mark, figure }) => [words, mark, figure])

  it('has each figure, date and causal word marked by what is stored', async () => {
    const text =
      'Microsoft shares fell 1.7% to $369.85 on Friday, Nov. 17, 2023, because of the OpenAI dispute. The S&P 500 rose 0.13% that day. On Monday, Nov. 20, 2023, the stock rose 2.05% to a record $377.44.'
    expect(await marksOf(text)).toEqual([
      ['1.7%', 'rounded', '−1.68 %'],
      ['$369.85', 'right', null],
      ['Friday, Nov. 17, 2023', 'right', null],
      ['because of', 'wrong', '73 %'],
      ['0.13%', 'right', null],
      ['that day', 'right', null],
      ['Monday, Nov. 20, 2023', 'right', null],
      ['2.05%', 'right', null],
      ['$377.44', 'right', null],
    ])
  })

  it('says what is wrong, with the figure', async () => {
    expect(
      await marksOf('Microsoft stock rose 1.68% on Thursday, Nov. 17, 2023, and was traded on Nov. 18, 2023.'),
    ).toEqual([
      ['1.68%', 'wrong', '−1.68 %'],
      ['Thursday, Nov. 17, 2023', 'wrong', 'Friday 2023-11-17'],
      ['Nov. 18, 2023', 'wrong', '2023-11-18'],
    ])
  })

  it('reads Indonesian figures', async () => {
    expect(
      await marksOf('Saham Microsoft turun 1,68 persen pada Jumat (17/11/2023) dan ditutup di US$ 369,85.'),
    ).toEqual([
      ['1,68 persen', 'right', null],
      ['Jumat (17/11/2023)', 'right', null],
      ['US$ 369,85', 'right', null],
    ])
  })

  it('abstains where ticker, date or unit do not bind', async () => {
    const text =
      'The shares fell 3% on Nov. 17, 2023. Microsoft paid $10 billion and fell 3%. Microsoft and Apple shares fell 3% on Nov. 17, 2023.'
    const marks = await marksOf(text.replaceAll('. ', '.\n\n'))
    expect(marks.filter(([words]) => words !== 'Nov. 17, 2023').map(([, mark]) => mark)).toEqual(
      Array(4).fill('not ours'),
    )
  })
})
