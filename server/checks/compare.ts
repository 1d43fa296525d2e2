import type { BarState, DailyBar } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import { finding, on } from './check.ts'
import { restateDiv } from './comparison/restateDiv.ts'
import { restateMixed } from './comparison/restateMixed.ts'
import { restateSplit } from './comparison/restateSplit.ts'
import { revised as revisedCheck } from './comparison/revised.ts'
import type { Finding } from './finding.ts'

/** Relative differences below which two sights of a bar are the same. */
export const PRICE_TOLERANCE = 1e-6
export const VOLUME_TOLERANCE = 0.01
const ADJUSTED_TOLERANCE = 5e-5

export interface Sight {
  readonly stored: DailyBar & { readonly state: BarState }
  readonly delivered: DailyBar
}

const apart = (a: number, b: number): number => Math.abs(a / b - 1)

/** Do two sights agree on prices within 1e-6 and on volume within 1 %? */
export function agree(a: DailyBar, b: DailyBar): boolean {
  const prices = (['open', 'high', 'low', 'close'] as const).every(
    (field) => apart(a[field], b[field]) <= PRICE_TOLERANCE,
  )
  return prices && volumeApart(a, b) <= VOLUME_TOLERANCE
}

function volumeApart({ volume: a }: DailyBar, { volume: b }: DailyBar): number {
  if (a === b) return 0
  if (a === null || b === null || Math.max(a, b) === 0) return Number.POSITIVE_INFINITY
  return Math.abs(a - b) / Math.max(a, b)
}

function adjustedApart({ adjClose: a }: DailyBar, { adjClose: b }: DailyBar): number {
  return a === null || b === null || Math.min(a, b) <= 0 ? 0 : apart(b, a)
}

/**
 * How a new answer restates what is stored. `split`: every close by one factor. `dividend`: closes as they were, the
 * source's adjusted closes by one factor up to some session. `mixed`: closes by differing factors.
 */
export type Restatement =
  | { readonly kind: 'none' }
  | { readonly kind: 'split'; readonly factor: number }
  | { readonly kind: 'dividend'; readonly factor: number }
  | { readonly kind: 'mixed' }

/** Least ratio of a split that a part of a series shows by itself. */
const LEAST_IN_PART = 1.25

/**
 * @param overlap sessions that are stored as final or later and were delivered again, ascending
 * @param isPart are there others among and before them that were not? What became of those is not known then
 */
export function restatementOf(overlap: readonly Sight[], isPart = false): Restatement {
  const ratios = overlap.map(({ stored, delivered }) => delivered.close / stored.close)
  const [first] = ratios
  if (first === undefined) return { kind: 'none' }
  const [low, high] = [ratios.reduce((a, b) => Math.min(a, b)), ratios.reduce((a, b) => Math.max(a, b))]
  if (high / low - 1 >= 1e-4) return { kind: 'mixed' }
  // Whatever became of one close became of all: that is a split's only where it is beyond what a correction is.
  const isCorrection = (isPart || ratios.length === 1) && first > 1 / LEAST_IN_PART && first < LEAST_IN_PART
  if (Math.abs(first - 1) > 0.001) return isCorrection ? { kind: 'none' } : { kind: 'split', factor: first }
  return Math.max(high - 1, 1 - low) < 1e-4 ? dividendIn(overlap) : { kind: 'none' }
}

/** A dividend lowers the adjusted closes before its ex date by one factor and leaves those after it. */
function dividendIn(overlap: readonly Sight[]): Restatement {
  const factors = overlap.flatMap(({ stored, delivered }) =>
    stored.adjClose === null || delivered.adjClose === null || Math.min(stored.adjClose, delivered.adjClose) <= 0
      ? []
      : [delivered.adjClose / stored.adjClose],
  )
  const [factor] = factors
  if (factor === undefined || factor >= 1 - ADJUSTED_TOLERANCE) return { kind: 'none' }
  const same = factors.findIndex((other) => apart(other, factor) > ADJUSTED_TOLERANCE)
  const rest = same < 0 ? [] : factors.slice(same)
  return rest.every((other) => apart(other, 1) <= ADJUSTED_TOLERANCE) ? { kind: 'dividend', factor } : { kind: 'none' }
}

/** Sessions whose final values were replaced, and what to say about them. */
export interface Comparison {
  readonly restatement: Restatement
  /** REVISED: these become `revised`. Empty under a split, which rescales and revises nothing. */
  readonly revised: ReadonlySet<IsoDate>
  readonly findings: readonly Finding[]
}

/** @param isPart as of `restatementOf` */
export function compare(overlap: readonly Sight[], isPart = false): Comparison {
  const restatement = restatementOf(overlap, isPart)
  const [from, to] = [overlap[0]?.stored.date, overlap.at(-1)?.stored.date]
  if (from === undefined || to === undefined) return { restatement, revised: new Set(), findings: [] }
  switch (restatement.kind) {
    case 'split': {
      const values = { closes: overlap.length, factor: restatement.factor }
      const rescaled = finding(restateSplit, { from, to, evidence: { kind: 'closes', values } })
      return { restatement, revised: new Set(), findings: [rescaled] }
    }
    case 'mixed': {
      const { revised, findings } = revisions(overlap, true)
      const values = { revised: revised.size, sessions: overlap.length }
      const mixed = finding(restateMixed, { from, to, evidence: { kind: 'sessions', values } })
      return { restatement, revised, findings: [mixed, ...findings] }
    }
    case 'dividend': {
      const { revised, findings } = revisions(overlap, false)
      const { factor } = restatement
      const paid = finding(restateDiv, { from, to, evidence: { kind: 'adjusted', values: { factor } } })
      return { restatement, revised, findings: [paid, ...findings] }
    }
    case 'none':
      return { restatement, ...revisions(overlap, true) }
  }
}

/** A close that changed by more than this is worth a warning. */
const WARNED = 0.005

function revisions(overlap: readonly Sight[], withAdjusted: boolean): Omit<Comparison, 'restatement'> {
  const revised = new Set<IsoDate>()
  const findings: Finding[] = []
  const nudged: { date: IsoDate; by: number }[] = []
  for (const { stored, delivered } of overlap) {
    const { date } = stored
    const adjusted = withAdjusted && adjustedApart(stored, delivered) > ADJUSTED_TOLERANCE
    if (!agree(stored, delivered) || adjusted) {
      revised.add(date)
      const severity = apart(delivered.close, stored.close) > WARNED ? 'warn' : 'info'
      findings.push(finding(revisedCheck, { ...on(date), severity, evidence: replaced(stored, delivered) }))
    } else if (stored.volume !== delivered.volume) nudged.push({ date, by: volumeApart(stored, delivered) })
  }
  const [first, last] = [nudged[0], nudged.at(-1)]
  // Volumes below the limit are taken over without a mark on each bar, but not without a word.
  if (first !== undefined && last !== undefined) {
    const values = { sessions: nudged.length, most: Math.max(...nudged.map(({ by }) => by)) }
    const sessions = { from: first.date, to: last.date }
    findings.push(finding(revisedCheck, { ...sessions, severity: 'info', evidence: { kind: 'volumes', values } }))
  }
  return { revised, findings }
}

const replaced = (stored: DailyBar, { open, high, low, close, volume, adjClose }: DailyBar) => ({
  kind: 'bar' as const,
  values: {
    open,
    high,
    low,
    close,
    volume,
    adjusted: adjClose,
    openStored: stored.open,
    highStored: stored.high,
    lowStored: stored.low,
    closeStored: stored.close,
    volumeStored: stored.volume,
    adjustedStored: stored.adjClose,
  },
})
