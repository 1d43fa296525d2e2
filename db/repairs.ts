import type { Database } from 'better-sqlite3'
import type { Factors, Interval } from '../server/market/bar.ts'
import { dateOf, type IsoDate } from '../server/market/day.ts'
import type { Ticker } from '../server/market/ticker.ts'
import { build } from './builder.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Db, Reader, Tx } from './file/db.ts'
import { statement } from './file/statement.ts'

export type RepairStatus = 'proposed' | 'accepted' | 'undone'

/** A correction that can be laid over one bar: prices and volume times a factor, with the evidence for it. */
export interface Repair {
  readonly ticker: Ticker
  readonly interval: Interval
  readonly date: IsoDate
  readonly check: string
  readonly priceFactor: number
  readonly volumeFactor: number
  readonly evidence: string
  readonly status: RepairStatus
}

/** Accepted corrections of daily bars by day; empty for nearly every ticker. */
export function acceptedFactors(connection: Database, tickerId: number): ReadonlyMap<number, Factors> {
  const rows = statement(
    connection,
    "select at, price_factor, volume_factor, check_name from repair where ticker_id = ? and interval = '1d' and status = 'accepted'",
  )
    .raw()
    .all(tickerId) as [number, number, number, string][]
  return new Map(rows.map(([at, price, volume, check]) => [at, { price, volume, check }]))
}

export async function listRepairs(db: Db, tickerId: number | null): Promise<readonly Repair[]> {
  return build(db, ({ orm, tables, eq }) => {
    const { repair, ticker } = tables
    const rows = orm
      .select({
        ticker: ticker.symbol,
        interval: repair.interval,
        at: repair.at,
        check: repair.checkName,
        priceFactor: repair.priceFactor,
        volumeFactor: repair.volumeFactor,
        evidence: repair.evidence,
        status: repair.status,
      })
      .from(repair)
      .innerJoin(ticker, eq(ticker.id, repair.tickerId))
      .where(tickerId === null ? undefined : eq(repair.tickerId, tickerId))
      .orderBy(ticker.symbol, repair.interval, repair.at)
      .all()
    return rows.map(({ at, ...row }) => ({
      ...row,
      ticker: row.ticker as Ticker,
      interval: row.interval as Interval,
      status: row.status as RepairStatus,
      date: dateOf(at),
    }))
  })
}

/** A correction of one bar as the store's own writers see it. */
export interface RepairOnFile {
  readonly day: number
  readonly check: string
  readonly price: number
  readonly status: RepairStatus
}

export const repairsOnFile = (reader: Reader, tickerId: number, interval: Interval): Promise<readonly RepairOnFile[]> =>
  read(
    reader,
    (connection) =>
      statement(
        connection,
        'select at as day, check_name as "check", price_factor as price, status from repair where ticker_id = ? and interval = ?',
      ).all(tickerId, interval) as RepairOnFile[],
  )

/** Takes corrections away that nothing speaks for any more: laid over bars that are right, they would spoil them. */
export async function dropRepairs(
  tx: Tx,
  tickerId: number,
  interval: Interval,
  days: readonly number[],
): Promise<void> {
  const connection = connectionOf(tx)
  const drop = statement(connection, 'delete from repair where ticker_id = ? and interval = ? and at = ?')
  for (const day of days) drop.run(tickerId, interval, day)
}

/** Writes down corrections that could be made. One that was accepted or undone before keeps that decision. */
export async function proposeRepairs(
  tx: Tx,
  tickerId: number,
  interval: Interval,
  repairs: readonly (Factors & { readonly day: number; readonly evidence: string; readonly status: RepairStatus })[],
  now: number,
): Promise<void> {
  const connection = connectionOf(tx)
  const save = statement(
    connection,
    `insert into repair (ticker_id, interval, at, check_name, price_factor, volume_factor, evidence, status, proposed_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (ticker_id, interval, at) do update set check_name = excluded.check_name, price_factor = excluded.price_factor,
       volume_factor = excluded.volume_factor, evidence = excluded.evidence, status = excluded.status
     where status = 'proposed'`,
  )
  for (const { day, check, price, volume, evidence, status } of repairs)
    save.run(tickerId, interval, day, check, price, volume, evidence, status, now)
}

/** @returns how many corrections changed their status */
export async function decideRepairs(
  tx: Tx,
  tickerId: number,
  interval: Interval,
  days: readonly number[],
  status: 'accepted' | 'undone',
  now: number,
): Promise<number> {
  const connection = connectionOf(tx)
  const decide = statement(
    connection,
    'update repair set status = ?, decided_at = ? where ticker_id = ? and interval = ? and at = ? and status <> ?',
  )
  return days.reduce((changed, day) => changed + decide.run(status, now, tickerId, interval, day, status).changes, 0)
}
