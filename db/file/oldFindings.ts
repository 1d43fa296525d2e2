import type { Database } from 'better-sqlite3'
import { evidenceOfText, type OldEvidence, type OldText } from './oldEvidence.ts'

interface OldRow extends OldText {
  readonly id: number
  readonly ticker_id: number | null
  readonly interval: string
  readonly from_day: number
  readonly to_day: number
  readonly status: string
}

const HELD = 4
const OPEN_END = 2_932_896

/**
 * Gives findings of release 0.1.0 their values, the bars they hold, and corrections the findings they rest on. That
 * release had a text for each of the three, and rules of what holds what; nothing else tells.
 */
export function readOldFindings(db: Database): void {
  const rows = db
    .prepare(
      'select id, check_name as "check", ticker_id, interval, from_day, to_day, observed, expected, status from finding where from_day is not null and to_day is not null',
    )
    .all() as OldRow[]
  const save = db.prepare('update finding set evidence = ?, holds_from = ?, holds_to = ? where id = ?')
  for (const row of rows) {
    const evidence = withDate(db, row, evidenceOfText(row))
    const [from, to] = heldBy(db, row) ?? [null, null]
    save.run(evidence === null ? null : JSON.stringify(evidence), from, to, row.id)
  }
  linkRepairs(db, rows)
}

/** Two texts left a date out that the store has: of the split, and of the bar within the session. */
function withDate(db: Database, row: OldRow, evidence: OldEvidence | null): OldEvidence | null {
  const { check, observed, expected, ticker_id, from_day } = row
  if (check === 'SPLIT_STEP') {
    const step = evidenceOfText({ check: 'SPLIT_TEXT', observed, expected: 'a step in the direction of the ratio' })
    if (step === null) return null
    const split = db
      .prepare(
        `select date(day * 86400, 'unixepoch') from corporate_action where ticker_id = ? and kind = 'split'
           and numerator = ? and denominator = ? order by abs(day - ?), day limit 1`,
      )
      .pluck()
      .get(ticker_id, step.values.numerator, step.values.denominator, from_day) as string | undefined
    return split === undefined ? null : { kind: 'step', values: { ...step.values, split } }
  }
  if (check !== 'EXTENDED_TICK') return evidence
  const [saw, own] = [
    /^(\d+) bars, such as (\d\d:\d\d) UTC: low (\S+), high (\S+)$/.exec(observed),
    /^open (\S+), close (\S+)$/.exec(expected ?? ''),
  ]
  if (saw === null || own === null) return null
  const start = db
    .prepare(
      `select strftime('%Y-%m-%dT%H:%M:00.000Z', start, 'unixepoch') from intraday_bar
         where ticker_id = ? and day = ? and phase <> 1 and strftime('%H:%M', start, 'unixepoch') = ? limit 1`,
    )
    .pluck()
    .get(ticker_id, from_day, saw[2]) as string | undefined
  if (start === undefined) return null
  const values = {
    bars: Number(saw[1]),
    start,
    open: Number(own[1]),
    high: Number(saw[4]),
    low: Number(saw[3]),
    close: Number(own[2]),
  }
  return { kind: 'bars', values }
}

/** The days a finding holds, by the rules of that release; null for a check that holds nothing. */
function heldBy(db: Database, row: OldRow): readonly [number, number] | null {
  const { check, interval, ticker_id, from_day, to_day, observed } = row
  const bars =
    interval === '1d'
      ? { table: 'daily_bar', where: 'ticker_id = ?' }
      : { table: 'intraday_bar', where: `ticker_id = ? and minutes = ${minutesOf(interval)}` }
  const day = (which: string, and: string, ...given: readonly number[]) =>
    db
      .prepare(`select ${which}(day) from ${bars.table} where ${bars.where} and ${and}`)
      .pluck()
      .get(ticker_id, ...given) as number | null
  switch (check) {
    case 'UNIT_POINT':
      return [from_day, to_day]
    case 'SPLIT_STEP':
    case 'SPLIT_MISSING': {
      const [first, last] = [day('min', 'day < ?', from_day), day('max', 'day < ?', from_day)]
      return first === null || last === null ? null : [first, last]
    }
    case 'UNIT_BLOCK': {
      // A block that ends does so before the first bar that is neither held nor corrected.
      const free = db
        .prepare(
          `select min(day) from ${bars.table} b where ${bars.where} and day >= ? and state <> ${HELD}
             and not exists (select 1 from repair r where r.ticker_id = b.ticker_id and r.interval = ? and r.at = b.day and r.check_name = 'UNIT_BLOCK')`,
        )
        .pluck()
        .get(ticker_id, from_day, interval) as number | null
      const last = free === null ? day('max', 'day >= ?', from_day) : day('max', 'day >= ? and day < ?', from_day, free)
      return [from_day, last ?? from_day]
    }
    case 'SYMBOL_REUSED':
      return [from_day, observed.startsWith('first trade ') ? OPEN_END : to_day]
    default:
      return null
  }
}

const minutesOf = (interval: string): number => Number.parseInt(interval, 10) * (interval.endsWith('h') ? 60 : 1)

/** A correction names the text of each finding that it rests on; one whose text is gone has that of its check nearby. */
function linkRepairs(db: Database, findings: readonly OldRow[]): void {
  const repairs = db.prepare('select ticker_id, interval, at, check_name as "check", evidence from repair').all() as {
    ticker_id: number
    interval: string
    at: number
    check: string
    evidence: string
  }[]
  const link = db.prepare('insert into repair_finding (ticker_id, interval, at, finding_id) values (?, ?, ?, ?)')
  for (const { ticker_id, interval, at, check, evidence } of repairs) {
    const near = findings.filter(
      (finding) =>
        finding.status !== 'resolved' &&
        finding.ticker_id === ticker_id &&
        finding.interval === interval &&
        concerns(finding, at),
    )
    const named = near.filter(({ observed }) => evidence.includes(observed))
    const own = near.filter((finding) => finding.check === check)
    for (const { id } of named.length > 0 ? named : own) link.run(ticker_id, interval, at, id)
  }
}

function concerns({ check, from_day }: OldRow, day: number): boolean {
  switch (check) {
    case 'UNIT_POINT':
      return day === from_day
    case 'UNIT_BLOCK':
      return day >= from_day
    case 'SPLIT_STEP':
      return day < from_day
    default:
      return false
  }
}
