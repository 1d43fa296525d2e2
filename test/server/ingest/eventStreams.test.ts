import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { listEvents } from '../../../db/events.ts'
import { contentHash } from '../../../db/file/content.ts'
import type { Db } from '../../../db/file/db.ts'
import { openDb } from '../../../db/file/open.ts'
import { importList } from '../../../server/ingest/imports.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { IngestOptions, IngestStream } from '../../../server/ingest/ingested.ts'
import { undoImport } from '../../../server/ingest/undo.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { folder, unsound } from '../../db/file.ts'
import { emptyWorld } from '../../filledStore.ts'
import { streamOf } from './streamOf.ts'

const now = Date.UTC(2026, 0, 2) as Instant
const options: IngestOptions = { now, kind: 'events' }
const stream = (text: string, piece: number, atOnce: number, stored?: IngestStream['stored']) =>
  streamOf('news.csv', text, { piece, atOnce, stored })
const whole = (db: Db, text: string, more: Partial<IngestOptions> = {}) =>
  ingest(db, { name: 'news.csv', bytes: Buffer.from(text) }, { ...options, ...more })

const row = fc.record({
  id: fc.constantFrom('', '', '', 'a', 'b'),
  title: fc.constantFrom('A', 'B', 'C', '', ' D ', 'With "quotes", and\na line'),
  time: fc.constantFrom(
    '2023-11-17',
    '2023-11-17T15:28:00-05:00',
    '2023-11-17T15:28',
    '2023-W46',
    '2023-02-30',
    '2031-01-01',
  ),
  tickers: fc.constantFrom('MSFT', 'AAPL:peer|MSFT', '', '*', 'brk.b', 'M S'),
  type: fc.constantFrom('earnings.results', 'strange', ''),
  more: fc.constantFrom('', '', "'=1+1", '5', 'too many,fields'),
})
const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const fileOf = (rows: readonly (typeof row extends fc.Arbitrary<infer Row> ? Row : never)[]): string =>
  [
    'event_id,title,public_at,tickers,type,own column',
    ...rows.map(({ more, ...cells }) => [...Object.values(cells).map(quoted), more].join(',')),
    '',
  ].join('\n')

it('ingest() leaves the same store and says the same however an event file comes', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 30 }),
      fc.array(row, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 100, max: 400 }),
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom(null, 'MSFT'),
      async (first, second, piece, atOnce, ticker) => {
        const [one, other] = [await emptyWorld(), await emptyWorld()]
        for (const [rows, more] of [
          [first, { mode: 'skip' }],
          [second, { mode: 'skip', onConflict: 'keep' }],
          [second, { mode: 'skip', dryRun: true }],
          [second, { mode: 'skip', onConflict: 'fail' }],
          [second, { mode: 'skip' }],
          [first, { mode: 'strict' }],
        ] as const) {
          const text = fileOf(rows)
          const asked = { ...options, ...more, ticker: ticker as IngestOptions['ticker'] }
          const expected = await whole(one, text, asked)
          expect(await ingest(other, stream(text, piece, atOnce), asked)).toEqual(expected)
          expect(await listEvents(other)).toEqual(await listEvents(one))
        }
        expect(await contentHash(other)).toBe(await contentHash(one))
        expect(await unsound(other)).toEqual([])
      },
    ),
    { numRuns: 25 },
  ))

/** Events of one day each, the last of which has the id of the first. */
const thirty = [
  'event_id,title,public_at,tickers,own',
  ...Array.from({ length: 30 }, (_, n) => `n${n},Number ${n},2023-11-${String(n + 1).padStart(2, '0')},MSFT,x`),
].join('\n')

/** Takes events in, ten at a time, in a process of its own that is killed when so many are stored and not yet committed. */
function killed(file: string, mode: 'strict' | 'skip', after: number): void {
  const csv = join(folder(), 'news.csv')
  writeFileSync(csv, thirty)
  const program = join(import.meta.dirname, '../../standin/killedImport.ts')
  const { signal } = spawnSync(process.execPath, [program, file, csv, mode, String(after)], { encoding: 'utf8' })
  expect(signal).toBe('SIGKILL')
}

it.each([
  [10, 0],
  [20, 10],
  [30, 20],
])(
  'an event import in skip mode that is killed in its transaction up to %i leaves the %i before it, goes on there, and can be taken back',
  async (after, left) => {
    const file = join(folder(), 'store.db')
    const made = await openDb(file, now)
    const empty = await contentHash(made.db)
    made.db.close()
    killed(file, 'skip', after)
    const { db } = await openDb(file, now)
    expect((await listEvents(db)).map(({ title }) => title)).toEqual(
      Array.from({ length: left }, (_, n) => `Number ${n}`),
    )
    expect(await unsound(db)).toEqual([])
    const again = await ingest(db, stream(thirty, 300, 10), { ...options, mode: 'skip' })
    expect(again.counts).toEqual({ new: 30 - left, changed: 0, unchanged: left, rejected: 0 })
    // What is told of all events together is told once.
    expect(again.report.map(({ code }) => code)).toEqual(['W_COLUMN_KEPT'])
    const [last, first] = await importList(db, 10)
    expect([last?.outcome, first?.outcome]).toEqual(['complete', 'running'])
    for (const run of left === 0 ? [last] : [last, first]) await undoImport(db, run?.id ?? 0, false, now + 1000)
    expect(await contentHash(db)).toBe(empty)
    expect(await unsound(db)).toEqual([])
    db.close()
  },
)

it('an event import in strict mode that is killed, or has a bad line or a second event of an id, leaves nothing', async () => {
  const file = join(folder(), 'store.db')
  ;(await openDb(file, now)).db.close()
  killed(file, 'strict', 20)
  const { db } = await openDb(file, now)
  for (const [line, code] of [
    ['n30,,2023-12-01,MSFT,x', 'E_REQUIRED'],
    ['n0,Number 0 again,2023-12-01,MSFT,x', 'E_ID_DUPLICATE'],
  ]) {
    const done = await ingest(db, stream(`${thirty}\n${line}\n`, 300, 10), options)
    expect(done).toMatchObject({
      accepted: false,
      stored: false,
      counts: { rejected: 31 },
      report: [{ line: 32, code }],
    })
  }
  expect(await listEvents(db)).toEqual([])
  expect(await importList(db, 10)).toEqual([])
  db.close()
})

it('an event import of several transactions can be taken back whole', async () => {
  const db = await emptyWorld()
  await whole(db, 'event_id,title,public_at\nn5,An older title,2023-11-06\n')
  const before = await listEvents(db)
  const told: (readonly [number, number, string])[] = []
  const done = await ingest(
    db,
    stream(thirty, 300, 10, (...one) => told.push(one)),
    { ...options, mode: 'skip' },
  )
  expect(done.counts).toEqual({ new: 29, changed: 1, unchanged: 0, rejected: 0 })
  expect(told).toEqual([10, 20, 30].map((events) => [events, 30, 'events']))
  const undone = await undoImport(db, done.run ?? 0, false, now + 1000)
  expect(undone.rows).toMatchObject({ event: 30, event_ticker: 30 })
  expect(await listEvents(db)).toEqual(before)
  expect(await unsound(db)).toEqual([])
})

it('an event import of which nothing may be stored already looks at all of it before the first is stored', async () => {
  const db = await emptyWorld()
  await whole(db, 'event_id,title,public_at\nn29,An older title,2023-11-06\n')
  const done = await ingest(db, stream(thirty, 300, 10), { ...options, mode: 'skip', onConflict: 'fail' })
  expect(done).toMatchObject({ accepted: false, report: [{ line: 31, code: 'E_ID_DUPLICATE', event_id: 'n29' }] })
  expect((await listEvents(db)).map(({ title }) => title)).toEqual(['An older title'])
})
