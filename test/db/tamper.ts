import SqliteDatabase, { type Database } from 'better-sqlite3'
import { connectionsOf, dbOf } from '../../db/file/connection.ts'
import type { Db } from '../../db/file/db.ts'
import { compareHashes } from '../../db/file/hashes.ts'
import type { FindingStatus } from '../../db/findings.ts'
import type { CheckName } from '../../server/checks/checks.ts'
import { type BarState, barStates } from '../../server/market/bar.ts'
import { dayOf, type IsoDate } from '../../server/market/day.ts'

/**
 * States of a store that none of its functions makes, and looks at what none of them tells: for tests, past the queue and
 * the fingerprints. Outside `db/` and its tests nobody speaks SQL.
 */
const raw = (db: Db): Database => connectionsOf(db).writing

const LAST_DAY = 'day = (select max(day) from daily_bar)'

export const setBarState = (db: Db, tickerId: number, date: IsoDate, state: BarState) =>
  raw(db)
    .prepare('update daily_bar set state = ? where ticker_id = ? and day = ?')
    .run(barStates.indexOf(state), tickerId, dayOf(date))

export const deleteBar = (db: Db, tickerId: number, date: IsoDate) =>
  raw(db).prepare('delete from daily_bar where ticker_id = ? and day = ?').run(tickerId, dayOf(date))

export const deleteBars = (db: Db) => raw(db).prepare('delete from daily_bar').run()
export const deleteLastBars = (db: Db) => raw(db).prepare(`delete from daily_bar where ${LAST_DAY}`).run()
export const moveLastCloses = (db: Db) =>
  raw(db).prepare(`update daily_bar set close = close + 0.01 where ${LAST_DAY}`).run()
export const doubleCloses = (db: Db) => raw(db).prepare('update daily_bar set close = close * 2').run()

/** Leaves the record of every answer as an import does that was broken off. */
export const breakOffAnswers = (db: Db) => raw(db).prepare("update fetch set outcome = 'partial'").run()

/** Gives the findings of some checks a status; of all without a list. */
export const setFindings = (db: Db, status: FindingStatus, checks: readonly CheckName[] | null = null) =>
  raw(db)
    .prepare(
      'update finding set status = @status where @checks is null or check_name in (select value from json_each(@checks))',
    )
    .run({ status, checks: checks === null ? null : JSON.stringify(checks) })

/** Accepts the finding that was written first, with a note, as somebody who looked at it does. */
export const acceptFirstFinding = (db: Db, note: string) =>
  raw(db).prepare("update finding set status = 'accepted', note = ? where id = (select min(id) from finding)").run(note)

/** A correction in use of one daily bar for its finding: a price in hundredths. */
export function addCorrection(db: Db, tickerId: number, day: number): void {
  raw(db)
    .prepare(
      `insert into repair (ticker_id, interval, at, check_name, price_factor, volume_factor, evidence, status, proposed_at)
       values (?, '1d', ?, 'UNIT_POINT', 0.01, 1, '{}', 'accepted', 0)`,
    )
    .run(tickerId, day)
  raw(db)
    .prepare(
      `insert into repair_finding (ticker_id, interval, at, finding_id)
       select ticker_id, interval, from_day, id from finding where ticker_id = ? and check_name = 'UNIT_POINT' and from_day = ?`,
    )
    .run(tickerId, day)
}

/** An earlier value of a daily bar of the first ticker, whose low needs every digit of a double. */
export const addRevision = (db: Db, day: number) =>
  raw(db)
    .prepare(
      `insert into daily_bar_history (ticker_id, day, change_id, existed, open, high, low, close, state, first_fetch_id, last_fetch_id)
       values (1, ?, 1, 1, 1.1, 1.2, 1.0000000000000002, 1.15, 1, 1, 1)`,
    )
    .run(day)

export const setLeases = (db: Db, owner: string) => raw(db).prepare('update lease set owner = ?').run(owner)
/** Gives every claim a process that is gone: the largest pid Linux gives is 4,194,304. */
export const orphanLeases = (db: Db) => raw(db).prepare('update lease set pid = 9999999').run()
export const deleteLeases = (db: Db) => raw(db).prepare('delete from lease').run()

/** Says that a process which is gone has the file open. */
export const orphanOpening = (db: Db) =>
  raw(db).prepare("insert into opening values ('gone', (select host from opening), 9999999, 0)").run()

/** A row of so many bytes, for a log that grows. */
export const addBulk = (db: Db, bytes: number) =>
  raw(db).prepare("insert into run (verb, request, started_at) values ('bulk', ?, 0)").run('x'.repeat(bytes))

/** A database file of another program. */
export function makeForeign(file: string): void {
  const db = new SqliteDatabase(file)
  db.exec('create table diary (entry text); insert into diary values (1)')
  db.close()
}

const fileChanges = {
  'later migration': "insert into migration values (9000, '9000_later', 'x', 1)",
  'later version': 'pragma user_version = 9000',
  'edited migration': "update migration set hash = 'x' where number = 0",
  'no migrations': 'drop table migration',
  'version too high by one': 'pragma user_version = 99',
  'a trigger': "create trigger t1 after insert on event begin update event set title = 'changed'; end",
  'an extra table': 'create table diary (entry text)',
  'an extra view': 'create view everything as select * from event',
  'an extra index': 'create index by_title on event(title)',
  'a full-text table': 'create virtual table words using fts5(word)',
  'a view in place of a table':
    'alter table bar_hash rename to bar_hash_old; create view bar_hash as select * from bar_hash_old',
  'a generated column': 'alter table ticker add column shout text generated always as (upper(symbol)) virtual',
  'a missing view': 'drop view daily_bars',
} as const
export type FileChange = keyof typeof fileChanges

/** Makes a file of ours look as if another release had had it. */
export function changeFile(file: string, how: FileChange): void {
  const db = new SqliteDatabase(file)
  db.exec(fileChanges[how])
  db.close()
}

/** Another reader of a file who does not end. @returns ends it */
export function longReader(file: string): () => void {
  const reader = new SqliteDatabase(file, { readonly: true })
  reader.exec('begin; select count(*) from run')
  return () => void reader.close()
}

/** May another program not write at this moment? */
export function isLocked(file: string): boolean {
  const other = new SqliteDatabase(file, { timeout: 0 })
  try {
    other.exec('begin immediate; rollback')
    return false
  } catch {
    return true
  } finally {
    other.close()
  }
}

/** Rows of a table, or of a view. */
export const countOf = (db: Db, table: string, where = '1'): number =>
  connectionsOf(db).reading.prepare(`select count(*) from ${table} where ${where}`).pluck().get() as number

/** One column of a table, in the order of its rows. */
export const columnOf = (db: Db, table: string, column: string): readonly unknown[] =>
  connectionsOf(db).reading.prepare(`select ${column} from ${table}`).pluck().all()

export const pragmaOf = (db: Db, name: string): unknown => raw(db).pragma(name, { simple: true })

/** The fingerprints of bars against the bars. */
export const hashesOf = (db: Db) => compareHashes(raw(db))

/** The same store, with each statement on its writing connection told before it runs. */
export function watched(db: Db, before: () => void): Db {
  const { writing, reading } = connectionsOf(db)
  const told = <T extends object>(statement: T): T =>
    new Proxy(statement, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target)
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          if (name === 'run' || name === 'get') before()
          const result: unknown = value.apply(target, args)
          // `pluck` and `raw` give the statement itself.
          return result === target ? told(target) : result
        }
      },
    })
  const spied = new Proxy(writing, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (name === 'prepare') return (sql: string) => told(target.prepare(sql))
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return dbOf(db.file, { writing: spied, reading }, () => db.close())
}

/** Counts from now on how often the rows of a table are asked for by statements that were not made before. */
export function countReads(db: Db, table: string): () => number {
  const connection = connectionsOf(db).reading
  const prepare = connection.prepare.bind(connection)
  let count = 0
  const counting = (statement: ReturnType<typeof prepare>): ReturnType<typeof prepare> =>
    new Proxy(statement, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        if (name === 'all' || name === 'get' || name === 'iterate') count++
        return (...given: unknown[]) => {
          const result: unknown = member.apply(target, given)
          return result === target ? counting(target) : result
        }
      },
    })
  connection.prepare = ((sql: string) =>
    new RegExp(`\\bfrom ${table}\\b`).test(sql) ? counting(prepare(sql)) : prepare(sql)) as typeof connection.prepare
  return () => count
}

/** The same store, told of each commit just before it begins and just after it is on the disk. */
export function aroundCommits(db: Db, at: (place: 'before' | 'after') => void): Db {
  const { writing, reading } = connectionsOf(db)
  const spied = new Proxy(writing, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (name === 'exec')
        return (sql: string) => {
          if (sql === 'commit') at('before')
          target.exec(sql)
          if (sql === 'commit') at('after')
        }
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return dbOf(db.file, { writing: spied, reading }, () => db.close())
}

/** Another program raises the closes of a day by a percent, and nobody tells the server. */
export function raiseCloses(file: string, date: string): void {
  const other = new SqliteDatabase(file)
  other
    .prepare('update daily_bar set close = close * 1.01, high = high * 1.01 where day = unixepoch(?) / 86400')
    .run(date)
  other.close()
}

/** Daily bars of a ticker as another program reads them. */
export function storedBars(file: string, symbol: string) {
  const other = new SqliteDatabase(file, { readonly: true })
  const rows = other
    .prepare(
      `select date(day * 86400, 'unixepoch') as date, open, high, low, close, volume from daily_bar
       where ticker_id = (select id from ticker where symbol = ?) order by day`,
    )
    .all(symbol) as Record<'date' | 'open' | 'high' | 'low' | 'close' | 'volume', unknown>[]
  other.close()
  return rows
}

/** As if the prices of every ticker had been written to. */
export const touchPrices = (db: Db): void =>
  void connectionsOf(db).writing.exec("update touched set times = times + 1 where what = 'prices'")

/** The same store as one who has just opened it sees it: nothing that was worked out of it is known yet. */
export const asOpenedAnew = (db: Db): Db => dbOf(db.file, connectionsOf(db), () => undefined)

const rowChanges = {
  'a volume': "update daily_bar set volume = volume * 2 where day = unixepoch('2023-11-20') / 86400",
  'a close of the security': `update daily_bar set close = close * 1.001, adj_close = adj_close * 1.001
     where day = unixepoch('2023-11-20') / 86400 and ticker_id = (select id from ticker where symbol = 'MSFT')`,
  'a close of the benchmark': `update daily_bar set close = close * 1.001
     where day = unixepoch('2023-11-20') / 86400 and ticker_id = (select id from ticker where symbol = '^GSPC')`,
  'a bar that is held': "update daily_bar set state = 4 where day = unixepoch('2023-11-27') / 86400",
  'a bar that is gone': `delete from daily_bar
     where day = unixepoch('2023-11-28') / 86400 and ticker_id = (select id from ticker where symbol = 'MSFT')`,
  'a dividend that is gone': "delete from corporate_action where day > unixepoch('2023-06-01') / 86400",
  'a split': `insert into corporate_action (ticker_id, day, kind, numerator, denominator, applied, first_fetch_id, last_fetch_id)
     select ticker_id, unixepoch('2023-10-02') / 86400, 'split', 2, 1, 1, max(first_fetch_id), max(last_fetch_id) from corporate_action`,
  'findings that are open': "update finding set status = 'open', severity = 'error'",
  'events that are earnings': `update event set type = 'earnings'
     where id in (select id from event where type not like 'earnings%' order by public_at limit 5)`,
  'an event on another day': `update event set public_at = '2023-12-05T15:00:00Z', occurred_at = '2023-12-05T15:00:00Z', effective_ms = 1701788400000
     where event_id = 'openai-20231117-altman-ousted'`,
} as const
export const changesOfRows = Object.keys(rowChanges) as readonly (keyof typeof rowChanges)[]

/** Changes what figures are computed from, by a statement that nobody is told of. */
export const changeRows = (db: Db, what: keyof typeof rowChanges): void => void raw(db).exec(rowChanges[what])

const barChanges = {
  open: 'update daily_bar set open = open * @factor',
  close: 'update daily_bar set close = close * @factor',
  'close and adjusted close': 'update daily_bar set close = close * @factor, adj_close = adj_close * @factor',
  volume: 'update daily_bar set volume = volume * @factor',
  'no volume': 'update daily_bar set volume = null',
  held: 'update daily_bar set state = 4',
  final: 'update daily_bar set state = 1',
  gone: 'delete from daily_bar',
} as const
export const changesOfBars = Object.keys(barChanges) as readonly (keyof typeof barChanges)[]

interface BarChange {
  readonly tickerId: number
  /** Its place among the bars of the ticker. */
  readonly row: number
  readonly how: keyof typeof barChanges
  readonly factor: number
}

/** Changes one daily bar, by a statement that nobody is told of. */
export const changeBar = (db: Db, { how, ...at }: BarChange): void =>
  void raw(db)
    .prepare(
      `${barChanges[how]} where ticker_id = @tickerId and @factor > 0
         and day = (select day from daily_bar where ticker_id = @tickerId order by day limit 1 offset @row)`,
    )
    .run(at)

const dayAt = (db: Db, tickerId: number, row: number): number =>
  raw(db)
    .prepare('select day from daily_bar where ticker_id = ? order by day limit 1 offset ?')
    .pluck()
    .get(tickerId, row) as number

/** Lays a correction of one daily bar over it, or takes away the one that is there. */
export function turnCorrection(db: Db, tickerId: number, row: number): void {
  const day = dayAt(db, tickerId, row)
  const gone = raw(db)
    .prepare("delete from repair where ticker_id = ? and interval = '1d' and at = ?")
    .run(tickerId, day)
  if (gone.changes === 0) addCorrection(db, tickerId, day)
}

/** An open finding about a daily bar and its neighbours, or none where there is that one. */
export function turnFinding(db: Db, tickerId: number, row: number, check: CheckName): void {
  const at = { tickerId, check, day: dayAt(db, tickerId, row) }
  const gone = raw(db)
    .prepare(
      "delete from finding where ticker_id = @tickerId and interval = '1d' and check_name = @check and from_day = @day",
    )
    .run(at)
  if (gone.changes === 0)
    raw(db)
      .prepare(
        `insert into finding (check_name, severity, ticker_id, interval, from_day, to_day, evidence, observed, found_at)
         values (@check, 'warn', @tickerId, '1d', @day, @day + 3, null, 'seen', 0)`,
      )
      .run(at)
}
