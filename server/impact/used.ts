import type { Db } from '../../db/file/db.ts'
import type { Used } from '../../db/version.ts'
import { type Interval, intervals } from '../market/bar.ts'
import { addDays, type IsoDate } from '../market/day.ts'
import { type Ticker, ticker as tickerOf } from '../market/ticker.ts'
import { returnModels } from '../stats/models.ts'
import type { Settings } from '../stats/settings.ts'
import type { ImpactQuery } from './answer.ts'
import { areWithin, type ImpactList, type Range } from './list.ts'
import { readingOf } from './reading.ts'

/** What was measured, against which benchmarks: events may name one of their own. */
interface Measured {
  readonly ticker: Ticker
  readonly benchmarks: readonly (string | null)[]
  /** Exchange rates that were asked for. */
  readonly rates?: readonly Ticker[] | undefined
  readonly settings: Settings
}

const factorsOf = ({ model, factors, riskFree }: Settings): readonly string[] =>
  model === 'factors' ? [...factors, ...(riskFree === null ? [] : [riskFree])] : []

const symbolsOf = ({ ticker, benchmarks }: Pick<Measured, 'ticker' | 'benchmarks'>): readonly Ticker[] => [
  ...new Set([ticker, ...benchmarks.flatMap((symbol) => tickerOf(symbol ?? '') ?? [])]),
]

/** What figures of a ticker are computed from: daily bars of it and its benchmarks, their events, the factors of the model. */
export function usedByFigures(measured: Measured): Used {
  const symbols = symbolsOf(measured)
  return {
    series: [...symbols, ...(measured.rates ?? [])].map((ticker) => ({ ticker, interval: '1d' })),
    events: symbols.map((ticker) => ({ ticker })),
    factors: factorsOf(measured.settings),
  }
}

/** Days that the session before may lie back. */
const LONGEST_BREAK = 14

/** The same of one event, and the bars within its session and the one before, by which its move is cut at the news. */
export function usedByEvent(
  measured: Omit<Measured, 'benchmarks'> & { readonly benchmark: string; readonly session: IsoDate | null },
  id: string,
): Used {
  const { ticker, session, benchmark } = measured
  const { series = [], events = [], ...used } = usedByFigures({ ...measured, benchmarks: [benchmark] })
  const shorter = session === null ? [] : intervals.filter((interval) => interval !== '1d')
  const within = shorter.map((interval) => ({
    ticker,
    interval,
    from: addDays(session as IsoDate, -LONGEST_BREAK),
    to: session,
  }))
  return { ...used, series: [...series, ...within], events: [...events, { id }] }
}

/** The same of every event of a ticker, with the benchmarks that they name where none is asked for. */
export async function usedByEvents(
  db: Db,
  { ticker, settings, rates }: Omit<Measured, 'benchmarks'>,
  { asked, benchmark }: { readonly asked: Ticker | null; readonly benchmark: Ticker | null },
): Promise<Used> {
  const named = asked === null ? await namedIn(db, ticker, { from: null, to: null }) : []
  return usedByFigures({ ticker, settings, rates, benchmarks: [benchmark, ...named] })
}

/** The same of the events of a range, however few of them the answer at hand shows. */
export async function usedByImpacts(
  db: Db,
  { ticker, settings, benchmark }: Pick<ImpactList, 'ticker' | 'settings' | 'benchmark'>,
  { from, to, benchmark: asked, convert: rates }: Range & Pick<ImpactQuery, 'benchmark' | 'convert'>,
): Promise<Used> {
  const named = asked === null ? await namedIn(db, ticker, { from, to }) : []
  return usedByFigures({ ticker, settings, rates, benchmarks: [benchmark, ...named] })
}

/** Benchmarks that events of a ticker name. */
async function namedIn(db: Db, symbol: Ticker, range: Range): Promise<readonly string[]> {
  const reading = readingOf(db)
  const ticker = await reading.ticker(symbol)
  const events = await reading.events(ticker.symbol, ticker, 'later')
  return [...new Set(events.filter(({ days }) => areWithin(days, range)).map(({ benchmark }) => benchmark))]
}

/** What robustness computes from: the same as an event, and the factors of every named model that is stored. */
export const usedByRobustness = (
  { benchmark, ...measured }: Omit<Measured, 'benchmarks'> & { readonly benchmark: string },
  id: string,
): Used => {
  const { events = [], ...used } = usedByFigures({ ...measured, benchmarks: [benchmark] })
  const named = Object.values(returnModels).flatMap(({ factors }) => factors)
  return { ...used, events: [...events, { id }], factors: [...factorsOf(measured.settings), ...named, 'rf'] }
}

/** What an event's figures within the day are computed from: bars of one length of both. */
export const usedWithinDay = (
  { ticker, benchmark, interval }: { readonly ticker: Ticker; readonly benchmark: string; readonly interval: Interval },
  id: string,
): Used => {
  const symbols = symbolsOf({ ticker, benchmarks: [benchmark] })
  return {
    series: symbols.map((symbol) => ({ ticker: symbol, interval })),
    events: [...symbols.map((symbol) => ({ ticker: symbol })), { id }],
  }
}
