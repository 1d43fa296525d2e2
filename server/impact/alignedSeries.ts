import type { StoredDailyBar } from '../../db/bars.ts'
import type { BarChecks } from '../../db/findings.ts'
import type { TickerRow } from '../../db/tickers.ts'
import type { BarState } from '../market/bar.ts'
import type { Calendar } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Series } from '../stats/design.ts'
import { converted, type Rate } from './rate.ts'
import { sessionAxis } from './sessionAxis.ts'
import type { TickerPrices } from './tickerPrices.ts'

/** A security beside its benchmark, laid out on the sessions of the security's exchange. */
export interface AlignedSeries {
  readonly ticker: TickerRow
  /** The security itself where there is nothing to compare it with. */
  readonly benchmark: TickerRow
  /** What brought the benchmark into the security's currency; null where nothing did. */
  readonly rate: Rate | null
  /** The exchange's sessions, for the alignment of events. */
  readonly calendar: Calendar
  /** Those of the benchmark's exchange: they are no session of the axis, and tell when it closes. */
  readonly benchmarkCalendar: Calendar
  readonly axis: readonly IsoDate[]
  /** Position of a session on the axis. */
  readonly position: ReadonlyMap<IsoDate, number>
  /** Closes on total-return basis, null where there is none or it is held. */
  readonly series: Series
  /** The security's bar of each session on split basis, null where there is none. */
  readonly stored: readonly (StoredDailyBar | null)[]
  /** The same, null also where it is held. */
  readonly bars: readonly (StoredDailyBar | null)[]
  readonly states: Readonly<Partial<Record<BarState, number>>>
  /** Sessions on which the benchmark has a bar, held or not. */
  readonly benchmarkDates: ReadonlySet<IsoDate>
  /** Checks that hold a bar of the security or its benchmark back, by session: no figure uses those. */
  readonly heldBy: ReadonlyMap<IsoDate, readonly string[]>
  /** What checks have to do with the security's bar of a session. */
  readonly checks: ReadonlyMap<IsoDate, BarChecks>
  /**
   * 1 for every session on which the price of the security or of its benchmark stands still for days: not used for
   * estimation. Null where there is none.
   */
  readonly stale: Uint8Array | null
  /** Sessions of the security on which its benchmark has no bar. */
  readonly withoutBenchmark: readonly IsoDate[]
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
 */
export function alignSeries(
  { row: ticker, calendar, prices: own }: Side,
  { row: benchmark, calendar: benchmarkCalendar, prices: asQuoted }: Side,
  rate: (Rate & { readonly prices: TickerPrices }) | null = null,
  factors: Readonly<Record<string, ReadonlyMap<IsoDate, number>>> = {},
): AlignedSeries {
  const { prices: market, lost } =
    rate === null ? { prices: asQuoted, lost: [] } : converted(asQuoted, rate.prices, rate.use)
  const ownDates = own.bars.map(({ date }) => date)
  const marketDates = market.bars.map(({ date }) => date)
  const axis = sessionAxis(calendar, ownDates, marketDates, ticker.zone === benchmark.zone)
  const position = new Map(axis.map((date, index) => [date, index]))
  const stored: (StoredDailyBar | null)[] = axis.map(() => null)
  const states: Partial<Record<BarState, number>> = {}
  for (const bar of own.bars) {
    stored[position.get(bar.date) ?? -1] = bar
    states[bar.state] = (states[bar.state] ?? 0) + 1
  }
  const onAxis = (dates: readonly IsoDate[], values: readonly (number | null)[]) => {
    const column: (number | null)[] = axis.map(() => null)
    for (const [row, date] of dates.entries()) {
      const index = position.get(date)
      if (index !== undefined) column[index] = values[row] ?? null
    }
    return column
  }
  const benchmarkDates = new Set(marketDates)
  return {
    ticker,
    benchmark,
    rate: rate === null ? null : { row: rate.row, use: rate.use },
    calendar,
    benchmarkCalendar,
    axis,
    position,
    series: {
      calendar: axis,
      asset: { kind: 'prices', values: onAxis(ownDates, own.total) },
      market: { kind: 'prices', values: onAxis(marketDates, market.total) },
      factors: Object.fromEntries(
        Object.entries(factors).map(([name, returns]) => [name, axis.map((date) => returns.get(date) ?? null)]),
      ),
    },
    stored,
    bars: stored.map((bar) => (bar?.state === 'held' ? null : bar)),
    states,
    benchmarkDates,
    heldBy: new Map([...market.heldBy, ...own.heldBy]),
    checks: own.checks,
    stale: staleOn(axis, new Set([...own.stale, ...market.stale])),
    withoutBenchmark: ownDates.filter((date) => !benchmarkDates.has(date)),
    withoutRate: lost.filter((date) => position.has(date)),
    unadjusted: own.unadjusted || market.unadjusted,
  }
}

const staleOn = (axis: readonly IsoDate[], stale: ReadonlySet<IsoDate>): Uint8Array | null =>
  stale.size === 0 ? null : Uint8Array.from(axis, (date) => (stale.has(date) ? 1 : 0))
