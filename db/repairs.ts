import type { Database } from 'better-sqlite3'
import type { Factors, Interval } from '../server/market/bar.ts'
import { dateOf, type IsoDate } from '../server/market/day.ts'
import type { Ticker } from '../server/market/ticker.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Db, Reader, Tx } from './file/db.ts'
import { statement } from './file/statement.ts'

export type RepairStatus = 'proposed' | 'accepted' | 'undone'

/** A correction that can be laid over one bar: prices and volume times a factor. */
export interface Repair {
  readonly ticker: Ticker
  readonly interval: Interval
  readonly date: IsoDate
  readonly check: string
  readonly priceFactor: number
  readonly volumeFactor: number
  /** What was found, in English. */
  readonly evidence: string
  readonly status: RepairStatus
  /** Ids of the findings that it rests on, ascending. */
  readonly findings: readonly number[]
}

/** The findings that corrections rest on, as a list that SQL makes. */
const findingIds = (list: string | null): readonly number[] => JSON.parse(list ?? '[]') as number[]

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

interface RepairRow extends Omit<Repair, 'date' | 'findings'> {
  readonly at: number
  readonly findings: string
}

export async function listRepairs(db: Db, tickerId: number | null): Promise<readonly Repair[]> {
  return read(db, (connection) => {
    const rows = statement(
      connection,
      `select symbol as ticker, r.interval, r.at, check_name as "check", price_factor as priceFactor,
         volume_factor as volumeFactor, evidence, status,
         (select json_group_array(finding_id) from (select finding_id from repair_finding l
          where l.ticker_id = r.ticker_id and l.interval = r.interval and l.at = r.at order by finding_id)) as findings
       from repair r join ticker on ticker.id = r.ticker_id
       ${tickerId === null ? '' : 'where r.ticker_id = ?'} order by symbol, r.interval, r.at`,
    ).all(...(tickerId === null ? [] : [tickerId])) as RepairRow[]
    return rows.map(({ at, findings, ...row }) => ({ ...row, findings: findingIds(findings), date: dateOf(at) }))
  })
}

/** A correction of one bar as the store's own writers see it. */
export interface RepairOnFile {
  readonly day: number
  readonly check: string
  readonly status: RepairStatus
  readonly findings: readonly number[]
}

export const repairsOnFile = (reader: Reader, tickerId: number, interval: Interval): Promise<readonly RepairOnFile[]> =>
  read(reader, (connection) => {
    const rows = statement(
      connection,
      `select at as day, check_name as "check", status, (select json_group_array(finding_id) from repair_finding l
         where l.ticker_id = r.ticker_id and l.interval = r.interval and l.at = r.at) as findings
       from repair r where ticker_id = ? and interval = ?`,
    ).all(tickerId, interval) as (Omit<RepairOnFile, 'findings'> & { findings: string })[]
    return rows.map((row) => ({ ...row, findings: findingIds(row.findings) }))
  })

/** Takes corrections away that nothing speaks for any more: laid over bars that are right, they would spoil them. */
export async function dropRepairs(
  tx: Tx,
  tickerId: number,
  interval: Interval,
  days: readonly number[],
): Promise<void> {
  const connection = connectionOf(tx)
  const drop = statement(connection, 'delete from repair where ticker_id = ? and interval = ? and at = ?')
  const forget = statement(connection, forgetting)
  for (const day of days) {
    forget.run(tickerId, interval, day)
    drop.run(tickerId, interval, day)
  }
}

const forgetting = 'delete from repair_finding where ticker_id = ? and interval = ? and at = ?'

/** Writes down corrections that could be made. One that was accepted or undone before keeps that decision. */
export async function proposeRepairs(
  tx: Tx,
  tickerId: number,
  interval: Interval,
  repairs: readonly (Factors & RepairOnFile & { readonly evidence: string })[],
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
  const forget = statement(connection, forgetting)
  const link = statement(
    connection,
    'insert into repair_finding (ticker_id, interval, at, finding_id) values (?, ?, ?, ?)',
  )
  for (const { day, check, price, volume, evidence, status, findings } of repairs) {
    const { changes } = save.run(tickerId, interval, day, check, price, volume, evidence, status, now)
    if (changes === 0) continue
    forget.run(tickerId, interval, day)
    for (const finding of findings) link.run(tickerId, interval, day, finding)
  }
}

/** Decides about the corrections that rest on a finding. @returns how many changed their status */
export async function decideRepairs(
  tx: Tx,
  finding: number,
  status: 'accepted' | 'undone',
  now: number,
): Promise<number> {
  const decide = statement(
    connectionOf(tx),
    `update repair set status = ?, decided_at = ? where status <> ? and (ticker_id, interval, at) in
       (select ticker_id, interval, at from repair_finding where finding_id = ?)`,
  )
  return decide.run(status, now, status, finding).changes
}
