import type { Db } from './file/db.ts'

/**
 * The typed query builder over the reading connection, with the tables and the operators its queries are made of.
 * Loaded on first use, since loading it takes longer than most commands run: hot paths and short commands speak SQL
 * (docs/decisions/drizzle.md).
 */
export async function builderOn(db: Db) {
  const [{ drizzle }, operators, tables] = await Promise.all([
    import('drizzle-orm/better-sqlite3'),
    import('drizzle-orm'),
    import('./schema.ts'),
  ])
  return { orm: drizzle(db.read), tables, ...operators }
}
