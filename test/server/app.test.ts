import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { momentOf } from '../../db/file/kept.ts'
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

const ask = (path: string, init: RequestInit = {}, uploadLimit?: number, report: (error: unknown) => void = () => {}) =>
  createApp({
    ...(uploadLimit === undefined ? {} : { uploadLimit }),
    answers: keptAnswers(),
    counted: metrics(),
    moment: () => momentOf(db),
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
    report: (_, error) => report(error),
  }).request(path, init, { entry: 'open', visitor: { address: '127.0.0.1', secure: false } })

describe('a refusal', () => {
  // Chromium and Firefox ask so in a window; a program names nothing, or JSON.
  const window = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
  const refused = (headers: Record<string, string>, method = 'GET') =>
    ask('/api/impacts.csv?ticker=%3Cb%3E%22MSFT', { method, headers })
  it('is told in words to a person who followed a link, with nothing of the question as markup', async () => {
    const answer = await refused({ Accept: window })
    const text = await answer.text()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8'])
    expect(text).toContain('<html lang="en">')
    expect(text).toContain('<h1>Request not understood</h1>')
    expect(text).toContain('<small>400 bad_parameter test</small>')
    expect(text).not.toContain('<b>')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })
  it('is told in Indonesian to whoever reads that first', async () => {
    const text = await (await refused({ Accept: window, 'Accept-Language': 'id-ID,id;q=0.9,en;q=0.8' })).text()
    expect(text).toContain('<html lang="id">')
    expect(text).toContain(
      '<h1>Sebuah parameter tidak dikenal, tidak ada, ganda, atau tidak seperti yang ditetapkan.</h1>',
    )
  })
  it('is told in the language that the link names, whatever the browser reads first', async () => {
    const told = async (l: string, reads: string) => {
      const headers = { Accept: window, 'Accept-Language': reads }
      return (await (await ask(`/api/figures/MSFT.png?width=1&l=${l}`, { headers })).text()).slice(0, 40)
    }
    expect(await told('id', 'en')).toContain('<html lang="id">')
    expect(await told('en', 'id')).toContain('<html lang="en">')
  })
  it.each<[string, Record<string, string>, string]>([
    ['a program', { Accept: '*/*' }, 'GET'],
    ['one that says nothing', {}, 'GET'],
    ['one that would take either', { Accept: 'application/json, text/html' }, 'GET'],
    ['a window that sends', { Accept: window }, 'POST'],
  ])('stays JSON for %s', async (_, headers, method) => {
    const answer = await refused(headers, method)
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(await answer.json()).toMatchObject({ request_id: 'test' })
  })
})

describe('a body', () => {
  it('that breaks off is no mistake of ours, and no line in the log', async () => {
    // What Node's server says of a request whose socket was closed within its body.
    const aborted = Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
    const body = new ReadableStream({ pull: (controller) => controller.error(aborted) })
    const said: unknown[] = []
    const init = { method: 'POST', body, duplex: 'half', headers: { 'Content-Type': 'text/csv' } }
    const answer = await ask('/api/events?dry_run=true', init, undefined, (error) => said.push(error))
    expect([answer.status, said]).toEqual([400, []])
  })
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
