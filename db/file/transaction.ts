import type { Db } from './db.ts'

/**
 * Runs `work` in one IMMEDIATE transaction: all of it is stored or nothing. A deferred transaction would fail at once
 * when another process writes, whatever the busy timeout.
 *
 * @param work synchronous; throwing rolls everything back
 */
export function inTransaction<T>(db: Db, work: () => T): T {
  return db.write.inTransaction ? work() : db.write.transaction(work).immediate()
}
