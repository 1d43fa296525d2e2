import { chmodSync, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { APPLICATION_ID, identify } from './applicationId.ts'
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
  const created = file === ':memory:' || !existsSync(file)
  try {
    if (file !== ':memory:') {
      makeFolder(dirname(file))
      if (identify(file) === 'foreign') throw new StoreError('foreign', FOREIGN)
    }
    const write = new SqliteDatabase(file, { timeout: 5000 })
    try {
      const db = await prepared(file, write, now)
      if (created && file !== ':memory:') chmodSync(file, 0o600)
      return { db, created }
    } catch (error) {
      write.close()
      throw error
    }
  } catch (error) {
    throw storeErrorOf(file, error)
  }
}

async function prepared(file: string, write: Database, now: number): Promise<Db> {
  refuseForeign(write)
  const shipped = shippedMigrations()
  const pending = pendingMigrations(write, shipped)
  const looked = lookOver(write, now)
  write.pragma('trusted_schema = OFF')
  write.pragma('journal_mode = WAL')
  write.pragma('synchronous = FULL')
  write.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
  const [next] = pending
  if (next !== undefined) {
    // A file that already holds something is copied before its tables change.
    if (next.number > 0) await copyOnline(write, `${file}.before-${next.name}`)
    applyMigrations(write, pending, now)
  }
  write.pragma('foreign_keys = ON')
  const read = file === ':memory:' ? write : new SqliteDatabase(file, { timeout: 5000, fileMustExist: true })
  if (read !== write) {
    read.pragma('query_only = ON')
    read.pragma('trusted_schema = OFF')
  }
  const forget = noteOpening(write, looked, now)
  const close = () => {
    forget()
    if (read !== write) read.close()
    write.close()
  }
  return { file, write, read, close }
}

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
