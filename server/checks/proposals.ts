import { corrected, type DailyBar, type Factors } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import type { CheckName, Correctable, Finding } from './finding.ts'
import { indexFrom } from './series.ts'

/** A correction that has positive evidence: a ratio of units, or a split. */
export interface Proposal extends Factors {
  readonly from: IsoDate
  readonly to: IsoDate
  readonly check: CheckName
  readonly evidence: string
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
  const candidates = correctable.flatMap(proposalOf)
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
  const points = candidates.filter(
    (point) => isPoint(point) && !ranges.some(({ from, to }) => point.from >= from && point.from <= to),
  )
  const pointed = new Set(candidates.filter(isPoint).map(({ from }) => from))
  return [
    ...soundPoints(right, ranges.length === 0 ? findings : look(right), points, look),
    ...pieces(bars, ranges, pointed),
  ]
}

function proposalOf({ check, holds, price, observed, expected }: Correctable): readonly Proposal[] {
  if (holds === null || price === null) return []
  const volume = check === 'SPLIT_STEP' ? 1 / price : 1
  return [{ ...holds, check, price, volume, evidence: expected === null ? observed : `${observed}, ${expected}` }]
}

const keyOf = ({ check, from, to }: Finding): string => `${check} ${from} ${to}`

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
      return !after.some(
        (finding) =>
          (finding.from <= date && finding.to >= date) || (finding.from === next && !before.has(keyOf(finding))),
      )
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
    const own = without.has(date) ? [] : ranges.filter(({ from, to }) => date >= from && date <= to)
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
        evidence: own.map(({ evidence }) => evidence).join('; '),
      })
    open = key
  }
  return found
}
