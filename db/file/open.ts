import { closeSync, existsSync, openSync } from 'node:fs'
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
 * @param file a path, or `:memory:`
 * @param now UTC milliseconds, for the record of migrations
 * @returns the store and whether it was made just now
 * @throws StoreError for a file that is not ours, newer than the program, damaged, or not to be read or written
 */
export async function openDb(file: string, now: number): Promise<{ readonly db: Db; readonly created: boolean }> {
  try {
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) throw new StoreError('unreadable', ADDRESS)
    const created = file === ':memory:' || !existsSync(file)
    if (file !== ':memory:') {
      makeFolder(dirname(file))
      // Whoever makes the file decides who may read it: SQLite gives its log and its shared memory the same rights.
      if (created) closeSync(openSync(file, 'a', 0o600))
      else if (identify(file) === 'foreign') throw new StoreError('foreign', FOREIGN)
    }
    const writing = new SqliteDatabase(file, { timeout: 5000 })
    try {
      return { db: await whileQuiet(file, () => prepared(file, writing, now)), created }
    } catch (error) {
      writing.close()
      throw error
    }
  } catch (error) {
    throw storeErrorOf(file, error)
  }
}

async function prepared(file: string, writing: Database, now: number): Promise<Db> {
  refuseForeign(writing)
  const shipped = shippedMigrations()
  const pending = pendingMigrations(writing, shipped)
  const looked = lookOver(writing, now)
  writing.pragma('trusted_schema = OFF')
  writing.pragma('journal_mode = WAL')
  writing.pragma('synchronous = FULL')
  writing.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
  const [next] = pending
  if (next !== undefined) {
    // A file that already holds something is copied before its tables change.
    if (next.number > 0) await copyOnline(writing, `${file}.before-${next.name}`)
    applyMigrations(writing, pending, now)
  }
  writing.pragma('foreign_keys = ON')
  const reading = file === ':memory:' ? writing : new SqliteDatabase(file, { timeout: 5000, fileMustExist: true })
  if (reading !== writing) {
    reading.pragma('query_only = ON')
    reading.pragma('trusted_schema = OFF')
  }
  return dbOf(file, { writing, reading }, noteOpening(writing, looked, now))
}

const ADDRESS = 'is an address, and databases are files here: name a file such as data/aftershock.db'
const FOREIGN = 'belongs to another program and was left untouched: choose another file'

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
