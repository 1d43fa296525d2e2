import { read } from './file/connection.ts'
import type { Db } from './file/db.ts'

/** What the typed query builder is made of: itself, the tables and the operators of its queries. */
async function parts() {
  const [{ drizzle }, operators, tables] = await Promise.all([
    import('drizzle-orm/better-sqlite3'),
    import('drizzle-orm'),
    import('./schema.ts'),
  ])
  return { drizzle, tables, ...operators }
}

export type Builder = Omit<Awaited<ReturnType<typeof parts>>, 'drizzle'> & {
  readonly orm: ReturnType<Awaited<ReturnType<typeof parts>>['drizzle']>
}

/**
 * Reads with the typed query builder. It is loaded on first use, since loading it takes longer than most commands run: hot
 * paths, short commands and transactions speak SQL (docs/decisions/drizzle.md).
 *
 * @param ask synchronous
 */
export async function build<T>(db: Db, ask: (builder: Builder) => T): Promise<T> {
  const { drizzle, ...rest } = await parts()
  return read(db, (connection) => ask({ orm: drizzle(connection), ...rest }))
}

/** Loads the builder ahead of the first question that needs it. */
export const loadBuilder = async (): Promise<void> => void (await parts())
