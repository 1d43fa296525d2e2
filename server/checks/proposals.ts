import { corrected, type DailyBar, type Factors } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import { indexFrom } from './dailySeries.ts'
import { type Finding, type FindingKey, keyOf, type Sessions, within } from './finding.ts'

/** A finding that says by what factor the bars it holds are off. */
export interface Correctable extends Finding {
  readonly holds: Sessions
  readonly factors: { readonly price: number; readonly volume: number }
}

/** A correction that has positive evidence: a ratio of units, or a split. */
export interface Proposal extends Factors, Sessions {
  /** The findings that it rests on; the one it is named after is among them. */
  readonly because: readonly FindingKey[]
}

/** Puts a series with corrections laid over it through the checks. */
type Look = (bars: readonly DailyBar[]) => readonly Finding[]

/**
 * The corrections that may be made: with the bars put right, every check must pass on them, and none may find anything
 * that it did not find before. Sessions of proposals do not overlap; a session that two corrections concern has their
 * product.
 */
export function proposalsOf(
  bars: readonly DailyBar[],
  findings: readonly Finding[],
  correctable: readonly Correctable[],
  look: Look,
): readonly Proposal[] {
  const candidates = correctable.map(proposalOf)
  if (candidates.length === 0) return []
  const isPoint = ({ check }: Proposal): boolean => check === 'UNIT_POINT'
  const ranges = soundRanges(
    bars,
    findings,
    candidates.filter((proposal) => !isPoint(proposal)),
    look,
  )
  const right = laidOver(bars, ranges)
  // A point inside of what another correction moves stays held: it has no neighbours to be measured by as delivered.
  const points = candidates.filter((point) => isPoint(point) && !ranges.some((range) => within(point.from, range)))
  const pointed = new Set(candidates.filter(isPoint).map(({ from }) => from))
  return [
    ...soundPoints(right, ranges.length === 0 ? findings : look(right), points, look),
    ...pieces(bars, ranges, pointed),
  ]
}

const proposalOf = ({ check, from, to, holds, factors }: Correctable): Proposal => ({
  ...holds,
  ...factors,
  check,
  because: [{ check, from, to }],
})

/** Blocks and histories, one after the other: each must go without a trace, with those before it already put right. */
function soundRanges(
  bars: readonly DailyBar[],
  findings: readonly Finding[],
  candidates: readonly Proposal[],
  look: Look,
): readonly Proposal[] {
  const sound: Proposal[] = []
  let known = findings
  for (const candidate of candidates) {
    const after = look(laidOver(bars, [...sound, candidate]))
    const before = new Set(known.map(keyOf))
    const about = (finding: Finding): boolean => finding.check === candidate.check && before.has(keyOf(finding))
    const isGone = after.filter(about).length < known.filter(({ check }) => check === candidate.check).length
    if (!isGone || after.some((finding) => !before.has(keyOf(finding)))) continue
    sound.push(candidate)
    known = after
  }
  return sound
}

/** Points that are tried one by one where not all can be put right: every try looks at the whole series. */
const MOST_TRIES = 20

/** Points of which no check says anything once they are put right, nor of the session after them that was quiet before. */
function soundPoints(
  bars: readonly DailyBar[],
  findings: readonly Finding[],
  candidates: readonly Proposal[],
  look: Look,
): readonly Proposal[] {
  if (candidates.length === 0) return []
  const before = new Set(findings.map(keyOf))
  const pass = (points: readonly Proposal[]): boolean => {
    const after = look(laidOver(bars, points)).filter(({ check }) => check !== 'GAP_RETURN')
    return points.every(({ from: date }) => {
      const next = bars[indexFrom(bars, date) + 1]?.date
      return !after.some((finding) => within(date, finding) || (finding.from === next && !before.has(keyOf(finding))))
    })
  }
  if (pass(candidates)) return candidates
  const sound: Proposal[] = []
  for (const point of candidates.slice(0, MOST_TRIES)) if (pass([...sound, point])) sound.push(point)
  return sound
}

function laidOver(bars: readonly DailyBar[], proposals: readonly Proposal[]): readonly DailyBar[] {
  const right = [...bars]
  for (const { from, to, ...factors } of proposals)
    for (let at = indexFrom(bars, from); at < bars.length; at++) {
      const bar = right[at]
      if (bar === undefined || bar.date > to) break
      right[at] = corrected(bar, factors)
    }
  return right
}

/** Ranges as stretches of sessions that share their corrections, without the sessions of points. */
function pieces(
  bars: readonly DailyBar[],
  ranges: readonly Proposal[],
  without: ReadonlySet<IsoDate>,
): readonly Proposal[] {
  const found: Proposal[] = []
  let open = ''
  for (const { date } of ranges.length === 0 ? [] : bars) {
    const own = without.has(date) ? [] : ranges.filter((range) => within(date, range))
    const key = own.map(({ from, to, check }) => `${check} ${from} ${to}`).join()
    const [first, last] = [own[0], found.at(-1)]
    if (last !== undefined && key !== '' && key === open) found[found.length - 1] = { ...last, to: date }
    else if (first !== undefined)
      found.push({
        from: date,
        to: date,
        check: own.find(({ check }) => check === 'SPLIT_STEP')?.check ?? first.check,
        price: own.reduce((product, { price }) => product * price, 1),
        volume: own.reduce((product, { volume }) => product * volume, 1),
        because: own.flatMap(({ because }) => because),
      })
    open = key
  }
  return found
}
