import type { CorporateAction } from '../market/action.ts'
import type { DailyBar } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import { dayOf } from '../market/day.ts'
import { type Correctable, type Finding, onSession, shown } from './finding.ts'
import { indexFrom, logReturns, median, ordinaryMove, placeOf, type Series, splitPlaces } from './series.ts'

type Split = Extract<CorporateAction, { kind: 'split' }>
const isSplit = (action: CorporateAction): action is Split => action.kind === 'split'
const ratioOf = ({ numerator, denominator }: Split): number => numerator / denominator

/** Ratios of shares that companies use. The whole ones also occur the other way round. */
const whole = [2, 3, 4, 5, 8, 10, 15, 20, 25, 30, 50]
const commonRatios = [...whole, ...whole.map((ratio) => 1 / ratio), 3 / 2, 5 / 4]

/** Sessions around an effective date in which its step is looked for. */
const REACH = 5

/** How far a step's log may lie from the ratio's, so that the day's own move does not hide it. */
const tolerance = (ratio: number, sigma: number): number =>
  Math.min(Math.max(0.12, 4 * sigma), 0.45 * Math.abs(Math.log(ratio)))

/**
 * The same without a split to vouch for the step. Falls of a fifth to a third happen, so a ratio below 2 must be met as
 * nearly as a day's own move allows.
 */
const narrow = (ratio: number, sigma: number): number =>
  Math.abs(Math.log(ratio)) < Math.log(2) ? Math.max(0.05, 3 * sigma) : tolerance(ratio, sigma)

/** Does bar `at` step by `ratio`, either way, at the close and at the open, beyond any ordinary move? */
function stepsBy(
  bars: readonly DailyBar[],
  at: number,
  ratio: number,
  sigma: number,
  within: number = tolerance(ratio, sigma),
): boolean {
  const [bar, before] = [bars[at], bars[at - 1]]
  if (bar === undefined || before === undefined) return false
  const size = Math.abs(Math.log(ratio))
  const [close, open] = [Math.log(bar.close / before.close), Math.log(bar.open / before.close)]
  const near = (move: number) => Math.abs(Math.abs(move) - size) < within
  return near(close) && near(open) && Math.sign(open) === Math.sign(close) && Math.abs(close) > 6 * sigma
}

/** Index of the step that belongs to a split, nearest to its date; null when prices do not step. */
function stepOf(bars: readonly DailyBar[], split: Split, sigma: number): number | null {
  const ratio = ratioOf(split)
  const at = placeOf(bars, split.date)
  if (at === null || (ratio >= 0.8 && ratio <= 1.25)) return null
  for (let distance = 0; distance <= REACH; distance++)
    for (const place of [at - distance, at + distance]) if (stepsBy(bars, place, ratio, sigma)) return place
  return null
}

/**
 * SPLIT_STEP: history that was not rescaled, or twice; held up to the step. SPLIT_TEXT: a step the wrong way round.
 *
 * @param unused dates of splits that are told a second time
 */
export function checkSplitSteps({ bars, actions }: Series, unused: readonly IsoDate[] = []): readonly Correctable[] {
  const sigma = ordinaryMove(logReturns(bars))
  const steps = new Set<number>()
  return actions.filter(isSplit).flatMap((split): readonly Correctable[] => {
    const at = unused.includes(split.date) ? null : stepOf(bars, split, sigma)
    const [bar, before, first] = [bars[at ?? -1], bars[(at ?? 0) - 1], bars[0]]
    if (at === null || steps.has(at) || bar === undefined || before === undefined || first === undefined) return []
    steps.add(at)
    const observed = `close ${shown(before.close)} -> ${shown(bar.close)} with ${split.numerator}:${split.denominator}`
    const ratio = ratioOf(split)
    const rises = bar.close > before.close
    const step: Correctable = {
      ...onSession('SPLIT_STEP', 'error', bar.date, observed, 'no step on split basis'),
      holds: { from: first.date, to: before.date },
      price: ratio > 1 === rises ? ratio : 1 / ratio,
    }
    // More shares make each cheaper: a rise by the ratio means a ratio that is upside down, or history divided twice.
    if (ratio > 1 !== rises) return [step]
    const text = onSession('SPLIT_TEXT', 'error', split.date, observed, 'a step in the direction of the ratio')
    return [step, { ...text, price: null }]
  })
}

/** SPLIT_MISSING: prices and volumes step like a split that nobody told us of. */
export function checkMissingSplits({ bars, actions }: Series): readonly Finding[] {
  const sigma = ordinaryMove(logReturns(bars))
  const known = splitPlaces({ bars, actions })
  const findings: Finding[] = []
  for (let at = 1; at < bars.length; at++) {
    const [bar, before, first] = [bars[at], bars[at - 1], bars[0]]
    if (bar === undefined || before === undefined || first === undefined) continue
    const move = Math.log(bar.close / before.close)
    if (Math.abs(move) < 0.1 || known.some((split) => Math.abs(split - at) <= REACH)) continue
    const ratio = commonRatios.find(
      (candidate) =>
        Math.sign(-move) === Math.sign(Math.log(candidate)) &&
        stepsBy(bars, at, candidate, sigma, narrow(candidate, sigma)) &&
        volumesStepBy(bars, at, candidate),
    )
    if (ratio === undefined) continue
    findings.push({
      ...onSession(
        'SPLIT_MISSING',
        'error',
        bar.date,
        `close ${shown(before.close)} -> ${shown(bar.close)}, volume with it, near ${shown(ratio)}:1`,
        'a split from the source',
      ),
      holds: { from: first.date, to: before.date },
    })
  }
  return findings
}

/**
 * Is the median volume of ten sessions from `at` on, over that of the ten before, within a factor 2 of `ratio`?
 * A ratio below 2 must also be nearer than 1 is, or unchanged volume would pass for a split of 3:2.
 */
function volumesStepBy(bars: readonly DailyBar[], at: number, ratio: number): boolean {
  const volumes = (from: number, until: number) =>
    median(
      bars.slice(Math.max(0, from), until).flatMap(({ volume }) => (volume === null || volume === 0 ? [] : [volume])),
    )
  const [before, after] = [volumes(at - 10, at), volumes(at, at + 10)]
  if (before === null || after === null) return false
  const times = after / before
  const off = Math.abs(Math.log(times / ratio))
  return off < Math.log(2) && (Math.abs(Math.log(ratio)) >= Math.log(2) || off < Math.abs(Math.log(times)))
}

/** SPLIT_DUP: one split told twice. @returns the findings and the dates of splits that must not be applied */
export function checkRepeatedSplits({ bars, actions }: Series): {
  readonly findings: readonly Finding[]
  readonly unused: readonly IsoDate[]
} {
  const sigma = ordinaryMove(logReturns(bars))
  const splits = actions.filter(isSplit)
  const findings: Finding[] = []
  const unused: IsoDate[] = []
  let kept: Split | undefined
  for (const later of splits) {
    const earlier = kept
    kept = later
    if (earlier === undefined || ratioOf(earlier) !== ratioOf(later)) continue
    if (dayOf(later.date) - dayOf(earlier.date) > 3) continue
    const onEarlier = stepsBy(bars, indexFrom(bars, earlier.date), ratioOf(earlier), sigma)
    const dropped = onEarlier ? later.date : earlier.date
    unused.push(dropped)
    if (onEarlier) kept = earlier
    findings.push({
      check: 'SPLIT_DUP',
      severity: 'warn',
      from: earlier.date,
      to: later.date,
      observed: `${later.numerator}:${later.denominator} twice; the one of ${dropped} is not used`,
      expected: 'one split',
      holds: null,
    })
  }
  return { findings, unused }
}

/** What is expected of a split whose text contradicts it: tells such a finding from one about a step. */
export const ONE_RATIO = 'one ratio'

/** SPLIT_TEXT: does the text of a split contradict its numbers? Text that is no ratio says nothing. */
export function checkSplitText(split: CorporateAction, text: string | null): Finding | null {
  if (!isSplit(split) || text === null) return null
  const match = /^\s*(\d+(?:\.\d+)?)\s*[:/]\s*(\d+(?:\.\d+)?)\s*$/.exec(text)
  if (match === null) return null
  const told = Number(match[1]) / Number(match[2])
  const own = ratioOf(split)
  if (Math.abs(told / own - 1) < 1e-6) return null
  return onSession(
    'SPLIT_TEXT',
    'error',
    split.date,
    `${split.numerator}/${split.denominator} with "${text}"`,
    ONE_RATIO,
  )
}
