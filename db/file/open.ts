import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { APPLICATION_ID, identify } from './applicationId.ts'
import { dbOf, whileQuiet } from './connection.ts'
import { copyOnline } from './copy.ts'
import type { Db } from './db.ts'
import { makeFolder } from './folder.ts'
import { applyMigrations, pendingMigrations, shippedMigrations } from './migrate.ts'
import { StoreError, storeErrorOf } from './storeError.ts'
import { lookOver, noteOpening } from './upkeep.ts'

/**
 * Opens a store, creates it when the file does not exist, and brings its tables up to date.
 *
 * A file that is up to date but cannot be written, on a full or a read-only disk, is opened to be read: a write says why it
 * cannot be done.
 *
 * @param file a path, or `:memory:`
 * @param now UTC milliseconds, for the record of migrations
 * @param which `existing`: makes none where there is none; `open`: this process has it open already, in another thread
 * @param look `later`: a large file whose last user did not close it is not looked over before it is used; `lookOverAside`
 *   does so afterwards
 * @returns the store, whether it was made just now, and whether it has to be looked over yet
 * @throws StoreError for a file that is not ours, newer than the program, damaged, or not to be read or written
 */
export async function openDb(
  file: string,
  now: number,
  which: 'existing' | 'open' | 'any' = 'any',
  look: 'first' | 'later' = 'first',
): Promise<{ readonly db: Db; readonly created: boolean; readonly isLookDue: boolean }> {
  try {
    if (file !== ':memory:') refuseNoFile(file)
    const created = file === ':memory:' || !existsSync(file)
    if (created && which !== 'any') throw new StoreError('missing', `There is no database at ${file}`)
    if (file !== ':memory:') {
      makeFolder(dirname(file))
      // Whoever makes the file decides who may read it: SQLite gives its log and its shared memory the same rights.
      if (created) closeSync(openSync(file, 'a', 0o600))
      // Closing a file takes every lock of the process on it away, those of SQLite too: others would think nobody is there.
      else if (which !== 'open' && identify(file) === 'foreign') throw new StoreError('foreign', FOREIGN)
    }
    const writing = new SqliteDatabase(file, { timeout: 5000 })
    try {
      return { ...(await whileQuiet(file, () => prepared(file, writing, now, look))), created }
    } catch (error) {
      writing.close()
      const reading = created ? null : openToRead(file, error)
      if (reading === null) throw error
      return { db: dbOf(file, { writing: reading, reading }, () => {}), created, isLookDue: false }
    }
  } catch (error) {
    throw storeErrorOf(file, error)
  }
}

/** Words and a colon, of two letters or more as Windows' drives have one: `postgres://…`, `file:a.db`; or a place on another machine, `me@host:a.db`. */
const address = /^[a-z][a-z0-9+.-]+:|^[^/\\]*@[^/\\]*:/i

/** What was named as a database, to be told: without the password of an address. */
export const toldName = (file: string): string => file.replace(/\/\/[^/]*@/, '//…@')

/**
 * An address is no name of a file; a pipe, a device or a folder would be waited for, or fail without a reason; and of a name
 * that begins or ends with a blank the driver opens another file, or none.
 *
 * @throws StoreError
 */
export function refuseNoFile(file: string): void {
  // A file may be called after a moment, `a-2026-11-30T22:10.db`: what is there is no address.
  if (address.test(file) && !existsSync(file))
    throw new StoreError(
      'unreadable',
      `Cannot use ${toldName(file)} as a database: that is an address, and databases are files here: name a file such as data/aftershock.db`,
    )
  if (file === '' || file.trim() !== file)
    throw new StoreError(
      'unreadable',
      `Cannot use "${file}" as a database: its name is empty, or begins or ends with a blank`,
    )
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false)
    throw new StoreError('unreadable', 'is no file but a folder, a pipe or a device: name a file')
}

/**
 * Pages that a connection keeps, in negative KiB. The driver's own 16 MiB would fill with a series of minutes that is read
 * once from end to end; what is asked again the system keeps for all of them.
 */
const CACHE = -2048

async function prepared(file: string, writing: Database, now: number, look: 'first' | 'later') {
  refuseForeign(writing)
  const shipped = shippedMigrations()
  const pending = pendingMigrations(writing, shipped)
  const looked = lookOver(writing, now, look === 'later')
  writing.pragma('trusted_schema = OFF')
  writing.pragma('journal_mode = WAL')
  writing.pragma('synchronous = FULL')
  writing.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
  writing.pragma(`cache_size = ${CACHE}`)
  const [next] = pending
  if (next !== undefined) {
    // A file that already holds something is copied before its tables change.
    if (next.number > 0) await copyOnline(writing, `${file}.before-${next.name}`)
    applyMigrations(writing, pending, now)
  }
  writing.pragma('foreign_keys = ON')
  const forget = noteOpening(writing, looked, now)
  const reading = file === ':memory:' ? writing : new SqliteDatabase(file, { timeout: 5000, fileMustExist: true })
  if (reading !== writing) {
    reading.pragma('query_only = ON')
    reading.pragma('trusted_schema = OFF')
    reading.pragma(`cache_size = ${CACHE}`)
  }
  return { db: dbOf(file, { writing, reading }, forget), isLookDue: looked === 'due' }
}

/** What a disk says that takes no more, or nothing at all. */
const unwritable = /^SQLITE_(FULL|READONLY|CANTOPEN|IOERR_SHM|IOERR_WRITE|IOERR_TRUNCATE)/

/**
 * A database that cannot be written, to be read. Where not even its shared memory can be made, it is read into this
 * program's own memory, unless its log holds more than the file.
 *
 * @returns null where it is not that, or cannot be read either
 */
function openToRead(file: string, error: unknown): Database | null {
  if (!unwritable.test(String((error as { code?: unknown }).code))) return null
  const hasLog = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
  for (const open of hasLog ? [asItIs] : [asItIs, intoMemory]) {
    let db: Database | null = null
    try {
      db = open(file)
      db.pragma('query_only = ON')
      db.pragma('trusted_schema = OFF')
      refuseForeign(db)
      if (pendingMigrations(db, shippedMigrations()).length === 0) return db
      db.close()
    } catch {
      db?.close()
    }
  }
  return null
}

const asItIs = (file: string): Database =>
  new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: 5000 })

function intoMemory(file: string): Database {
  const bytes = readFileSync(file)
  // A database in memory keeps no log: bytes 18 and 19 of the header say which kind of journal it is written with.
  bytes[18] = bytes[19] = 1
  return new SqliteDatabase(bytes)
}

export const FOREIGN = 'belongs to another program and was left untouched: choose another file'

/** An empty file is ours to fill; anything else must carry our mark. */
function refuseForeign(db: Database): void {
  const tables = db.prepare('select count(*) from sqlite_schema').pluck().get() as number
  const id = db.pragma('application_id', { simple: true })
  if (tables > 0 && id !== APPLICATION_ID) throw new StoreError('foreign', FOREIGN)
  const version = db.pragma('user_version', { simple: true }) as number
  const newest = shippedMigrations().length
  if (tables > 0 && version > newest)
    throw new StoreError(
      'newer',
      `was made by a newer Aftershock (version ${version}, this one knows ${newest}): update the program`,
    )
}
