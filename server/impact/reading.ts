import { readFactors } from '../../db/factors.ts'
import type { Db } from '../../db/file/db.ts'
import { keptWhile, type Subject } from '../../db/file/kept.ts'
import { lastFetchOf } from '../../db/runs.ts'
import { listTickers, type TickerRow } from '../../db/tickers.ts'
import { type Calendars, calendarsOf } from '../calendars/calendars.ts'
import type { NonTradingDay } from '../market/align.ts'
import type { Ticker } from '../market/ticker.ts'
import { tickerOrRefuse } from '../prices/prices.ts'
import { Problem } from '../problem.ts'
import { type Design, designOf } from '../stats/design.ts'
import type { Settings } from '../stats/settings.ts'
import { type AlignedSeries, alignSeries, type Side } from './alignedSeries.ts'
import { type CheckedBars, readChecks } from './checks.ts'
import { type Confounder, confoundersOn } from './confounders.ts'
import { type EventIndex, eventIndex } from './eventIndex.ts'
import { type OtherEvents, otherEventsOn } from './otherEvents.ts'
import type { Rate } from './rate.ts'
import { type TickerPrices, tickerPrices } from './tickerPrices.ts'

/** What one question reads of the store: every series, list and finding once, however many events need it. */
export interface Reading {
  readonly db: Db
  /** @throws Problem 404 for a ticker that is not stored */
  readonly ticker: (symbol: Ticker) => Promise<TickerRow>
  readonly tickers: () => Promise<readonly TickerRow[]>
  readonly calendars: () => Promise<Calendars>
  /**
   * Events of a ticker, those about everybody included, but no rejected ones; in order of their effective time.
   *
   * @param on whose calendar they are laid on
   */
  readonly events: (symbol: Ticker, on: TickerRow, nonTradingDay: NonTradingDay) => Promise<EventIndex>
  /**
   * A security beside a benchmark, with the factor returns that the settings name.
   *
   * @throws Problem 409 when those are not stored
   */
  readonly aligned: (
    ticker: TickerRow,
    benchmark: TickerRow,
    rate: Rate | null,
    settings: Settings,
  ) => Promise<AlignedSeries>
  readonly design: (aligned: AlignedSeries, settings: Settings) => Design
  readonly others: (aligned: AlignedSeries, nonTradingDay: NonTradingDay) => Promise<OtherEvents>
  /** They are looked for when somebody asks, which lists do not: world events are read from a file then. */
  readonly confounders: (aligned: AlignedSeries, nonTradingDay: NonTradingDay) => Promise<() => readonly Confounder[]>
  /** What checks say of the bars of a security and its benchmark. */
  readonly checks: (aligned: AlignedSeries) => Promise<readonly CheckedBars[]>
  readonly lastFetch: (ticker: TickerRow) => ReturnType<typeof lastFetchOf>
  /** What of the store was read so far, but for when it came. */
  readonly subjects: () => readonly Subject[]
}

const keptPrices = keptWhile<TickerPrices>(48)
const keptAligned = keptWhile<AlignedSeries>(48)
const keptChecks = keptWhile<readonly CheckedBars[]>(48)
const keptOthers = keptWhile<OtherEvents>(16)
const designs = new WeakMap<AlignedSeries['series'], Map<string, Design>>()

export function readingOf(db: Db): Reading {
  const seen = new Set<number>()
  const tickers = once(() => listTickers(db))
  const calendars = once(() => calendarsOf(db))
  const prices = onceEach(
    (row: TickerRow) => `${row.id}`,
    (row): Promise<TickerPrices> =>
      // What kind of thing it is decides what its adjusted closes say.
      keptPrices(db, `${row.id} ${row.kind}`, [['prices', row.id]], (before) => tickerPrices(db, row, before)),
  )
  const side = async (row: TickerRow): Promise<Side> => ({
    row,
    calendar: (await calendars()).of(row),
    prices: await prices(row),
  })
  const events = onceEach(
    (symbol: Ticker, on: TickerRow, nonTradingDay: NonTradingDay) => JSON.stringify([symbol, on.id, nonTradingDay]),
    async (symbol, on, nonTradingDay) =>
      eventIndex(db, symbol, { owner: on.symbol, calendar: (await calendars()).of(on) }, nonTradingDay),
  )
  const aligned = onceEach(
    (ticker: TickerRow, benchmark: TickerRow, rate: Rate | null, settings: Settings) =>
      JSON.stringify([ticker.id, benchmark.id, rate?.row.id ?? null, factorNames(settings)]),
    (ticker, benchmark, rate, settings) => {
      const ids = [...new Set([ticker.id, benchmark.id, ...(rate === null ? [] : [rate.row.id])])]
      const own: readonly Subject[] = ids.map((id) => ['prices', id] as const)
      for (const id of ids) seen.add(id)
      const key = JSON.stringify([ticker.id, benchmark.id, rate?.row.id, rate?.use, factorNames(settings)])
      return keptAligned(db, key, [...own, ['places'], ['factors']], async (before) =>
        alignSeries(
          await side(ticker),
          await side(benchmark),
          rate === null ? null : { ...rate, prices: await prices(rate.row) },
          await factors(db, settings),
          before,
        ),
      )
    },
  )
  return {
    db,
    ticker: onceEach(
      (symbol: Ticker) => symbol,
      (symbol) => tickerOrRefuse(db, symbol),
    ),
    tickers,
    calendars,
    events,
    aligned,
    design: designFor,
    others: onceEach(
      (on: AlignedSeries, nonTradingDay: NonTradingDay) => JSON.stringify([idsOf(on), nonTradingDay]),
      (on, nonTradingDay) => {
        const prices = idsOf(on).flatMap((id): readonly Subject[] => (id === null ? [] : [['prices', id]]))
        const key = JSON.stringify([idsOf(on), nonTradingDay])
        return keptOthers(db, key, [...prices, ['events'], ['places']], async (before) =>
          otherEventsOn(
            on.layout,
            await events(on.ticker.symbol, on.ticker, nonTradingDay),
            await events(on.benchmark.symbol, on.ticker, nonTradingDay),
            before,
          ),
        )
      },
    ),
    confounders: onceEach(
      (on: AlignedSeries, nonTradingDay: NonTradingDay) => JSON.stringify([idsOf(on), nonTradingDay]),
      async (on, nonTradingDay) => {
        const [own, { actions }] = [await events(on.ticker.symbol, on.ticker, nonTradingDay), await prices(on.ticker)]
        let found: readonly Confounder[] | null = null
        return () => (found ??= confoundersOn(on, own, actions))
      },
    ),
    checks: onceEach(
      (on: AlignedSeries) => JSON.stringify(idsOf(on)),
      (on) => keptChecks(db, JSON.stringify(idsOf(on)), subjectsOf(on), (before) => readChecks(db, on, before)),
    ),
    lastFetch: onceEach(
      (row: TickerRow) => `${row.id}`,
      (row) => lastFetchOf(db, row.id, '1d'),
    ),
    subjects: () => [...[...seen].map((id) => ['prices', id] as const), ['events'], ['places'], ['factors']],
  }
}

/** One design of equal series and settings, however many questions are asked while neither changes. */
function designFor({ series }: AlignedSeries, settings: Settings): Design {
  const { returnType, model, riskFree, dimsonLags, factors, lumped } = settings
  const key = JSON.stringify([returnType, model, riskFree, dimsonLags, factors, lumped])
  const made = designs.get(series) ?? new Map<string, Design>()
  designs.set(series, made)
  const design = made.get(key) ?? designOf(series, settings)
  made.set(key, design)
  return design
}

/** The names under which findings are told are places. */
const subjectsOf = ({ ticker, benchmark, rate }: AlignedSeries): readonly Subject[] => [
  ...[ticker, benchmark, ...(rate === null ? [] : [rate.row])].map(({ id }) => ['prices', id] as const),
  ['places'],
]

const idsOf = ({ ticker, benchmark, rate }: AlignedSeries) => [ticker.id, benchmark.id, rate?.row.id ?? null]

const factorNames = ({ model, factors, riskFree }: Settings): readonly string[] =>
  model !== 'factors' ? [] : riskFree === null ? factors : [...factors, riskFree]

/** The factor returns that the settings name, as fractions by date. */
async function factors(db: Db, settings: Settings) {
  const wanted = factorNames(settings)
  const stored = wanted.length === 0 ? {} : await readFactors(db, wanted)
  const missing = wanted.filter((name) => stored[name] === undefined)
  if (missing.length === 0) return Object.fromEntries(wanted.map((name) => [name, stored[name] ?? new Map()]))
  throw new Problem(
    409,
    'no_factors',
    `There are no factor returns named ${missing.join(', ')}: drop a file of them on the page, or import it with "npm run ingest -- FILE --as factors"; Kenneth R. French's library has the daily ones${missing.includes('mom') ? ', mom in F-F_Momentum_Factor_daily_CSV.zip' : ''}`,
    'model',
  )
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => (made ??= make())
}

/** The same answer for arguments of the same key. */
function onceEach<Args extends readonly unknown[], T>(
  keyOf: (...args: Args) => string,
  make: (...args: Args) => T,
): (...args: Args) => T {
  const made = new Map<string, T>()
  return (...args) => {
    const key = keyOf(...args)
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(...args)
    made.set(key, value)
    return value
  }
}
