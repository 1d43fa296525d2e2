import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { APPLICATION_ID } from './applicationId.ts'
import { fingerprintOldEvents } from './eventHashes.ts'
import { fingerprintOldBars } from './hashes.ts'
import { levelOldBars } from './levels.ts'
import { readOldFindings } from './oldFindings.ts'
import { readOldNotation } from './oldNotation.ts'
import { StoreError } from './storeError.ts'

interface Migration {
  readonly number: number
  readonly name: string
  readonly hash: string
  readonly sql: string
}

/** What SQL can not fill in by itself, in the transaction of its migration. */
const fillings: Readonly<Record<string, (db: Database) => void>> = {
  '0001_trust': fingerprintOldBars,
  '0005_findings': readOldFindings,
  '0007_ticker_alias': readOldNotation,
  '0008_history': fingerprintOldEvents,
  '0011_levels': levelOldBars,
}

const folder = join(import.meta.dirname, '../migrations')

/** The migrations that ship with the program, in order. */
export function shippedMigrations(from = folder): readonly Migration[] {
  return readdirSync(from)
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(from, file), 'utf8')
      const hash = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')
      return { number: Number(file.slice(0, 4)), name: file.slice(0, -4), hash, sql }
    })
}

/**
 * Which shipped migrations a database still needs. Refuses a database made by a newer program and one whose applied
 * migrations differ from the shipped ones or have a hole: all mean that the program would misread what it finds.
 *
 * @throws StoreError of kind `newer` or `edited-migration`
 */
export function pendingMigrations(db: Database, shipped: readonly Migration[]): readonly Migration[] {
  const known = db.prepare("select 1 from sqlite_schema where type = 'table' and name = 'migration'").get()
  if (known === undefined) return shipped
  const applied = db.prepare('select number, name, hash from migration order by number').all() as Migration[]
  const newest = shipped.at(-1)?.number ?? -1
  for (const { number, name, hash } of applied) {
    const own = shipped.find((migration) => migration.number === number)
    if (own === undefined && number > newest)
      throw new StoreError('newer', `was made by a newer Aftershock (it has migration ${name}): update the program`)
    if (own === undefined)
      throw new StoreError('edited-migration', `has migration ${name}, which this program lacks: restore that file`)
    if (own.hash !== hash)
      throw new StoreError('edited-migration', `was made with another version of migration ${name}: restore that file`)
  }
  const pending = shipped.filter(({ number }) => !applied.some((migration) => migration.number === number))
  const [next] = pending
  const last = applied.at(-1)
  if (next !== undefined && last !== undefined && next.number < last.number)
    throw new StoreError('edited-migration', `lacks migration ${next.name} but has ${last.name}: restore a backup`)
  return pending
}

/**
 * Applies migrations, each in one IMMEDIATE transaction. Foreign keys are off meanwhile, since rebuilding a table
 * with them on deletes the rows that refer to it; the references are checked before each commit instead.
 *
 * @throws StoreError of kind `migration` naming the migration that failed; the ones before it stay applied
 */
export function applyMigrations(db: Database, pending: readonly Migration[], now: number): void {
  db.pragma('foreign_keys = OFF')
  try {
    for (const { number, name, hash, sql } of pending) {
      db.transaction(() => {
        db.exec(
          'create table if not exists migration (number integer primary key, name text not null, hash text not null, applied_at integer not null) strict',
        )
        // Another program may have brought the file up to date while this one waited for the lock.
        if (db.prepare('select 1 from migration where number = ?').get(number) !== undefined) return
        db.exec(sql)
        fillings[name]?.(db)
        const broken = db.pragma('foreign_key_check') as unknown[]
        if (broken.length > 0)
          throw new StoreError('migration', `lost ${broken.length} references in migration ${name}`)
        db.prepare('insert into migration (number, name, hash, applied_at) values (?, ?, ?, ?)').run(
          number,
          name,
          hash,
          now,
        )
        db.pragma(`user_version = ${number + 1}`)
        // With the tables, not after them: killed in between, our own file would look like somebody else's.
        db.pragma(`application_id = ${APPLICATION_ID}`)
      }).immediate()
    }
  } finally {
    db.pragma('foreign_keys = ON')
  }
}
