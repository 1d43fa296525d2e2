import SqliteDatabase, { type Database } from 'better-sqlite3'
import { APPLICATION_ID } from './applicationId.ts'
import { connectionsOf } from './connection.ts'
import type { Db } from './db.ts'
import { compareEvents } from './eventHashes.ts'
import { compareHashes } from './hashes.ts'
import { compareLevels } from './levelCheck.ts'
import { pendingMigrations, shippedMigrations } from './migrate.ts'
import { writeOutput } from './output.ts'
import { schemaProblems } from './schemaText.ts'
import { StoreError } from './storeError.ts'

/** What looking at the tables, and every page, reference and fingerprint of a file found. Empty lists mean that it is sound. */
export interface Inspection {
  readonly problems: readonly string[]
  /** Years of bars whose fingerprints were compared. */
  readonly years: number
  /** Events whose fingerprints were compared. */
  readonly events: number
}

const MOST = 20

/** Inspects a database file through a connection of its own. @throws StoreError for a file that is not ours */
export async function inspect(file: string): Promise<Inspection> {
  const db = new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: 5000 })
  try {
    db.pragma('trusted_schema = OFF')
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      throw new StoreError('foreign', 'belongs to another program')
    pendingMigrations(db, shippedMigrations())
    const schema = schemaProblems(db).slice(0, MOST)
    if (schema.length > 0) return { problems: schema, years: 0, events: 0 }
    const pages = (db.pragma(`integrity_check(${MOST})`) as { integrity_check: string }[])
      .map((row) => row.integrity_check)
      .filter((text) => text !== 'ok')
    if (pages.length > 0) return { problems: pages, years: 0, events: 0 }
    const references = (db.pragma('foreign_key_check') as { table: string; parent: string }[])
      .slice(0, MOST)
      .map(({ table, parent }) => `a row of ${table} refers to no row of ${parent}`)
    const hasHashes = db.prepare("select 1 from sqlite_schema where name = 'bar_hash'").get() !== undefined
    const { checked, mismatches } = hasHashes ? await compareHashes(db) : { checked: 0, mismatches: [] }
    const bars = mismatches.map(
      ({ ticker, interval, year, stored, now }) =>
        `${ticker} ${interval} ${year}: ${now} bars do not match the fingerprint of ${stored ?? 'none'}`,
    )
    const hasEventHashes = db.prepare("select 1 from sqlite_schema where name = 'event_hash'").get() !== undefined
    const events = hasEventHashes ? compareEvents(db) : { checked: 0, problems: [] }
    const hasLevels = db.prepare("select 1 from sqlite_schema where name = 'bar_level'").get() !== undefined
    const levels = hasLevels ? compareLevels(db).slice(0, MOST) : []
    const problems = [...references, ...bars, ...levels, ...events.problems.slice(0, MOST)]
    return { problems, years: checked, events: events.checked }
  } finally {
    db.close()
  }
}

/** Turns a copy into one quiet file of its own: nobody has it open, no job of another file runs in it. */
export function settle(copy: string): void {
  const db = new SqliteDatabase(copy, { fileMustExist: true })
  try {
    db.pragma('trusted_schema = OFF')
    db.pragma('synchronous = FULL')
    db.pragma('journal_mode = DELETE')
    const tables = db
      .prepare("select name from sqlite_schema where name in ('lease', 'opening')")
      .pluck()
      .all() as string[]
    for (const table of tables) db.exec(`delete from ${table}`)
  } finally {
    db.close()
  }
}

/** Copies an open database while it is used, checks the copy, and only then gives it its name. */
export const copyOnline = (db: Database, target: string): Promise<void> =>
  writeOutput(target, db.name, async (part) => {
    await db.backup(part)
    settle(part)
    const { problems } = await inspect(part)
    if (problems.length > 0) throw new StoreError('damaged', `could not be copied soundly: ${problems[0]}`)
  })

/** The same for a store: a page at a time, between its transactions, with what they have written. */
export const copyStore = (db: Db, target: string): Promise<void> => copyOnline(connectionsOf(db).writing, target)

/** The same for a file that need not be open: also what is still in its log, if somebody uses it after all. */
export async function copyClosed(source: string, target: string): Promise<void> {
  const db = new SqliteDatabase(source, { readonly: true, fileMustExist: true, timeout: 5000 })
  try {
    await copyOnline(db, target)
  } finally {
    db.close()
  }
}

/**
 * Makes a database one file that nobody has open, its log folded in and its journal deleted, and keeps everybody out.
 *
 * @returns lets others in again
 * @throws StoreError of kind `busy` while another connection is open
 */
export function seize(file: string): () => void {
  const db = new SqliteDatabase(file, { fileMustExist: true, timeout: 500 })
  try {
    db.pragma('trusted_schema = OFF')
    db.pragma('journal_mode = DELETE')
    db.exec('begin exclusive')
    return () => void db.close()
  } catch (error) {
    db.close()
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error
    throw new StoreError('busy', 'is in use: stop the server and every command that uses it first')
  }
}
