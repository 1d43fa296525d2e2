import type { Database } from 'better-sqlite3'
import type { CheckName, Finding, Severity } from '../server/checks/finding.ts'
import { barStates, type Interval } from '../server/market/bar.ts'
import { dateOf, dayOf, type IsoDate } from '../server/market/day.ts'
import type { Ticker } from '../server/market/ticker.ts'
import type { DateRange } from './bars.ts'
import { type Builder, build } from './builder.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Db, Reader, Tx } from './file/db.ts'
import { statement } from './file/statement.ts'

export const findingStatuses = ['open', 'accepted', 'resolved'] as const
export type FindingStatus = (typeof findingStatuses)[number]

/** A finding as the store keeps it. */
export interface StoredFinding {
  readonly id: number
  readonly check: CheckName
  readonly severity: Severity
  readonly ticker: Ticker | null
  readonly interval: Interval | null
  readonly from: IsoDate | null
  readonly to: IsoDate | null
  readonly observed: string
  readonly expected: string | null
  /** UTC milliseconds. */
  readonly found_at: number
  readonly status: FindingStatus
  readonly note: string | null
  readonly fetch_id: number | null
}

export interface FindingFilter {
  readonly tickerId?: number
  readonly interval?: Interval
  readonly status?: FindingStatus
  readonly severity?: Severity
}

/** Findings, the newest sessions first. */
export async function listFindings(db: Db, filter: FindingFilter = {}): Promise<readonly StoredFinding[]> {
  return build(db, (builder) => {
    const { and, eq, desc } = builder
    const { finding } = builder.tables
    const rows = findingQuery(builder)
      .where(
        and(
          filter.tickerId === undefined ? undefined : eq(finding.tickerId, filter.tickerId),
          filter.interval === undefined ? undefined : eq(finding.interval, filter.interval),
          filter.status === undefined ? undefined : eq(finding.status, filter.status),
          filter.severity === undefined ? undefined : eq(finding.severity, filter.severity),
        ),
      )
      .orderBy(desc(finding.toDay), desc(finding.fromDay), finding.checkName, finding.id)
      .all()
    return rows.map(findingOf)
  })
}

export async function findFinding(db: Db, id: number): Promise<StoredFinding | null> {
  return build(db, (builder) => {
    const row = findingQuery(builder).where(builder.eq(builder.tables.finding.id, id)).get()
    return row === undefined ? null : findingOf(row)
  })
}

function findingQuery(builder: Builder) {
  const { finding, ticker } = builder.tables
  return builder.orm
    .select({
      id: finding.id,
      check: finding.checkName,
      severity: finding.severity,
      ticker: ticker.symbol,
      interval: finding.interval,
      fromDay: finding.fromDay,
      toDay: finding.toDay,
      observed: finding.observed,
      expected: finding.expected,
      found_at: finding.foundAt,
      status: finding.status,
      note: finding.note,
      fetch_id: finding.fetchId,
    })
    .from(finding)
    .leftJoin(ticker, builder.eq(ticker.id, finding.tickerId))
}

type Row = NonNullable<ReturnType<ReturnType<typeof findingQuery>['get']>>

/** The store's own checks keep these words to those of the types. */
const findingOf = ({ fromDay, toDay, ...row }: Row): StoredFinding => ({
  ...row,
  check: row.check as CheckName,
  severity: row.severity as Severity,
  ticker: row.ticker as Ticker | null,
  interval: row.interval as Interval | null,
  status: row.status as FindingStatus,
  from: fromDay === null ? null : dateOf(fromDay),
  to: toDay === null ? null : dateOf(toDay),
})

/**
 * Names of the unresolved checks that concern a session, by date; `info` ones are left out. A held or repaired bar names
 * the check that holds or corrects it, also where what was found lies on another session.
 */
export async function checksOn(
  reader: Reader,
  tickerId: number,
  interval: Interval,
  { from, to }: DateRange,
): Promise<ReadonlyMap<IsoDate, readonly CheckName[]>> {
  return read(reader, (connection) => {
    const [first, last] = [from === null ? -1e9 : dayOf(from), to === null ? 1e9 : dayOf(to)]
    const rows = statement(
      connection,
      `select distinct check_name, from_day, to_day from finding
       where ticker_id = ? and interval = ? and status <> 'resolved' and severity <> 'info' and from_day <= ? and to_day >= ?`,
    ).all(tickerId, interval, last, first) as { check_name: CheckName; from_day: number; to_day: number }[]
    const checks = new Map<number, Set<CheckName>>()
    const name = (day: number, check: CheckName) => {
      const known = checks.get(day)
      if (known === undefined) checks.set(day, new Set([check]))
      else known.add(check)
    }
    for (const { check_name, from_day, to_day } of rows)
      for (let day = Math.max(from_day, first); day <= Math.min(to_day, last); day++) name(day, check_name)
    if (interval === '1d') for (const { day, check } of farChecks(connection, tickerId, first, last)) name(day, check)
    return new Map([...checks].sort(([a], [b]) => a - b).map(([day, names]) => [dateOf(day), [...names].sort()]))
  })
}

/** Held bars away from the session of the finding that holds them, and bars with a correction laid over them. */
function farChecks(
  connection: Database,
  tickerId: number,
  first: number,
  last: number,
): readonly { readonly day: number; readonly check: CheckName }[] {
  const held = statement(
    connection,
    `select b.day, f.check_name as "check" from finding f join daily_bar b on b.ticker_id = f.ticker_id and b.state = ${HELD}
       and case when f.check_name in ('SPLIT_STEP', 'SPLIT_MISSING') then b.day < f.from_day else b.day > f.from_day end
     where f.ticker_id = ? and f.interval = '1d' and f.status = 'open' and b.day between ? and ?
       and f.check_name in ('SPLIT_STEP', 'SPLIT_MISSING', 'UNIT_BLOCK', 'SYMBOL_REUSED')`,
  ).all(tickerId, first, last)
  const repaired = statement(
    connection,
    `select at as day, check_name as "check" from repair
     where ticker_id = ? and interval = '1d' and status = 'accepted' and at between ? and ?`,
  ).all(tickerId, first, last)
  return [...held, ...repaired] as { day: number; check: CheckName }[]
}

const HELD = barStates.indexOf('held')

/** Unresolved findings of some checks. */
export async function unresolvedFindings(
  reader: Reader,
  tickerId: number,
  interval: Interval,
  checks: readonly CheckName[],
): Promise<readonly Pick<Finding, 'check' | 'severity' | 'from' | 'to' | 'observed' | 'expected'>[]> {
  return read(reader, (connection) => {
    const rows = connection
      .prepare(
        `select check_name as "check", severity, from_day, to_day, observed, expected from finding
       where ticker_id = ? and interval = ? and status <> 'resolved' and check_name in (${checks.map(() => '?').join(', ')})
       order by check_name, from_day`,
      )
      .all(tickerId, interval, ...checks) as (Pick<Finding, 'check' | 'severity' | 'observed' | 'expected'> & {
      from_day: number
      to_day: number
    })[]
    return rows.map(({ from_day, to_day, ...row }) => ({ ...row, from: dateOf(from_day), to: dateOf(to_day) }))
  })
}

/**
 * Findings about the daily bars of a ticker to be told with its figures, by session: open warnings and errors, and accepted
 * errors whose correction is laid over the bars.
 */
export async function findingsOn(
  reader: Reader,
  tickerId: number,
): Promise<readonly Pick<StoredFinding, 'check' | 'severity' | 'status' | 'from' | 'to' | 'observed' | 'expected'>[]> {
  return read(reader, (connection) => {
    const rows = statement(
      connection,
      `select check_name as "check", severity, status, from_day, to_day, observed, expected from finding f
     where ticker_id = ? and interval = '1d' and severity <> 'info' and (status = 'open' or status = 'accepted' and severity = 'error'
       and exists (select 1 from repair r where r.ticker_id = f.ticker_id and r.interval = f.interval
         and r.check_name = f.check_name and r.status = 'accepted'))
     order by from_day, check_name`,
    ).all(tickerId) as (Pick<StoredFinding, 'check' | 'severity' | 'status' | 'observed' | 'expected'> & {
      from_day: number | null
      to_day: number | null
    })[]
    return rows.map(({ from_day, to_day, check, severity, status, observed, expected }) => ({
      check,
      severity,
      status,
      from: from_day === null ? null : dateOf(from_day),
      to: to_day === null ? null : dateOf(to_day),
      observed,
      expected,
    }))
  })
}

interface About {
  readonly tickerId: number | null
  readonly interval: Interval
  readonly fetchId: number | null
  readonly now: number
}

/** Writes findings under their natural key. One seen before keeps its status, unless it was resolved: it is open again. */
export async function saveFindings(
  tx: Tx,
  { tickerId, interval, fetchId, now }: About,
  findings: readonly Finding[],
): Promise<void> {
  const connection = connectionOf(tx)
  const known = connection.prepare(
    'select id from finding where ticker_id is ? and interval = ? and check_name = ? and from_day = ? and to_day = ?',
  )
  const add = connection.prepare(
    `insert into finding (check_name, severity, ticker_id, interval, from_day, to_day, observed, expected, fetch_id, found_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const renew = connection.prepare(
    `update finding set severity = @severity, observed = @observed, expected = @expected,
       status = case status when 'resolved' then 'open' else status end
     where id = @id and ((severity, observed, expected) is not (@severity, @observed, @expected) or status = 'resolved')`,
  )
  for (const { check, severity, from, to, observed, expected } of findings) {
    const days = [dayOf(from), dayOf(to)] as const
    const row = known.get(tickerId, interval, check, ...days) as { id: number } | undefined
    if (row === undefined) add.run(check, severity, tickerId, interval, ...days, observed, expected, fetchId, now)
    else renew.run({ severity, observed, expected, id: row.id })
  }
}

/** Resolves open findings of some checks that were looked for again and not found; all, or those inside a window. */
export async function resolveFindings(
  tx: Tx,
  tickerId: number,
  interval: Interval,
  checks: readonly CheckName[],
  found: readonly Finding[],
  within: DateRange = { from: null, to: null },
): Promise<void> {
  const connection = connectionOf(tx)
  const still = new Set(found.map(({ check, from, to }) => `${check} ${dayOf(from)} ${dayOf(to)}`))
  const open = connection
    .prepare(
      `select id, check_name, from_day, to_day from finding
       where ticker_id = ? and interval = ? and status <> 'resolved' and from_day >= ? and to_day <= ?
         and check_name in (${checks.map(() => '?').join(', ')})`,
    )
    .all(
      tickerId,
      interval,
      within.from === null ? -1e9 : dayOf(within.from),
      within.to === null ? 1e9 : dayOf(within.to),
      ...checks,
    ) as { id: number; check_name: string; from_day: number; to_day: number }[]
  const resolve = connection.prepare("update finding set status = 'resolved', note = 'no longer found' where id = ?")
  for (const { id, check_name, from_day, to_day } of open)
    if (!still.has(`${check_name} ${from_day} ${to_day}`)) resolve.run(id)
}

/** What is said of a symbol that its source does not know; resolved by the next answer for it. */
export const NOT_FOUND = 'not found at its source'

export async function resolveNotFound(tx: Tx, tickerId: number): Promise<void> {
  const connection = connectionOf(tx)
  connection
    .prepare(
      `update finding set status = 'resolved', note = 'found again'
       where ticker_id = ? and check_name = 'SYMBOL_CHANGED' and status <> 'resolved' and observed like ?`,
    )
    .run(tickerId, `${NOT_FOUND}%`)
}

/** @returns false when there is no such finding */
export async function decideFinding(tx: Tx, id: number, status: FindingStatus, note: string | null): Promise<boolean> {
  const connection = connectionOf(tx)
  return connection.prepare('update finding set status = ?, note = ? where id = ?').run(status, note, id).changes === 1
}

/** Keys of findings that someone looked at and accepted: they hold nothing back any more. */
export async function acceptedFindings(
  reader: Reader,
  tickerId: number,
  interval: Interval,
): Promise<ReadonlySet<string>> {
  return read(reader, (connection) => {
    const rows = connection
      .prepare(
        "select check_name, from_day, to_day from finding where ticker_id = ? and interval = ? and status = 'accepted'",
      )
      .all(tickerId, interval) as { check_name: string; from_day: number; to_day: number }[]
    return new Set(
      rows.map(({ check_name, from_day, to_day }) => `${check_name} ${dateOf(from_day)} ${dateOf(to_day)}`),
    )
  })
}
