import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { backfillRunner } from '../../server/backfill/runner.ts'
import { keptAnswers } from '../../server/http/answers.ts'
import { metrics } from '../../server/http/metrics.ts'
import { tokenAuth } from '../../server/http/token.ts'
import type { Ingested, IngestOptions } from '../../server/ingest/ingested.ts'
import { verbContext } from '../../server/routes/context.ts'
import { upkeepRunner } from '../../server/upkeep/runner.ts'
import { takeFile } from '../../server/verbs/takeFile.ts'
import { emptyWorld } from '../filledStore.ts'

const shell = new Uint8Array(new TextEncoder().encode('<!doctype html>'))
const file = { body: shell, gzip: null, brotli: null, type: 'text/html; charset=utf-8', etag: '"1"', immutable: false }

let db: Awaited<ReturnType<typeof emptyWorld>>
beforeAll(async () => {
  db = await emptyWorld()
})
afterAll(() => db.close())

const ask = (path: string, init: RequestInit = {}, uploadLimit?: number) =>
  createApp({
    ...(uploadLimit === undefined ? {} : { uploadLimit }),
    answers: keptAnswers(),
    counted: metrics(),
    moment: () => '',
    db,
    backfills: backfillRunner(db, { now: () => 0, providerUrl: null, report: () => {} }),
    upkeep: upkeepRunner(db, { now: () => 0, report: () => {} }),
    page: new Map([['/index.html', file]]),
    still: null,
    frameOrigins: [],
    publicUrl: null,
    guard: tokenAuth(null),
    now: () => 0,
    steady: () => 0,
    newRequestId: () => 'test',
    report: () => {},
  }).request(path, init, { entry: 'open', visitor: { address: '127.0.0.1', secure: false } })

describe('a body', () => {
  const events = (many: number) =>
    `event_id,title,public_at,tickers\n${Array.from({ length: many }, (_, at) => `e${at},Title ${at},2023-11-17,MSFT\n`).join('')}`
  const post = (body: string, limit?: number) =>
    ask('/api/events?dry_run=true', { method: 'POST', body, headers: { 'Content-Type': 'text/csv' } }, limit)
  it('is refused beyond the limit that the server was started with, which is told', async () => {
    const answer = await post(events(100), 2048)
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
      413,
      'A body may have 2048 bytes at most',
    ])
  })
  it.each([
    [undefined, undefined],
    [10, false],
    [11, true],
  ])('of a server for %s MiB is taken whatever it holds: %s', async (mebibytes, isOfAnySize) => {
    const asked: unknown[] = []
    const take = async (_: unknown, options: IngestOptions) => {
      asked.push(options.isOfAnySize)
      return { report: [], stored: true } as unknown as Ingested
    }
    const limit = mebibytes === undefined ? {} : { uploadLimit: mebibytes * 1024 * 1024 }
    const context = verbContext({
      db,
      now: () => 0,
      backfills: undefined as never,
      upkeep: undefined as never,
      ...limit,
    })
    await takeFile({ ...context, ingests: { take } }, new Uint8Array(), { kind: 'events' })
    expect(asked).toEqual([isOfAnySize ?? false])
  })
})

describe('addresses of the page', () => {
  it.each(['/', '/t/MSFT', '/t/%5EGSPC', '/events', '/e/x', '/article', '/study', '/data', '/methods'])(
    '%s is a screen',
    async (path) => expect((await ask(path)).status).toBe(200),
  )
  it.each(['/e/', '/t/', '/nowhere', '/index.html'])('%s is none, and still shows the page', async (path) => {
    const response = await ask(path)
    expect([response.status, await response.text()]).toEqual([404, '<!doctype html>'])
  })
})
