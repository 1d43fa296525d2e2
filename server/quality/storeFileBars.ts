import type { Tx } from '../../db/file/db.ts'
import type { StoreCounts } from '../../db/file/upsert.ts'
import { saveFindings } from '../../db/findings.ts'
import {
  type DailyBarOnFile,
  dailyBarsOnFile,
  type IntradayBarOnFile,
  intradayBarsOnFile,
  storeBarCells,
  storeDailyBars,
  storeIntradayBars,
} from '../../db/storeBars.ts'
import { compare, PRICE_TOLERANCE } from '../checks/compare.ts'
import type { BarState, DailyBar, Interval, Prices } from '../market/bar.ts'
import { minutesOf } from '../market/bar.ts'
import { BAR_CELLS, type BarCells, barOfCells, barsOfCells } from '../market/barCells.ts'
import type { IsoDate } from '../market/day.ts'
import { decimalsWith } from '../market/decimals.ts'

interface About {
  readonly tickerId: number
  readonly fetchId: number
  /** UTC milliseconds. */
  readonly now: number
}

const prices = ['open', 'high', 'low', 'close'] as const

/** Different prices that tell with how many decimals a file is written: of one in ten the last is a zero, which no number shows. */
const TELLING = 4

/**
 * Decimals that a file writes at most: what is finer than half of the last one it cannot say. Infinity where too few prices
 * tell: `10.3` alone may be all there is of 10.30, and no rounding of 10.32.
 */
function decimalsOf(bars: readonly Prices[]): number {
  const different = new Set<number>()
  for (const bar of bars) {
    for (const field of prices) different.add(bar[field])
    if (different.size >= TELLING)
      return bars.reduce((most, { open, high, low, close }) => decimalsWith([open, high, low, close], most), 0)
  }
  return Number.POSITIVE_INFINITY
}

/** Are two sights of a bar the same but for rounding: relative 1e-6, or what the file's own digits cannot tell apart? */
function sameButRounding(stored: Prices, told: Prices, decimals: number): boolean {
  const half = 0.5000001 * 10 ** -decimals
  const same = (a: number, b: number) => Math.abs(a - b) <= Math.max(half, PRICE_TOLERANCE * Math.abs(a))
  return prices.every((field) => same(stored[field], told[field])) && sameVolume(stored.volume, told.volume)
}

const sameVolume = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= PRICE_TOLERANCE * Math.abs(a))

/** An adjusted close that a file lacks, or rounds otherwise, is no news of it. */
const sameAdjusted = (a: number | null, b: number | null, decimals: number): boolean =>
  b === null || (a !== null && Math.abs(a - b) <= Math.max(0.5000001 * 10 ** -decimals, 5e-5 * Math.abs(a)))

/**
 * Stores daily bars of a file beside those that are there. A bar that says the same but for rounding is left as it is,
 * held ones too. One that says something else replaces the stored bar, which is kept as a revision with the file that
 * replaced it; scale and extent of the change are told, and bars marked `revised`, as those of a source that restates itself.
 */
export async function storeDailyFile(tx: Tx, about: About, bars: readonly Row<DailyBar>[]): Promise<StoreCounts> {
  const { tickerId, fetchId } = about
  const stored = await dailyBarsOnFile(tx, tickerId)
  if (stored.length === 0) return storeDailyBars(tx, tickerId, bars, fetchId)
  const before = new Map(stored.map((bar) => [bar.date, bar]))
  const decimals = decimalsOf(bars)
  const same = ({ date, ...told }: DailyBar): DailyBarOnFile | null => {
    const stored = before.get(date)
    return stored !== undefined &&
      stored.state !== 'provisional' &&
      sameButRounding(stored, { ...told }, decimals) &&
      sameAdjusted(stored.adjClose, told.adjClose, decimals)
      ? stored
      : null
  }
  const news = bars.filter((bar) => same(bar) === null)
  const replaced = news.flatMap((bar) => {
    const stored = before.get(bar.date)
    return stored === undefined || stored.state === 'provisional' ? [] : [{ stored, delivered: bar }]
  })
  const settled = bars.flatMap((bar) => {
    const stored = before.get(bar.date)
    return stored === undefined || stored.state === 'provisional' ? [] : [{ stored, delivered: same(bar) ?? bar }]
  })
  const [given, last] = [new Set(bars.map(({ date }) => date)), bars.at(-1)?.date ?? '']
  const isPart = stored.some(({ date, state }) => state !== 'provisional' && date < last && !given.has(date))
  const comparison = replaced.length === 0 ? null : compare(settled, isPart)
  // A split rescales every bar and revises none; a volume that moved by less than a hundredth is only told.
  const revised: ReadonlySet<IsoDate> = comparison?.revised ?? new Set()
  const states = new Map(replaced.map(({ stored }) => [stored.date, stored.state]))
  const counts = await storeDailyBars(
    tx,
    tickerId,
    news.map((bar) => ({
      ...bar,
      state: revised.has(bar.date) ? ('revised' as const) : (states.get(bar.date) ?? bar.state),
    })),
    fetchId,
  )
  if (comparison !== null) await saveFindings(tx, { ...about, interval: '1d' }, comparison.findings)
  return { ...counts, unchanged: counts.unchanged + bars.length - news.length }
}

/**
 * The same for bars within the day.
 *
 * @param cells bars as rows, ascending, all of a file or some
 * @param decimals that the file writes at most
 */
export async function storeIntradayFile(
  tx: Tx,
  about: About,
  interval: Interval,
  cells: BarCells,
  decimals: number,
): Promise<StoreCounts> {
  const { tickerId, fetchId } = about
  const minutes = minutesOf(interval) ?? 60
  if (cells.length === 0) return { new: 0, changed: 0, unchanged: 0 }
  const [first, last] = [barOfCells(cells, 0), barOfCells(cells, cells.length - BAR_CELLS)]
  const stored = await intradayBarsOnFile(tx, tickerId, minutes, first.start, last.start)
  if (stored.length === 0) return storeBarCells(tx, tickerId, minutes, cells, fetchId)
  const before = new Map<number, IntradayBarOnFile>(stored.map((bar) => [bar.start, bar]))
  const bars = barsOfCells(cells)
  const isSettled = (bar: IntradayBarOnFile | undefined): bar is IntradayBarOnFile =>
    bar !== undefined && bar.state !== 'provisional'
  const news = bars.flatMap((bar) => {
    const known = before.get(bar.start)
    if (!isSettled(known)) return [bar]
    return sameButRounding(known, bar, decimals) ? [] : [{ ...bar, state: 'revised' as const }]
  })
  const counts = await storeIntradayBars(tx, tickerId, minutes, news, fetchId)
  return { ...counts, unchanged: counts.unchanged + bars.length - news.length }
}

type Row<Bar> = Bar & { readonly state: BarState }
