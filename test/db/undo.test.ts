import type { Database, Statement } from 'better-sqlite3'
import { afterEach, expect, it, vi } from 'vitest'
import { connectionsOf } from '../../db/file/connection.ts'
import { contentHash } from '../../db/file/content.ts'
import type { Db, Tx } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'
import { beginRun } from '../../db/runs.ts'
import { applyUndo, KEYS_AT_ONCE, planUndo } from '../../db/undo.ts'
import { ingest } from '../../server/ingest/ingest.ts'
import type { IngestOptions } from '../../server/ingest/ingested.ts'
import { undoImport } from '../../server/ingest/undo.ts'
import type { Instant } from '../../server/market/instant.ts'
import { mustBeTicker } from '../../server/market/ticker.ts'
import { emptyWorld } from '../filledStore.ts'
import { unsound } from './file.ts'

afterEach(() => vi.restoreAllMocks())

const MANY = 2 * KEYS_AT_ONCE + 5
const NOW = Date.UTC(2024, 0, 2)
const utc = (minute: number) => new Date(Date.UTC(2023, 9, 2) + minute * 60_000).toISOString()

const minutes = (level: number, from = 0) =>
  `start,open,high,low,close,volume\n${Array.from({ length: MANY - from }, (_, n) => `${utc(from + n)},${level},${level + 1},${level - 1},${level},5`).join('\n')}\n`
const events = (title: string, from = 0) =>
  `event_id,title,public_at,tickers\n${Array.from({ length: MANY - from }, (_, n) => `e${from + n},${title},${utc(from + n)},QQX|QQY`).join('\n')}\n`

async function take(db: Db, text: string, kind: 'intraday' | 'events', later = 0): Promise<number> {
  const ofBars: Partial<IngestOptions> = kind === 'events' ? {} : { ticker: mustBeTicker('QQX-USD'), interval: '1m' }
  const done = await ingest(
    db,
    { name: `${kind}.csv`, bytes: Buffer.from(text) },
    { now: (NOW + later) as Instant, kind, ...ofBars },
  )
  return done.run ?? 0
}

/** Most rows that were read and not yet written back while `work` ran. */
async function mostHeld(connection: Database, work: () => Promise<unknown>): Promise<number> {
  const statements = Object.getPrototypeOf(connection.prepare('select 1')) as Statement<unknown[]>
  const { all, run } = statements
  let [held, most] = [0, 0]
  vi.spyOn(statements, 'all').mockImplementation(function (this: Statement<unknown[]>, ...given: unknown[]) {
    const rows = all.apply(this, given)
    held += rows.length
    most = Math.max(most, held)
    return rows
  })
  vi.spyOn(statements, 'run').mockImplementation(function (this: Statement<unknown[]>, ...given: unknown[]) {
    if (/^(delete from|insert into) (event|event_ticker|intraday_bar) /.test(this.source)) held--
    return run.apply(this, given)
  })
  await work()
  vi.restoreAllMocks()
  return most
}

it.each([
  ['intraday', minutes(10), { intraday_bar: MANY, ticker: 1 }],
  ['events', events('First'), { event: MANY, event_ticker: 2 * MANY }],
] as const)('planUndo() holds numbers alone and applyUndo() some rows at a time: %s', async (kind, text, rows) => {
  const db = await emptyWorld()
  const run = await take(db, text, kind)
  const { writing } = connectionsOf(db)
  const apply = async (tx: Tx) => {
    const plan = await planUndo(tx, run)
    expect(plan).toMatchObject({ rows, left: 0, inTheWay: [] })
    await beginRun(tx, 'undo', { run, name: 'x' }, NOW)
    // Beside the rows: names of columns, and numbers of changes and answers.
    expect(await mostHeld(writing, () => applyUndo(tx, run, plan))).toBeLessThan(1.5 * KEYS_AT_ONCE)
  }
  await write(db, apply)
})

it.each([
  ['intraday', minutes(10), minutes(12)],
  ['events', events('First'), events('Second').replaceAll('QQX|QQY', 'QQY')],
] as const)('undoImport() takes more rows back than are held at once, and again: %s', async (kind, first, second) => {
  const db = await emptyWorld()
  const hashes = [await contentHash(db)]
  const runs: number[] = []
  for (const [n, text] of [first, second].entries()) {
    runs.push(await take(db, text, kind, n * 60_000))
    hashes.push(await contentHash(db))
  }
  expect(new Set(hashes).size).toBe(3)
  const [one = 0, two = 0] = runs
  const { by } = await undoImport(db, two, false, NOW + 120_000)
  expect(await contentHash(db)).toBe(hashes[1])
  const { by: redo } = await undoImport(db, one, false, NOW + 180_000)
  expect(await contentHash(db)).toBe(hashes[0])
  await undoImport(db, redo, false, NOW + 240_000)
  expect(await contentHash(db)).toBe(hashes[1])
  await undoImport(db, by, false, NOW + 300_000)
  expect(await contentHash(db)).toBe(hashes[2])
  expect(await unsound(db)).toEqual([])
})

it.each([
  ['intraday', minutes(10), minutes(12, MANY - 1)],
  ['events', events('First'), events('Second', MANY - 1)],
] as const)(
  'undoImport() changes nothing where the last row alone was changed since: %s',
  async (kind, first, second) => {
    const db = await emptyWorld()
    const run = await take(db, first, kind)
    const since = await take(db, second, kind, 60_000)
    const hash = await contentHash(db)
    await expect(undoImport(db, run, false, NOW + 120_000)).rejects.toThrow(
      `were changed since by run ${since} (ingest) of 2024-01-02T00:01:00`,
    )
    expect(await contentHash(db)).toBe(hash)
  },
)
