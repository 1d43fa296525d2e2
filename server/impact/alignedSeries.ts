import type { StoredDailyBar } from '../../db/bars.ts'
import type { BarChecks } from '../../db/findings.ts'
import type { TickerRow } from '../../db/tickers.ts'
import type { BarState } from '../market/bar.ts'
import type { Calendar } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Series } from '../stats/design.ts'
import { logVolumes } from '../stats/volume.ts'
import { factorColumn } from './factorColumn.ts'
import { converted, type Rate } from './rate.ts'
import { sessionAxis } from './sessionAxis.ts'
import type { TickerPrices } from './tickerPrices.ts'

/** The sessions on which a security is laid out beside its benchmark: they depend on the dates of bars alone. */
export interface Layout {
  readonly axis: readonly IsoDate[]
  /** Position of a session on the axis. */
  readonly position: ReadonlyMap<IsoDate, number>
  /** Sessions on which the benchmark has a bar, held or not. */
  readonly benchmarkDates: ReadonlySet<IsoDate>
  /** Sessions of the security on which its benchmark has no bar. */
  readonly withoutBenchmark: readonly IsoDate[]
}

/** A security beside its benchmark, laid out on the sessions of the security's exchange. */
export interface AlignedSeries extends Layout {
  /** The same object for as long as the dates of the bars and the calendar are the same. */
  readonly layout: Layout
  readonly ticker: TickerRow
  /** The security itself where there is nothing to compare it with. */
  readonly benchmark: TickerRow
  /** What brought the benchmark into the security's currency; null where nothing did. */
  readonly rate: Rate | null
  /** The exchange's sessions, for the alignment of events. */
  readonly calendar: Calendar
  /** Those of the benchmark's exchange: they are no session of the axis, and tell when it closes. */
  readonly benchmarkCalendar: Calendar
  /** Closes on total-return basis, null where there is none or it is held. The same object for as long as all of them are. */
  readonly series: Series
  /** The security's bar of each session on split basis, null where there is none. */
  readonly stored: readonly (StoredDailyBar | null)[]
  /** The same, null also where it is held. */
  readonly bars: readonly (StoredDailyBar | null)[]
  /** Logarithms of their volumes, as `studyLogVolume` takes them. */
  readonly logVolumes: () => Float64Array
  readonly states: Readonly<Partial<Record<BarState, number>>>
  /** Checks that hold a bar of the security or its benchmark back, by session: no figure uses those. */
  readonly heldBy: ReadonlyMap<IsoDate, readonly string[]>
  /** What checks have to do with the security's bar of a session. */
  readonly checks: ReadonlyMap<IsoDate, BarChecks>
  /**
   * 1 for every session on which the price of the security or of its benchmark stands still for days: not used for
   * estimation. Null where there is none.
   */
  readonly stale: Uint8Array | null
  /** Sessions of both on which the rate has none, so that the benchmark has no price. */
  readonly withoutRate: readonly IsoDate[]
  /** The source adjusted closes for payments that are not stored: returns leave those out. */
  readonly unadjusted: boolean
}

/** A ticker with its exchange's calendar and its prices. */
export interface Side {
  readonly row: TickerRow
  readonly calendar: Calendar
  readonly prices: TickerPrices
}

/**
 * Lays a security out beside its benchmark.
 *
 * @param rate brings the benchmark's prices into the security's currency
 * @param factors returns by date of each factor that is wanted, as fractions
 * @param before the same pair as it was laid out last
 */
export function alignSeries(
  { row: ticker, calendar, prices: own }: Side,
  { row: benchmark, calendar: benchmarkCalendar, prices: asQuoted }: Side,
  rate: (Rate & { readonly prices: TickerPrices }) | null = null,
  factors: Readonly<Record<string, ReadonlyMap<IsoDate, number>>> = {},
  before: AlignedSeries | null = null,
): AlignedSeries {
  const { prices: market, lost } =
    rate === null ? { prices: asQuoted, lost: [] } : converted(asQuoted, rate.prices, rate.use)
  const dates: Dates = { calendar, own: own.dates, market: market.dates, isNear: ticker.zone === benchmark.zone }
  const layout = layoutOf(dates, before?.layout ?? null)
  const { axis, position } = layout
  const stored: (StoredDailyBar | null)[] = axis.map(() => null)
  const states: Partial<Record<BarState, number>> = {}
  for (const bar of own.bars) {
    stored[position.get(bar.date) ?? -1] = bar
    states[bar.state] = (states[bar.state] ?? 0) + 1
  }
  const bars = stored.map((bar) => (bar?.state === 'held' ? null : bar))
  let logs: Float64Array | null = null
  return {
    ...layout,
    layout,
    ticker,
    benchmark,
    rate: rate === null ? null : { row: rate.row, use: rate.use },
    calendar,
    benchmarkCalendar,
    series: seriesOf({ layout, own: own.total, market: market.total, factors }, dates, before?.series ?? null),
    stored,
    bars,
    logVolumes: () => (logs ??= logVolumes(bars.map((bar) => bar?.volume ?? null))),
    states,
    heldBy: new Map([...market.heldBy, ...own.heldBy]),
    checks: own.checks,
    stale: staleOn(axis, new Set([...own.stale, ...market.stale])),
    withoutRate: lost.filter((date) => position.has(date)),
    unadjusted: own.unadjusted || market.unadjusted,
  }
}

/** What a layout is made of. */
interface Dates {
  readonly calendar: Calendar
  /** Dates of the bars of security and benchmark, ascending. */
  readonly own: readonly IsoDate[]
  readonly market: readonly IsoDate[]
  /** The benchmark trades in the zone of the security. */
  readonly isNear: boolean
}

const madeOf = new WeakMap<Layout, Dates>()

function layoutOf(dates: Dates, before: Layout | null): Layout {
  const { calendar, own, market, isNear } = dates
  const known = before === null ? undefined : madeOf.get(before)
  const isSame = known?.calendar === calendar && known.own === own && known.market === market && known.isNear === isNear
  if (isSame && before !== null) return before
  const axis = sessionAxis(calendar, own, market, isNear)
  const benchmarkDates = new Set(market)
  const layout: Layout = {
    axis,
    position: new Map(axis.map((date, index) => [date, index])),
    benchmarkDates,
    withoutBenchmark: own.filter((date) => !benchmarkDates.has(date)),
  }
  madeOf.set(layout, dates)
  return layout
}

/** What the closes of a series are made of. */
interface Closes {
  readonly layout: Layout
  /** Of security and benchmark, one a bar. */
  readonly own: TickerPrices['total']
  readonly market: TickerPrices['total']
  readonly factors: Readonly<Record<string, ReadonlyMap<IsoDate, number>>>
}

const seriesMadeOf = new WeakMap<Series, Closes>()

function seriesOf(closes: Closes, dates: Dates, before: Series | null): Series {
  const { layout, own, market, factors } = closes
  const known = before === null ? undefined : seriesMadeOf.get(before)
  const isSame = known?.layout === layout && known.own === own && known.market === market
  if (before !== null && isSame && Object.keys(factors).length + Object.keys(known.factors).length === 0) return before
  const { axis, position } = layout
  const onAxis = (dates: readonly IsoDate[], values: readonly (number | null)[]) => {
    const column = new Array<number | null>(axis.length).fill(null)
    for (let row = 0; row < dates.length; row++) {
      const index = position.get(dates[row] as IsoDate)
      if (index !== undefined) column[index] = values[row] ?? null
    }
    return column
  }
  const series: Series = {
    calendar: axis,
    asset: { kind: 'prices', values: onAxis(dates.own, own) },
    market: { kind: 'prices', values: onAxis(dates.market, market) },
    factors: Object.fromEntries(Object.entries(factors).map(([name, returns]) => [name, factorColumn(axis, returns)])),
  }
  seriesMadeOf.set(series, closes)
  return series
}

const staleOn = (axis: readonly IsoDate[], stale: ReadonlySet<IsoDate>): Uint8Array | null =>
  stale.size === 0 ? null : Uint8Array.from(axis, (date) => (stale.has(date) ? 1 : 0))
