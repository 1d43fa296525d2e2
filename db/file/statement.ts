import type { Database, Statement } from 'better-sqlite3'

const compiled = new WeakMap<Database, Map<string, Statement>>()

/** A statement compiled once a connection, for what is asked again and again. Only for texts that do not vary. */
export function statement(connection: Database, sql: string): Statement {
  const known = compiled.get(connection) ?? new Map<string, Statement>()
  compiled.set(connection, known)
  const found = known.get(sql) ?? connection.prepare(sql)
  known.set(sql, found)
  return found
}
