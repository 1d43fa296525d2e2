import { beforeEach, describe, expect, it } from 'vitest'
import { contentHash } from '../../../db/file/content.ts'
import type { Db } from '../../../db/file/db.ts'
import { calendarsOf } from '../../../server/calendars/calendars.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { emptyWorld } from '../../filledStore.ts'

const NOW = Date.UTC(2026, 10, 28) as Instant
let db: Db
beforeEach(async () => {
  db = await emptyWorld()
})

const HEADER = 'mic,date,open,close,break_start,break_end'
const take = (rows: readonly string[], mode: 'strict' | 'skip' = 'strict') =>
  ingest(db, { name: 'sessions.csv', bytes: Buffer.from(`${HEADER}\n${rows.join('\n')}\n`) }, { now: NOW, mode })
const row = (date: string, more = '') => `XIDX,${date},${date}T02:00Z,${date}T08:50Z,${more || ','}`
const jakarta = async () =>
  (await calendarsOf(db)).of({ symbol: 'BBCA.JK', exchange: null, kind: 'stock', zone: 'Asia/Jakarta' })

describe('sessions that a file tells', () => {
  it('count before those that are shipped, and days between them without one were closed', async () => {
    expect((await jakarta()).certainty(mustBeDate('2028-01-04'))).toBe('unknown')
    const rows = [row('2028-01-03', '2028-01-03T05:00Z,2028-01-03T06:30Z'), row('2028-01-05'), row('2028-01-06')]
    expect(await take(rows)).toMatchObject({ kind: 'calendar', stored: true, counts: { new: 3 }, report: [] })
    const calendar = await jakarta()
    const known = ['2028-01-02', '2028-01-03', '2028-01-04', '2028-01-05', '2028-01-07'].map(mustBeDate)
    expect(known.map((date) => [calendar.certainty(date), calendar.session(date) !== null])).toEqual([
      ['unknown', false],
      ['known', true],
      ['known', false],
      ['known', true],
      ['unknown', true],
    ])
    expect(calendar.to).toBe('2028-01-06')
    expect(calendar.session(mustBeDate('2028-01-03'))).toMatchObject({
      closes: Date.UTC(2028, 0, 3, 8, 50),
      break: { from: Date.UTC(2028, 0, 3, 5), to: Date.UTC(2028, 0, 3, 6, 30) },
    })
    // Elsewhere what is shipped goes on to count.
    expect(calendar.session(mustBeDate('2023-08-17'))).toBeNull()
  })

  it('make of a shipped session a closed day, and of a full one a half day', async () => {
    const full = ['2024-11-04', '2024-11-06', '2024-11-08'].map((date) => row(date))
    await take([...full, 'XIDX,2024-11-07,2024-11-07T02:00Z,2024-11-07T05:00Z,,'])
    const calendar = await jakarta()
    expect(calendar.session(mustBeDate('2024-11-05'))).toBeNull()
    expect(calendar.session(mustBeDate('2024-11-07'))).toMatchObject({ earlyClose: true, lateOpen: false })
  })

  it('a later file replaces what an earlier one told of its dates, and nothing else', async () => {
    await take(['2028-01-03', '2028-01-04', '2028-01-05', '2028-01-06'].map((date) => row(date)))
    const done = await take([row('2028-01-04'), 'XIDX,2028-01-06,2028-01-06T03:00Z,2028-01-06T08:50Z,,'])
    // The 5th is gone, the 6th opens later.
    expect(done.counts).toMatchObject({ new: 0, changed: 2, unchanged: 1 })
    const calendar = await jakarta()
    expect(['2028-01-03', '2028-01-05'].map((date) => calendar.session(mustBeDate(date)) !== null)).toEqual([
      true,
      false,
    ])
  })

  it('a file without a session is refused', async () => {
    expect(await take([])).toMatchObject({ stored: false, report: [{ code: 'E_REQUIRED', line: 1 }] })
  })

  it('the same file a second time changes nothing', async () => {
    const rows = ['2028-01-03', '2028-01-04'].map((date) => row(date))
    await take(rows)
    const before = await contentHash(db)
    expect((await take(rows)).counts).toMatchObject({ new: 0, changed: 0, unchanged: 2 })
    expect(await contentHash(db)).toBe(before)
  })

  it('of the exchange whose sessions another keeps count for that one too', async () => {
    await take([
      'XNYS,2028-07-03,2028-07-03T13:30Z,2028-07-03T17:00Z,,',
      'XNYS,2028-07-05,2028-07-05T13:30Z,2028-07-05T20:00Z,,',
    ])
    const nasdaq = (await calendarsOf(db)).of({
      symbol: 'MSFT',
      exchange: 'NasdaqGS',
      kind: 'stock',
      zone: 'America/New_York',
    })
    expect(nasdaq.session(mustBeDate('2028-07-04'))).toBeNull()
    expect(nasdaq.certainty(mustBeDate('2028-07-04'))).toBe('known')
  })

  it('of an exchange without a shipped table make its calendar', async () => {
    await take(['XSTC,2026-03-02,2026-03-02T02:00Z,2026-03-02T08:00Z,2026-03-02T04:30Z,2026-03-02T06:00Z'])
    const calendar = (await calendarsOf(db)).ofSymbol('VNM.VN')
    expect([calendar?.mic, calendar?.from, calendar?.to]).toEqual(['XSTC', '2026-03-02', '2026-03-02'])
  })

  const good = row('2028-01-03')
  it.each([
    [
      'a code that no exchange has',
      [good, 'XXXX,2028-01-04,2028-01-04T02:00Z,2028-01-04T08:50Z,,'],
      3,
      'mic',
      'E_EXCHANGE',
    ],
    ['a reversed session', [good, 'XIDX,2028-01-04,2028-01-04T08:50Z,2028-01-04T02:00Z,,'], 3, 'close', 'E_TIME_ORDER'],
    [
      'overlapping sessions',
      [good, 'XIDX,2028-01-04,2028-01-03T08:00Z,2028-01-04T08:50Z,,'],
      3,
      'open',
      'E_TIME_ORDER',
    ],
    ['two sessions of a date', [good, good], 3, 'date', 'E_ID_DUPLICATE'],
    [
      'a break outside its session',
      [row('2028-01-04', '2028-01-04T01:00Z,2028-01-04T03:00Z')],
      2,
      'break_start',
      'E_TIME_ORDER',
    ],
    ['half a break', [row('2028-01-04', '2028-01-04T04:00Z,')], 2, 'break_end', 'E_TIME_FORMAT'],
    ['a moment without a zone', ['XIDX,2028-01-04,2028-01-04T02:00,2028-01-04T08:50Z,,'], 2, 'open', 'E_TIME_FORMAT'],
    ['a day that is none', [good, row('2028-02-30')], 3, 'date', 'E_TIME_FORMAT'],
    ['a session on another day', ['XIDX,2028-01-04,2028-01-07T02:00Z,2028-01-07T08:50Z,,'], 2, 'open', 'E_TIME_ORDER'],
    ['a session of three days', ['XIDX,2028-01-04,2028-01-04T02:00Z,2028-01-07T08:50Z,,'], 2, 'close', 'E_TIME_ORDER'],
  ])('%s refuse the file with line and reason, in any mode', async (_, rows, line, field, code) => {
    for (const mode of ['strict', 'skip'] as const) {
      const done = await take(rows, mode)
      expect(done).toMatchObject({ accepted: false, stored: false, report: [{ line, field, code }] })
    }
    expect((await jakarta()).certainty(mustBeDate('2028-01-03'))).toBe('unknown')
  })
})
