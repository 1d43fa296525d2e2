import type { Db } from '../../db/file/db.ts'
import { type FindingTold, findingsOn } from '../../db/findings.ts'
import { inEnglish } from '../checks/english.ts'
import { checkBenchmark } from '../checks/pair/benchAlign.ts'
import type { IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import type { Settings } from '../stats/settings.ts'
import type { AlignedSeries } from './alignedSeries.ts'

/** What a check says of the bars that an answer is computed from: a reader must see it beside the figures. */
export type CheckedBars = FindingTold & { readonly ticker: Ticker }

/** Findings about the security, its benchmark and the rate between them that belong beside their figures. */
export async function readChecks(
  db: Db,
  { ticker, benchmark, rate }: Pick<AlignedSeries, 'ticker' | 'benchmark' | 'rate'>,
): Promise<readonly CheckedBars[]> {
  const rows = new Map([ticker, benchmark, ...(rate === null ? [] : [rate.row])].map((row) => [row.id, row]))
  const found: CheckedBars[] = []
  for (const { id, symbol } of rows.values())
    found.push(...(await findingsOn(db, id)).map((finding) => ({ ...finding, ticker: symbol })))
  return found
}

/**
 * Those of an event: from the first session of its estimation window to the last of its event window, with BENCH_ALIGN
 * where security and benchmark do not cover the same sessions of it. Empty without a place on the axis.
 */
export function checksFor(
  aligned: AlignedSeries,
  findings: readonly CheckedBars[],
  position: number | null,
  { estimation, event }: Settings,
): readonly CheckedBars[] {
  if (position === null) return []
  const until = position + Math.max(estimation[1], event[1])
  const sessions = aligned.axis.slice(Math.max(0, position + Math.min(estimation[0], event[0])), until + 1)
  const [from, to] = [sessions[0], sessions.at(-1)]
  if (from === undefined || to === undefined) return []
  const lost = checkBenchmark(
    sessions.filter((date) => hasBar(aligned, date)),
    sessions.filter((date) => aligned.benchmarkDates.has(date)),
  )
  const told = findings.filter((one) => one.from !== null && one.to !== null && one.from <= to && one.to >= from)
  if (lost === null) return told
  return [{ ...lost, ...inEnglish(lost), status: 'open', ticker: aligned.ticker.symbol }, ...told]
}

const hasBar = ({ stored, position }: AlignedSeries, date: IsoDate): boolean => stored[position.get(date) ?? -1] != null

/** BENCH_ALIGN of one session: only one of security and benchmark has a bar of it. */
export const isMisaligned = (aligned: AlignedSeries, date: IsoDate): boolean =>
  hasBar(aligned, date) !== aligned.benchmarkDates.has(date)

/** Names of checks, once each in order. */
export const checkNamesOf = (checks: readonly CheckedBars[]): readonly CheckedBars['check'][] =>
  [...new Set(checks.map(({ check }) => check))].sort()

/** Why something is not measured, with the checks that keep bars of its windows out of figures. */
export function withHeld(detail: string, checks: readonly CheckedBars[]): string {
  const held = checkNamesOf(checks.filter(({ severity }) => severity === 'error'))
  return held.length === 0 ? detail : `${detail}; not available: ${held.join(', ')}`
}
