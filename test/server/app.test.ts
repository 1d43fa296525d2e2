import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { backfillRunner } from '../../server/backfill/runner.ts'
import { tokenAuth } from '../../server/http/token.ts'
import { emptyWorld } from '../filledStore.ts'

const shell = new Uint8Array(new TextEncoder().encode('<!doctype html>'))
const file = { body: shell, gzip: null, brotli: null, type: 'text/html; charset=utf-8', etag: '"1"', immutable: false }

let db: Awaited<ReturnType<typeof emptyWorld>>
beforeAll(async () => {
  db = await emptyWorld()
})
afterAll(() => db.close())

describe('addresses of the page', () => {
  const ask = (path: string) =>
    createApp({
      db,
      backfills: backfillRunner(db, { now: () => 0, providerUrl: null, report: () => {} }),
      page: new Map([['/index.html', file]]),
      guard: tokenAuth(null),
      now: () => 0,
      steady: () => 0,
      newRequestId: () => 'test',
      report: () => {},
    }).request(path, {}, { entry: 'open', visitor: { address: '127.0.0.1', secure: false } })

  it.each(['/', '/t/MSFT', '/t/%5EGSPC', '/study', '/data', '/methods'])('%s is a screen', async (path) =>
    expect((await ask(path)).status).toBe(200),
  )
  it.each(['/events', '/e/x', '/t/', '/nowhere', '/index.html'])(
    '%s is none, and still shows the page',
    async (path) => {
      const response = await ask(path)
      expect([response.status, await response.text()]).toEqual([404, '<!doctype html>'])
    },
  )
})
