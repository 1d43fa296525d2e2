import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { saveEvent } from '../../db/events.ts'
import { inspect } from '../../db/file/copy.ts'
import { openDb } from '../../db/file/open.ts'
import { write } from '../../db/file/transaction.ts'
import { folder, NOW } from './file.ts'
import { plainEvent } from './plainEvent.ts'

describe('fingerprints of events', () => {
  it.each([
    ['title', "update event set title = 'Another'", 'the event a does not match its fingerprint'],
    ['time', "update event set public_at = '2023-11-18'", 'the event a does not match its fingerprint'],
    ['link', "update event set source_url = 'https://example.org/other'", 'the event a does not match its fingerprint'],
    ['ticker', "update event_ticker set symbol = 'AAPL'", 'the event a does not match its fingerprint'],
    ['absence', 'delete from event', 'the event a is missing'],
    [
      'addition',
      "insert into event (event_id, title, public_at, effective_ms, precision, created_at, updated_at) values ('b', 'B', '2023', 0, 'year', 0, 0)",
      'the event b was not stored by this program',
    ],
  ])('show a changed %s that SQLite itself does not see', async (_, sql, problem) => {
    const file = join(folder(), 'a.db')
    const { db } = await openDb(file, NOW)
    const tickers = [{ symbol: 'MSFT', role: 'subject' as const }]
    await write(db, (tx) => saveEvent(tx, { ...plainEvent, tickers }, 0, NOW))
    db.close()
    expect(await inspect(file)).toMatchObject({ problems: [], events: 1 })
    const other = new SqliteDatabase(file)
    other.exec(sql)
    other.close()
    expect(await inspect(file)).toMatchObject({ problems: [problem] })
  })
})
