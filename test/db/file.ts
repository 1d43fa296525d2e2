import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Database } from 'better-sqlite3'
import { afterEach } from 'vitest'
import { connectionsOf } from '../../db/file/connection.ts'
import type { Db } from '../../db/file/db.ts'
import { compareEvents } from '../../db/file/eventHashes.ts'
import { compareHashes } from '../../db/file/hashes.ts'
import { compareLevels } from '../../db/file/levelCheck.ts'
import { write } from '../../db/file/transaction.ts'
import { beginRun, recordFetch } from '../../db/runs.ts'
import { storeDailyBars } from '../../db/storeBars.ts'
import { saveTicker } from '../../db/tickers.ts'
import { mustBeTicker } from '../../server/market/ticker.ts'
import { calm } from '../server/checks/calm.ts'

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
export const fill = (db: Db): Promise<number> =>
  write(db, async (tx) => {
    const facts = {
      symbol: mustBeTicker('CALM'),
      name: null,
      exchange: null,
      kind: 'stock',
      currency: 'USD',
      zone: 'America/New_York',
      firstTradeDate: null,
    }
    const id = await saveTicker(tx, facts, NOW)
    const fetchId = await recordFetch(tx, {
      runId: await beginRun(tx, 'test', {}, NOW),
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
    await storeDailyBars(
      tx,
      id,
      calm().map((bar) => ({ ...bar, state: 'final' as const })),
      fetchId,
    )
    return id
  })

/** A database that the first release made: one migration, a ticker, 250 bars, an event (test/fixtures/README.md). */
export const firstRelease = (file: string): void =>
  writeFileSync(file, gunzipSync(readFileSync(join(import.meta.dirname, '../fixtures/first-release.db.gz'))))

/** Tables, views and indices as text, for comparing two databases. */
export const schemaOf = (db: Database): readonly string[] =>
  (
    db
      .prepare("select type, name, sql from sqlite_schema where name not like 'sqlite_%' order by type, name")
      .all() as { type: string; name: string; sql: string }[]
  ).map(({ type, name, sql }) => `${type} ${name} ${(sql ?? '').replace(/\s+/g, ' ')}`)

/** Fingerprints that are not those of their bars, references to nothing, and rows of tickers that are not there. */
export const unsound = async (db: Db): Promise<readonly unknown[]> => {
  const { reading } = connectionsOf(db)
  const orphans = ['daily_bar', 'intraday_bar', 'corporate_action', 'coverage', 'bar_hash', 'bar_level', 'repair']
  return [
    ...(await compareHashes(reading)).mismatches,
    ...compareLevels(reading),
    ...compareEvents(reading).problems,
    ...(reading.pragma('foreign_key_check') as unknown[]),
    ...orphans.filter((table) =>
      reading.prepare(`select 1 from ${table} where ticker_id not in (select id from ticker)`).get(),
    ),
  ]
}
