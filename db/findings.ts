import type { Database } from 'better-sqlite3'
import type { Field } from '../server/checks/check.ts'
import type { CheckName } from '../server/checks/checks.ts'
import { inEnglish } from '../server/checks/english.ts'
import { aboutOf } from '../server/checks/figures.ts'
import {
  type Evidence,
  type Finding,
  type FindingKey,
  keyOf,
  type Sessions,
  type Severity,
} from '../server/checks/finding.ts'
import { barStates, type Interval, minutesOf } from '../server/market/bar.ts'
import { dateOf, dayOf, type IsoDate } from '../server/market/day.ts'
import type { Ticker } from '../server/market/ticker.ts'
import type { DateRange } from './bars.ts'
import { needChange } from './file/change.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Db, Reader, Tx } from './file/db.ts'
import { nextNumber } from './file/nextNumber.ts'
import { statement } from './file/statement.ts'

export const findingStatuses = ['open', 'accepted', 'resolved'] as const
export type FindingStatus = (typeof findingStatuses)[number]

/** What a stored finding says, and how it stands. */
export interface FindingTold {
  readonly check: CheckName
  /** What of a bar it is about: only figures made of that carry its sign. */
  readonly about: readonly Field[]
  readonly severity: Severity
  readonly status: FindingStatus
  readonly from: IsoDate | null
  readonly to: IsoDate | null
  /** Bars that no figure uses while it is open; null where bars stay in use. */
  readonly holds: Sessions | null
  /** What was seen, as data; null for what release 0.1.0 wrote down as a text that no rule reads. */
  readonly evidence: Evidence | null
  /** The same in English. */
  readonly observed: string
  readonly expected: string | null
}

/** A finding as the store keeps it. */
export interface StoredFinding extends FindingTold {
  readonly id: number
  readonly ticker: Ticker | null
  readonly interval: Interval | null
  /** UTC milliseconds. */
  readonly found_at: number
  readonly note: string | null
  readonly fetch_id: number | null
}

export interface FindingFilter {
  readonly tickerId?: number
  readonly interval?: Interval
  readonly status?: FindingStatus
  readonly severity?: Severity
}

const told = `select f.id, check_name as "check", severity, symbol as ticker, interval, from_day as fromDay, to_day as toDay,
  holds_from as holdsFrom, holds_to as holdsTo, evidence, observed, expected, found_at, status, note, fetch_id
  from finding f left join ticker on ticker.id = ticker_id`

interface Row {
  readonly id: number
  readonly check: string
  readonly severity: string
  readonly ticker: string | null
  readonly interval: string | null
  readonly fromDay: number | null
  readonly toDay: number | null
  readonly holdsFrom: number | null
  readonly holdsTo: number | null
  readonly evidence: string | null
  readonly observed: string
  readonly expected: string | null
  readonly found_at: number
  readonly status: string
  readonly note: string | null
  readonly fetch_id: number | null
}

/** Findings, the newest sessions first. */
export async function listFindings(db: Db, filter: FindingFilter = {}): Promise<readonly StoredFinding[]> {
  const { tickerId, interval, status, severity } = filter
  const given = Object.entries({ ticker_id: tickerId, interval, status, severity }).filter(([, value]) => value != null)
  const where = given.length === 0 ? '' : `where ${given.map(([column]) => `${column} = ?`).join(' and ')}`
  return read(db, (connection) => {
    const rows = statement(connection, `${told} ${where} order by to_day desc, from_day desc, check_name, f.id`).all(
      ...given.map(([, value]) => value),
    ) as Row[]
    return rows.map(findingOf)
  })
}

export async function findFinding(reader: Reader, id: number): Promise<StoredFinding | null> {
  return read(reader, (connection) => {
    const row = statement(connection, `${told} where f.id = ?`).get(id) as Row | undefined
    return row === undefined ? null : findingOf(row)
  })
}

/** The store's own checks keep these words to those of the types. */
const findingOf = ({ fromDay, toDay, holdsFrom, holdsTo, evidence, ...row }: Row): StoredFinding => ({
  ...row,
  holds: holdsOf(holdsFrom, holdsTo),
  evidence: evidenceOf(evidence),
  check: row.check as CheckName,
  about: aboutOf(row.check),
  severity: row.severity as Severity,
  ticker: row.ticker as Ticker | null,
  interval: row.interval as Interval | null,
  status: row.status as FindingStatus,
  from: fromDay === null ? null : dateOf(fromDay),
  to: toDay === null ? null : dateOf(toDay),
})

const holdsOf = (from: number | null, to: number | null): Sessions | null =>
  from === null || to === null ? null : { from: dateOf(from), to: dateOf(to) }
const evidenceOf = (json: string | null): Evidence | null => (json === null ? null : (JSON.parse(json) as Evidence))

/** What checks have to do with the bars of a session. */
export interface BarChecks {
  /** Those unresolved that concern it, `info` ones left out; those that hold or correct a bar are among them. */
  readonly checks: readonly CheckName[]
  /** Those whose open findings keep its bars out of figures. */
  readonly heldBy: readonly CheckName[]
  /** Those whose corrections are laid over its bars. */
  readonly correctedBy: readonly CheckName[]
}

export const noChecks: BarChecks = { checks: [], heldBy: [], correctedBy: [] }

/** What checks have to do with the bars of a series, by session; a session that none concerns is not there. */
export async function checksOn(
  reader: Reader,
  tickerId: number,
  interval: Interval,
  { from, to }: DateRange,
): Promise<ReadonlyMap<IsoDate, BarChecks>> {
  return read(reader, (connection) => {
    const [first, last] = [from === null ? -1e9 : dayOf(from), to === null ? 1e9 : dayOf(to)]
    const days = new Map<number, { [Kind in keyof BarChecks]: Set<CheckName> }>()
    const add = (day: number, check: CheckName, kind: keyof BarChecks) => {
      const known = days.get(day) ?? { checks: new Set(), heldBy: new Set(), correctedBy: new Set() }
      days.set(day, known)
      known.checks.add(check)
      known[kind].add(check)
    }
    const rows = statement(
      connection,
      `select distinct check_name, from_day, to_day from finding
       where ticker_id = ? and interval = ? and status <> 'resolved' and severity <> 'info' and from_day <= ? and to_day >= ?`,
    ).all(tickerId, interval, last, first) as { check_name: CheckName; from_day: number; to_day: number }[]
    for (const { check_name, from_day, to_day } of rows)
      for (let day = Math.max(from_day, first); day <= Math.min(to_day, last); day++) add(day, check_name, 'checks')
    for (const { day, check } of holding(connection, tickerId, interval, first, last)) add(day, check, 'heldBy')
    const corrected = statement(
      connection,
      `select at as day, check_name as "check" from repair
       where ticker_id = ? and interval = ? and interval = '1d' and status = 'accepted' and at between ? and ?`,
    ).all(tickerId, interval, first, last) as { day: number; check: CheckName }[]
    for (const { day, check } of corrected) add(day, check, 'correctedBy')
    return new Map(
      [...days]
        .sort(([a], [b]) => a - b)
        .map(([day, { checks, heldBy, correctedBy }]) => [
          dateOf(day),
          { checks: [...checks].sort(), heldBy: [...heldBy].sort(), correctedBy: [...correctedBy].sort() },
        ]),
    )
  })
}

/** Sessions with a held bar, and the checks whose open findings hold them. */
function holding(connection: Database, tickerId: number, interval: Interval, first: number, last: number) {
  const minutes = minutesOf(interval)
  // Daily bars are found by their days: findings come first then, of which few hold any.
  const [table, length] =
    minutes === null ? ['cross join daily_bar', ''] : ['join intraday_bar', `and b.minutes = ${minutes}`]
  return statement(
    connection,
    `select distinct b.day, f.check_name as "check" from finding f
       ${table} b on b.ticker_id = f.ticker_id ${length} and b.state = ${HELD} and b.day between f.holds_from and f.holds_to
     where f.ticker_id = ? and f.interval = ? and f.status = 'open' and b.day between ? and ?`,
  ).all(tickerId, interval, first, last) as { day: number; check: CheckName }[]
}

const HELD = barStates.indexOf('held')

/** Findings of some checks that are not resolved; those that release 0.1.0 left as a text have no evidence. */
export async function unresolvedFindings(
  reader: Reader,
  tickerId: number,
  interval: Interval,
  checks: readonly string[],
): Promise<readonly (FindingKey & Pick<FindingTold, 'holds' | 'evidence'>)[]> {
  return read(reader, (connection) => {
    const rows = statement(
      connection,
      `select check_name as "check", from_day, to_day, holds_from, holds_to, evidence from finding
       where ticker_id = ? and interval = ? and status <> 'resolved' and check_name in (${checks.map(() => '?').join(', ')})
       order by check_name, from_day`,
    ).all(tickerId, interval, ...checks) as {
      check: CheckName
      from_day: number
      to_day: number
      holds_from: number | null
      holds_to: number | null
      evidence: string | null
    }[]
    return rows.map(({ check, from_day, to_day, holds_from, holds_to, evidence }) => ({
      check,
      from: dateOf(from_day),
      to: dateOf(to_day),
      holds: holdsOf(holds_from, holds_to),
      evidence: evidenceOf(evidence),
    }))
  })
}

/**
 * Findings about the daily bars of a ticker to be told with its figures, by session: open warnings and errors, and accepted
 * errors whose correction is laid over the bars.
 */
export async function findingsOn(reader: Reader, tickerId: number): Promise<readonly FindingTold[]> {
  return read(reader, (connection) => {
    const rows = statement(
      connection,
      `select check_name as "check", severity, status, from_day, to_day, holds_from, holds_to, evidence, observed, expected
       from finding f
       where ticker_id = ? and interval = '1d' and severity <> 'info' and (status = 'open' or status = 'accepted' and severity = 'error'
         and exists (select 1 from repair_finding l join repair r using (ticker_id, interval, at)
           where l.finding_id = f.id and r.status = 'accepted'))
       order by from_day, check_name`,
    ).all(tickerId) as (Pick<FindingTold, 'check' | 'severity' | 'status' | 'observed' | 'expected'> & {
      from_day: number | null
      to_day: number | null
      holds_from: number | null
      holds_to: number | null
      evidence: string | null
    })[]
    return rows.map(({ from_day, to_day, holds_from, holds_to, evidence, ...row }) => ({
      ...row,
      about: aboutOf(row.check),
      from: from_day === null ? null : dateOf(from_day),
      to: to_day === null ? null : dateOf(to_day),
      holds: holdsOf(holds_from, holds_to),
      evidence: evidenceOf(evidence),
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
  if (findings.length === 0) return
  await needChange(tx, now)
  const connection = connectionOf(tx)
  const known = statement(
    connection,
    'select id from finding where ticker_id is ? and interval = ? and check_name = ? and from_day = ? and to_day = ?',
  )
  const add = statement(
    connection,
    `insert into finding (id, check_name, severity, ticker_id, interval, from_day, to_day, holds_from, holds_to, evidence, observed, expected, fetch_id, found_at)
     values (${nextNumber('finding')}, @check, @severity, @tickerId, @interval, @fromDay, @toDay, @holdsFrom, @holdsTo, @evidence, @observed, @expected, @fetchId, @now)`,
  )
  const renew = statement(
    connection,
    `update finding set severity = @severity, holds_from = @holdsFrom, holds_to = @holdsTo, evidence = @evidence,
       observed = @observed, expected = @expected, status = case status when 'resolved' then 'open' else status end
     where id = @id and ((severity, holds_from, holds_to, evidence, observed, expected)
       is not (@severity, @holdsFrom, @holdsTo, @evidence, @observed, @expected) or status = 'resolved')`,
  )
  for (const finding of findings) {
    const { check, severity, from, to, holds, evidence } = finding
    const [fromDay, toDay] = [dayOf(from), dayOf(to)]
    const said = {
      severity,
      holdsFrom: holds === null ? null : dayOf(holds.from),
      holdsTo: holds === null ? null : dayOf(holds.to),
      evidence: JSON.stringify(evidence),
      ...inEnglish(finding),
    }
    const row = known.get(tickerId, interval, check, fromDay, toDay) as { id: number } | undefined
    if (row === undefined) add.run({ ...said, check, tickerId, interval, fromDay, toDay, fetchId, now })
    else renew.run({ ...said, id: row.id })
  }
}

/** Ids of the findings of a series that are not resolved, by their natural key (`keyOf`). */
export async function findingIds(
  reader: Reader,
  tickerId: number,
  interval: Interval,
): Promise<ReadonlyMap<string, number>> {
  return read(reader, (connection) => {
    const rows = statement(
      connection,
      "select id, check_name, from_day, to_day from finding where ticker_id = ? and interval = ? and status <> 'resolved'",
    ).all(tickerId, interval) as { id: number; check_name: string; from_day: number; to_day: number }[]
    return new Map(
      rows.map(({ id, check_name, from_day, to_day }) => [
        keyOf({ check: check_name, from: dateOf(from_day), to: dateOf(to_day) }),
        id,
      ]),
    )
  })
}

/** Resolves open findings of some checks that were looked for again and not found; all, or those of sessions inside a window. */
export async function resolveFindings(
  tx: Tx,
  tickerId: number,
  interval: Interval,
  checks: readonly string[],
  found: readonly FindingKey[],
  within: DateRange = { from: null, to: null },
  isLookedAt: (session: IsoDate) => boolean = () => true,
): Promise<void> {
  const connection = connectionOf(tx)
  const still = new Set(found.map(({ check, from, to }) => `${check} ${dayOf(from)} ${dayOf(to)}`))
  const open = statement(
    connection,
    `select id, check_name, from_day, to_day from finding
       where ticker_id = ? and interval = ? and status <> 'resolved' and from_day >= ? and to_day <= ?
         and check_name in (${checks.map(() => '?').join(', ')})`,
  ).all(
    tickerId,
    interval,
    within.from === null ? -1e9 : dayOf(within.from),
    within.to === null ? 1e9 : dayOf(within.to),
    ...checks,
  ) as { id: number; check_name: string; from_day: number; to_day: number }[]
  const resolve = statement(connection, "update finding set status = 'resolved', note = 'no longer found' where id = ?")
  for (const { id, check_name, from_day, to_day } of open)
    if (!still.has(`${check_name} ${from_day} ${to_day}`) && isLookedAt(dateOf(from_day))) resolve.run(id)
}

/** Resolves that a symbol is not known at its source: the next answer for it says otherwise. */
export async function resolveNotFound(tx: Tx, tickerId: number): Promise<void> {
  const connection = connectionOf(tx)
  connection
    .prepare(
      `update finding set status = 'resolved', note = 'found again'
       where ticker_id = ? and check_name = 'SYMBOL_CHANGED' and status <> 'resolved'
         and json_extract(evidence, '$.kind') = 'not-found'`,
    )
    .run(tickerId)
}

/** @returns false when there is no such finding */
export async function decideFinding(tx: Tx, id: number, status: FindingStatus, note: string | null): Promise<boolean> {
  const connection = connectionOf(tx)
  return (
    statement(connection, 'update finding set status = ?, note = ? where id = ?').run(status, note, id).changes === 1
  )
}

/** Keys of findings that someone looked at and accepted: they hold nothing back any more. */
export async function acceptedFindings(
  reader: Reader,
  tickerId: number,
  interval: Interval,
): Promise<ReadonlySet<string>> {
  return read(reader, (connection) => {
    const rows = statement(
      connection,
      "select check_name, from_day, to_day from finding where ticker_id = ? and interval = ? and status = 'accepted'",
    ).all(tickerId, interval) as { check_name: string; from_day: number; to_day: number }[]
    return new Set(
      rows.map(({ check_name, from_day, to_day }) => `${check_name} ${dateOf(from_day)} ${dateOf(to_day)}`),
    )
  })
}

/** Does a finding that is not resolved hold bars of a series back, or hold that some would have to be? */
export const hasHolds = (reader: Reader, tickerId: number, interval: Interval): Promise<boolean> =>
  read(
    reader,
    (connection) =>
      statement(
        connection,
        "select 1 from finding where ticker_id = ? and interval = ? and status <> 'resolved' and holds_from is not null limit 1",
      ).get(tickerId, interval) !== undefined,
  )
