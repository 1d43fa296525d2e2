import type { Database } from 'better-sqlite3'
import { read } from './connection.ts'
import type { Db } from './db.ts'
import { statement } from './statement.ts'

/** Changes with every commit, by whichever connection or process. */
const stampOf = (connection: Database): string =>
  `${connection.pragma('data_version', { simple: true })} ${statement(connection, 'select total_changes()').pluck().get()}`

interface Memory {
  readonly stamp: string
  readonly values: Map<string, Promise<unknown>>
}

/**
 * Keeps what was computed of a store for as long as nothing is written to it, at most `most` things of each store: the
 * one that was computed first goes first.
 *
 * @returns gives what stands under a key, made when it is not there
 */
export function keeper<T>(most: number): (db: Db, key: string, make: () => Promise<T>) => Promise<T> {
  const memories = new WeakMap<Db, Memory>()
  return async (db, key, make) => {
    const stamp = await read(db, stampOf)
    const known = memories.get(db)
    const { values }: Memory = known?.stamp === stamp ? known : { stamp, values: new Map() }
    if (values !== known?.values) memories.set(db, { stamp, values })
    const before = values.get(key)
    if (before !== undefined) return before as Promise<T>
    const made = make()
    values.set(key, made)
    // What failed is tried anew.
    made.catch(() => values.delete(key))
    const [oldest] = values.keys()
    if (values.size > most && oldest !== undefined) values.delete(oldest)
    return made
  }
}
