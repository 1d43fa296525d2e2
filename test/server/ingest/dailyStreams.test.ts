import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contentHash } from '../../../db/file/content.ts'
import type { Db } from '../../../db/file/db.ts'
import { nyse } from '../../../server/calendars/nyse.ts'
import { importList } from '../../../server/ingest/imports.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { IngestOptions } from '../../../server/ingest/ingested.ts'
import { undoImport } from '../../../server/ingest/undo.ts'
import { sessionsBetween } from '../../../server/market/calendar.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { unsound } from '../../db/file.ts'
import { emptyWorld } from '../../filledStore.ts'
import { streamOf } from './streamOf.ts'

const now = Date.UTC(2026, 0, 2) as Instant
const options: IngestOptions = { now, kind: 'prices' }
const stream = (text: string, piece: number, atOnce: number, stored?: (bars: number) => void) =>
  streamOf('bulk.csv', text, { piece, atOnce, stored })
const whole = (db: Db, text: string, more: Partial<IngestOptions> = {}) =>
  ingest(db, { name: 'bulk.csv', bytes: Buffer.from(text) }, { ...options, ...more })

const sessions = sessionsBetween(nyse, mustBeDate('2023-11-13'), mustBeDate('2023-12-01'))
const odds = [
  '',
  '',
  '',
  'spaces',
  'quoted',
  'range',
  'unit',
  'holiday',
  'no price',
  'no volume',
  'many digits',
  'euro',
  'split',
  'dividend',
  'other date',
  'short',
] as const
const row = fc.record({
  symbol: fc.constantFrom('ZZZ', 'AAPL', 'MSFT'),
  session: fc.nat(sessions.length - 1),
  close: fc.constantFrom(100, 100.5, 101.25, 99.875),
  odd: fc.constantFrom(...odds),
})

interface Row {
  readonly symbol: string
  readonly session: number
  readonly close: number
  readonly odd: (typeof odds)[number]
}

function lineOf({ symbol, session, close, odd }: Row): string {
  const own = sessions[session] as (typeof sessions)[number]
  const date = odd === 'holiday' ? '2023-11-23' : odd === 'other date' ? own.date.replaceAll('-', '/') : own.date
  const price = odd === 'unit' ? close * 100 : odd === 'many digits' ? `${close}000000000000003` : close
  const cells = [
    symbol,
    date,
    price,
    odd === 'range' ? close - 1 : Number(price) + 0.5,
    Number(price) - 0.5,
    odd === 'no price' ? '' : price,
    odd === 'no volume' ? '' : 500 + session,
    odd === 'dividend' ? 0.25 : odd === 'split' ? '0.0' : '',
    odd === 'split' ? '2:1' : '0',
    odd === 'euro' ? 'EUR' : 'USD',
  ]
  if (odd === 'quoted') return cells.map((cell) => `"${cell}"`).join(',')
  if (odd === 'short') return cells.slice(0, 5).join(',')
  return cells.join(odd === 'spaces' ? ' , ' : ',')
}
const header = 'ticker,date,open,high,low,close,volume,dividends,stock splits,currency'
const fileOf = (rows: readonly Row[]): string => [header, ...rows.map(lineOf), ''].join('\n')

it('ingest() leaves the same store and says the same however a daily file comes', () =>
  fc.assert(
    fc.asyncProperty(
      // Of more than twenty lines a stream tells how many there are.
      fc.array(row, { minLength: 1, maxLength: 20 }),
      fc.array(row, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 100, max: 400 }),
      fc.integer({ min: 1, max: 12 }),
      async (first, second, piece, atOnce) => {
        const [one, other] = [await emptyWorld(), await emptyWorld()]
        for (const [rows, mode] of [
          [first, 'skip'],
          [second, 'skip'],
          [second, 'strict'],
        ] as const) {
          const text = fileOf(rows)
          const expected = await whole(one, text, { mode })
          expect(await ingest(other, stream(text, piece, atOnce), { ...options, mode })).toEqual(expected)
          expect(await contentHash(other)).toBe(await contentHash(one))
        }
        expect(await unsound(other)).toEqual([])
      },
    ),
    { numRuns: 15 },
  ))

/** Sessions of three shares, one session after another. */
const days = (count: number): string =>
  fileOf(
    Array.from({ length: count * 3 }, (_, n) => ({
      symbol: ['ZZZ', 'AAPL', 'MSFT'][n % 3] as string,
      session: Math.floor(n / 3),
      close: 100 + (n % 7) / 4,
      odd: '' as const,
    })),
  )
const breakAt = (bars: number) => (stored: number) => {
  if (stored >= bars) throw new Error('broken off')
}

it('a daily import in skip mode that was broken off leaves whole tickers, goes on there, and can be taken back', async () => {
  const [db, expected] = [await emptyWorld(), await emptyWorld()]
  await whole(expected, days(10))
  const skip = { ...options, mode: 'skip' } as const
  await expect(ingest(db, stream(days(10), 300, 10, breakAt(20)), skip)).rejects.toThrow('broken off')
  expect(await unsound(db)).toEqual([])
  const again = await ingest(db, stream(days(10), 300, 10), skip)
  expect(again.counts).toEqual({ new: 20, changed: 0, unchanged: 10, rejected: 0 })
  expect(await contentHash(db)).toBe(await contentHash(expected))
  const [last, first] = await importList(db, 10)
  expect([last?.outcome, first?.outcome]).toEqual(['complete', 'running'])
  for (const run of [last, first]) await undoImport(db, run?.id ?? 0, false, now + 1000)
  expect(await contentHash(db)).toBe(await contentHash(await emptyWorld()))
})

it('a daily import in strict mode that was broken off, or has a bad line, leaves nothing', async () => {
  const db = await emptyWorld()
  const empty = await contentHash(db)
  await expect(ingest(db, stream(days(10), 300, 10, breakAt(20)), options)).rejects.toThrow('broken off')
  const bad = `${days(10)}MSFT,2023-11-29,1,1,1,nothing,5,,,\n`
  expect(await ingest(db, stream(bad, 300, 10), options)).toMatchObject({
    accepted: false,
    counts: { rejected: 31 },
    report: [{ code: 'RESP_FINITE', line: 32, field: 'close' }],
  })
  expect(await contentHash(db)).toBe(empty)
  expect(await importList(db, 10)).toEqual([])
})

it.each([
  ['decimal commas', '100,25;101,5;99,75;100,5', '100.25,101.5,99.75,100.5'],
  ['no open in any row', ';101.5;99.75;100.5', ',101.5,99.75,100.5'],
])('a stream with %s is read as the same with dots and commas', async (_, cells, plain) => {
  const [one, other] = [await emptyWorld(), await emptyWorld()]
  const dates = sessions.map(({ date }) => date)
  const local = ['ticker;date;open;high;low;close', ...dates.map((date) => `MSFT;${date};${cells}`), ''].join('\n')
  const text = ['ticker,date,open,high,low,close', ...dates.map((date) => `MSFT,${date},${plain}`), ''].join('\n')
  const done = await ingest(one, stream(local, 100, 5), options)
  expect(done.counts).toEqual({ new: dates.length, changed: 0, unchanged: 0, rejected: 0 })
  await whole(other, text)
  expect(await contentHash(one)).toBe(await contentHash(other))
})

it('a stream with dates in an order that one row tells is read in it', async () => {
  const [one, other] = [await emptyWorld(), await emptyWorld()]
  // Up to the tenth every date is one in two orders.
  const dates = ['2023-11-08', '2023-11-09', '2023-11-10', '2023-11-13']
  const local = dates.map((date) => `MSFT,${date.replace(/^(\d+)-(\d+)-(\d+)$/, '$2/$3/$1')},5`)
  const done = await ingest(one, stream(['ticker,date,close', ...local].join('\n'), 100, 5), options)
  expect(done.counts.new).toBe(4)
  await whole(other, ['ticker,date,close', ...dates.map((date) => `MSFT,${date},5`)].join('\n'))
  expect(await contentHash(one)).toBe(await contentHash(other))
})

it('a report of a daily stream counts lines of one kind after the first twenty', async () => {
  const lines = Array.from({ length: 500 }, (_, n) => `MSFT,2023-11-${String(13 + (n % 5)).padStart(2, '0')},x`)
  const text = ['ticker,date,close', ...lines].join('\n')
  const done = await ingest(await emptyWorld(), stream(text, 300, 10), options)
  expect(done.counts.rejected).toBe(500)
  expect(done.report).toHaveLength(21)
  expect(done.report.at(-1)?.message).toBe('And 480 more of these')
})
