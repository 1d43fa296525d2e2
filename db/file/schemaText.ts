import SqliteDatabase, { type Database } from 'better-sqlite3'
import { applyMigrations, shippedMigrations } from './migrate.ts'

/** Tables, indexes, views and triggers of a database by name, each as the text that made it, white space folded. */
function schemaOf(db: Database): ReadonlyMap<string, string> {
  const rows = db
    .prepare(
      "select type, name, coalesce(sql, '') as sql from sqlite_schema where not (type in ('table', 'index') and name glob 'sqlite_*')",
    )
    .all() as { type: string; name: string; sql: string }[]
  return new Map(rows.map(({ type, name, sql }) => [`${type} ${name}`, sql.replaceAll(/\s+/g, ' ').trim()]))
}

/** What a database must look like after its first `applied` migrations. */
function expectedSchema(applied: number): ReadonlyMap<string, string> {
  const db = new SqliteDatabase(':memory:')
  try {
    applyMigrations(db, shippedMigrations().slice(0, applied), 0)
    return schemaOf(db)
  } finally {
    db.close()
  }
}

/**
 * What a database file has besides its expected tables, lacks of them or has otherwise: a trigger, a view in place of a
 * table or a generated column would do as it likes with what is written later, without a byte of the bars being changed.
 *
 * @returns one sentence each; none for a database that is just what its migrations make
 */
export function schemaProblems(db: Database): readonly string[] {
  const hasMigrations = db.prepare("select 1 from sqlite_schema where type = 'table' and name = 'migration'").get()
  if (hasMigrations === undefined) return ['the table migration is missing']
  const applied = db.prepare('select count(*) from migration').pluck().get() as number
  const version = db.pragma('user_version', { simple: true }) as number
  if (version !== applied) return [`its version is ${version}, though ${applied} migrations were applied`]
  const [own, expected] = [schemaOf(db), expectedSchema(applied)]
  return [
    ...[...own.keys()].filter((name) => !expected.has(name)).map((name) => `the ${name} is not ours`),
    ...[...expected.keys()].filter((name) => !own.has(name)).map((name) => `the ${name} is missing`),
    ...[...expected].flatMap(([name, sql]) => {
      const found = own.get(name)
      return found === undefined || found === sql ? [] : [`the ${name} is not as this program makes it`]
    }),
  ]
}
