import { runningOf } from './connection.ts'
import type { Tx } from './db.ts'
import { statement } from './statement.ts'

/** What changes stored facts, and when. */
export interface Change {
  /** Moment at which it is stored, UTC milliseconds. */
  readonly at: number
  /** The call of a verb that it belongs to. */
  readonly runId?: number | null
  /** The answer or file that brings it. */
  readonly fetchId?: number | null
}

/**
 * Says when and why facts are about to change: every earlier value from here to the next call, or to the end of the
 * transaction, is kept in the history under this change (docs/decisions/history.md).
 */
export async function beginChange(tx: Tx, { at, runId = null, fetchId = null }: Change): Promise<void> {
  const running = runningOf(tx)
  const { connection } = running
  const { lastInsertRowid } = statement(connection, 'insert into change (at, run_id, fetch_id) values (?, ?, ?)').run(
    at,
    runId,
    fetchId,
  )
  statement(connection, 'delete from open_change').run()
  statement(connection, 'insert into open_change (id) values (?)').run(lastInsertRowid)
  running.changes++
}

/** The same where nobody has said so yet in this transaction. */
export async function needChange(tx: Tx, at: number): Promise<void> {
  if (runningOf(tx).changes === 0) await beginChange(tx, { at })
}
