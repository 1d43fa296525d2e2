import SqliteDatabase, { type Database } from 'better-sqlite3'

/** SQLite as this program brings it. */
export function sqliteVersion(): string {
  const db = new SqliteDatabase(':memory:')
  try {
    return String(db.prepare('select sqlite_version()').pluck().get())
  } finally {
    db.close()
  }
}

/** The newest moment that a database tells of, UTC milliseconds, without changing it; null where it tells none or cannot be read. */
export function newestMoment(file: string): number | null {
  let db: Database | null = null
  try {
    db = new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: 1000 })
    const moments = ['select max(ended_at) from fetch', 'select max(started_at) from run', 'select max(at) from change']
    const found = moments.flatMap((sql) => {
      const at = momentOf(db, sql)
      return at === null ? [] : [at]
    })
    return found.length === 0 ? null : Math.max(...found)
  } catch {
    return null
  } finally {
    db?.close()
  }
}

/** A database of an earlier release lacks some of the tables. */
function momentOf(db: Database | null, sql: string): number | null {
  try {
    return (db?.prepare(sql).pluck().get() as number | null) ?? null
  } catch {
    return null
  }
}
