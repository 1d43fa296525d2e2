import type { Database, Statement } from 'better-sqlite3'

const compiled = new WeakMap<Database, Map<string, Statement>>()

/** More than all that the program has of its own, and room for the shapes of filters. */
const AT_MOST = 500

/**
 * A statement compiled once a connection, for what is asked again and again: one that is compiled for one question lies
 * outside of V8's heap until that is looked through. Of texts that come in many shapes those that came first go.
 */
export function statement(connection: Database, sql: string): Statement {
  const known = compiled.get(connection) ?? new Map<string, Statement>()
  compiled.set(connection, known)
  const found = known.get(sql)
  if (found !== undefined) return found
  const made = connection.prepare(sql)
  const [oldest] = known.keys()
  if (known.size >= AT_MOST && oldest !== undefined) known.delete(oldest)
  known.set(sql, made)
  return made
}
