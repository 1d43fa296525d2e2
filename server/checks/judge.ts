import type { IsoDate } from '../market/day.ts'
import { checkDividends, type Unused } from './dividends.ts'
import type { CheckName, Correctable, Finding } from './finding.ts'
import { checkGaps, checkIdleMoves, checkStale } from './gaps.ts'
import { checkMoves } from './moves.ts'
import { type Proposal, proposalsOf } from './proposals.ts'
import type { Series } from './series.ts'
import { checkShape } from './shape.ts'
import { checkMissingSplits, checkRepeatedSplits, checkSplitSteps } from './splits.ts'
import { checkUnits } from './units.ts'

/** The checks that a whole series is put through each time: one that finds nothing any more is resolved. */
export const seriesChecks: readonly CheckName[] = [
  'BAR_OHLC',
  'ADJ_NONPOS',
  'GAP',
  'GAP_RETURN',
  'STALE_RUN',
  'VOL_ZERO_MOVE',
  'UNIT_POINT',
  'UNIT_BLOCK',
  'SPLIT_STEP',
  'SPLIT_MISSING',
  'SPLIT_DUP',
  'SPLIT_TEXT',
  'MOVE_LARGE',
  'DIV_FACTOR',
  'DIV_DUP7',
  'DIV_NO_DROP',
  'DIV_100X_PEER',
  'DIV_EXCEEDS',
  'CG_DOUBLE',
  'EXTENDED_TICK',
]

export interface Judgement {
  readonly findings: readonly Finding[]
  /** Actions that figures must not use, and dividends to be used less the day's capital gain. */
  readonly unused: readonly Unused[]
  readonly lessGain: readonly IsoDate[]
  readonly proposals: readonly Proposal[]
}

/** Puts a whole series of daily bars through every check. Pure. */
export function judge(series: Series): Judgement {
  const { findings, unused, lessGain, correctable } = look(series)
  return {
    findings,
    unused,
    lessGain,
    proposals: proposalsOf(series.bars, findings, correctable, (bars) => look({ ...series, bars }).findings),
  }
}

function look(series: Series): Omit<Judgement, 'proposals'> & { readonly correctable: readonly Correctable[] } {
  const units = checkUnits(series)
  // What is known to be in another unit says nothing about splits and moves.
  const held = units.flatMap(({ holds }) => (holds === null ? [] : [holds]))
  const sound: Series = {
    ...series,
    bars:
      held.length === 0 ? series.bars : series.bars.filter(({ date }) => !held.some((range) => within(date, range))),
  }
  const repeated = checkRepeatedSplits(sound)
  const steps = checkSplitSteps(sound, repeated.unused)
  const missing = checkMissingSplits(sound)
  const dividends = checkDividends(sound)
  const explained = new Set([...steps, ...missing].filter(({ holds }) => holds !== null).map(({ from }) => from))
  const upsideDown = steps.filter(({ check }) => check === 'SPLIT_TEXT')
  return {
    findings: [
      ...checkShape(series.bars),
      ...checkGaps(series),
      ...checkStale(series),
      ...checkIdleMoves(series),
      ...units,
      ...steps,
      ...missing,
      ...repeated.findings,
      ...checkMoves(sound, explained),
      ...dividends.findings,
    ],
    unused: [
      ...repeated.unused.map((date) => ({ date, kind: 'split' as const, check: 'SPLIT_DUP' as const })),
      ...upsideDown.map(({ from: date, check }) => ({ date, kind: 'split' as const, check })),
      ...dividends.unused,
    ],
    lessGain: dividends.lessGain,
    correctable: [...units, ...steps],
  }
}

const within = (date: IsoDate, { from, to }: { readonly from: IsoDate; readonly to: IsoDate }): boolean =>
  date >= from && date <= to
