import { afterEach, beforeEach, expect, it } from 'vitest'
import { findEvent } from '../../../db/events.ts'
import type { Db } from '../../../db/file/db.ts'
import { openDb } from '../../../db/file/open.ts'
import { write } from '../../../db/file/transaction.ts'
import { saveEdited } from '../../../server/events/edit.ts'
import { witnessesOf } from '../../../server/events/witnesses.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant
let db: Db
beforeEach(async () => {
  db = (await openDb(':memory:', NOW)).db
})
afterEach(() => db.close())

const feed = (time: string, title = 'Microsoft hires') =>
  `<rss version="2.0"><channel><title>F</title><link>https://f.test/</link><item><title>${title}</title><link>https://f.test/1</link><guid>https://f.test/1</guid><category>Jobs</category><pubDate>${time}</pubDate></item></channel></rss>`
const take = async (text: string, now = NOW) => {
  const bytes = new TextEncoder().encode(text)
  const { kind, reader, counts, report } = await ingest(
    db,
    { name: 'feed.xml', bytes },
    { now, ticker: mustBeTicker('MSFT') },
  )
  return [kind, reader, counts.new, counts.changed, counts.unchanged, report.length]
}

it('ingest() of a feed a second time changes nothing, and never what a person has written', async () => {
  const time = 'Mon, 20 Nov 2023 07:55:00 GMT'
  expect(await take(feed(time))).toEqual(['events', 'feed', 1, 0, 0, 0])
  expect(await take(feed(time))).toEqual(['events', 'feed', 0, 0, 1, 0])
  // printf https://f.test/1 | sha256sum
  const id = 'feed:f7fb635642598f41'
  const stored = async () => (await findEvent(db, id)) ?? expect.fail('no event')
  const edited = { ...(await stored()), title: 'Microsoft hires Altman', tags: [], status: 'confirmed' as const }
  await write(db, (tx) => saveEdited(tx, edited, NOW))
  expect(await take(feed(time, 'Another title'))).toEqual(['events', 'feed', 0, 0, 1, 0])
  expect(await stored()).toEqual(edited)
  // A time that the feed has changed since is told beside the first one; the event stays where it is.
  expect(await take(feed('Mon, 20 Nov 2023 09:00:00 GMT'), (NOW + 1000) as Instant)).toEqual([
    'events',
    'feed',
    0,
    1,
    0,
    0,
  ])
  expect(await stored()).toEqual(edited)
  expect((await witnessesOf(db, await stored())).map(({ kind, at, note }) => [kind, at, note])).toEqual([
    ['feed', '2023-11-20T07:55:00Z', 'pubDate: Mon, 20 Nov 2023 07:55:00 GMT'],
    ['feed', '2023-11-20T09:00:00Z', 'pubDate: Mon, 20 Nov 2023 09:00:00 GMT'],
  ])
})

/** Names, roles and reasons are those of db/sample/relations.csv. */
it.each([
  ['Microsoft stock closes at record', 'MSFT:subject', null],
  ['Saham Microsoft ditutup di rekor', 'MSFT:subject', null],
  [
    'OpenAI staff threaten to quit',
    'MSFT:investor',
    '"OpenAI": Microsoft is its largest backer and its cloud provider (2019-07-22 to today)',
  ],
  ['Karyawan OpenAI dan Microsoft bertemu', 'MSFT:subject', null],
  ['The weather in Redmond', '', null],
])('ingest() gives an entry of a feed the tickers that its title names: %s', async (title, tickers, note) => {
  const bytes = new TextEncoder().encode(feed('Mon, 20 Nov 2023 07:55:00 GMT', title))
  const { report } = await ingest(db, { name: 'feed.xml', bytes }, { now: NOW })
  const event = await findEvent(db, 'feed:f7fb635642598f41')
  expect(event?.tickers.map(({ symbol, role }) => `${symbol}:${role}`).join()).toBe(tickers)
  expect(event?.relation_note).toBe(note)
  expect(report.map(({ code }) => code)).toEqual(tickers === '' ? ['W_NO_TICKER'] : [])
})

it('ingest() of a feed keeps to the days of a relation, and to the ticker that a person names', async () => {
  const tickersOf = async (time: string, ticker: string | null) => {
    const own = (await openDb(':memory:', NOW)).db
    const bytes = new TextEncoder().encode(feed(time, 'OpenAI staff meet'))
    await ingest(own, { name: 'feed.xml', bytes }, { now: NOW, ticker: ticker === null ? null : mustBeTicker(ticker) })
    const event = await findEvent(own, 'feed:f7fb635642598f41')
    own.close()
    return [event?.tickers.map(({ symbol, role }) => `${symbol}:${role}`), event?.relation_note]
  }
  expect(await tickersOf('Sun, 21 Jul 2019 07:55:00 GMT', null)).toEqual([[], null])
  expect(await tickersOf('Mon, 20 Nov 2023 07:55:00 GMT', 'AAPL')).toEqual([['AAPL:subject'], null])
})

it('ingest() of a feed with an undated entry refuses it in strict mode alone, by its line', async () => {
  const undated = '<item>\n<title>Microsoft hires</title><guid>https://f.test/2</guid></item></channel>'
  const text = feed('Mon, 20 Nov 2023 07:55:00 GMT').replace('</channel>', `\n${undated}`)
  const bytes = new TextEncoder().encode(text)
  const told = async (mode: 'strict' | 'skip') => {
    const { accepted, counts, report } = await ingest(db, { name: 'feed.xml', bytes }, { now: NOW, mode })
    return [accepted, counts.new, counts.rejected, report.map(({ line, code }) => [line, code])]
  }
  expect(await told('strict')).toEqual([false, 0, 2, [[2, 'E_REQUIRED']]])
  expect(await told('skip')).toEqual([true, 1, 1, [[2, 'E_REQUIRED']]])
})

it.each([
  [[{ kind: 'page', at: '2023-11-20T09:00:00-05:00', place: 'x' }], null],
  [[{ kind: 'nobody', at: '2023-11-20' }], 'E_ENUM'],
  [[{ kind: 'page', at: '20 Nov' }], 'E_ENUM'],
  [[{ kind: 'page', at: '2023-11-20', more: 1 }], 'E_ENUM'],
  [[{ kind: 'page', at: '2023-11-20', place: 'x'.repeat(501) }], 'E_ENUM'],
  [Array(51).fill({ kind: 'page', at: '2023-11-20' }), 'E_ENUM'],
])('ingest() takes witnesses of a JSON record strictly: %j', async (witnesses, code) => {
  const record = { event_id: 'a', title: 'A', public_at: '2023-11-20', tickers: 'MSFT', witnesses }
  const bytes = new TextEncoder().encode(JSON.stringify([record]))
  const { report } = await ingest(db, { name: 'a.json', bytes }, { now: NOW })
  expect(report.map((entry) => entry.code)).toEqual(code === null ? [] : [code])
  const event = await findEvent(db, 'a')
  const told = event === null ? null : (await witnessesOf(db, event)).map(({ kind, at }) => [kind, at])
  expect(told).toEqual(
    code === null
      ? [
          ['file', '2023-11-20'],
          ['page', '2023-11-20T14:00:00Z'],
        ]
      : null,
  )
})
