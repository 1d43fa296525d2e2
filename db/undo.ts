import type { Database } from 'better-sqlite3'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { fingerprintEvents, forgetEventHash } from './file/eventHashes.ts'
import { fingerprintTicker } from './file/hashes.ts'
import { type Historied, historied } from './file/historyText.ts'
import { rebuildLevels } from './file/levels.ts'

type Cell = number | string | null
type Row = Readonly<Record<string, Cell>>

/** What else there is to know of a table when a run is taken back. */
interface Rule {
  /** Columns that follow from other facts, or only say when: a later change of these alone stands in nobody's way. */
  readonly follows: readonly string[]
  /** Columns by which people know a row that has a number for its key: a row that came later may bear the same ones. */
  readonly known?: readonly string[]
  /** What somebody changed since stays as it is, and is judged anew: it was made of other facts or serves several runs. */
  readonly isSoft?: true
}

const fetches = ['first_fetch_id', 'last_fetch_id']
const rules: Readonly<Record<string, Rule>> = {
  event: { follows: ['updated_at'], known: ['event_id'] },
  event_ticker: { follows: [] },
  story_decision: { follows: ['decided_at'] },
  relation: { follows: [] },
  daily_bar: { follows: ['state', ...fetches] },
  intraday_bar: { follows: ['state', ...fetches] },
  corporate_action: { follows: ['applied', 'unconfirmed_since', ...fetches] },
  calendar_span: { follows: [] },
  calendar_session: { follows: [] },
  factor_value: { follows: [] },
  factor_set: { follows: [], known: ['name'], isSoft: true },
  repair_finding: { follows: [], isSoft: true },
  repair: { follows: [], isSoft: true },
  finding: { follows: [], known: ['ticker_id', 'interval', 'check_name', 'from_day', 'to_day'], isSoft: true },
  ticker_alias: { follows: [] },
  ticker: { follows: [], known: ['symbol'], isSoft: true },
}

/** A row that a run changed. */
interface Touched {
  readonly key: Row
  /** As it was before the run; null where there was none. */
  readonly before: Row | null
}

/** A change after the run that stands in its way. */
export interface LaterChange {
  readonly table: string
  /** UTC milliseconds. */
  readonly at: number
  /** The run that made it; null for a decision, a deletion, or another program. */
  readonly runId: number | null
  readonly verb: string | null
}

export interface UndoPlan {
  readonly tables: readonly { readonly of: Historied; readonly rows: readonly Touched[] }[]
  /** Findings, corrections and the like that changed since and stay as they are. */
  readonly left: number
  readonly inTheWay: readonly LaterChange[]
}

/** Was the history kept when a run was made? Only then is it known what it changed. */
export const isInHistory = (reader: Reader, runId: number): Promise<boolean> =>
  read(
    reader,
    (connection) =>
      connection.prepare('select 1 from change where run_id = ? and fetch_id is null').get(runId) !== undefined,
  )

/** What taking a run back would do, and what stands in its way. Changes nothing. */
export const planUndo = (reader: Reader, runId: number): Promise<UndoPlan> =>
  read(reader, (connection) => {
    const found = Object.keys(rules).map((table) => touchedIn(connection, historiedAs(table), runId))
    return {
      tables: found.map(({ of, rows }) => ({ of, rows })).filter(({ rows }) => rows.length > 0),
      left: found.reduce((sum, { left }) => sum + left, 0),
      inTheWay: found.flatMap(({ inTheWay }) => inTheWay),
    }
  })

const historiedAs = (table: string): Historied => historied.find((one) => one.table === table) ?? { table, key: [] }

function touchedIn(connection: Database, of: Historied, runId: number) {
  const { table, key, isDatedByFetch } = of
  const { follows = [], known = [], isSoft = false } = rules[table] ?? {}
  const where = (alias: string) => key.map((name) => `${alias}.${name} = @${name}`).join(' and ')
  const same = (one: string, other: string) => key.map((name) => `${one}.${name} = ${other}.${name}`).join(' and ')
  const ofRun = (alias: string) => `${alias}.change_id in (select id from change where run_id = @runId)`
  const own = `${table}_history h where ${ofRun('h')}`
  const changed = connection
    .prepare(
      `select h.*, (select max(l.change_id) from ${table}_history l where ${same('l', 'h')} and ${ofRun('l')}) as last
       from ${own} and not exists (
         select 1 from ${table}_history e where ${same('e', 'h')} and ${ofRun('e')} and e.change_id < h.change_id)`,
    )
    .all({ runId }) as Row[]
  const fetched = new Set(connection.prepare('select id from fetch where run_id = ?').pluck().all(runId) as number[])
  // Bars that came for the first time: their answer alone says so.
  const added = isDatedByFetch
    ? (connection
        .prepare(
          `select ${key.join(', ')}, (select max(id) from change where run_id = @runId) as last, 0 as existed from (
             select * from ${table} where first_fetch_id in (select id from fetch where run_id = @runId)
             union select ${columnsOf(connection, table).join(', ')} from ${table}_history
               where existed = 1 and first_fetch_id in (select id from fetch where run_id = @runId)
           ) x where not exists (select 1 from ${own} and ${same('h', 'x')})
           group by ${key.join(', ')}`,
        )
        .all({ runId }) as Row[])
    : []
  const live = connection.prepare(`select * from ${table} x where ${where('x')}`)
  const namesake =
    known.length === 0
      ? null
      : connection.prepare(
          `select ${key.join(', ')} from ${table} x where ${known.map((name) => `x.${name} = @${name}`).join(' and ')} and not (${where('x')})`,
        )
  const next = connection.prepare(
    `select * from ${table}_history h where ${where('h')} and change_id > @last order by change_id limit 1`,
  )
  const later = connection.prepare(
    `select distinct '${table}' as "table", c.at, c.run_id as runId, (select verb from run where id = c.run_id) as verb
     from ${table}_history h join change c on c.id = h.change_id where ${where('h')} and h.change_id > @last order by c.id`,
  )
  const columns = columnsOf(connection, table)
  const compared = columns.filter((name) => !follows.includes(name))
  const rows: Touched[] = []
  const inTheWay = new Map<string, LaterChange>()
  let left = 0
  for (const found of [...changed, ...added]) {
    const names = Object.fromEntries(key.map((name) => [name, found[name] ?? null]))
    const given = { ...names, last: found.last ?? null }
    const after = next.get(given) as Row | undefined
    const now = (live.get(names) as Row | undefined) ?? null
    const isChanged = after !== undefined && !isSame(after.existed === 1 ? after : null, now, compared)
    // A bar that came and was held at once has a row of its own coming only.
    const isNew = found.existed === 0 || (isDatedByFetch === true && fetched.has(Number(found.first_fetch_id)))
    const before = isNew ? null : Object.fromEntries(columns.map((name) => [name, found[name] ?? null]))
    const taker = before === null ? undefined : (namesake?.get(before) as Row | undefined)
    if (!isChanged && taker === undefined) {
      if (!isSame(before, now, columns)) rows.push({ key: names, before })
    } else if (isSoft) left++
    else
      for (const change of later.all({ ...given, ...taker }) as LaterChange[])
        inTheWay.set(`${change.runId} ${change.at}`, change)
  }
  return { of, rows, left, inTheWay: [...inTheWay.values()] }
}

const columnsOf = (connection: Database, table: string): readonly string[] =>
  connection.prepare('select name from pragma_table_info(?) order by cid').pluck().all(table) as string[]

const isSame = (a: Row | null, b: Row | null, columns: readonly string[]): boolean =>
  a === null || b === null ? a === b : columns.every((name) => a[name] === b[name])

/**
 * Takes back what a run changed: every row is again as it was before it, and fingerprints are renewed. Belongs in the
 * transaction that planned it, after the change it makes was begun. The run and its answers stay on record, as undone.
 *
 * @returns ids of the tickers whose bars or actions changed
 */
export async function applyUndo(tx: Tx, runId: number, { tables }: UndoPlan): Promise<ReadonlySet<number>> {
  const connection = connectionOf(tx)
  connection.pragma('defer_foreign_keys = ON')
  const tickers = new Set<number>()
  const events: number[] = []
  for (const { of, rows } of tables) {
    const { table, key } = of
    const columns = columnsOf(connection, table)
    const others = columns.filter((name) => !key.includes(name))
    const remove = connection.prepare(
      `delete from ${table} where ${key.map((name) => `${name} = @${name}`).join(' and ')}`,
    )
    const put = connection.prepare(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map((name) => `@${name}`).join(', ')})
       on conflict (${key.join(', ')}) do ${others.length === 0 ? 'nothing' : `update set ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`}`,
    )
    for (const row of rows) {
      if (['daily_bar', 'intraday_bar', 'corporate_action'].includes(table)) tickers.add(Number(row.key.ticker_id))
      if (table === 'event' || table === 'event_ticker') events.push(Number(row.key.id ?? row.key.event))
      if (row.before !== null) put.run(row.before)
      else if (isFree(connection, table, row.key)) {
        forgetBeneath(connection, table, row.key)
        remove.run(row.key)
      }
    }
  }
  fingerprintEvents(connection, events)
  for (const id of tickers) {
    fingerprintTicker(connection, id)
    rebuildLevels(connection, id)
  }
  connection.prepare("update fetch set outcome = 'undone' where run_id = ? and outcome = 'ok'").run(runId)
  connection.prepare("update run set outcome = 'undone' where id = ?").run(runId)
  // An undoing that is undone leaves the import as it was.
  connection
    .prepare(
      `update run set outcome = 'complete' where id = (select request ->> '$.run' from run where id = @runId and verb = 'undo')`,
    )
    .run({ runId })
  connection
    .prepare(
      `update fetch set outcome = 'ok' where outcome = 'undone'
         and run_id = (select request ->> '$.run' from run where id = @runId and verb = 'undo')`,
    )
    .run({ runId })
  return tickers
}

/** What serves several runs goes only when nothing is left under it. */
function isFree(connection: Database, table: string, { id }: Row): boolean {
  if (table === 'factor_set')
    return connection.prepare('select 1 from factor_value where set_id = ?').get(id) === undefined
  if (table !== 'ticker') return true
  return ['daily_bar', 'intraday_bar', 'corporate_action', 'coverage', 'finding', 'repair', 'ticker_alias'].every(
    (owned) => connection.prepare(`select 1 from ${owned} where ticker_id = ?`).get(id) === undefined,
  )
}

/** Rows that name one which goes, and are no facts of their own. */
function forgetBeneath(connection: Database, table: string, key: Row): void {
  switch (table) {
    case 'event': {
      const eventId = connection.prepare('select event_id from event where id = ?').pluck().get(key.id)
      if (typeof eventId === 'string') forgetEventHash(connection, eventId)
      break
    }
    case 'finding':
      connection.prepare('delete from repair_finding where finding_id = ?').run(key.id)
      break
    case 'ticker':
      for (const derived of ['bar_hash', 'bar_level'])
        connection.prepare(`delete from ${derived} where ticker_id = ?`).run(key.id)
      connection.prepare('update fetch set ticker_id = null where ticker_id = ?').run(key.id)
  }
}
