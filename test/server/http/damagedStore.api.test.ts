import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../running.ts'

let server: Running
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.stop())

const ask = async (path: string) => {
  const answer = await fetch(server.url + path)
  return { status: answer.status, said: await answer.text() }
}

describe('a database that is damaged under the running server', () => {
  it('is refused with a reason where it is read, and does not end the server', async () => {
    expect((await ask('/api/tickers')).status).toBe(200)
    const file = join(server.folder, 'test.db')
    // As another program would write over it and its log, the first page of either left alone.
    for (const name of [file, `${file}-wal`]) {
      const target = openSync(name, 'r+')
      const rubbish = Buffer.alloc(Math.max(0, statSync(name).size - 4096), 0x5a)
      writeSync(target, rubbish, 0, rubbish.length, 4096)
      closeSync(target)
    }
    const asked = ['/api/events?limit=7', '/api/bars/MSFT?from=2023-05-01', '/api/quality?ticker=MSFT', '/api/imports']
    const answers = [...(await Promise.all(asked.map(ask))), await ask('/api/events?limit=7')]
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused.length).toBeGreaterThan(0)
    for (const { status, said } of refused)
      expect(JSON.parse(said)).toMatchObject({
        status,
        code: 'store_unusable',
        // By the name of its file: where it lies is nobody's business (I3).
        detail: expect.stringMatching(/^The database test\.db is damaged/),
      })
    // What asks nothing of the store is answered as before.
    expect((await ask('/api/health')).status).toBe(200)
    expect((await ask('/methods')).status).toBe(200)
    expect(server.process.exitCode).toBe(null)
  })
})
