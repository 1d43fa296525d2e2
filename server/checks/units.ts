import type { Prices } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Found } from './check.ts'
import { type Series, splitPlaces } from './dailySeries.ts'
import type { Intraday } from './seriesCheck.ts'

/** Sessions within which a change of unit is a point and not a block, and a split next to it explains it. */
export const AROUND = 5

/** How far the power of ten of a ratio may lie from that of the unit. */
const REACH = 0.15

/** A power of ten that two units of a currency lie apart: a hundred, a thousand for the Kuwaiti fils. */
export const unitOf = (currency: string | null): number => (currency === 'KWF' ? 3 : 2)

/** Do two prices lie a unit apart? */
export const isUnit = (ratio: number, power: number): boolean => {
  const size = Math.abs(Math.log10(ratio))
  return size > power - REACH && size < power + REACH
}

/** Can prices between these two lie a unit apart at all? Nearly no series spans as much. */
export const spansUnit = (least: number, most: number, power: number): boolean =>
  Math.log10(most / least) > power - REACH

/** The power of ten that puts a ratio right. */
export const undoing = (ratio: number): number => 10 ** -Math.round(Math.log10(ratio))

/** What units are judged by: bars in order of time, several of a session where they are within the day. */
export type Priced = Pick<Series, 'actions' | 'currency'> & {
  readonly bars: readonly (Prices & { readonly date: IsoDate })[]
}

/** Bars of one unit: from the first to before `until`. */
export interface Stretch {
  readonly from: number
  readonly until: number
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

/** A series divided where its unit changes: the blocks in another unit, and all stretches of one unit each. */
export function unitsOf(series: Priced): {
  readonly blocks: readonly Stretch[]
  readonly stretches: readonly Stretch[]
} {
  const { length } = series.bars
  const steps = stepsOf(series)
  const blocks = blocksOf(
    length,
    steps.filter(({ isSplit }) => !isSplit),
  )
  const splits = steps.filter(({ isSplit }) => isSplit).map(({ at }) => at)
  return { blocks, stretches: stretchesOf(length, [...blocks.flatMap(({ from, until }) => [from, until]), ...splits]) }
}

/** The same rule for bars within the session: one finding a session, though several of its bars may be off. */
export const bySession = <F extends Found>(
  { bars, actions, currency }: Intraday,
  run: (series: Priced) => readonly F[],
) =>
  [...Map.groupBy(run({ bars, actions, currency }), ({ from }) => from).values()].flatMap((same) =>
    // No correction is proposed within the session.
    same.slice(0, 1).map(({ factors: _, ...found }) => found),
  )
