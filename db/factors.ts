import { dateOf, dayOf, type IsoDate } from '../server/market/day.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { nextNumber } from './file/nextNumber.ts'
import type { StoreCounts } from './file/upsert.ts'

export type FactorUnit = 'percent' | 'fraction'

/** One day of published factor returns by factor name, in the set's unit; a day may lack a factor. */
export interface FactorDay {
  readonly date: IsoDate
  readonly values: ReadonlyMap<string, number>
}

export interface FactorSet {
  readonly name: string
  readonly unit: FactorUnit
  readonly source: string
  readonly days: readonly FactorDay[]
}

/** The unit of the values that are stored of a set; null where there are none. */
export const storedUnit = (reader: Reader, name: string): Promise<FactorUnit | null> =>
  read(
    reader,
    (connection) =>
      (connection
        .prepare('select unit from factor_set where name = ? and id in (select set_id from factor_value)')
        .pluck()
        .get(name) as FactorUnit | undefined) ?? null,
  )

/** Stores factor returns under (set, factor, day). Counts are of days. */
export async function storeFactors(tx: Tx, set: FactorSet, now: number): Promise<StoreCounts> {
  const connection = connectionOf(tx)
  const { id } = connection
    .prepare(
      `insert into factor_set (id, name, unit, source, imported_at) values (${nextNumber('factor_set')}, ?, ?, ?, ?)
         on conflict (name) do update set unit = excluded.unit, source = excluded.source, imported_at = excluded.imported_at
         returning id`,
    )
    .get(set.name, set.unit, set.source, now) as { id: number }
  // The key has the factor before the day: asking day by day would read the whole set for each.
  const known = new Set(connection.prepare('select distinct day from factor_value where set_id = ?').pluck().all(id))
  const save = connection.prepare(
    `insert into factor_value (set_id, factor, day, value) values (?, ?, ?, ?)
       on conflict (set_id, factor, day) do update set value = excluded.value where value is not excluded.value`,
  )
  const counts = { new: 0, changed: 0, unchanged: 0 }
  for (const { date, values } of set.days) {
    const day = dayOf(date)
    const before = known.has(day)
    let changes = 0
    for (const [factor, value] of values) changes += save.run(id, factor, day, value).changes
    counts[before ? (changes > 0 ? 'changed' : 'unchanged') : 'new']++
  }
  return counts
}

/**
 * Factor returns by name and date, as fractions whatever unit they were published in. A factor that several sets hold
 * is taken from the one imported last; a name that no set holds is left out.
 */
export async function readFactors(
  reader: Reader,
  names: readonly string[],
): Promise<Readonly<Record<string, ReadonlyMap<IsoDate, number>>>> {
  return read(reader, (connection) => {
    const setOf = connection.prepare(
      `select id, unit from factor_set where exists (select 1 from factor_value where set_id = id and factor = ?)
     order by imported_at desc, id desc limit 1`,
    )
    const valuesOf = connection
      .prepare('select day, value from factor_value where set_id = ? and factor = ? order by day')
      .raw()
    const found: [string, ReadonlyMap<IsoDate, number>][] = []
    for (const name of names) {
      const set = setOf.get(name) as { id: number; unit: FactorUnit } | undefined
      if (set === undefined) continue
      const scale = set.unit === 'percent' ? 100 : 1
      const rows = valuesOf.all(set.id, name) as [number, number][]
      found.push([name, new Map(rows.map(([day, value]) => [dateOf(day), value / scale]))])
    }
    return Object.fromEntries(found)
  })
}

/** Names of the stored sets with their factors and first and last day. */
export async function listFactorSets(reader: Reader): Promise<
  readonly {
    readonly name: string
    readonly unit: FactorUnit
    readonly source: string
    readonly from: IsoDate
    readonly to: IsoDate
  }[]
> {
  return read(reader, (connection) => {
    const rows = connection
      .prepare(
        `select name, unit, source, min(day) as first, max(day) as last
       from factor_set join factor_value on set_id = factor_set.id group by factor_set.id order by name`,
      )
      .all() as { name: string; unit: FactorUnit; source: string; first: number; last: number }[]
    return rows.map(({ name, unit, source, first, last }) => ({
      name,
      unit,
      source,
      from: dateOf(first),
      to: dateOf(last),
    }))
  })
}
