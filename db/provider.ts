import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { statement } from './file/statement.ts'

/** What a price source last said of itself. */
export interface ProviderState {
  readonly name: string
  readonly outcome: string
  readonly message: string | null
  /** Not to be asked on a schedule before this moment, UTC milliseconds. */
  readonly resumeAt: number | null
  readonly updatedAt: number
}

const asked = 'select name, outcome, message, resume_at as resumeAt, updated_at as updatedAt from provider'

export const readProvider = (reader: Reader, name: string): Promise<ProviderState | null> =>
  read(reader, (connection) => (statement(connection, `${asked} where name = ?`).get(name) as ProviderState) ?? null)

/** The source that was asked last. */
export const lastProvider = (reader: Reader): Promise<ProviderState | null> =>
  read(
    reader,
    (connection) => (statement(connection, `${asked} order by updated_at desc`).get() as ProviderState) ?? null,
  )

export async function saveProvider(
  tx: Tx,
  { name, outcome, message, resumeAt, updatedAt }: ProviderState,
): Promise<void> {
  const connection = connectionOf(tx)
  connection
    .prepare('insert or replace into provider (name, outcome, message, resume_at, updated_at) values (?, ?, ?, ?, ?)')
    .run(name, outcome, message, resumeAt, updatedAt)
}
