import SqliteDatabase, { type Database } from 'better-sqlite3'
import { APPLICATION_ID } from './applicationId.ts'
import { connectionsOf, refuseTakenAway } from './connection.ts'
import type { Told } from './copySteps.ts'
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

/**
 * Inspects a database file through a connection of its own.
 *
 * @throws StoreError for a file that is not ours; what `told` throws
 */
export async function inspect(file: string, told: Told = () => {}): Promise<Inspection> {
  const db = new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: 5000 })
  try {
    db.pragma('trusted_schema = OFF')
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      throw new StoreError('foreign', 'belongs to another program')
    pendingMigrations(db, shippedMigrations())
    const schema = schemaProblems(db).slice(0, MOST)
    if (schema.length > 0) return { problems: schema, years: 0, events: 0 }
    told('pages', 0, 1)
    const pages = (db.pragma(`integrity_check(${MOST})`) as { integrity_check: string }[])
      .map((row) => row.integrity_check)
      .filter((text) => text !== 'ok')
    if (pages.length > 0) return { problems: pages, years: 0, events: 0 }
    told('references', 0, 1)
    const references = (db.pragma('foreign_key_check') as { table: string; parent: string }[])
      .slice(0, MOST)
      .map(({ table, parent }) => `a row of ${table} refers to no row of ${parent}`)
    const hasHashes = db.prepare("select 1 from sqlite_schema where name = 'bar_hash'").get() !== undefined
    const { checked, mismatches } = hasHashes
      ? await compareHashes(db, (done, all) => told('bars', done, all))
      : { checked: 0, mismatches: [] }
    const bars = mismatches.map(
      ({ ticker, interval, year, stored, now }) =>
        `${ticker} ${interval} ${year}: ${now} bars do not match the fingerprint of ${stored ?? 'none'}`,
    )
    const hasLevels = db.prepare("select 1 from sqlite_schema where name = 'bar_level'").get() !== undefined
    told('levels', 0, 1)
    const levels = hasLevels ? compareLevels(db).slice(0, MOST) : []
    const hasEventHashes = db.prepare("select 1 from sqlite_schema where name = 'event_hash'").get() !== undefined
    told('events', 0, 1)
    const events = hasEventHashes ? compareEvents(db) : { checked: 0, problems: [] }
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

/**
 * Copies a database, checks the copy, and only then gives it its name.
 *
 * @throws StoreError when the copy is not sound; what `told` throws. Nothing of it is left then
 */
export const copyOnline = (db: Database, target: string, told: Told = () => {}): Promise<void> =>
  writeOutput(target, db.name, async (part) => {
    let failure: unknown = null
    const progress = ({ totalPages, remainingPages }: { totalPages: number; remainingPages: number }): number => {
      try {
        told('copy', totalPages - remainingPages, totalPages)
      } catch (error) {
        failure = error
        throw error
      }
      return PAGES
    }
    await db.backup(part, { progress }).catch((error: unknown) => {
      throw failure ?? error
    })
    settle(part)
    const { problems } = await inspect(part, told)
    if (problems.length > 0) throw new StoreError('damaged', `could not be copied soundly: ${problems[0]}`)
  })

/** Pages that are copied before others have their turn. */
const PAGES = 100

/**
 * The same for a store in use: it is copied as it stands at the beginning. Without that moment held, every write of another
 * program would begin the copy anew, and one that writes all the time would never let it end.
 */
export async function copyStore(db: Db, target: string, told?: Told): Promise<void> {
  const { writing } = connectionsOf(db)
  // A store in memory, or one that could only be read into it, is nowhere else.
  if (writing.memory) return copyOnline(writing, target, told)
  refuseTakenAway(db)
  return copyClosed(db.file, target, told)
}

/** The same for a file that need not be open: also what is still in its log, if somebody uses it after all. */
export async function copyClosed(source: string, target: string, told?: Told): Promise<void> {
  const db = new SqliteDatabase(source, { readonly: true, fileMustExist: true, timeout: 5000 })
  try {
    db.exec('begin')
    db.prepare('select 1 from sqlite_schema').get()
    await copyOnline(db, target, told)
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
