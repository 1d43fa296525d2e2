import type { Interval } from '../server/market/bar.ts'
import { dateOf, dayOf, type IsoDate } from '../server/market/day.ts'
import type { CheckName, Finding, Severity } from '../server/market/quality/finding.ts'
import type { Ticker } from '../server/market/ticker.ts'
import type { DateRange } from './bars.ts'
import type { Db } from './open.ts'

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

interface Stored {
  id: number
  check_name: CheckName
  severity: Severity
  symbol: Ticker | null
  interval: Interval | null
  from_day: number | null
  to_day: number | null
  observed: string
  expected: string | null
  found_at: number
  status: FindingStatus
  note: string | null
  fetch_id: number | null
}

const findingOf = ({ check_name, symbol, from_day, to_day, ...row }: Stored): StoredFinding => ({
  ...row,
  check: check_name,
  ticker: symbol,
  from: from_day === null ? null : dateOf(from_day),
  to: to_day === null ? null : dateOf(to_day),
})

export interface FindingFilter {
  readonly tickerId?: number
  readonly interval?: Interval
  readonly status?: FindingStatus
  readonly severity?: Severity
}

/** Findings, the newest sessions first. */
export async function listFindings(db: Db, filter: FindingFilter = {}): Promise<readonly StoredFinding[]> {
  const rows = db.read
    .prepare(
      `select finding.*, symbol from finding left join ticker on ticker.id = ticker_id
       where (@tickerId is null or ticker_id = @tickerId) and (@interval is null or finding.interval = @interval)
         and (@status is null or status = @status) and (@severity is null or severity = @severity)
       order by to_day desc, from_day desc, check_name, finding.id`,
    )
    .all({ tickerId: null, interval: null, status: null, severity: null, ...filter }) as Stored[]
  return rows.map(findingOf)
}

export async function findFinding(db: Db, id: number): Promise<StoredFinding | null> {
  const row = db.read
    .prepare('select finding.*, symbol from finding left join ticker on ticker.id = ticker_id where finding.id = ?')
    .get(id) as Stored | undefined
  return row === undefined ? null : findingOf(row)
}

/** Names of the unresolved checks that concern a session, by date; `info` ones are left out. */
export async function checksOn(
  db: Db,
  tickerId: number,
  interval: Interval,
  { from, to }: DateRange,
): Promise<ReadonlyMap<IsoDate, readonly CheckName[]>> {
  const [first, last] = [from === null ? -1e9 : dayOf(from), to === null ? 1e9 : dayOf(to)]
  const rows = db.read
    .prepare(
      `select distinct check_name, from_day, to_day from finding
       where ticker_id = ? and interval = ? and status <> 'resolved' and severity <> 'info' and from_day <= ? and to_day >= ?
       order by check_name`,
    )
    .all(tickerId, interval, last, first) as { check_name: CheckName; from_day: number; to_day: number }[]
  const checks = new Map<IsoDate, CheckName[]>()
  for (const { check_name, from_day, to_day } of rows)
    for (let day = Math.max(from_day, first); day <= Math.min(to_day, last); day++) {
      const known = checks.get(dateOf(day))
      if (known === undefined) checks.set(dateOf(day), [check_name])
      else if (!known.includes(check_name)) known.push(check_name)
    }
  return checks
}

interface About {
  readonly tickerId: number | null
  readonly interval: Interval
  readonly fetchId: number | null
  readonly now: number
}

/** Writes findings under their natural key. One seen before keeps its status, unless it was resolved: it is open again. */
export function saveFindingsNow(
  db: Db,
  { tickerId, interval, fetchId, now }: About,
  findings: readonly Finding[],
): void {
  const known = db.write.prepare(
    'select id from finding where ticker_id is ? and interval = ? and check_name = ? and from_day = ? and to_day = ?',
  )
  const add = db.write.prepare(
    `insert into finding (check_name, severity, ticker_id, interval, from_day, to_day, observed, expected, fetch_id, found_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const renew = db.write.prepare(
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
export function resolveFindingsNow(
  db: Db,
  tickerId: number,
  interval: Interval,
  checks: readonly CheckName[],
  found: readonly Finding[],
  within: DateRange = { from: null, to: null },
): void {
  const still = new Set(found.map(({ check, from, to }) => `${check} ${dayOf(from)} ${dayOf(to)}`))
  const open = db.write
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
  const resolve = db.write.prepare("update finding set status = 'resolved', note = 'no longer found' where id = ?")
  for (const { id, check_name, from_day, to_day } of open)
    if (!still.has(`${check_name} ${from_day} ${to_day}`)) resolve.run(id)
}

/** @returns false when there is no such finding */
export function decideFindingNow(db: Db, id: number, status: FindingStatus, note: string | null): boolean {
  return db.write.prepare('update finding set status = ?, note = ? where id = ?').run(status, note, id).changes === 1
}

/** Keys of findings that someone looked at and accepted: they hold nothing back any more. */
export function acceptedNow(db: Db, tickerId: number, interval: Interval): ReadonlySet<string> {
  const rows = db.write
    .prepare(
      "select check_name, from_day, to_day from finding where ticker_id = ? and interval = ? and status = 'accepted'",
    )
    .all(tickerId, interval) as { check_name: string; from_day: number; to_day: number }[]
  return new Set(rows.map(({ check_name, from_day, to_day }) => `${check_name} ${dateOf(from_day)} ${dateOf(to_day)}`))
}
