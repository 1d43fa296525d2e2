import type { Database } from 'better-sqlite3'

/** An open store. What is inside is for this room only: others pass it to the functions of `db/`. */
export interface Db {
  readonly file: string
  /** The one connection that writes; every transaction on it is IMMEDIATE. */
  readonly write: Database
  /** A second, query-only connection, so that readers never wait for a writer. */
  readonly read: Database
  readonly close: () => void
}
