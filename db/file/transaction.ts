import type { Database } from 'better-sqlite3'
import { alone, asTransaction, refuseTakenAway } from './connection.ts'
import type { Db, Tx } from './db.ts'
import { statement } from './statement.ts'

export { refuseTakenAway }

/**
 * Does `work` in one transaction, after those that came before: all of it is stored or nothing, and nobody sees half of it.
 * It is IMMEDIATE, since a deferred one would fail at once when another process writes, whatever the busy timeout.
 *
 * @param work awaits nothing but functions that take its `Tx`; throwing rolls everything back
 * @param rows `many`: what a statement that fails would have to put back is kept in memory. In a file, where it lies else, each
 *   row that fires triggers has a dozen pages written for nothing; but what is sorted would be in memory too, whatever its size
 * @returns what `work` gives, once it is on the disk
 * @throws StoreError when the file was taken away meanwhile
 * @throws TypeError when `work` begins another transaction, reads past its own, or awaits anything else
 */
export function write<T>(db: Db, work: (tx: Tx) => Promise<T>, rows: 'few' | 'many' = 'few'): Promise<T> {
  return alone(db, async (connection) => {
    refuseTakenAway(db)
    connection.pragma(`temp_store = ${rows === 'many' ? 'memory' : 'default'}`)
    connection.exec('begin immediate')
    try {
      const before = lastChange(connection)
      const running = { connection, isOpen: true, changes: 0 }
      const done = await asTransaction(running, work)
      if (lastChange(connection) - before !== running.changes) throw new TypeError(UNSAID)
      if (running.changes > 0) statement(connection, 'delete from open_change').run()
      connection.exec('commit')
      return done
    } catch (error) {
      // A full or failing disk has rolled it back already.
      if (connection.inTransaction) connection.exec('rollback')
      throw error
    }
  })
}

/** The store itself notes a change that nobody has said, as of a program that is not ours: one of ours has to say it. */
const UNSAID = 'Cannot change facts without saying when: begin a change first'

const lastChange = (connection: Database): number =>
  statement(connection, 'select coalesce(max(id), 0) from change').pluck().get() as number
