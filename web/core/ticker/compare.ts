import { type IsoDate, isoDate } from '../../../server/market/day.ts'
import { type Closes, firstCommon, lastCommon } from '../../../server/market/rebased.ts'
import { ticker as readTicker } from '../../../server/market/ticker.ts'
import type { Over } from '../address.ts'
import { utcMinutes } from '../clock.ts'
import { lowerBound } from './axis.ts'
import { type Rail, rails } from './rails.ts'
import type { BarSeries, PriceList } from './series.ts'

/** How the price axis counts: in prices or in percent since the base, evenly or by ratios. */
export const axisKinds = ['price', 'pct', 'log', 'pctlog'] as const
export type AxisKind = (typeof axisKinds)[number]

/** What is laid beside the ticker on screen, and how. */
export type Asked = {
  readonly tickers: readonly string[]
  readonly axis: AxisKind
  /** Where everything is 0 %: the first bar on screen, the eve of the selected event, or a session. */
  readonly base: 'first' | 'event' | IsoDate
  /** Is relative strength drawn? */
  readonly strength: boolean
}

/** Tickers that are laid beside another. */
export const MOST_COMPARED = 5

/** How the axis counts where nobody says: what is laid beside another is compared in percent. */
const usual = ({ tickers }: Pick<Asked, 'tickers'>): AxisKind => (tickers.length > 0 ? 'pct' : 'price')

/** @param own the ticker on screen, which is not laid beside itself */
export function askedOf({ vs, ax, rb, rs }: Over, own: string | null): Asked {
  const named = (vs ?? '').split(',').flatMap((word) => readTicker(word) ?? [])
  const tickers = [...new Set<string>(named)].filter((symbol) => symbol !== own).slice(0, MOST_COMPARED)
  return {
    tickers,
    axis: axisKinds.find((kind) => kind === ax) ?? usual({ tickers }),
    base: rb === 'ev' ? 'event' : (isoDate(rb ?? '') ?? 'first'),
    strength: tickers.length > 0 && rs === '1',
  }
}

/** The same address with another comparison. */
export function withAsked({ vs: _, ax: __, rb: ___, rs: ____, ...over }: Over, asked: Asked): Over {
  const { tickers, axis, base, strength } = asked
  return {
    ...over,
    ...(tickers.length === 0 ? {} : { vs: tickers.join(',') }),
    ...(axis === usual(asked) ? {} : { ax: axis }),
    ...(base === 'first' ? {} : { rb: base === 'event' ? 'ev' : base }),
    ...(strength && tickers.length > 0 ? { rs: '1' } : {}),
  }
}

/** What is asked changed in part; an axis that counted as usual goes on doing so. */
export function changed(before: Asked, by: Partial<Asked>): Asked {
  const next = { ...before, ...by }
  return by.axis === undefined && before.axis === usual(before) ? { ...next, axis: usual(next) } : next
}

export const isPercent = (kind: AxisKind): boolean => kind.startsWith('pct')
export const isLog = (kind: AxisKind): boolean => kind.endsWith('log')

/**
 * The place whose closes are 0 %; null where none has a close of every series.
 *
 * @param seen first and last bar on screen
 * @param event the bar that could first react to the selected event: the base is the bar before it
 */
export function basePlace(
  base: Asked['base'],
  series: readonly Closes[],
  seen: { readonly first: number; readonly last: number },
  dates: readonly string[],
  event: number | null,
): number | null {
  if (base === 'event' && event !== null) return lastCommon(series, event - 1)
  if (base === 'first' || base === 'event') return firstCommon(series, seen.first, seen.last)
  // The last bar of that day, where the day has several.
  const after = lowerBound(dates, base)
  let at = after
  while (dates[at + 1] === base) at++
  return lastCommon(series, dates[at] === base ? at : after - 1)
}

/** Closes of another ticker on the places of an axis: NaN where it has none, or where it is held. */
export function closesOnto({ axis, passing }: BarSeries, prices: PriceList): Float64Array {
  const found = new Map<string | number, number>()
  for (const [row, date] of prices.date.entries()) {
    const start = prices.start?.[row]
    const key = passing === null ? date : start === undefined ? null : utcMinutes(start)
    if (key !== null && prices.state?.[row] !== 'held') found.set(key, prices.close[row] ?? Number.NaN)
  }
  return Float64Array.from(
    axis.dates,
    (date, at) => found.get(passing === null ? date : (passing.starts[at] ?? '')) ?? Number.NaN,
  )
}

/** What tells the lines apart besides their colours, which are those of the lanes. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4]]

/** The look of the line at a place of the list: no two are alike. */
export const lookAt = (at: number): { readonly rail: Rail; readonly dash: readonly number[] } => ({
  rail: rails[at] ?? 'other',
  dash: dashes[at] ?? [],
})
