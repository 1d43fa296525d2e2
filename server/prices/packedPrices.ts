import { barStates, phases } from '../market/bar.ts'
import { dayOf } from '../market/day.ts'
import { type Digits, digitsOf, isTold, stepsOf } from '../market/digits.ts'
import { instant } from '../market/instant.ts'
import { type PriceRows, type Ticks, ticksOf } from '../market/ticks.ts'
import type { MergedColumns, PriceColumns } from './priceColumns.ts'

/** What checks say of a few rows: the row, and names of checks. */
type Told = readonly (readonly [row: number, names: readonly string[]])[]
const toldNames = ['checks', 'volumeChecks', 'heldBy', 'correctedBy'] as const
type ToldName = (typeof toldNames)[number]

type Plain = 'total' | 'next' | 'merged' | 'date' | 'start' | 'phase' | 'volume' | 'state' | keyof PriceRows | ToldName

/** The same prices in half the packed bytes, to the last bit: what the page asks for. */
export interface PackedPrices extends Omit<PriceColumns, Plain>, Readonly<Record<ToldName, Told>> {
  /** Length of every column. */
  readonly rows: number
  readonly merged: {
    readonly span: MergedColumns['span']
    readonly bars: Digits
    readonly held: Digits
  } | null
  /** Days since 1970-01-01, as steps. */
  readonly days: Digits
  /** Starts in seconds since 1970 and the exchange's minutes east of UTC, both as steps; null for daily bars. */
  readonly starts: { readonly seconds: Digits; readonly east: Digits } | null
  /** Places in the list of phases. */
  readonly phases: Digits | null
  readonly prices: ({ readonly kind: 'ticks' } & Ticks) | ({ readonly kind: 'numbers' } & PriceRows)
  /** One more than the volume, 0 where there is none. */
  readonly volumes:
    | { readonly kind: 'whole'; readonly digits: Digits }
    | { readonly kind: 'numbers'; readonly values: PriceColumns['volume'] }
  /** Places in the list of states. */
  readonly states: Digits
}

export function packedPrices({
  total: _,
  next: __,
  merged,
  date,
  start,
  phase,
  open,
  high,
  low,
  close,
  volume,
  state,
  checks,
  volumeChecks,
  heldBy,
  correctedBy,
  ...head
}: PriceColumns): PackedPrices {
  const ticks = ticksOf({ open, high, low, close })
  const steps = (values: readonly number[]) => digitsOf(stepsOf(values))
  return {
    ...head,
    rows: date.length,
    merged: merged && { span: merged.span, bars: digitsOf(merged.bars), held: digitsOf(merged.held) },
    days: steps(date.map(dayOf)),
    starts: start && {
      seconds: steps(start.map((text) => (instant(text) ?? Number.NaN) / 1000)),
      east: steps(start.map(eastOf)),
    },
    phases: phase && digitsOf(phase.map((each) => phases.indexOf(each))),
    prices: ticks === null ? { kind: 'numbers', open, high, low, close } : { kind: 'ticks', ...ticks },
    volumes: volume.every((each) => each === null || (each >= 0 && isTold(each + 1)))
      ? { kind: 'whole', digits: digitsOf(volume.map((each) => (each ?? -1) + 1)) }
      : { kind: 'numbers', values: volume },
    states: digitsOf(state.map((each) => barStates.indexOf(each))),
    checks: toldOf(checks),
    volumeChecks: toldOf(volumeChecks),
    heldBy: toldOf(heldBy),
    correctedBy: toldOf(correctedBy),
  }
}

const toldOf = (column: readonly (readonly string[])[]): Told =>
  column.flatMap((names, row) => (names.length === 0 ? [] : [[row, names] as const]))

/** Minutes east of UTC, of a time that ends with them: `…-05:00`. */
function eastOf(time: string): number {
  const [sign, hours, minutes] = [time.at(-6), Number(time.slice(-5, -3)), Number(time.slice(-2))]
  return (hours * 60 + minutes) * (sign === '-' ? -1 : 1)
}
