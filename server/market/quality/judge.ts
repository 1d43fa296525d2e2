import type { CorporateAction } from '../action.ts'
import type { DailyBar } from '../bar.ts'
import type { IsoDate } from '../day.ts'
import { checkShape } from './bar.ts'
import { checkDividends } from './dividends.ts'
import type { CheckName, Finding } from './finding.ts'
import { checkGaps, checkIdleMoves, checkStale } from './gaps.ts'
import { checkMoves } from './moves.ts'
import { indexFrom, type Series } from './series.ts'
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
  'MOVE_LARGE',
  'DIV_FACTOR',
  'DIV_DUP7',
  'DIV_NO_DROP',
  'DIV_100X_PEER',
  'DIV_EXCEEDS',
  'CG_DOUBLE',
  'EXTENDED_TICK',
]

/** A correction that has positive evidence: a ratio of units, or a split. */
export interface Proposal {
  readonly from: IsoDate
  readonly to: IsoDate
  readonly check: CheckName
  readonly price: number
  readonly volume: number
  readonly evidence: string
}

export interface Judgement {
  readonly findings: readonly Finding[]
  /** Dates and kinds of actions that figures must not use, and dividends to be used less the day's capital gain. */
  readonly unused: readonly Pick<CorporateAction, 'date' | 'kind'>[]
  readonly lessGain: readonly IsoDate[]
  readonly proposals: readonly Proposal[]
}

/** Puts a whole series of daily bars through every check. Pure. */
export function judge(series: Series): Judgement {
  const units = checkUnits(series)
  // What is known to be in another unit says nothing about splits and moves.
  const held = units.flatMap(({ holds }) => (holds === null ? [] : [holds]))
  const sound: Series = {
    ...series,
    bars:
      held.length === 0 ? series.bars : series.bars.filter(({ date }) => !held.some((range) => within(date, range))),
  }
  const steps = [...checkSplitSteps(sound), ...checkMissingSplits(sound)]
  const repeated = checkRepeatedSplits(sound)
  const dividends = checkDividends(sound)
  const explained = new Set(steps.map(({ from }) => from))
  const findings = [
    ...checkShape(series.bars),
    ...checkGaps(series),
    ...checkStale(series),
    ...checkIdleMoves(series),
    ...units,
    ...steps,
    ...repeated.findings,
    ...checkMoves(sound, explained),
    ...dividends.findings,
  ]
  const upsideDown = steps.filter(({ check }) => check === 'SPLIT_TEXT').map(({ from }) => from)
  return {
    findings,
    unused: [
      ...[...repeated.unused, ...upsideDown].map((date) => ({ date, kind: 'split' as const })),
      ...dividends.unused.map((date) => ({ date, kind: 'dividend' as const })),
      ...dividends.lessGain.map((date) => ({ date, kind: 'capital_gain' as const })),
    ],
    lessGain: dividends.lessGain,
    proposals: [...unitProposals(series.bars, units), ...splitProposals(series, steps)],
  }
}

const within = (date: IsoDate, { from, to }: { readonly from: IsoDate; readonly to: IsoDate }): boolean =>
  date >= from && date <= to

/** A bar or block that is wrong by one power of ten in all four prices, and right once it is undone. */
function unitProposals(bars: readonly DailyBar[], units: readonly Finding[]): readonly Proposal[] {
  return units.flatMap(({ check, holds, observed, expected }): readonly Proposal[] => {
    if (holds === null) return []
    const at = indexFrom(bars, holds.from)
    const [bar, before] = [bars[at], bars[at - 1] ?? bars[at + 1]]
    if (bar === undefined || before === undefined) return []
    const powers = [bar.open, bar.high, bar.low, bar.close].map((price) => Math.round(Math.log10(price / before.close)))
    const [power] = powers
    if (power === undefined || power === 0 || powers.some((other) => other !== power)) return []
    return [
      { ...holds, check, price: 10 ** -power, volume: 1, evidence: `${observed}${expected ? `, ${expected}` : ''}` },
    ]
  })
}

/** History that was not rescaled for a split the source itself tells of: prices by the ratio, volume against it. */
function splitProposals({ bars, actions }: Series, steps: readonly Finding[]): readonly Proposal[] {
  return steps.flatMap(({ check, holds, from, observed }): readonly Proposal[] => {
    const at = indexFrom(bars, from)
    const [bar, before] = [bars[at], bars[at - 1]]
    if (check !== 'SPLIT_STEP' || holds === null || bar === undefined || before === undefined) return []
    const step = Math.log(bar.close / before.close)
    const ratios = actions.flatMap((action) => (action.kind === 'split' ? [action.numerator / action.denominator] : []))
    const nearest = ratios.sort(
      (a, b) => Math.abs(Math.abs(Math.log(a)) - Math.abs(step)) - Math.abs(Math.abs(Math.log(b)) - Math.abs(step)),
    )[0]
    if (nearest === undefined) return []
    const price = Math.exp(Math.sign(step) * Math.abs(Math.log(nearest)))
    return [{ ...holds, check, price, volume: 1 / price, evidence: observed }]
  })
}
