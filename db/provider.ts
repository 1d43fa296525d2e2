import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'

/** What a price source last said of itself. */
export interface ProviderState {
  readonly name: string
  readonly outcome: string
  readonly message: string | null
  /** Not to be asked on a schedule before this moment, UTC milliseconds. */
  readonly resumeAt: number | null
  readonly updatedAt: number
}

export async function readProvider(reader: Reader, name: string): Promise<ProviderState | null> {
  return read(reader, (connection) => {
    const row = connection
      .prepare(
        'select name, outcome, message, resume_at as resumeAt, updated_at as updatedAt from provider where name = ?',
      )
      .get(name) as ProviderState | undefined
    return row ?? null
  })
}

export async function saveProvider(
  tx: Tx,
  { name, outcome, message, resumeAt, updatedAt }: ProviderState,
): Promise<void> {
  const connection = connectionOf(tx)
  connection
    .prepare('insert or replace into provider (name, outcome, message, resume_at, updated_at) values (?, ?, ?, ?, ?)')
    .run(name, outcome, message, resumeAt, updatedAt)
}
