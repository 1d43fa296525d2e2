import type { Interval } from '../server/market/bar.ts'
import { beginChange } from './file/change.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { keeper } from './file/kept.ts'
import { statement } from './file/statement.ts'

/** How far a run is, as its last transaction left it: what other processes can see of it. */
export interface RunProgress {
  /** Requests that are answered or given up, of those that were planned. */
  readonly done: number
  readonly windows: number
  /** The series whose turn it is; null when there is nothing to ask for. */
  readonly ticker: string | null
  readonly interval: Interval | null
  /** Bars stored or found unchanged. */
  readonly rows: number
}

/** Begins the record of one call of a verb that writes, and a change of facts by it. @returns its id */
export async function beginRun(
  tx: Tx,
  verb: string,
  request: unknown,
  now: number,
  progress: RunProgress | null = null,
): Promise<number> {
  const connection = connectionOf(tx)
  const { lastInsertRowid } = statement(
    connection,
    'insert into run (verb, request, started_at, progress) values (?, ?, ?, ?)',
  ).run(verb, JSON.stringify(request), now, progress === null ? null : JSON.stringify(progress))
  const runId = Number(lastInsertRowid)
  await beginChange(tx, { at: now, runId })
  return runId
}

/** Belongs in the transaction that stores what it tells of. */
export async function saveProgress(tx: Tx, runId: number, progress: RunProgress): Promise<void> {
  const connection = connectionOf(tx)
  statement(connection, 'update run set progress = ? where id = ?').run(JSON.stringify(progress), runId)
}

export async function endRun(tx: Tx, runId: number, outcome: string, result: unknown, now: number): Promise<void> {
  const connection = connectionOf(tx)
  statement(connection, 'update run set outcome = ?, result = ?, ended_at = ?, progress = null where id = ?').run(
    outcome,
    JSON.stringify(result),
    now,
    runId,
  )
}

/** One answer of a source; times in UTC milliseconds. */
export interface FetchRecord {
  readonly runId: number
  readonly tickerId: number | null
  /** `yahoo`, or `file:NAME` for an import. */
  readonly source: string
  readonly interval: Interval | null
  readonly fromMs: number | null
  readonly toMs: number | null
  readonly status: number | null
  readonly contentHash: string | null
  readonly rows: number
  readonly startedAt: number
  readonly endedAt: number
  readonly outcome: string
  readonly message: string | null
}

/** Begins the change of facts that an answer brings. @returns the id under which bars name the answer they came from */
export async function recordFetch(tx: Tx, record: FetchRecord): Promise<number> {
  const connection = connectionOf(tx)
  const { lastInsertRowid } = statement(
    connection,
    `insert into fetch (run_id, ticker_id, source, interval, from_ms, to_ms, status, content_hash, rows, started_at, ended_at, outcome, message)
       values (@runId, @tickerId, @source, @interval, @fromMs, @toMs, @status, @contentHash, @rows, @startedAt, @endedAt, @outcome, @message)`,
  ).run(record)
  const fetchId = Number(lastInsertRowid)
  await beginChange(tx, { at: record.endedAt, runId: record.runId, fetchId })
  return fetchId
}

/** Ends the record of a file that was stored in several transactions: until then it is `partial`. */
export async function endFetch(tx: Tx, id: number, rows: number): Promise<void> {
  statement(connectionOf(tx), "update fetch set outcome = 'ok', rows = ? where id = ?").run(rows, id)
}

/** When prices of a ticker last arrived and from where, at one interval or any; null when none did. */
export const lastFetchOf = (
  reader: Reader,
  tickerId: number,
  interval: Interval | null = null,
): Promise<LastFetch | null> =>
  'file' in reader
    ? lastKept(reader, `${tickerId} ${interval}`, () => lastFetchIn(reader, tickerId, interval))
    : lastFetchIn(reader, tickerId, interval)

interface LastFetch {
  readonly id: number
  readonly source: string
  readonly endedAt: number
}
const lastKept = keeper<LastFetch | null>(200)

const lastFetchIn = (reader: Reader, tickerId: number, interval: Interval | null): Promise<LastFetch | null> =>
  read(reader, (connection) => {
    const row = statement(
      connection,
      `select id, source, ended_at as endedAt from fetch
       where ticker_id = ? and outcome = 'ok' and (? is null or interval = ?) order by ended_at desc limit 1`,
    ).get(tickerId, interval, interval) as LastFetch | undefined
    return row ?? null
  })

/** When bars of a ticker last arrived and from where, by ticker id and then by interval. */
export async function lastFetches(
  reader: Reader,
): Promise<ReadonlyMap<number, ReadonlyMap<Interval, Omit<LastFetch, 'id'>>>> {
  return read(reader, (connection) => {
    // Few steps into the index for each series: the log of answers only grows.
    const rows = statement(
      connection,
      `with held as (select distinct ticker_id, interval from bar_hash)
       select held.ticker_id as tickerId, held.interval as interval, source, ended_at as endedAt from held join fetch on fetch.id = (
       select id from fetch where ticker_id = held.ticker_id and interval = held.interval and outcome = 'ok'
       order by ended_at desc limit 1)`,
    ).all() as { tickerId: number; interval: Interval; source: string; endedAt: number }[]
    const byTicker = Map.groupBy(rows, ({ tickerId }) => tickerId)
    return new Map(
      [...byTicker].map(([id, those]) => [
        id,
        new Map(those.map(({ interval, source, endedAt }) => [interval, { source, endedAt }])),
      ]),
    )
  })
}

/** Moment of the last usable answer of a source for a ticker, at one interval or any; null when there was none. */
export async function lastFetchFrom(
  reader: Reader,
  tickerId: number,
  source: string,
  interval: Interval | null = null,
): Promise<number | null> {
  return read(reader, (connection) => {
    const at = connection
      .prepare(
        `select max(ended_at) from fetch where ticker_id = ? and source = ? and outcome in ('ok', 'empty') and (? is null or interval = ?)`,
      )
      .pluck()
      .get(tickerId, source, interval, interval) as number | null
    return at
  })
}

/** On how many days a source has said that it does not know a ticker, since it last knew it. */
export const notFoundDays = (reader: Reader, tickerId: number, source: string): Promise<number> =>
  read(
    reader,
    (connection) =>
      connection
        .prepare(
          `select count(distinct ended_at / 86400000) from fetch where ticker_id = @tickerId and source = @source and outcome = 'not_found'
         and ended_at > coalesce((select max(ended_at) from fetch where ticker_id = @tickerId and source = @source and outcome = 'ok'), 0)`,
        )
        .pluck()
        .get({ tickerId, source }) as number,
  )

/** Ends the records of runs that were killed: only the owner of a verb's job may say so. */
export async function endKilledRuns(tx: Tx, verb: string, now: number): Promise<void> {
  const connection = connectionOf(tx)
  connection
    .prepare("update run set outcome = 'stopped', ended_at = ? where verb = ? and outcome = 'running'")
    .run(now, verb)
}
