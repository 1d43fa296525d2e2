import type { IsoDate } from '../server/market/day.ts'
import type { Relation, RelationKey } from '../server/market/relation.ts'
import { needChange } from './file/change.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { statement } from './file/statement.ts'
import type { StoreCounts } from './file/upsert.ts'

interface Row extends Omit<Relation, 'from' | 'to'> {
  readonly from_date: string
  readonly to_date: string
  readonly removed: number
}

const dateIn = (text: string): IsoDate | null => (text === '' ? null : (text as IsoDate))
const keyOf = ({ name, symbol, role, from }: RelationKey): string => JSON.stringify([name, symbol, role, from])
const byKey = (a: Relation, b: Relation): number => (keyOf(a) < keyOf(b) ? -1 : 1)

/** Names and the tickers they concern, by name, ticker, role and beginning: the bundled ones as the store has changed them. */
export const listRelations = (reader: Reader, bundled: readonly Relation[]): Promise<readonly Relation[]> =>
  read(reader, (connection) => {
    const rows = statement(
      connection,
      'select name, symbol, role, reason, from_date, to_date, source, removed from relation',
    ).all() as Row[]
    const known = new Map(bundled.map((relation) => [keyOf(relation), relation]))
    for (const { from_date, to_date, removed, ...row } of rows) {
      const own = { ...row, from: dateIn(from_date), to: dateIn(to_date) }
      if (removed === 1) known.delete(keyOf(own))
      else known.set(keyOf(own), own)
    }
    return [...known.values()].sort(byKey)
  })

const save = `insert into relation (name, symbol, role, from_date, to_date, reason, source, removed)
  values (@name, @symbol, @role, @from, @to, @reason, @source, @removed)
  on conflict (name, symbol, role, from_date) do update
  set to_date = excluded.to_date, reason = excluded.reason, source = excluded.source, removed = excluded.removed`

const rowOf = ({ name, symbol, role, reason, from, to, source }: Relation, removed: 0 | 1) => ({
  ...{ name, symbol, role, reason, source, removed },
  from: from ?? '',
  to: to ?? '',
})

/** Stores relations: what holds under the same name, ticker, role and beginning is replaced. */
export async function storeRelations(
  tx: Tx,
  relations: readonly Relation[],
  bundled: readonly Relation[],
  now: number,
): Promise<StoreCounts> {
  const known = new Map((await listRelations(tx, bundled)).map((relation) => [keyOf(relation), relation]))
  const counts = { new: 0, changed: 0, unchanged: 0 }
  for (const given of relations) {
    const before = known.get(keyOf(given))
    if (
      before !== undefined &&
      before.to === given.to &&
      before.reason === given.reason &&
      before.source === given.source
    ) {
      counts.unchanged++
      continue
    }
    await needChange(tx, now)
    statement(connectionOf(tx), save).run(rowOf(given, 0))
    counts[before === undefined ? 'new' : 'changed']++
  }
  return counts
}

/** Forgets a relation; that a bundled one is gone is remembered. @returns whether it held */
export async function removeRelation(
  tx: Tx,
  key: RelationKey,
  bundled: readonly Relation[],
  now: number,
): Promise<boolean> {
  const held = (await listRelations(tx, bundled)).find((relation) => keyOf(relation) === keyOf(key))
  if (held === undefined) return false
  await needChange(tx, now)
  const connection = connectionOf(tx)
  if (bundled.some((relation) => keyOf(relation) === keyOf(key))) statement(connection, save).run(rowOf(held, 1))
  else
    statement(connection, 'delete from relation where name = ? and symbol = ? and role = ? and from_date = ?').run(
      key.name,
      key.symbol,
      key.role,
      key.from ?? '',
    )
  return true
}
