import type { Database } from 'better-sqlite3'
import { connectionsOf } from '../../db/file/connection.ts'
import type { Db } from '../../db/file/db.ts'
import { historied } from '../../db/file/historyText.ts'

/** What an independent reader of the file can say of it, past our own questions: for chains of whatever changes facts. */
type Row = Readonly<Record<string, unknown>>
const rowsOf = (db: Database, table: string): readonly Row[] => db.prepare(`select * from ${table}`).all() as Row[]
const textOf = (row: Row): string => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))

/** Values that people told, by where they stand: not which answer told them, nor what was judged of them. */
const told: readonly (readonly [what: string, keys: number, sql: string])[] = [
  ['day', 2, 'select ticker_id, day, open, high, low, close, volume, adj_close from daily_bar'],
  ['hour', 3, 'select ticker_id, minutes, start, open, high, low, close, volume from intraday_bar'],
  ['action', 3, 'select ticker_id, day, kind, amount, numerator, denominator, currency from corporate_action'],
  ['event', 1, 'select event_id, title, public_at, status from event'],
  ['names', 2, 'select event_id, position, symbol, role from event_ticker join event on event.id = event_ticker.event'],
  [
    'factor',
    3,
    "select name, factor, day, value / iif(unit = 'percent', 100, 1) from factor_value join factor_set on factor_set.id = set_id",
  ],
]

/** What is stored, value by value. */
export function toldIn(db: Db): ReadonlyMap<string, string> {
  const { reading } = connectionsOf(db)
  const all = told.flatMap(([what, keys, sql]) =>
    (reading.prepare(sql).raw().all() as unknown[][]).map(
      (row) => [[what, ...row.slice(0, keys)].join(' '), JSON.stringify(row.slice(keys))] as const,
    ),
  )
  return new Map(all)
}

/** Where two such looks differ. */
export const changedIn = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key))

/** Sentences about what does not fit together, though each table is sound by itself. */
export function incoherent(db: Db): readonly string[] {
  const { reading } = connectionsOf(db)
  const none: readonly (readonly [sentence: string, sql: string])[] = [
    ['two tickers have one name', 'select 1 from ticker_alias where symbol in (select symbol from ticker)'],
    ['an event names a former name', 'select 1 from event_ticker where symbol in (select symbol from ticker_alias)'],
    ...['daily_bar', 'intraday_bar', 'corporate_action'].map(
      (table) =>
        [
          `a row of ${table} came with an answer about another ticker`,
          `select 1 from ${table} x left join fetch f on f.id = last_fetch_id where f.ticker_id is not x.ticker_id`,
        ] as const,
    ),
    ...['daily_bar', 'intraday_bar'].map(
      (table) =>
        [
          `a series of ${table} is of two`,
          `select 1 from ${table} group by ticker_id having count(distinct volume) > 1`,
        ] as const,
    ),
  ]
  return none.flatMap(([sentence, sql]) => (reading.prepare(sql).get() === undefined ? [] : [sentence]))
}

/** Every table of facts as it is now, and the last change that made it so. */
export function photographed(db: Db) {
  const { reading } = connectionsOf(db)
  const tables = historied.map(({ table }) => [table, rowsOf(reading, table).map(textOf).sort()] as const)
  return { change: lastChange(reading), tables: new Map(tables) }
}

const lastChange = (db: Database) => db.prepare('select coalesce(max(id), 0) from change').pluck().get() as number

/** Tables that the history, played backwards from today, does not lead back to what they were. */
export function forgotten(db: Db, { change, tables }: ReturnType<typeof photographed>): readonly string[] {
  const { reading } = connectionsOf(db)
  return historied.flatMap(({ table, key, isDatedByFetch }) => {
    const at = (row: Row) => JSON.stringify(key.map((name) => row[name]))
    const rows = new Map(rowsOf(reading, table).map((row) => [at(row), row]))
    const later = reading.prepare(`select * from ${table}_history where change_id > ? order by change_id desc`)
    for (const { change_id: _, existed, ...row } of later.all(change) as Row[])
      if (existed === 1) rows.set(at(row), row)
      else rows.delete(at(row))
    const came = reading.prepare('select min(id) from change where fetch_id = ?').pluck()
    const then = [...rows.values()].filter(
      (row) => !isDatedByFetch || (came.get(row.first_fetch_id) as number) <= change,
    )
    return then.map(textOf).sort().join('\n') === tables.get(table)?.join('\n') ? [] : [table]
  })
}
