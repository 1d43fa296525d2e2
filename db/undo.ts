import type { Database } from 'better-sqlite3'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { fingerprintEvents, forgetEventHash } from './file/eventHashes.ts'
import { fingerprintTicker } from './file/hashes.ts'
import { type Historied, historied } from './file/historyText.ts'
import { rebuildLevels } from './file/levels.ts'
import { statement } from './file/statement.ts'
import { moveFormerNames } from './tickerNames.ts'

type Cell = number | string | null
type Row = Readonly<Record<string, Cell>>

/** What else there is to know of a table when a run is taken back. */
interface Rule {
  /** Columns that follow from other facts, or only say when: a later change of these alone stands in nobody's way. */
  readonly follows: readonly string[]
  /** Columns by which people know a row that has a number for its key: a row that came later may bear the same ones. */
  readonly known?: readonly string[]
  /** Where else somebody may have taken such a name, by the columns of the name and of whose it is. */
  readonly takenIn?: { readonly table: string; readonly name: string; readonly by: string }
  /** What somebody changed since stays as it is, and is judged anew: it was made of other facts or serves several runs. */
  readonly isSoft?: true
  /** Looked at as a whole before any of it is taken back. */
  readonly isWhole?: true
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
  // An earlier release gave numbers of findings that went anew: one row of a run may bear what another of the same run did.
  finding: {
    follows: [],
    known: ['ticker_id', 'interval', 'check_name', 'from_day', 'to_day'],
    isSoft: true,
    isWhole: true,
  },
  ticker_alias: { follows: [] },
  ticker: {
    follows: [],
    known: ['symbol'],
    takenIn: { table: 'ticker_alias', name: 'symbol', by: 'ticker_id' },
    isSoft: true,
  },
}

/** Tickers of events come first: those that go with their event would look as if they were changed since. */
const inOrder = ['event_ticker', ...Object.keys(rules).filter((table) => table !== 'event_ticker')]

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
  /** How many rows will be again as they were before, of each table that has some. */
  readonly rows: Readonly<Record<string, number>>
  /** Findings, corrections and the like that changed since and stay as they are. */
  readonly left: number
  readonly inTheWay: readonly LaterChange[]
}

/** Was the history kept when a run was made? Only then is it known what it changed. */
export const isInHistory = (reader: Reader, runId: number): Promise<boolean> =>
  read(
    reader,
    (connection) =>
      statement(connection, 'select 1 from change where run_id = ? and fetch_id is null').get(runId) !== undefined,
  )

/** What taking a run back would do, and what stands in its way. Changes nothing, and holds no rows. */
export const planUndo = (reader: Reader, runId: number): Promise<UndoPlan> =>
  read(reader, (connection) => {
    const rows: Record<string, number> = {}
    let left = 0
    const inTheWay: LaterChange[] = []
    const owners = new Map(
      Object.values(ownersBy).map((table) => [
        table,
        { needed: new Set<Cell>(), back: new Set<Cell>(), left: new Map<Cell, Left>() },
      ]),
    )
    for (const table of Object.keys(rules)) {
      const changes = new Map<string, LaterChange>()
      const own = owners.get(table)
      const owned = Object.entries(ownersBy).filter(([column]) => columnsOf(connection, table).includes(column))
      let count = 0
      for (const part of touchedIn(connection, historiedAs(table), runId)) {
        count += part.rows.length
        left += part.left.length
        for (const change of part.inTheWay) changes.set(`${change.runId} ${change.at}`, change)
        for (const one of part.left) own?.left.set(one.key.id ?? null, one)
        for (const { key, before } of part.rows) {
          if (before === null) continue
          own?.back.add(key.id ?? null)
          for (const [column, owner] of owned) owners.get(owner)?.needed.add(before[column] ?? null)
        }
      }
      if (count > 0) rows[table] = count
      inTheWay.push(...changes.values())
    }
    for (const [table, { needed, back, left: stays }] of owners)
      for (const id of needed)
        if (id !== null && !back.has(id) && !isThere(connection, table, id))
          inTheWay.push(...(stays.get(id)?.changes() ?? lastChangeOf(connection, table, id)))
    return { rows, left, inTheWay }
  })

const historiedAs = (table: string): Historied => historied.find((one) => one.table === table) ?? { table, key: [] }

/** Whose a row is, by a column of it. An owner may stay away where its name was taken since. */
const ownersBy: Readonly<Record<string, string>> = { ticker_id: 'ticker', set_id: 'factor_set', finding_id: 'finding' }

const isThere = (connection: Database, table: string, id: Cell): boolean =>
  statement(connection, `select 1 from ${table} where id = ?`).get(id) !== undefined

/** The change by which a row went. */
const lastChangeOf = (connection: Database, table: string, id: Cell): readonly LaterChange[] =>
  statement(
    connection,
    `select '${table}' as "table", c.at, c.run_id as runId, (select verb from run where id = c.run_id) as verb
       from ${table}_history h join change c on c.id = h.change_id where h.id = ? order by c.id desc limit 1`,
  ).all(id) as LaterChange[]

/** Keys that are looked at together: of an import no more is held at once, however large it is. */
export const KEYS_AT_ONCE = 1024

/** A row that somebody changed since, which stays as it is. */
interface Left {
  readonly key: Row
  readonly changes: () => readonly LaterChange[]
}

/** Some rows of a table that a run changed, by their keys. */
interface Part {
  readonly rows: readonly Touched[]
  readonly left: readonly Left[]
  readonly inTheWay: readonly LaterChange[]
}

/**
 * What a run changed in a table, part by part. Each is looked at when it is asked for, and the one before may have been
 * taken back by then: their keys are others, and what that writes to the history is of another run.
 */
function* touchedIn(connection: Database, of: Historied, runId: number): Generator<Part> {
  const { table, key, isDatedByFetch } = of
  const { follows = [], known = [], takenIn, isSoft = false, isWhole = false } = rules[table] ?? {}
  const size = isWhole ? -1 : KEYS_AT_ONCE
  const where = (alias: string) => key.map((name) => `${alias}.${name} = @${name}`).join(' and ')
  const same = (one: string, other: string) => key.map((name) => `${one}.${name} = ${other}.${name}`).join(' and ')
  const ids = (sql: string) => statement(connection, sql).pluck().all(runId) as number[]
  const changes = ids('select id from change where run_id = ? order by id')
  const fetched = new Set(ids('select id from fetch where run_id = ?'))
  const last = changes.at(-1) ?? null
  const given = { changes: JSON.stringify(changes), fetches: JSON.stringify([...fetched]), last, size }
  // The plus keeps SQLite from looking into the history once for each change of the run: a key has few rows there.
  const ofRun = (alias: string) => `+${alias}.change_id in (select value from json_each(@changes))`
  const changed = (beyond: string) =>
    `select h.*, (select max(l.change_id) from ${table}_history l where ${same('l', 'h')} and ${ofRun('l')}) as last
     from ${table}_history h where ${ofRun('h')} ${beyond} and not exists (
       select 1 from ${table}_history e where ${same('e', 'h')} and ${ofRun('e')} and e.change_id < h.change_id)`
  // Bars that came for the first time: their answer alone says so.
  const addedIn = (rows: string, beyond: string) =>
    `select ${key.join(', ')}, 0 as existed, cast(@last as integer) as last from ${rows}
       and first_fetch_id in (select value from json_each(@fetches)) ${beyond}
       and not exists (select 1 from ${table}_history h where ${same('h', 'x')} and ${ofRun('h')})`
  const added = (beyond: string) =>
    `${addedIn(`${table} x where true`, beyond)} union ${addedIn(`${table}_history x where existed = 1`, beyond)}`
  const part = (found: string) =>
    `select f.*, exists (select 1 from ${table} x where ${same('x', 'f')}) as stands,
       exists (select 1 from ${table}_history l where ${same('l', 'f')} and l.change_id > f.last) as goes_on
     from (${found} order by ${key.join(', ')} limit @size) f order by ${key.join(', ')}`
  const live = statement(connection, `select * from ${table} x where ${where('x')}`)
  const namesake =
    known.length === 0
      ? null
      : statement(
          connection,
          `select ${key.join(', ')} from ${table} x where ${known.map((name) => `x.${name} = @${name}`).join(' and ')} and not (${where('x')})`,
        )
  const taken =
    takenIn === undefined
      ? null
      : statement(
          connection,
          `select '${takenIn.table}' as "table", c.at, c.run_id as runId, (select verb from run where id = c.run_id) as verb
           from ${takenIn.table} x join ${takenIn.table}_history h using (${takenIn.name}) join change c on c.id = h.change_id
           where x.${takenIn.name} = @${takenIn.name} and x.${takenIn.by} <> @id order by c.id desc limit 1`,
        )
  const next = statement(
    connection,
    `select * from ${table}_history h where ${where('h')} and change_id > @last order by change_id limit 1`,
  )
  const later = statement(
    connection,
    `select distinct '${table}' as "table", c.at, c.run_id as runId, (select verb from run where id = c.run_id) as verb
     from ${table}_history h join change c on c.id = h.change_id where ${where('h')} and h.change_id > @last order by c.id`,
  )
  const columns = columnsOf(connection, table)
  const compared = columns.filter((name) => !follows.includes(name))
  for (const text of isDatedByFetch ? [changed, added] : [changed])
    for (const found of partsOf(connection, (beyond) => part(text(beyond)), key, given)) yield judge(found)

  function judge(found: readonly Row[]): Part {
    const rows: Touched[] = []
    const inTheWay: LaterChange[] = []
    const left: Left[] = []
    for (const one of found) {
      const names = Object.fromEntries(key.map((name) => [name, one[name] ?? null]))
      const since = { ...names, last: one.last ?? null }
      const after = one.goes_on === 1 ? (next.get(since) as Row) : undefined
      // A bar that came and was held at once has a row of its own coming only.
      const isNew = one.existed === 0 || (isDatedByFetch === true && fetched.has(Number(one.first_fetch_id)))
      const before = isNew ? null : Object.fromEntries(columns.map((name) => [name, one[name] ?? null]))
      const isAlone = after === undefined && before === null
      const now = isAlone || one.stands === 0 ? null : (live.get(names) as Row)
      const isChanged = after !== undefined && !isSame(after.existed === 1 ? after : null, now, compared)
      const taker = before === null ? undefined : (namesake?.get(before) as Row | undefined)
      const named = before === null ? [] : ((taken?.all(before) ?? []) as LaterChange[])
      if (!isChanged && taker === undefined && named.length === 0) {
        if (isAlone ? one.stands === 1 : !isSame(before, now, columns)) rows.push({ key: names, before })
        continue
      }
      const changes = () => [...(later.all({ ...since, ...taker }) as LaterChange[]), ...named]
      if (isSoft) left.push({ key: names, changes })
      else inTheWay.push(...changes())
    }
    return { rows, left, inTheWay }
  }
}

/** Rows in the order of their key, `size` at a time. */
function* partsOf(
  connection: Database,
  text: (beyond: string) => string,
  key: readonly string[],
  given: Row,
): Generator<readonly Row[]> {
  let found = statement(connection, text('')).all(given) as Row[]
  const further = statement(connection, text(`and (${key.join(', ')}) > (${key.map((name) => `@${name}`).join(', ')})`))
  for (;;) {
    yield found
    const end = found.at(-1)
    if (end === undefined || found.length !== given.size) return
    found = further.all({ ...given, ...Object.fromEntries(key.map((name) => [name, end[name] ?? null])) }) as Row[]
  }
}

const columnsOf = (connection: Database, table: string): readonly string[] =>
  statement(connection, 'select name from pragma_table_info(?) order by cid').pluck().all(table) as string[]

const isSame = (a: Row | null, b: Row | null, columns: readonly string[]): boolean =>
  a === null || b === null ? a === b : columns.every((name) => a[name] === b[name])

/**
 * Takes back what a run changed: every row is again as it was before it, and fingerprints are renewed. Belongs in the
 * transaction that planned it, after the change it makes was begun, where nothing is in the way. The run and its answers
 * stay on record, as undone.
 *
 * @returns ids of the tickers whose bars or actions changed
 */
export async function applyUndo(tx: Tx, runId: number, plan: UndoPlan): Promise<ReadonlySet<number>> {
  const connection = connectionOf(tx)
  connection.pragma('defer_foreign_keys = ON')
  const tickers = new Set<number>()
  const events = new Set<number>()
  const delivered = new Map<Cell, Cell>()
  for (const table of inOrder) {
    const of = historiedAs(table)
    const { key } = of
    const columns = columnsOf(connection, table)
    const others = columns.filter((name) => !key.includes(name))
    const remove = statement(
      connection,
      `delete from ${table} where ${key.map((name) => `${name} = @${name}`).join(' and ')}`,
    )
    const put = statement(
      connection,
      `insert into ${table} (${columns.join(', ')}) values (${columns.map((name) => `@${name}`).join(', ')})
       on conflict (${key.join(', ')}) do ${others.length === 0 ? 'nothing' : `update set ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`}`,
    )
    let count = 0
    for (const { rows } of touchedIn(connection, of, runId)) {
      count += rows.length
      for (const row of rows) {
        if (['daily_bar', 'intraday_bar', 'corporate_action'].includes(table)) tickers.add(Number(row.key.ticker_id))
        if (table === 'event' || table === 'event_ticker') events.add(Number(row.key.id ?? row.key.event))
        if (row.before !== null) {
          put.run(row.before)
          for (const name of fetches)
            if (name in row.before) delivered.set(row.before[name] ?? null, row.key.ticker_id ?? null)
        } else if (isFree(connection, table, row.key)) {
          forgetBeneath(connection, table, row.key)
          remove.run(row.key)
        }
      }
    }
    const planned = plan.rows[table] ?? 0
    if (count !== planned) throw new Error(`Cannot take back ${planned} rows of ${table}: there were ${count}`)
  }
  fingerprintEvents(connection, [...events])
  await moveFormerNames(tx)
  // An answer is of nobody once its ticker went: what is back of it says whose it is.
  const told = statement(connection, 'update fetch set ticker_id = ? where id = ? and ticker_id is null')
  for (const [fetchId, tickerId] of delivered) told.run(tickerId, fetchId)
  for (const id of tickers) {
    fingerprintTicker(connection, id)
    rebuildLevels(connection, id)
  }
  const toggle = (sql: string) => statement(connection, `${toggled} ${sql}`).run({ runId })
  toggle(
    `update run set outcome = case when is_back = 0 then 'undone' when ended_at is null then 'running' else 'complete' end
     from toggled where run.id = toggled.id`,
  )
  toggle(
    `update fetch set outcome = iif(is_back, 'ok', 'undone') from toggled join run using (id)
     where run_id = toggled.id and verb <> 'undo' and fetch.outcome in ('ok', 'undone')`,
  )
  return tickers
}

/** The run that is taken back; what that had taken back is in force again, what this had taken back is not, and so on. */
const toggled = `with recursive toggled (id, is_back) as (
  select @runId, 0
  union all
  select request ->> '$.run', not is_back from toggled join run using (id) where verb = 'undo')`

/** What serves several runs goes only when nothing is left under it. */
function isFree(connection: Database, table: string, { id }: Row): boolean {
  if (table === 'factor_set')
    return statement(connection, 'select 1 from factor_value where set_id = ?').get(id) === undefined
  if (table !== 'ticker') return true
  return ['daily_bar', 'intraday_bar', 'corporate_action', 'coverage', 'finding', 'repair', 'ticker_alias'].every(
    (owned) => statement(connection, `select 1 from ${owned} where ticker_id = ?`).get(id) === undefined,
  )
}

/** Rows that name one which goes, and are no facts of their own. */
function forgetBeneath(connection: Database, table: string, key: Row): void {
  switch (table) {
    case 'event': {
      const eventId = statement(connection, 'select event_id from event where id = ?').pluck().get(key.id)
      if (typeof eventId === 'string') forgetEventHash(connection, eventId)
      break
    }
    case 'finding':
      statement(connection, 'delete from repair_finding where finding_id = ?').run(key.id)
      break
    case 'ticker':
      for (const derived of ['bar_hash', 'bar_level'])
        statement(connection, `delete from ${derived} where ticker_id = ?`).run(key.id)
      statement(connection, 'update fetch set ticker_id = null where ticker_id = ?').run(key.id)
  }
}
