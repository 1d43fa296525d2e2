import { type DateRange, daysOf } from '../../db/bars.ts'
import { dailySeries } from '../../db/dailySeries.ts'
import type { Db } from '../../db/file/db.ts'
import { keptBy } from '../../db/file/kept.ts'
import { type BarChecks, checksOn, noChecks } from '../../db/findings.ts'
import { priceChecks, volumeChecks } from '../checks/figures.ts'
import { type CorporateAction, closesOf, rawFactors, totalReturnFactors } from '../market/action.ts'
import type { Basis } from '../market/bar.ts'
import { firstAt } from '../market/barRows.ts'
import { dayOf } from '../market/day.ts'
import { cut } from '../query/cuts.ts'
import type { PriceColumns } from './priceColumns.ts'

const priceNames = ['open', 'high', 'low', 'close'] as const
export type Prices = Pick<PriceColumns, (typeof priceNames)[number]>
export type Told = Pick<PriceColumns, 'checks' | 'volumeChecks' | 'heldBy' | 'correctedBy'>
type Rest = Pick<PriceColumns, 'date' | 'volume' | 'state'>

/** Every daily bar of a ticker as columns of equal length. */
export interface DailyColumns {
  /** Days since 1970-01-01, ascending. */
  readonly days: Int32Array
  readonly columns: Rest & Told
  /** On a basis, worked out when it is asked for. */
  readonly prices: (basis: Basis) => Prices
  readonly actions: readonly CorporateAction[]
}

const kept = keptBy<DailyColumns>(32)

/** They are kept until prices, findings or corrections of the ticker are written to: a range of them is copied, not read. */
export const dailyColumns = (db: Db, tickerId: number): Promise<DailyColumns> =>
  kept(db, `${tickerId}`, async () => ({
    value: await columnsOf(db, tickerId),
    subjects: [['prices', tickerId]],
  }))

async function columnsOf(db: Db, tickerId: number): Promise<DailyColumns> {
  const { bars, dates, rows, actions } = await dailySeries(db, tickerId)
  const found = await checksOn(db, tickerId, '1d', { from: null, to: null })
  const scaled = (factors: Float64Array): Prices => {
    const column = (name: keyof Prices) => bars.map((bar, row) => bar[name] * (factors[row] as number))
    return { open: column('open'), high: column('high'), low: column('low'), close: column('close') }
  }
  const factorsOf = (basis: Basis): Float64Array => {
    if (basis === 'split') return new Float64Array(bars.length).fill(1)
    // Every later dividend counts, also one after a range, so the same session has the same price in every answer.
    return basis === 'raw' ? rawFactors(dates, actions) : totalReturnFactors(closesOf(bars), actions)
  }
  const known = new Map<Basis, Prices>()
  return {
    days: rows.days,
    columns: {
      date: dates,
      volume: bars.map(({ volume }) => volume),
      state: bars.map(({ state }) => state),
      ...toldOf(dates, found),
    },
    prices: (basis) => {
      const prices = known.get(basis) ?? scaled(factorsOf(basis))
      known.set(basis, prices)
      return prices
    },
    actions,
  }
}

/** What checks say of each bar, by its session. */
export function toldOf(dates: Rest['date'], found: ReadonlyMap<Rest['date'][number], BarChecks>): Told {
  const bySession = <T>(of: (checks: BarChecks) => T): readonly T[] => {
    const [none, told] = [of(noChecks), new Map([...found].map(([date, checks]) => [date, of(checks)]))]
    return dates.map((date) => told.get(date) ?? none)
  }
  return {
    checks: bySession(priceChecks),
    volumeChecks: bySession(volumeChecks),
    heldBy: bySession(({ heldBy }) => heldBy),
    correctedBy: bySession(({ correctedBy }) => correctedBy),
  }
}

/** Rows of a range: the first, the first of the page after some date, and the one after the last. */
export function rowsWithin({ days }: DailyColumns, range: DateRange, after: Rest['date'][number] | null) {
  const [from, to] = daysOf(range)
  const first = firstAt(days, from)
  const end = Math.max(first, firstAt(days, to + 1))
  return { first, begin: after === null ? first : Math.max(first, firstAt(days, dayOf(after) + 1)), end }
}

/** The same of columns that are kept. */
export const cutBetween = <Columns extends Readonly<Record<string, readonly unknown[]>>>(
  columns: Columns,
  from: number,
  to: number,
): Columns =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, cut(column, from, to)]),
  ) as unknown as Columns

/** The rows from one to before another. */
export const between = <Columns extends Readonly<Record<string, readonly unknown[]>>>(
  columns: Columns,
  from: number,
  to: number,
): Columns =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, column.slice(from, to)]),
  ) as unknown as Columns
