import { readIntradayBars } from '../../db/bars.ts'
import { findEvent } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import type { TickerRow } from '../../db/tickers.ts'
import { type PlacedEvent, placeEvent } from '../events/placedEvent.ts'
import { primaryTicker } from '../events/primaryTicker.ts'
import { type Interval, minutesOf } from '../market/bar.ts'
import { exchangeCalendar } from '../market/exchangeCalendar.ts'
import { type Instant, instant } from '../market/instant.ts'
import type { Ticker } from '../market/ticker.ts'
import { zonedText } from '../market/zone.ts'
import { tickerOrRefuse } from '../prices/prices.ts'
import { Problem } from '../problem.ts'
import { type BarTime, type IntradayStudy, studyIntraday } from '../stats/intraday.ts'
import type { Settings } from '../stats/settings.ts'
import { benchmarkFor } from './alignedSeries.ts'
import type { ImpactQuery } from './answer.ts'
import { type GivenSettings, settingsFor } from './settings.ts'

/** Windows count bars: some two months before the news, and two sessions around it. */
const usual: GivenSettings = {
  estimation: [-290, -11],
  event: [-3, 10],
  windows: [
    [0, 0],
    [0, 1],
    [0, 2],
    [0, 8],
  ],
}

export interface IntradayImpact {
  readonly event: PlacedEvent
  readonly ticker: Ticker
  readonly benchmark: Ticker
  readonly interval: Interval
  readonly settings: Settings
  /** Start of the first bar that ended after the news; null when the study is excluded. */
  readonly bar0: string | null
  /** Bars of the regular session; `starts` is the start of each in UTC milliseconds. */
  readonly study: IntradayStudy
}

/**
 * What an event did bar by bar: the same model on bars of the regular session, and each bar against the spread of its
 * own hour. Closes of bars are on split basis; an ex-dividend session's first bar holds the payment.
 *
 * @throws Problem 404 for an unknown event or ticker, 409 without bars of both, 422 for an event without a clock time
 */
export async function measureIntraday(
  db: Db,
  eventId: string,
  query: ImpactQuery & { readonly interval: Interval },
): Promise<IntradayImpact> {
  const event = await findEvent(db, eventId)
  if (event === null) throw new Problem(404, 'unknown_event', `There is no event "${eventId}"`, 'event')
  const asked = Object.fromEntries(Object.entries(query.settings).filter(([, value]) => value !== undefined))
  const settings = settingsFor(null, { ...usual, ...asked })
  const ticker = await tickerOrRefuse(db, query.ticker ?? (await primaryTicker(db, event)))
  const benchmark = await benchmarkFor(db, ticker.symbol, query.benchmark, settings)
  const market = await regularBars(db, benchmark, query.interval)
  const own = new Map((await regularBars(db, ticker, query.interval)).map(({ start, close }) => [start, close]))
  const placed = placeEvent(
    event,
    exchangeCalendar(
      ticker.zone,
      market.map(({ date }) => date),
    ),
  )
  const news = placed.alignment.published_utc === null ? null : instant(placed.alignment.published_utc)
  if (news === null)
    throw new Problem(
      422,
      'time_unknown',
      `The hour of "${eventId}" is not known, so no bar is the first after it`,
      'event',
    )
  const times = market.map((bar) => barTime(bar, query.interval, benchmark.zone))
  const study = studyIntraday(
    {
      times,
      asset: { kind: 'prices', values: market.map(({ start }) => own.get(start) ?? null) },
      market: { kind: 'prices', values: market.map(({ close }) => close) },
    },
    news,
    settings,
  )
  const zero = study.kind === 'excluded' ? undefined : times[study.bar0]
  return {
    event: placed,
    ticker: ticker.symbol,
    benchmark: benchmark.symbol,
    interval: query.interval,
    settings,
    bar0: zero === undefined ? null : zonedText(zero.starts as Instant, ticker.zone),
    study,
  }
}

/** Bars of the regular session that are not held back. @throws Problem 409 where there is none */
async function regularBars(db: Db, { id, symbol }: TickerRow, interval: Interval) {
  const minutes = minutesOf(interval)
  const bars = minutes === null ? [] : await readIntradayBars(db, id, minutes, { from: null, to: null })
  const regular = bars.filter(({ phase, state }) => phase === 'regular' && state !== 'held')
  if (regular.length > 0) return regular
  throw new Problem(
    409,
    'no_intraday_bars',
    `There are no ${interval} bars of ${symbol}: fetch them with "npm run backfill -- ${symbol} --interval ${interval}"`,
    'interval',
  )
}

/** A bar ends after its length, or with the session. */
function barTime({ start, date }: { start: Instant; date: string }, interval: Interval, zone: string): BarTime {
  const session = exchangeCalendar(zone, []).session(
    date as Parameters<ReturnType<typeof exchangeCalendar>['session']>[0],
  )
  const ends = start + (minutesOf(interval) ?? 0) * 60_000
  return {
    starts: start,
    ends: session === null ? ends : Math.min(ends, session.closes),
    day: date,
    slot: zonedText(start, zone).slice(11, 16),
  }
}
