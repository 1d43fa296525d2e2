import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contentHash } from '../../../db/file/content.ts'
import type { Db } from '../../../db/file/db.ts'
import { write } from '../../../db/file/transaction.ts'
import { findTicker } from '../../../db/tickers.ts'
import { nyse } from '../../../server/calendars/nyse.ts'
import { importList } from '../../../server/ingest/imports.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { IngestOptions, IngestStream } from '../../../server/ingest/ingested.ts'
import { undoImport } from '../../../server/ingest/undo.ts'
import { sessionsBetween } from '../../../server/market/calendar.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { checkStored } from '../../../server/quality/checkStored.ts'
import { unsound } from '../../db/file.ts'
import { emptyWorld } from '../../filledStore.ts'
import { streamOf } from './streamOf.ts'

const now = Date.UTC(2026, 0, 2) as Instant
const symbol = mustBeTicker('BIG')

const stream = (text: string, piece: number, atOnce: number, stored?: IngestStream['stored']) =>
  streamOf('BIG.csv', text, { piece, atOnce, stored })
const options: IngestOptions = { now, kind: 'intraday', ticker: symbol, interval: '1m' }
const whole = (db: Db, text: string, more: Partial<IngestOptions> = {}) =>
  ingest(db, { name: 'BIG.csv', bytes: Buffer.from(text) }, { ...options, ...more })

const sessions = sessionsBetween(nyse, mustBeDate('2023-11-13'), mustBeDate('2023-12-01'))
const row = fc.record({
  session: fc.nat(sessions.length - 1),
  /** Minutes from the open; before it and after the close too. */
  minute: fc.integer({ min: -40, max: 430 }),
  close: fc.constantFrom(100, 100.5, 101.25, 99.875),
  /** What is odd about it. */
  odd: fc.constantFrom(
    '',
    '',
    '',
    '',
    '',
    'spaces',
    'quoted',
    'range',
    'tick',
    'idle',
    'unit',
    'holiday',
    'no price',
    'no volume',
  ),
})
type Row = Parameters<typeof lineOf>[0]

function lineOf({
  session,
  minute,
  close,
  odd,
}: {
  session: number
  minute: number
  close: number
  odd: string
}): string {
  const { opens } = sessions[session] as (typeof sessions)[number]
  const at = odd === 'holiday' ? Date.UTC(2023, 10, 23, 15, 30) : opens + minute * 60_000
  const start = new Date(at).toISOString().replace('.000Z', 'Z')
  const unit = odd === 'unit' ? 100 : 1
  const [high, low] = [odd === 'range' ? close - 1 : odd === 'tick' ? close * 1.2 : close + 0.5, close - 0.5]
  const volume = odd === 'idle' ? 0 : odd === 'no volume' ? '' : 500
  const cells = [start, close * unit, high * unit, low * unit, odd === 'no price' ? '' : close * unit, volume]
  if (odd === 'quoted') return cells.map((cell) => `"${cell}"`).join(',')
  return cells.join(odd === 'spaces' ? ' , ' : ',')
}
const fileOf = (rows: readonly Row[]): string =>
  ['start,open,high,low,close,volume', ...rows.map(lineOf), ''].join('\n')

it('ingest() leaves the same store however a file comes, and all that a look at the whole series would leave', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 60 }),
      fc.array(row, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 20, max: 400 }),
      fc.integer({ min: 1, max: 30 }),
      async (first, second, piece, atOnce) => {
        const [one, other] = [await emptyWorld(), await emptyWorld()]
        for (const [rows, mode] of [
          [first, 'skip'],
          [second, 'skip'],
          [second, 'strict'],
        ] as const) {
          const text = fileOf(rows)
          const expected = await whole(one, text, { mode })
          const done = await ingest(other, stream(text, piece, atOnce), { ...options, mode })
          expect(done).toEqual(expected)
          expect(await contentHash(other)).toBe(await contentHash(one))
        }
        const before = await contentHash(other)
        const ticker = await findTicker(other, symbol)
        if (ticker !== null) await write(other, (tx) => checkStored(tx, ticker.id, '1m', 1, now))
        expect(await contentHash(other)).toBe(before)
        expect(await unsound(other)).toEqual([])
      },
    ),
    { numRuns: 8 },
  ))

const days = (count: number): string =>
  fileOf(
    Array.from({ length: count * 20 }, (_, n) => ({
      session: Math.floor(n / 20),
      minute: n % 20,
      close: 100 + (n % 7) / 4,
      odd: '',
    })),
  )
const breakAt = (bars: number) => (stored: number) => {
  if (stored >= bars) throw new Error('broken off')
}

it('an import in skip mode that was broken off goes on where it was, and each can be taken back', async () => {
  const [db, expected] = [await emptyWorld(), await emptyWorld()]
  await whole(expected, days(8))
  const skip = { ...options, mode: 'skip' } as const
  await expect(ingest(db, stream(days(8), 300, 20, breakAt(80)), skip)).rejects.toThrow('broken off')
  expect(await unsound(db)).toEqual([])
  const again = await ingest(db, stream(days(8), 300, 20), skip)
  expect(again.counts).toEqual({ new: 100, changed: 0, unchanged: 60, rejected: 0 })
  expect(await contentHash(db)).toBe(await contentHash(expected))
  expect((await importList(db, 10)).map(({ outcome }) => outcome)).toEqual(['complete', 'running'])
  const [last, first] = await importList(db, 10)
  for (const run of [last, first]) await undoImport(db, run?.id ?? 0, false, now + 1000)
  expect(await contentHash(db)).toBe(await contentHash(await emptyWorld()))
})

it('an import in strict mode that was broken off, or has a bad line, leaves nothing', async () => {
  const db = await emptyWorld()
  const empty = await contentHash(db)
  await expect(ingest(db, stream(days(8), 300, 20, breakAt(80)), options)).rejects.toThrow('broken off')
  expect(await contentHash(db)).toBe(empty)
  const bad = `${days(8)}2023-11-27T15:00:00Z,1,1,1,nothing,5\n`
  expect(await ingest(db, stream(bad, 300, 20), options)).toMatchObject({ accepted: false, stored: false })
  expect(await contentHash(db)).toBe(empty)
  expect(await importList(db, 10)).toEqual([])
})

it('a report of many lines of one kind is counted after the first twenty', async () => {
  const lines = Array.from({ length: 500 }, (_, n) => `2023-11-13T15:${String(n % 60).padStart(2, '0')}:00Z,x,1,1,1,1`)
  const done = await whole(await emptyWorld(), ['start,open,high,low,close,volume', ...lines].join('\n'))
  expect(done.counts.rejected).toBe(500)
  expect(done.report).toHaveLength(21)
  expect(done.report.at(-1)?.message).toBe('And 480 more of these')
})
