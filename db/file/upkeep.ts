import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { alone, connectionOf, read } from './connection.ts'
import type { Db, Reader, Tx } from './db.ts'
import { mayLive, thisProcess } from './process.ts'
import { statement } from './statement.ts'
import { StoreError } from './storeError.ts'

const WEEK = 7 * 24 * 3_600_000
/** Bytes of the write-ahead log beyond which it is folded into the file. */
const LARGEST_LOG = 64 * 1024 * 1024
/** Milliseconds to wait for readers of a log that is to be folded in. */
const PATIENCE = 100

const has = (db: Database, table: string): boolean =>
  db.prepare("select 1 from sqlite_schema where type = 'table' and name = ?").get(table) !== undefined

/** Bytes of a file that is looked over in half a second, which whoever opens it waits. */
const QUICKLY_SEEN = 64 * 1024 * 1024

/** `due`: a large file that ought to be looked over, by one who need not be waited for. */
export type Looked = 'needless' | 'done' | 'due'

/**
 * Looks the file over when its last user did not close it, or when nobody looked for a week. Writes nothing.
 *
 * @param mayWait leave a large file for later
 * @throws StoreError of kind `damaged`
 */
export function lookOver(db: Database, now: number, mayWait: boolean): Looked {
  if (!has(db, 'opening')) return 'needless'
  const openings = db.prepare('select host, pid from opening').all() as { host: string; pid: number }[]
  const looked = db.prepare("select done_at from upkeep where task = 'quick_check'").pluck().get() as number | undefined
  const unclean = openings.some((opening) => !mayLive(opening))
  if (!unclean && looked !== undefined && Math.abs(now - looked) < WEEK) return 'needless'
  if (mayWait && statSync(db.name).size > QUICKLY_SEEN) return 'due'
  lookAtPages(db)
  return 'done'
}

function lookAtPages(db: Database): void {
  const [first] = db.pragma('quick_check(1)') as { quick_check: string }[]
  if (first?.quick_check !== 'ok')
    throw new StoreError(
      'damaged',
      'is damaged and was left as it is: restore a backup with "npm run restore -- BACKUP"',
    )
}

/** Looks over a file in use, from a thread of its own, and notes it. @throws StoreError of kind `damaged` */
export function lookOverInUse(file: string, now: number): void {
  const db = new SqliteDatabase(file, { fileMustExist: true, timeout: 5000 })
  try {
    lookAtPages(db)
    noteUpkeep(db, 'quick_check', now)
  } finally {
    db.close()
  }
}

/** Notes that this process has the file open, and forgets those that are gone. @returns undoes the note */
export function noteOpening(db: Database, looked: Looked, now: number): () => void {
  const owner = randomUUID()
  db.transaction(() => {
    const openings = db.prepare('select owner, host, pid from opening').all() as {
      owner: string
      host: string
      pid: number
    }[]
    const forget = db.prepare('delete from opening where owner = ?')
    for (const opening of openings) if (!mayLive(opening)) forget.run(opening.owner)
    db.prepare('insert into opening (owner, host, pid, opened_at) values (?, ?, ?, ?)').run(
      owner,
      thisProcess.host,
      thisProcess.pid,
      now,
    )
    const known = db.prepare("select 1 from upkeep where task = 'quick_check'").get() !== undefined
    // What is due stays so for whoever opens the file next, until somebody has looked.
    if (looked === 'due') db.prepare("delete from upkeep where task = 'quick_check'").run()
    else if (looked === 'done' || !known) noteUpkeep(db, 'quick_check', now)
  }).immediate()
  return () => {
    // A file that can not be written any more counts as left open, and is looked over next time.
    try {
      db.prepare('delete from opening where owner = ?').run(owner)
    } catch {}
  }
}

function noteUpkeep(db: Database, task: 'quick_check' | 'verify' | 'backup', now: number): void {
  db.prepare('insert or replace into upkeep (task, done_at) values (?, ?)').run(task, now)
}

/** Writes down in a store when it was backed up. */
export async function noteBackup(tx: Tx, now: number): Promise<void> {
  noteUpkeep(connectionOf(tx), 'backup', now)
}

/**
 * Writes down in a database in use when it was found sound. A backup, which is one quiet file without a log, stays as it
 * is, and so does a file that may only be read.
 */
export function noteVerified(file: string, now: number): void {
  try {
    const db = new SqliteDatabase(file, { fileMustExist: true, timeout: 5000 })
    try {
      if (db.pragma('journal_mode', { simple: true }) === 'wal') noteUpkeep(db, 'verify', now)
    } finally {
      db.close()
    }
  } catch {
    // It was verified all the same.
  }
}

/** When each task was last done, UTC milliseconds. */
export const readUpkeep = (reader: Reader): Promise<Readonly<Record<string, number>>> =>
  read(reader, (connection) =>
    Object.fromEntries(statement(connection, 'select task, done_at from upkeep').raw().all() as [string, number][]),
  )

/** Folds a write-ahead log that long readers let grow back into the file. */
export async function trimLog(db: Db): Promise<void> {
  if (db.file === ':memory:') return
  const size = statSync(`${db.file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  if (size > LARGEST_LOG) await alone(db, truncateLog)
}

/** While it waits for readers it keeps other writers out, so it does not wait long: there will be a next time. */
function truncateLog(db: Database): void {
  const patience = db.pragma('busy_timeout', { simple: true }) as number
  db.pragma(`busy_timeout = ${PATIENCE}`)
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.pragma(`busy_timeout = ${patience}`)
  }
}

/** Bytes up to which a file is packed: a larger one would keep other writers waiting. */
const LARGEST_PACKED = 256 * 1024 * 1024

/**
 * Packs the pages of a file into which much was appended: SQLite leaves them a tenth empty. Only while nobody else has
 * the file open.
 *
 * @returns whether it was packed
 */
export async function pack(db: Db): Promise<boolean> {
  if (db.file === ':memory:' || statSync(db.file).size > LARGEST_PACKED) return false
  return alone(db, (connection) => {
    if ((connection.prepare('select count(*) from opening').pluck().get() as number) !== 1) return false
    connection.exec('vacuum')
    truncateLog(connection)
    return true
  })
}
