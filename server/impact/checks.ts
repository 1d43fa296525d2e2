import type { Db } from '../../db/file/db.ts'
import { type FindingTold, findingsOn } from '../../db/findings.ts'
import type { FigureKind } from '../checks/check.ts'
import { inEnglish } from '../checks/english.ts'
import { aboutOf, marks } from '../checks/figures.ts'
import { checkBenchmark } from '../checks/pair/benchAlign.ts'
import type { IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import type { Settings } from '../stats/settings.ts'
import type { AlignedSeries, Layout } from './alignedSeries.ts'

/** What a check says of the bars that an answer is computed from: a reader must see it beside the figures. */
export type CheckedBars = FindingTold & { readonly ticker: Ticker }

/**
 * Findings about the security, its benchmark and the rate between them that belong beside their figures.
 *
 * @param before what was found before: the same list where nothing has changed
 */
export async function readChecks(
  db: Db,
  { ticker, benchmark, rate }: Pick<AlignedSeries, 'ticker' | 'benchmark' | 'rate'>,
  before: readonly CheckedBars[] | null = null,
): Promise<readonly CheckedBars[]> {
  const rows = new Map([ticker, benchmark, ...(rate === null ? [] : [rate.row])].map((row) => [row.id, row]))
  const found: CheckedBars[] = []
  for (const { id, symbol } of rows.values())
    found.push(...(await findingsOn(db, id)).map((finding) => ({ ...finding, ticker: symbol })))
  return before !== null && JSON.stringify(found) === JSON.stringify(before) ? before : found
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
  const own = aligned.ticker.symbol
  const told = findings.filter(
    (one) =>
      one.from !== null &&
      one.to !== null &&
      one.from <= to &&
      one.to >= from &&
      (isBehind(one, 'returns', own) || isBehind(one, 'volume', own)),
  )
  if (lost === null) return told
  return [{ ...lost, ...inEnglish(lost), about: aboutOf(lost.check), status: 'open', ticker: own }, ...told]
}

/**
 * Does a finding concern figures of that kind? Returns need the closes and payments of security and benchmark, volume
 * figures the security's own volume; a bar that is held back has neither.
 */
const isBehind = (
  { check, ticker, holds }: Pick<CheckedBars, 'check' | 'ticker' | 'holds'>,
  figures: FigureKind,
  own: string,
): boolean => (figures !== 'volume' || ticker === own) && (marks(check, figures) || holds !== null)

const hasBar = ({ stored, position }: AlignedSeries, date: IsoDate): boolean => stored[position.get(date) ?? -1] != null

/** BENCH_ALIGN of one session: only one of security and benchmark has a bar of it. */
export const isMisaligned = (aligned: AlignedSeries, date: IsoDate): boolean =>
  hasBar(aligned, date) !== aligned.benchmarkDates.has(date)

/** Those behind returns and all that is made of them: a study has no other figures. */
export const behindReturns = (checks: readonly CheckedBars[]): readonly CheckedBars[] =>
  checks.filter(({ check, holds }) => marks(check, 'returns') || holds !== null)

/** Names of the checks behind figures of a kind, once each in order. */
export const checkNamesOf = (
  checks: readonly CheckedBars[],
  figures: FigureKind,
  own: string,
): readonly CheckedBars['check'][] =>
  [...new Set(checks.filter((one) => isBehind(one, figures, own)).map(({ check }) => check))].sort()

/** What a line says of the checks of an event: those behind its returns and its volume, and all of them. */
export interface NamedChecks {
  readonly all: readonly CheckedBars[]
  readonly returns: readonly CheckedBars['check'][]
  readonly volume: readonly CheckedBars['check'][]
}

const named = new WeakMap<Layout, WeakMap<readonly CheckedBars[], Map<string, NamedChecks>>>()
/** Events of one layout whose checks are held. */
const MOST = 2000

/** The same, looked for again only where findings or the dates of bars have changed. */
export function namedChecks(
  aligned: AlignedSeries,
  findings: readonly CheckedBars[],
  position: number | null,
  settings: Settings,
): NamedChecks {
  const { layout, ticker } = aligned
  const onLayout = named.get(layout) ?? new WeakMap<readonly CheckedBars[], Map<string, NamedChecks>>()
  named.set(layout, onLayout)
  const known = onLayout.get(findings) ?? new Map<string, NamedChecks>()
  onLayout.set(findings, known)
  const key = `${position} ${settings.estimation} ${settings.event} ${ticker.symbol}`
  const before = known.get(key)
  if (before !== undefined) return before
  const all = checksFor(aligned, findings, position, settings)
  const namesOf = (kind: FigureKind) => checkNamesOf(all, kind, ticker.symbol)
  const made = { all, returns: namesOf('returns'), volume: namesOf('volume') }
  if (known.size >= MOST) known.clear()
  known.set(key, made)
  return made
}

/** Why something is not measured, with the checks that keep bars of its windows out of figures. */
export function withHeld(detail: string, checks: readonly CheckedBars[]): string {
  const held = [...new Set(checks.filter(({ severity }) => severity === 'error').map(({ check }) => check))].sort()
  return held.length === 0 ? detail : `${detail}; not available: ${held.join(', ')}`
}
