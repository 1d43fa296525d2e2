import type { Database } from 'better-sqlite3'

/** What a storing changed: `unchanged` rows were there with equal values and were left untouched. */
export interface StoreCounts {
  readonly new: number
  readonly changed: number
  readonly unchanged: number
}

export type Cell = number | null

/** Rows a statement: fewer make more calls, more gain nothing and near SQLite's limit of 32,766 parameters. */
const BLOCK = 100

interface Target {
  readonly table: string
  readonly key: readonly string[]
  /** Columns that count as a change when they differ. */
  readonly values: readonly string[]
  /** Columns written with a changed row, such as the answer it came from; on conflict only the last ones are replaced. */
  readonly insertOnly: readonly string[]
  readonly withChange: readonly string[]
}

function statement(target: Target, rows: number): string {
  const columns = [...target.key, ...target.values, ...target.insertOnly, ...target.withChange]
  const tuple = `(${columns.map(() => '?').join(', ')})`
  const excluded = target.values.map((name) => `excluded.${name}`)
  const set = [...target.values, ...target.withChange].map((name) => `${name} = excluded.${name}`)
  return `insert into ${target.table} (${columns.join(', ')}) values ${Array(rows).fill(tuple).join(', ')}
    on conflict (${target.key.join(', ')}) do update set ${set.join(', ')}
    where (${target.values.join(', ')}) is not (${excluded.join(', ')})`
}

/**
 * Stores rows under their natural key, many a statement, leaving equal ones untouched. Must run in a transaction.
 *
 * @param count how many rows of the key range are stored now, to tell new ones from changed ones
 * @param cells the columns key, values, insertOnly, withChange of each row, row after row
 */
export function upsert(db: Database, target: Target, cells: readonly Cell[], count: () => number): StoreCounts {
  const width = target.key.length + target.values.length + target.insertOnly.length + target.withChange.length
  const rows = cells.length / width
  const before = count()
  const whole = rows - (rows % BLOCK)
  const block = whole > 0 ? db.prepare(statement(target, BLOCK)) : null
  let touched = 0
  for (let at = 0; at < whole; at += BLOCK)
    touched += block?.run(cells.slice(at * width, (at + BLOCK) * width)).changes ?? 0
  if (whole < rows) touched += db.prepare(statement(target, rows - whole)).run(cells.slice(whole * width)).changes
  const added = count() - before
  return { new: added, changed: touched - added, unchanged: rows - touched }
}
