import { type BarState, barStates, type Phase, phases } from '../../../server/market/bar.ts'
import { dateOf } from '../../../server/market/day.ts'
import { numbersOf, summed } from '../../../server/market/digits.ts'
import { pricesAt } from '../../../server/market/ticks.ts'
import type { PackedPrices } from '../../api.ts'

/** Prices as the server gives them where they are not packed: columns of equal length. */
export type PriceColumns = ReturnType<typeof unpacked>

export function unpacked({
  rows,
  merged,
  days,
  starts,
  phases: phase,
  prices,
  volumes,
  states,
  checks,
  volumeChecks,
  heldBy,
  correctedBy,
  ...head
}: PackedPrices) {
  const numbers = (digits: readonly string[]) => numbersOf(digits, rows)
  const east = starts === null ? [] : summed(numbers(starts.east))
  const { open, high, low, close } = prices.kind === 'ticks' ? pricesAt(prices, rows) : prices
  return {
    ...head,
    merged: merged && { span: merged.span, bars: numbers(merged.bars), held: numbers(merged.held) },
    date: summed(numbers(days)).map(dateOf) as readonly string[],
    start: starts && summed(numbers(starts.seconds)).map((seconds, row) => timeAt(seconds, east[row] ?? 0)),
    phase: phase && numbers(phase).map((at) => phases[at] as Phase),
    open,
    high,
    low,
    close,
    volume:
      volumes.kind === 'whole'
        ? numbers(volumes.digits).map((volume) => (volume === 0 ? null : volume - 1))
        : volumes.values,
    state: numbers(states).map((at) => barStates[at] as BarState),
    checks: column(rows, checks),
    volumeChecks: column(rows, volumeChecks),
    heldBy: column(rows, heldBy),
    correctedBy: column(rows, correctedBy),
  }
}

/** Rows that nothing is said of have one list between them. */
const none: readonly string[] = []

function column(rows: number, told: PackedPrices['checks']): readonly (readonly string[])[] {
  const all = new Array<readonly string[]>(rows).fill(none)
  for (const [row, names] of told) all[row] = names
  return all
}

/** `2023-11-17T09:30:00-05:00`. @param east minutes */
function timeAt(seconds: number, east: number): string {
  const offset = new Date(Math.abs(east) * 60_000).toISOString().slice(11, 16)
  return `${new Date((seconds + east * 60) * 1000).toISOString().slice(0, 19)}${east < 0 ? '-' : '+'}${offset}`
}
