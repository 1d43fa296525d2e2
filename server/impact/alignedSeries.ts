import { readActions } from '../../db/actions.ts'
import { readDailyBars, type StoredDailyBar } from '../../db/bars.ts'
import { readFactors } from '../../db/factors.ts'
import type { Db } from '../../db/file/db.ts'
import { checksOn } from '../../db/findings.ts'
import { listTickers, type TickerRow } from '../../db/tickers.ts'
import { totalReturnFactors } from '../market/action.ts'
import type { BarState } from '../market/bar.ts'
import type { Calendar } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import { exchangeCalendar } from '../market/exchangeCalendar.ts'
import type { Ticker } from '../market/ticker.ts'
import { tickerOrRefuse } from '../prices/prices.ts'
import { Problem } from '../problem.ts'
import type { Series } from '../stats/design.ts'
import type { Settings } from '../stats/settings.ts'

/** A security beside its benchmark, laid out on the sessions on which the benchmark has a price. */
export interface Frame {
  readonly ticker: TickerRow
  readonly benchmark: TickerRow
  /** The exchange's sessions, for the alignment of events. */
  readonly calendar: Calendar
  readonly axis: readonly IsoDate[]
  /** Position of a session on the axis. */
  readonly position: ReadonlyMap<IsoDate, number>
  /** Closes on total-return basis, null where there is none or it is held. */
  readonly series: Series
  /** The security's bar of each session on split basis, null where there is none or it is held. */
  readonly bars: readonly (StoredDailyBar | null)[]
  readonly states: Readonly<Partial<Record<BarState, number>>>
  /** Checks that hold a bar of the security or its benchmark back, by session: no figure uses those. */
  readonly heldBy: ReadonlyMap<IsoDate, readonly string[]>
  /** 1 for every session of the axis whose price stands still for days: not used for estimation. Null where there is none. */
  readonly stale: Uint8Array | null
  /** Sessions of the security that its benchmark has no bar on, and which therefore take no part. */
  readonly withoutBenchmark: readonly IsoDate[]
  /** The source adjusted closes for payments that are not stored: returns leave those out. */
  readonly unadjusted: boolean
}

/** Benchmarks in the order in which they are taken when none is named. */
const usualBenchmarks = ['^GSPC', 'SPY', '^IXIC', 'QQQ']

/** Models that compare with nothing but the security's own past, or with factors that come from elsewhere. */
const needsNoBenchmark = ({ model }: Settings) => model === 'mean' || model === 'factors'

/**
 * The benchmark asked for, or the first usual one that is stored. Where none is and the model needs none, the ticker's
 * own sessions are the axis.
 *
 * @throws Problem 409 when no benchmark is stored and the model needs one
 */
export async function benchmarkFor(
  db: Db,
  ticker: Ticker,
  asked: Ticker | null,
  settings: Settings,
): Promise<TickerRow> {
  if (asked !== null) return tickerOrRefuse(db, asked)
  const stored = await listTickers(db)
  const others = usualBenchmarks.filter((symbol) => symbol !== ticker)
  for (const symbol of others) {
    const found = stored.find((row) => row.symbol === symbol)
    if (found !== undefined) return found
  }
  if (needsNoBenchmark(settings)) return tickerOrRefuse(db, ticker)
  throw new Problem(
    409,
    'no_benchmark',
    `There is no benchmark to compare ${ticker} with: fetch one with "npm run backfill -- ${others[0]}", or ask for the model "mean"`,
    'benchmark',
  )
}

/** @throws Problem 404 for a ticker or benchmark that is not stored, 422 for a ticker compared with itself */
export async function frameOf(db: Db, symbol: Ticker, asked: Ticker | null, settings: Settings): Promise<Frame> {
  const ticker = await tickerOrRefuse(db, symbol)
  const benchmark = await benchmarkFor(db, symbol, asked, settings)
  if (benchmark.id === ticker.id && !needsNoBenchmark(settings))
    throw new Problem(422, 'own_benchmark', `${symbol} cannot be its own benchmark`, 'benchmark')
  const market = await usable(db, benchmark)
  const own = await usable(db, ticker)
  const axis = market.bars.map(({ date }) => date)
  const withoutBenchmark: IsoDate[] = []
  const position = new Map(axis.map((date, index) => [date, index]))
  const bars: (StoredDailyBar | null)[] = axis.map(() => null)
  const asset: (number | null)[] = axis.map(() => null)
  const states: Partial<Record<BarState, number>> = {}
  own.bars.forEach((bar, row) => {
    const index = position.get(bar.date)
    if (index === undefined) {
      withoutBenchmark.push(bar.date)
      return
    }
    states[bar.state] = (states[bar.state] ?? 0) + 1
    if (bar.state === 'held') return
    bars[index] = bar
    asset[index] = own.total[row] ?? null
  })
  return {
    ticker,
    benchmark,
    calendar: exchangeCalendar(ticker.zone, axis),
    axis,
    position,
    series: {
      calendar: axis,
      asset: { kind: 'prices', values: asset },
      market: { kind: 'prices', values: market.total },
      factors: await factorsOn(db, axis, settings),
    },
    bars,
    states,
    heldBy: new Map([...market.heldBy, ...own.heldBy]),
    stale: own.stale.size === 0 ? null : Uint8Array.from(axis, (date) => (own.stale.has(date) ? 1 : 0)),
    withoutBenchmark,
    unadjusted: own.unadjusted || market.unadjusted,
  }
}

/**
 * Bars of a ticker with their closes on total-return basis; a held bar keeps its session and has no close, so that a
 * benchmark's bad price does not take a session off the axis.
 */
async function usable(db: Db, { id, kind }: TickerRow) {
  const range = { from: null, to: null }
  const bars = await readDailyBars(db, id, range)
  const actions = await readActions(db, id)
  const sound = bars.filter(({ state }) => state !== 'held')
  const factors = totalReturnFactors(sound, actions)
  const closes = new Map(sound.map(({ date, close }, row) => [date, close * (factors[row] ?? 1)]))
  const checks = await checksOn(db, id, '1d', range)
  const heldBy = new Map<IsoDate, readonly string[]>()
  for (const { date, state } of bars) if (state === 'held') heldBy.set(date, checks.get(date)?.heldBy ?? [])
  const stale = new Set(
    [...checks].filter(([, { checks: names }]) => names.includes('STALE_RUN')).map(([date]) => date),
  )
  const paid = actions.some((action) => action.kind !== 'split')
  const differs = ({ close, adjClose }: StoredDailyBar) =>
    adjClose !== null && adjClose > 0 && Math.abs(adjClose / close - 1) > 5e-5
  return {
    bars,
    total: bars.map(({ date }) => closes.get(date) ?? null),
    heldBy,
    stale,
    unadjusted: kind !== 'index' && !paid && sound.some(differs),
  }
}

/** The factor returns that the settings name, as fractions on the axis. */
async function factorsOn(db: Db, axis: readonly IsoDate[], { model, factors, riskFree }: Settings) {
  if (model !== 'factors') return {}
  const wanted = riskFree === null ? factors : [...factors, riskFree]
  const stored = await readFactors(db, wanted)
  const missing = wanted.filter((name) => stored[name] === undefined)
  if (missing.length > 0)
    throw new Problem(
      409,
      'no_factors',
      `There are no factor returns named ${missing.join(', ')}: import them with "npm run ingest -- FILE --as factors"`,
      'model',
    )
  return Object.fromEntries(wanted.map((name) => [name, axis.map((date) => stored[name]?.get(date) ?? null)]))
}
