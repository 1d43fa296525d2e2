import type { Prices } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import { type Correctable, holding, shown } from './finding.ts'
import { median, type Series, splitPlaces } from './series.ts'

/** Sessions on each side of a bar that say what its level is. */
const AROUND = 5
const fields = ['open', 'high', 'low', 'close'] as const

/** A power of ten that two units of a currency lie apart: a hundred, a thousand for the Kuwaiti fils. */
const unitOf = (currency: string | null): number => (currency === 'KWF' ? 3 : 2)

/** How far the power of ten of a ratio may lie from that of the unit. */
const REACH = 0.15

const isUnit = (ratio: number, power: number): boolean => {
  const size = Math.abs(Math.log10(ratio))
  return size > power - REACH && size < power + REACH
}

/** The power of ten that puts a ratio right. */
const undoing = (ratio: number): number => 10 ** -Math.round(Math.log10(ratio))

/** Bars of one unit: from the first to before `until`. */
interface Stretch {
  readonly from: number
  readonly until: number
}

/** Median close of the eleven sessions around a bar, of its own stretch; fewer where that has no more. */
function levelAround(bars: readonly Prices[], at: number, stretch: Stretch): number {
  const width = 2 * AROUND + 1
  const from = Math.max(stretch.from, Math.min(at - AROUND, stretch.until - width))
  return median(bars.slice(from, Math.min(from + width, stretch.until)).map(({ close }) => close)) ?? 0
}

interface Step {
  readonly at: number
  readonly up: boolean
  readonly isSplit: boolean
}

function stepsOf({ bars, actions, currency }: Priced): readonly Step[] {
  const power = unitOf(currency)
  const splits = splitPlaces({ bars, actions })
  return bars.flatMap(({ close }, at) => {
    const before = bars[at - 1]
    if (before === undefined || !isUnit(close / before.close, power)) return []
    return [{ at, up: close > before.close, isSplit: splits.some((split) => Math.abs(split - at) <= AROUND) }]
  })
}

/** Where closes change unit and stay: index of the first bar of the block and of the first after it. */
function blocksOf(length: number, steps: readonly Step[]): readonly Stretch[] {
  const blocks: Stretch[] = []
  for (let place = 0; place < steps.length; place++) {
    const step = steps[place]
    if (step === undefined) continue
    const next = steps[place + 1]
    const until = next !== undefined && next.up !== step.up ? next.at : length
    const returns = until < length
    if (returns) place++
    // A few sessions that return, a last one or a first one are points: nothing says that the unit stays.
    if ((returns && until - step.at <= AROUND) || until - step.at < 2 || (step.at === 1 && !returns)) continue
    blocks.push({ from: step.at, until })
  }
  return blocks
}

/** The stretches between edges, in order. */
function stretchesOf(length: number, edges: readonly number[]): readonly Stretch[] {
  const cuts = [0, ...[...new Set(edges)].filter((edge) => edge > 0 && edge < length).sort((a, b) => a - b), length]
  return cuts.slice(1).map((until, at) => ({ from: cuts[at] ?? 0, until }))
}

/** What units are judged by: bars in order of time, several of a session where they are within the day. */
export type Priced = Pick<Series, 'actions' | 'currency'> & {
  readonly bars: readonly (Prices & { readonly date: IsoDate })[]
}

/** UNIT_POINT and UNIT_BLOCK: prices in hundredths, for a session or from one on. */
export function checkUnits(series: Priced): readonly Correctable[] {
  const { bars } = series
  const steps = stepsOf(series)
  const blocks = blocksOf(
    bars.length,
    steps.filter(({ isSplit }) => !isSplit),
  )
  const edges = [
    ...blocks.flatMap(({ from, until }) => [from, until]),
    ...steps.filter(({ isSplit }) => isSplit).map(({ at }) => at),
  ]
  return [
    ...blocks.flatMap((block) => blockFinding(bars, block)),
    ...stretchesOf(bars.length, edges).flatMap((stretch) => pointsIn(series, stretch)),
  ]
}

function blockFinding(bars: Priced['bars'], { from, until }: Stretch): readonly Correctable[] {
  const [first, before, last] = [bars[from], bars[from - 1], bars[until - 1]]
  if (first === undefined || before === undefined || last === undefined) return []
  return [
    {
      check: 'UNIT_BLOCK',
      severity: 'error',
      from: first.date,
      to: first.date,
      observed: `close ${shown(before.close)} -> ${shown(first.close)}`,
      expected: 'one unit throughout',
      holds: { from: first.date, to: last.date },
      price: undoing(first.close / before.close),
    },
  ]
}

function isUnitWide(bars: readonly Prices[], { from, until }: Stretch, power: number): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, 0]
  for (let at = from; at < until; at++) {
    const bar = bars[at]
    if (bar === undefined) continue
    least = Math.min(least, bar.open, bar.high, bar.low, bar.close)
    most = Math.max(most, bar.open, bar.high, bar.low, bar.close)
  }
  return Math.log10(most / least) > power - REACH
}

/** Bars of a stretch with a price in another unit than the closes around them. */
function pointsIn({ bars, currency }: Priced, stretch: Stretch): readonly Correctable[] {
  const power = unitOf(currency)
  const findings: Correctable[] = []
  // Nearly every series never spans two units, and then no bar needs its neighbours looked at.
  if (!isUnitWide(bars, stretch, power)) return findings
  for (let at = stretch.from; at < stretch.until; at++) {
    const bar = bars[at]
    if (bar === undefined) continue
    const level = levelAround(bars, at, stretch)
    const wrong = fields.filter((field) => isUnit(bar[field] / level, power))
    if (wrong.length === 0) continue
    const factors = new Set(wrong.map((field) => undoing(bar[field] / level)))
    const [factor = null] = factors
    findings.push({
      ...holding(
        'UNIT_POINT',
        bar.date,
        wrong.map((field) => `${field} ${shown(bar[field])}`).join(', '),
        `near ${shown(level)}`,
      ),
      price: factors.size === 1 ? factor : null,
    })
  }
  return findings
}
