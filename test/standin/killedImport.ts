import { readFileSync } from 'node:fs'
import { openDb } from '../../db/file/open.ts'
import { ingest } from '../../server/ingest/ingest.ts'
import type { Instant } from '../../server/market/instant.ts'
import { streamOf } from '../server/ingest/streamOf.ts'

// Takes a file of events in, ten at a time, and is gone when so many are stored, before their transaction ends.

const [file = '', csv = '', mode, after] = process.argv.slice(2)
const now = Date.UTC(2026, 0, 2) as Instant
const { db } = await openDb(file, now)
const stored = (events: number) => {
  if (events >= Number(after)) process.kill(process.pid, 'SIGKILL')
}
const stream = streamOf('news.csv', readFileSync(csv, 'utf8'), { piece: 300, atOnce: 10, stored })
await ingest(db, stream, { now, kind: 'events', mode: mode === 'strict' ? 'strict' : 'skip' })
