import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { afterEach } from 'vitest'
import { storeDailyBarsNow } from '../../db/bars.ts'
import { shippedMigrations } from '../../db/migrate.ts'
import type { Db } from '../../db/open.ts'
import { beginRunNow, recordFetchNow } from '../../db/runs.ts'
import { saveTickerNow } from '../../db/tickers.ts'
import { mustBeTicker } from '../../server/market/ticker.ts'
import { calm } from '../quality/calm.ts'

export const NOW = Date.parse('2024-06-14T12:00:00Z')
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder that is gone after the test. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'aftershock-'))
  folders.push(made)
  return made
}

/** Eighty-three daily bars of one ticker, in 2023. */
export function fill(db: Db): number {
  const facts = {
    symbol: mustBeTicker('CALM'),
    name: null,
    exchange: null,
    kind: 'stock',
    currency: 'USD',
    zone: 'America/New_York',
    firstTradeDate: null,
  }
  const id = saveTickerNow(db, facts, NOW)
  const fetchId = recordFetchNow(db, {
    runId: beginRunNow(db, 'test', {}, NOW),
    tickerId: id,
    source: 'file:calm',
    interval: '1d',
    fromMs: null,
    toMs: null,
    status: null,
    contentHash: null,
    rows: 83,
    startedAt: NOW,
    endedAt: NOW,
    outcome: 'ok',
    message: null,
  })
  storeDailyBarsNow(
    db,
    id,
    calm().map((bar) => ({ ...bar, state: 'final' as const })),
    fetchId,
  )
  return id
}

/** A database as the first release made it: only its first migration, with a ticker, bars and an event. */
export function firstRelease(file: string): void {
  const db = new SqliteDatabase(file)
  const [first] = shippedMigrations()
  if (first === undefined) throw new Error('There is no first migration')
  db.pragma('journal_mode = WAL')
  db.exec(
    'create table migration (number integer primary key, name text not null, hash text not null, applied_at integer not null) strict',
  )
  db.exec(first.sql)
  db.prepare('insert into migration values (?, ?, ?, ?)').run(first.number, first.name, first.hash, NOW)
  db.pragma('user_version = 1')
  db.pragma(`application_id = ${0x41465453}`)
  db.exec(`insert into ticker (id, symbol, added_at) values (1, 'OLD', ${NOW});
    insert into run (id, verb, request, started_at) values (1, 'test', '{}', ${NOW});
    insert into fetch (id, run_id, ticker_id, source, started_at, ended_at, outcome) values (1, 1, 1, 'file:old', ${NOW}, ${NOW}, 'ok');
    insert into event (id, event_id, title, public_at, effective_ms, precision, created_at, updated_at) values (1, 'e1', 'Something', '2023-11-17', 0, 'day', ${NOW}, ${NOW});
    insert into event_ticker (event, position, symbol) values (1, 0, 'OLD')`)
  const bar = db.prepare(
    'insert into daily_bar (ticker_id, day, open, high, low, close, volume, state, first_fetch_id, last_fetch_id) values (1, ?, 10, 11, 9, 10, 100, 1, 1, 1)',
  )
  for (let day = 19_000; day < 19_250; day++) bar.run(day)
  db.close()
}

/** Tables, views and indices as text, for comparing two databases. */
export const schemaOf = (db: Database): readonly string[] =>
  (
    db
      .prepare("select type, name, sql from sqlite_schema where name not like 'sqlite_%' order by type, name")
      .all() as { type: string; name: string; sql: string }[]
  ).map(({ type, name, sql }) => `${type} ${name} ${(sql ?? '').replace(/\s+/g, ' ')}`)
