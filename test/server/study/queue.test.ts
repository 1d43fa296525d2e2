import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { openDb } from '../../../db/file/open.ts'
import { studyQueue } from '../../../server/study/queue.ts'

const folder = mkdtempSync(join(tmpdir(), 'aftershock-test-'))
let db: Db
beforeAll(async () => {
  db = (await openDb(join(folder, 'queue.db'), 0)).db
})
afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

describe('studyQueue', () => {
  /** A spec that never comes to its end: only giving it up ends its study. */
  const endless = () => new ReadableStream<Uint8Array<ArrayBuffer>>({ start: (body) => body.enqueue(Buffer.from('{')) })
  it('a study is ended with its thread when its request is given up', async () => {
    const request = new AbortController()
    const study = studyQueue(db).study(endless(), { kind: 'json' }, request.signal)
    setTimeout(() => request.abort(), 20)
    await expect(study).rejects.toMatchObject({ status: 408, code: 'given_up' })
  })
  it('one that is given up before it begins does not begin', async () => {
    const study = studyQueue(db).study(endless(), { kind: 'json' }, AbortSignal.abort())
    await expect(study).rejects.toMatchObject({ status: 408, code: 'given_up' })
  })
})
