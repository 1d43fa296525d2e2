import { closeSync, createReadStream, openSync, readSync, rmSync, writeSync } from 'node:fs'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { connectionsOf } from './connection.ts'
import { contentHash } from './content.ts'
import { copyStore, settle } from './copy.ts'
import type { Db } from './db.ts'
import { levelOldBars } from './levels.ts'
import { applyMigrations, shippedMigrations } from './migrate.ts'
import { openDb } from './open.ts'
import { refuseOwn, unusedBeside, writeOutput } from './output.ts'
import { StoreError } from './storeError.ts'

/**
 * Everything a store holds as text: lines of JSON that need no SQLite to be read. First a line about the archive, then
 * for each table its name and columns followed by its rows as arrays, last the number of rows.
 */
const MARK = '{"aftershock_archive":'
const VERSION = 1
/** What is about a file, not about what it holds, and what follows from the rest. */
const ofTheFile = ['lease', 'opening', 'upkeep', 'migration', 'open_change', 'bar_level', 'touched']
const CHUNK = 256 * 1024

interface Head {
  readonly aftershock_archive: number
  readonly migration: string
  readonly content_hash: string
}

/** Is a file such an archive rather than a database? */
export function isArchive(file: string): boolean {
  const handle = openSync(file, 'r')
  try {
    const start = Buffer.alloc(MARK.length)
    readSync(handle, start, 0, MARK.length, 0)
    return start.toString('latin1') === MARK
  } finally {
    closeSync(handle)
  }
}

/** Writes a store as text while others use it: a checked copy is read, so that no reader stays open for long. @returns rows */
export async function writeArchive(db: Db, target: string, now: number): Promise<number> {
  refuseOwn(target, db.file)
  const copy = unusedBeside(target, 'copy')
  try {
    await copyStore(db, copy)
    const { db: still } = await openDb(copy, now)
    try {
      const hash = await contentHash(still)
      return await writeOutput(target, db.file, (part) => writeLines(part, linesOf(connectionsOf(still).reading, hash)))
    } finally {
      still.close()
    }
  } finally {
    for (const left of [copy, `${copy}-wal`, `${copy}-shm`]) rmSync(left, { force: true })
  }
}

function* linesOf(db: Database, hash: string): Generator<readonly [line: string, rows: number]> {
  const migration = db.prepare('select name from migration order by number desc limit 1').pluck().get() as string
  const head: Head = { aftershock_archive: VERSION, migration, content_hash: hash }
  yield [JSON.stringify(head), 0]
  let rows = 0
  for (const table of tablesOf(db)) {
    const columns = columnsOf(db, table)
    yield [JSON.stringify({ table, columns }), 0]
    const all = db
      .prepare(`select ${columns.join(', ')} from ${table} order by ${columns.slice(0, 3).join(', ')}`)
      .raw()
    for (const row of all.iterate()) {
      rows++
      yield [JSON.stringify(row), 1]
    }
  }
  yield [JSON.stringify({ rows }), 0]
}

function writeLines(file: string, lines: Iterable<readonly [string, number]>): number {
  const handle = openSync(file, 'w', 0o600)
  try {
    let [text, rows] = ['', 0]
    for (const [line, count] of lines) {
      text += `${line}\n`
      rows += count
      if (text.length < CHUNK) continue
      writeSync(handle, text)
      text = ''
    }
    writeSync(handle, text)
    return rows
  } finally {
    closeSync(handle)
  }
}

const triggersOf = (db: Database) =>
  db.prepare("select name, sql from sqlite_schema where type = 'trigger'").all() as { name: string; sql: string }[]

/** Every table that says something about the world, so that one added later is not forgotten. */
const tablesOf = (db: Database): readonly string[] =>
  (
    db
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name")
      .pluck()
      .all() as string[]
  ).filter((name) => !ofTheFile.includes(name))

const columnsOf = (db: Database, table: string): readonly string[] =>
  db.prepare('select name from pragma_table_info(?) order by cid').pluck().all(table) as string[]

/**
 * Makes a new database of an archive.
 *
 * @throws StoreError of kind `damaged` for an archive that is cut, changed, or of another release; nothing is left then
 */
export async function readArchive(archive: string, target: string, now: number): Promise<void> {
  const leave = () => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(target + suffix, { force: true })
  }
  leave()
  try {
    const { content_hash } = await filled(archive, target, now)
    const { db } = await openDb(target, now)
    try {
      if ((await contentHash(db)) !== content_hash) throw damaged('what it holds is not what it says it holds')
    } finally {
      db.close()
    }
    settle(target)
  } catch (error) {
    leave()
    throw error
  }
}

/** Makes the database that the archive was written of, as its release had it, and brings it up to date. */
async function filled(archive: string, target: string, now: number): Promise<Head> {
  closeSync(openSync(target, 'a', 0o600))
  const db = new SqliteDatabase(target)
  try {
    const head = await headOf(archive)
    const shipped = shippedMigrations()
    const until = 1 + shipped.findIndex(({ name }) => name === head.migration)
    applyMigrations(db, shipped.slice(0, until), now)
    // Nobody else knows of the new file, so its one transaction may wait for the lines of the archive.
    db.exec('begin immediate')
    // Tables come by name, so a row may come before the one it refers to.
    db.pragma('defer_foreign_keys = ON')
    // The archive has the history of its rows: that its tables are filled now is none.
    const triggers = triggersOf(db)
    for (const { name } of triggers) db.exec(`drop trigger ${name}`)
    await fill(db, archive)
    for (const { sql } of triggers) db.exec(sql)
    if (until === shipped.length) levelOldBars(db)
    db.exec('commit')
    applyMigrations(db, shipped.slice(until), now)
    return head
  } finally {
    db.close()
  }
}

const damaged = (why: string): StoreError => new StoreError('damaged', `is not sound and was not restored: ${why}`)

/** A text may hold what Unicode calls a line separator: only a line feed ends a line here, which `readline` does not keep to. */
async function* linesIn(archive: string): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of createReadStream(archive, { encoding: 'utf8', highWaterMark: CHUNK })) {
    const lines = `${rest}${piece}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

async function headOf(archive: string): Promise<Head> {
  for await (const line of linesIn(archive)) return head(parsed(line, 1))
  throw damaged('it is cut off')
}

async function fill(db: Database, archive: string): Promise<void> {
  let insert: ((row: readonly unknown[]) => void) | null = null
  let [rows, told, at] = [0, -1, 0]
  for await (const line of linesIn(archive)) {
    at++
    const value = parsed(line, at)
    if (Array.isArray(value)) {
      if (insert === null) throw damaged(`line ${at} is a row of no table`)
      rowInto(insert, value, at)
      rows++
    } else if ('table' in value) insert = inserter(db, value, at)
    else if ('rows' in value) told = Number(value.rows)
  }
  if (told !== rows) throw damaged('it is cut off')
}

function rowInto(insert: (row: readonly unknown[]) => void, row: readonly unknown[], at: number): void {
  try {
    insert(row)
  } catch (error) {
    throw damaged(`line ${at}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function parsed(line: string, at: number): readonly unknown[] | Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>
  } catch {}
  throw damaged(`line ${at} is no JSON`)
}

function head(value: readonly unknown[] | Readonly<Record<string, unknown>>): Head {
  if (!('aftershock_archive' in value)) throw damaged('it does not begin as one')
  if (value.aftershock_archive !== VERSION) throw damaged(`it is of version ${String(value.aftershock_archive)}`)
  if (!shippedMigrations().some(({ name }) => name === value.migration))
    throw damaged(`it was written by a newer Aftershock (${String(value.migration)}): update the program`)
  return value as unknown as Head
}

/** Names come from a file, so only those that the store itself knows are used. */
function inserter(db: Database, { table, columns }: Readonly<Record<string, unknown>>, at: number) {
  const name = tablesOf(db).find((known) => known === table)
  const own = name === undefined ? [] : columnsOf(db, name)
  const asked = Array.isArray(columns) ? own.filter((column) => columns.includes(column)) : []
  if (name === undefined || !Array.isArray(columns) || asked.length !== columns.length || asked.length === 0)
    throw damaged(`line ${at} names a table or column that this program does not know`)
  const ordered = columns as readonly string[]
  const statement = db.prepare(
    `insert into ${name} (${ordered.join(', ')}) values (${ordered.map(() => '?').join(', ')})`,
  )
  return (row: readonly unknown[]) => void statement.run(...row)
}
