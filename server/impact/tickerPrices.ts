import type { StoredDailyBar } from '../../db/bars.ts'
import { dailySeries } from '../../db/dailySeries.ts'
import type { Db } from '../../db/file/db.ts'
import { type BarChecks, checksOn } from '../../db/findings.ts'
import type { TickerRow } from '../../db/tickers.ts'
import { tick } from '../checks/payments.ts'
import { type CorporateAction, closesOf, totalReturnFactors } from '../market/action.ts'
import type { IsoDate } from '../market/day.ts'

/** The daily prices of one ticker as figures are made of them. */
export interface TickerPrices {
  /** Every stored bar in order, held ones among them; split basis. */
  readonly bars: readonly StoredDailyBar[]
  /** Their dates: the same list for as long as they are the same. */
  readonly dates: readonly IsoDate[]
  /** Dividends, capital gains and splits that figures use, by date. */
  readonly actions: readonly CorporateAction[]
  /** Closes on total-return basis, one a bar; null where the bar is held. */
  readonly total: readonly (number | null)[]
  /** Checks that hold a bar back, by session. */
  readonly heldBy: ReadonlyMap<IsoDate, readonly string[]>
  /** What checks have to do with the bar of a session. */
  readonly checks: ReadonlyMap<IsoDate, BarChecks>
  /** Sessions whose price stood still for days. */
  readonly stale: ReadonlySet<IsoDate>
  /** The source adjusted closes for payments that are not stored: returns leave those out. */
  readonly unadjusted: boolean
}

/**
 * Reads a ticker's bars, actions and findings. A held bar keeps its session and has no close.
 *
 * @param before what they were: all that is made of closes, actions and findings is the same object where these are
 */
export async function tickerPrices(
  db: Db,
  { id, kind }: Pick<TickerRow, 'id' | 'kind'>,
  before: TickerPrices | null = null,
): Promise<TickerPrices> {
  const { bars, dates, actions } = await dailySeries(db, id)
  const found = await checksOn(db, id, '1d', { from: null, to: null })
  const checks = before !== null && isChecked(found, before.checks) ? before.checks : found
  if (before !== null && dates === before.dates && actions === before.actions && checks === before.checks)
    if (bars.every((bar, row) => isPricedAs(bar, before.bars[row] as StoredDailyBar))) return { ...before, bars }
  const factors = totalReturnFactors(closesOf(bars), actions)
  const held = bars.filter(({ state }) => state === 'held')
  const paid = actions.some((action) => action.kind !== 'split')
  return {
    bars,
    dates,
    actions,
    total: bars.map(({ close, state }, row) => (state === 'held' ? null : close * (factors[row] ?? 1))),
    heldBy: new Map(held.map(({ date }) => [date, checks.get(date)?.heldBy ?? []])),
    checks,
    stale: new Set([...checks].filter(([, { checks: names }]) => names.includes('STALE_RUN')).map(([date]) => date)),
    unadjusted: kind !== 'index' && !paid && isAdjustedWithin(bars.filter(({ state }) => state !== 'held')),
  }
}

/** As much as an adjusted close may be off by its own arithmetic. */
const NOISE = 5e-5

/**
 * Do the source's adjusted closes step against the closes, so that something was paid between these bars? What was paid after
 * the newest of them scales all alike and is in no return.
 */
function isAdjustedWithin(bars: readonly StoredDailyBar[]): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, 0]
  for (const { close, adjClose } of bars) {
    if (adjClose === null || adjClose <= 0) continue
    const ratio = adjClose / close
    const doubt = NOISE / 2 + (tick(close) / close + tick(adjClose) / adjClose) / 2
    least = Math.min(least, ratio + doubt)
    most = Math.max(most, ratio - doubt)
  }
  return most > least
}

const isPricedAs = (bar: StoredDailyBar, before: StoredDailyBar): boolean =>
  bar === before || (bar.close === before.close && bar.adjClose === before.adjClose && bar.state === before.state)

const isChecked = (checks: TickerPrices['checks'], before: TickerPrices['checks']): boolean =>
  checks.size === before.size && JSON.stringify([...checks]) === JSON.stringify([...before])
