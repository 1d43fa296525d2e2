import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Db } from '../../../db/file/db.ts'
import { ingestQueue } from '../../../server/ingest/queue.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { read } from '../../../server/query/read.ts'
import { openStore } from '../../../server/store/open.ts'
import { studyQueue } from '../../../server/study/queue.ts'
import { upkeepRunner } from '../../../server/upkeep/runner.ts'
import { backfills } from '../../../server/verbs/backfills.ts'
import { events, eventsCsv, takeEvents } from '../../../server/verbs/events.ts'
import { abnormal, abnormalCsv, impacts, impactsCsv, moves, movesCsv, panelCsv } from '../../../server/verbs/impacts.ts'
import { bars, pricesCsv, tickers } from '../../../server/verbs/prices.ts'
import { quality } from '../../../server/verbs/quality.ts'
import type { Declaration, VerbContext } from '../../../server/verbs/verb.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant
let db: Db
let context: VerbContext
beforeAll(async () => {
  db = (await openStore(':memory:', NOW)).db
  const idle = { running: () => null } as unknown as VerbContext['backfills']
  context = {
    db,
    backfills: idle,
    upkeep: upkeepRunner(db, { now: () => NOW, report: () => {} }),
    ingests: ingestQueue(db),
    studies: studyQueue(db),
    now: () => NOW,
  }
})
afterAll(() => db.close())

interface Asking extends Pick<Declaration, 'subject' | 'question'> {
  readonly ask: (
    context: VerbContext,
    question: never,
    subject: never,
  ) => Promise<{ readonly answer: object; readonly version: string | null }>
}
type Given = Readonly<Record<string, string>>
interface Page extends Readonly<Record<string, unknown>> {
  readonly total: number
  readonly next: string | null
}

async function page(
  verb: Asking,
  question: Given,
  subject: Given,
): Promise<Page & { readonly version: string | null }> {
  const asked = [read(verb.question, question) as never, read(verb.subject as z.ZodObject, subject) as never] as const
  const { answer, version } = await verb.ask(context, ...asked)
  return { ...(answer as Page), version }
}

async function walk(verb: Asking, question: Given, subject: Given, limit: number) {
  const pages = [await page(verb, { ...question, limit: String(limit) }, subject)]
  for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null)
    pages.push(await page(verb, { ...question, limit: String(limit), cursor: next }, subject))
  return pages
}

const MSFT = { ticker: 'MSFT' }
const joined = (pages: readonly Page[], list: string) => pages.flatMap((one) => one[list] as readonly unknown[])

describe('lists are answered page by page', { timeout: 60_000 }, () => {
  it.each<[string, Asking, Given, Given, number, readonly string[]]>([
    ['events', events, {}, {}, 7, ['events']],
    ['events of a ticker', events, { ticker: 'MSFT', from: '2023-01-01' }, {}, 4, ['events']],
    ['impacts', impacts, MSFT, {}, 6, ['impacts']],
    ['impacts of a range', impacts, { ...MSFT, from: '2023-11-01', to: '2023-12-31' }, {}, 2, ['impacts']],
    ['moves', moves, {}, MSFT, 9, ['moves', 'eventsWithoutMove']],
    [
      'abnormal returns',
      abnormal,
      { ...MSFT, from: '2023-06-01' },
      {},
      100,
      ['date', 'ar', 'pAdjusted', 'events', 'heldBy'],
    ],
    [
      'daily prices',
      bars,
      { basis: 'total', to: '2023-06-30', from: '2022-11-01' },
      MSFT,
      50,
      ['date', 'close', 'state', 'heldBy', 'missing', 'early_close'],
    ],
    [
      'prices within the day',
      bars,
      { interval: '1h', basis: 'raw' },
      MSFT,
      41,
      ['date', 'start', 'phase', 'open', 'missing', 'early_close', 'breaks'],
    ],
    ['tickers', tickers, {}, {}, 1, ['tickers']],
    ['findings', quality, { part: 'findings' }, {}, 1, ['findings']],
    ['series', quality, { part: 'coverage' }, {}, 1, ['coverage']],
  ])('%s: pages end to end are the whole list, each line once', async (_, verb, question, subject, limit, lists) => {
    const all = await page(verb, { ...question, limit: '10000' }, subject)
    expect(all.next).toBeNull()
    const pages = await walk(verb, question, subject, limit)
    expect(pages.length).toBeGreaterThan(1)
    for (const list of lists) expect([list, joined(pages, list)]).toEqual([list, all[list]])
    for (const { total } of pages) expect(total).toBe(all.total)
  })

  it('pages of events and of figures are of one data version, as long as nothing changes', async () => {
    for (const [verb, question] of [
      [events, {}],
      [impacts, MSFT],
    ] as const) {
      const versions = (await walk(verb, question, {}, 10)).map(({ version }) => version)
      expect(versions.length).toBeGreaterThan(1)
      expect(new Set(versions).size).toBe(1)
    }
  })

  it('an event that comes in between neither repeats nor hides another', async () => {
    const first = await page(events, { limit: '5' }, {})
    const before = joined([first], 'events').map((event) => (event as { event_id: string }).event_id)
    const lines = 'early,x,1999-01-04,MSFT\nlate,x,2025-11-03,MSFT\n'
    await takeEvents(context, Buffer.from(`event_id,title,public_at,tickers\n${lines}`))
    const rest = await walk(events, { cursor: first.next ?? '' }, {}, 500)
    const after = joined(rest, 'events').map((event) => (event as { event_id: string }).event_id)
    expect(after.filter((id) => before.includes(id))).toEqual([])
    expect(after).toContain('late')
    expect([...before, ...after].length + 1).toBe(rest[0]?.total)
  })

  it('every item of a crowded session is named once by all pages together', async () => {
    const id = (at: number) => `crowd-${String(at).padStart(3, '0')}`
    const rows = Array.from({ length: 120 }, (_, at) => `${id(at)},x,2023-08-03T13:45:00Z,MSFT`)
    const market = 'fed-crowd,x,2023-08-03T14:00:00Z,^GSPC:market'
    await takeEvents(context, Buffer.from(`event_id,title,public_at,tickers\n${rows.join('\n')}\n${market}\n`))
    const pages = await walk(impacts, MSFT, {}, 50)
    const named = pages.flatMap(({ clusters }) => (clusters as Record<string, string[]>)['2023-08-03'] ?? [])
    expect(named.toSorted()).toEqual([...rows.map((_, at) => id(at)), 'fed-crowd'])
  })

  it.each<[string, Asking, Given, Given]>([
    ['events', events, {}, {}],
    ['impacts', impacts, MSFT, {}],
    ['moves', moves, {}, MSFT],
    ['abnormal', abnormal, MSFT, {}],
    ['bars', bars, {}, MSFT],
    ['tickers', tickers, {}, {}],
    ['quality', quality, {}, {}],
    ['backfills', backfills, {}, {}],
  ])('%s: a cursor that is none of its own is refused as a parameter', async (_, verb, question, subject) => {
    const foreign = (
      verb === events ? await page(impacts, { ...MSFT, limit: '1' }, {}) : await page(events, { limit: '1' }, {})
    ).next
    for (const cursor of ['x', foreign ?? ''])
      await expect(page(verb, { ...question, cursor }, subject)).rejects.toMatchObject({
        status: 400,
        code: 'bad_parameter',
        parameter: 'cursor',
      })
  })

  it('a cursor of another interval, of another part, or beside merged bars is refused', async () => {
    const daily = (await page(bars, { limit: '10' }, MSFT)).next ?? ''
    const series = (await page(quality, { part: 'coverage', limit: '1' }, {})).next ?? ''
    for (const ask of [
      page(bars, { interval: '1h', cursor: daily }, MSFT),
      page(bars, { max: '50', cursor: daily }, MSFT),
      page(quality, { cursor: series }, {}),
    ])
      await expect(ask).rejects.toMatchObject({ status: 400, parameter: 'cursor' })
    await expect(page(bars, { max: '50', limit: '10' }, MSFT)).rejects.toMatchObject({ parameter: 'limit' })
  })

  it('tables are never paged', () => {
    for (const { question } of [eventsCsv, pricesCsv, impactsCsv, panelCsv, abnormalCsv, movesCsv])
      expect(Object.keys(question.shape)).not.toEqual(expect.arrayContaining(['cursor']))
  })
})
