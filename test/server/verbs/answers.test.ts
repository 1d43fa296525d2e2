import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Db } from '../../../db/file/db.ts'
import { study as studyAnswer } from '../../../server/answers/study.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import { ingestQueue } from '../../../server/ingest/queue.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { read } from '../../../server/query/read.ts'
import { openStore } from '../../../server/store/open.ts'
import { studyText } from '../../../server/study/json.ts'
import { studyQueue } from '../../../server/study/queue.ts'
import { versionedStudy } from '../../../server/study/version.ts'
import { upkeepRunner } from '../../../server/upkeep/runner.ts'
import { checkDraft, readArticles } from '../../../server/verbs/articles.ts'
import { backfills, health } from '../../../server/verbs/backfills.ts'
import { events, removeEvent, takeEvents } from '../../../server/verbs/events.ts'
import { abnormal, eventSeries, impact, impacts, intraday, moves, robustness } from '../../../server/verbs/impacts.ts'
import { imports, removeImport } from '../../../server/verbs/imports.ts'
import { bars, compare, tickers } from '../../../server/verbs/prices.ts'
import { decideFinding, quality } from '../../../server/verbs/quality.ts'
import { upkeep } from '../../../server/verbs/upkeep.ts'
import type { Gives, VerbContext } from '../../../server/verbs/verb.ts'
import { readGolden } from '../stats/oracle.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant
const twice = readFileSync('test/fixtures/articles/twice.txt', 'utf8')
const ousted = 'openai-20231117-altman-ousted'

let db: Db
let context: VerbContext
beforeAll(async () => {
  db = (await openStore(':memory:', NOW)).db
  await addBars(db)
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

/** Constructed hourly bars of a security and its benchmark, with an event early and one late among them. */
async function addBars(db: Db): Promise<void> {
  const { bars, security, market } = readGolden<{ bars: string[]; security: (number | null)[]; market: number[] }>(
    'intraday',
  )
  const file = (closes: readonly (number | null)[]) =>
    Buffer.from(
      ['ts,session,open,high,low,close,volume']
        .concat(
          bars.flatMap((bar, i) => (closes[i] == null ? [] : [`${bar},regular,${Array(4).fill(closes[i])},1000`])),
        )
        .join('\n'),
    )
  for (const [name, closes] of [
    ['SEC', security],
    ['MKT', market],
  ] as const) {
    const options = { now: NOW, kind: 'intraday', mode: 'skip' } as const
    const { report } = await ingest(db, { name: `${name}_1h.csv`, bytes: file(closes) }, options)
    expect(report.filter(({ severity }) => severity === 'error')).toEqual([])
  }
  const [early, late] = [bars[3], bars.at(-20)]
  const events = `event_id,title,public_at,tickers\nearly,x,${early},SEC\nhour,x,${late},SEC\n`
  await ingest(db, { name: 'events.csv', bytes: Buffer.from(events) }, { now: NOW })
}

/** Holds an answer, as it goes over the wire, against what its verb says of it: no field too many, none of another kind. */
function expectDescribed(schema: z.ZodType, answer: unknown): void {
  const sent: unknown = JSON.parse(JSON.stringify(answer))
  // A schema leaves out what it does not know.
  expect(schema.parse(sent)).toEqual(sent)
}

interface Asking {
  readonly subject: z.ZodObject
  readonly question: z.ZodObject
  readonly gives: Gives
  readonly run: (context: VerbContext, question: never, subject: never) => Promise<object>
}

describe('what verbs say of their answers', { timeout: 60_000 }, () => {
  it.each<[string, Asking, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>]>([
    ['health', health, {}, {}],
    ['tickers', tickers, {}, {}],
    ['bars', bars, {}, { ticker: 'MSFT' }],
    ['bars within the day', bars, { interval: '1h' }, { ticker: 'MSFT' }],
    ['merged bars', bars, { max: '50', basis: 'total' }, { ticker: '^GSPC' }],
    ['a comparison', compare, { tickers: 'MSFT,^GSPC,SEC', from: '2023-11-01' }, {}],
    ['events', events, {}, {}],
    ['impacts', impacts, { ticker: 'MSFT' }, {}],
    ['impacts by another model', impacts, { ticker: 'MSFT', model: 'dimson', returns: 'log' }, {}],
    ['impact', impact, {}, { event: ousted }],
    ['an impact that cannot be measured', impact, {}, { event: 'coarse' }],
    ['intraday', intraday, { ticker: 'SEC', benchmark: 'MKT', estimation: '-120..-11' }, { event: 'hour' }],
    ['intraday with too few bars', intraday, { ticker: 'SEC', benchmark: 'MKT' }, { event: 'early' }],
    ['robustness', robustness, {}, { event: ousted }],
    ['what an event is measured on', eventSeries, { mask: 'confounders' }, { event: ousted }],
    ['moves', moves, {}, { ticker: 'MSFT' }],
    ['abnormal', abnormal, { ticker: 'MSFT' }, {}],
    ['abnormal, by the mean', abnormal, { ticker: '^GSPC', model: 'mean', estimation: '-60..-1' }, {}],
    ['quality', quality, {}, {}],
    ['backfills', backfills, {}, {}],
    ['imports', imports, {}, {}],
    ['upkeep', upkeep, {}, {}],
    ['an article', readArticles, { text: twice, published: '2023-11-20' }, {}],
    ['an article that is stored', readArticles, { text: twice, published: '2023-11-20', dry_run: false }, {}],
    ['a draft', checkDraft, { text: 'Microsoft shares fell 3% on Nov. 17, 2023, because of the OpenAI dispute.' }, {}],
  ])('%s: an answer is described whole', async (name, verb, question, subject) => {
    const file = 'event_id,title,public_at,tickers\ncoarse,x,2023-11,MSFT\nother,x,2022-01-04,MSFT\n'
    await takeEvents(context, Buffer.from(file))
    const answer = await verb.run(context, read(verb.question, question) as never, read(verb.subject, subject) as never)
    expect(verb.gives.kind).toBe('json')
    if (verb.gives.kind === 'json') expectDescribed(verb.gives.schema, answer)
    if (name === 'intraday') expect(answer).toMatchObject({ study: { kind: 'measured' } })
  })

  it('changes: their answers are described whole', async () => {
    const { findings } = await quality.run(context, read(quality.question, {}), {})
    const finding = findings[0]?.id ?? 0
    const decided = await decideFinding.run(context, { status: 'accepted', note: 'seen' }, { finding })
    expectDescribed((decideFinding.gives as { schema: z.ZodType }).schema, decided)
    await takeEvents(context, Buffer.from('event_id,title,public_at\ngone,x,2023-11-01\n'))
    const removed = await removeEvent.run(context, {}, { event: 'gone' })
    expectDescribed((removeEvent.gives as { schema: z.ZodType }).schema, removed)
    await takeEvents(context, Buffer.from('event_id,title,public_at\ngone,x,2023-11-01\n'))
    const [last] = (await imports.run(context, {}, {})).imports
    const undone = await removeImport.run(context, {}, { run: last?.id ?? 0 })
    expectDescribed((removeImport.gives as { schema: z.ZodType }).schema, undone)
    expect(undone.rows).toEqual({ event: 1 })
    expectDescribed((imports.gives as { schema: z.ZodType }).schema, await imports.run(context, {}, {}))
  })

  it.each([
    [
      'whole',
      { tickers: ['MSFT'], events: {}, group: 'family', robustness: true, settings: { bootstrap: { draws: 9 } } },
    ],
    ['light', { tickers: ['MSFT'], events: {}, detail: 'light' }],
    ['single', { tickers: ['MSFT'], events: [ousted, 'coarse'] }],
    ['regressed', { tickers: ['MSFT'], events: {}, regression: { window: [0, 1], on: ['session=post'] } }],
  ])('a study, %s: the answer is described whole', async (_, spec) => {
    const answer = JSON.parse(
      [...studyText(await versionedStudy(JSON.stringify(spec), async () => db))].join(''),
    ) as Record<string, unknown>
    const { data_version, ...rest } = answer
    expect(data_version).toMatch(/^[0-9a-f]{12}$/)
    expectDescribed(studyAnswer, rest)
  })
})
