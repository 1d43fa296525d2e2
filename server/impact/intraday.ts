import { readActions } from '../../db/actions.ts'
import { readIntradayBars } from '../../db/bars.ts'
import type { Db } from '../../db/file/db.ts'
import type { TickerRow } from '../../db/tickers.ts'
import { type PlacedEvent, placeEvent } from '../events/placedEvent.ts'
import { primaryTicker } from '../events/primaryTicker.ts'
import { type CorporateAction, totalReturnFactors } from '../market/action.ts'
import { dayZero } from '../market/align.ts'
import { type Interval, minutesOf } from '../market/bar.ts'
import { type Calendar, sessionsBetween, tradedUntil } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import { type Instant, instant } from '../market/instant.ts'
import { askedAs, type Ticker } from '../market/ticker.ts'
import { zonedText } from '../market/zone.ts'
import { Problem } from '../problem.ts'
import type { GivenSettings } from '../query/settings.ts'
import { type BarTime, type IntradayStudy, studyIntraday } from '../stats/intraday.ts'
import { needsBenchmark } from '../stats/models.ts'
import type { Settings } from '../stats/settings.ts'
import type { ImpactQuery } from './answer.ts'
import { chooseBenchmark } from './benchmark.ts'
import { confoundersOn } from './confounders.ts'
import type { EventIndex } from './eventIndex.ts'
import { storedEvent } from './placing.ts'
import { readingOf } from './reading.ts'
import { settingsOf } from './settings.ts'

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
  /** The former name it was asked for by. */
  readonly asked_as: Ticker | null
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
 * @throws Problem 404 for an unknown event or ticker, 409 without bars of both, 422 for an event without a clock time and for models of factors
 */
export async function measureIntraday(
  db: Db,
  eventId: string,
  query: ImpactQuery & { readonly interval: Interval },
): Promise<IntradayImpact> {
  const event = await storedEvent(db, eventId)
  const asked = Object.fromEntries(Object.entries(query.settings).filter(([, value]) => value !== undefined))
  const settings = settingsOf({ ...usual, ...asked })
  if (settings.model === 'factors')
    throw new Problem(
      422,
      'bad_settings',
      'Cannot use factors within the day, as their returns are of whole days: ask for market, market-adjusted, mean, scholes-williams or dimson',
      'model',
    )
  const reading = readingOf(db)
  const ticker = await reading.ticker(query.ticker ?? (await primaryTicker(db, event)))
  const choice = chooseBenchmark(ticker, query.benchmark, event, settings.model, await reading.tickers())
  if (choice.kind === 'none') throw choice.problem
  const own = someOf(await regularBars(db, ticker, query.interval), ticker, query.interval)
  const beside = await regularBars(db, choice.row, query.interval)
  // A model that compares with nothing needs no bars of a benchmark.
  const isAlone = beside.length === 0 && !needsBenchmark(settings.model)
  const [benchmark, market] = isAlone ? [ticker, own] : [choice.row, someOf(beside, choice.row, query.interval)]
  const calendar = (await reading.calendars()).of(ticker)
  const stored = axisOf(own, market, (start) => dateInSession(start, query.interval, calendar))
  const bars = withSessionsWithoutBars(stored, calendar)
  const placed = placeEvent(event, calendar)
  const news = newsAt(placed)
  if (news === null)
    throw new Problem(
      422,
      'time_unknown',
      `The hour of "${eventId}" is not known, so no bar is the first after it`,
      'event',
    )
  const times = bars.map((bar) => barTime(bar, query.interval, calendar))
  const closesOf = (some: typeof own) => {
    const closes = new Map(some.map(({ start, close }) => [start, close]))
    return { kind: 'prices', values: bars.map(({ start }) => closes.get(start) ?? null) } as const
  }
  const events = await reading.events(ticker.symbol, ticker, 'later')
  const others = events.flatMap((other) =>
    other.eventId === eventId || other.isOutcome || !other.isMoment
      ? []
      : [{ id: other.eventId, at: other.effectiveMs as Instant }],
  )
  const unusable =
    settings.estimationMask === 'confounders'
      ? barsOf(confoundedSessions(bars, calendar, events, await readActions(db, ticker.id), eventId), bars)
      : null
  const series = { times, asset: closesOf(own), market: closesOf(market) }
  const study = studyIntraday(series, news, settings, others, unusable)
  const zero = study.kind === 'excluded' ? undefined : times[study.bar0]
  return {
    event: placed,
    ticker: ticker.symbol,
    asked_as: askedAs(query.ticker, ticker.symbol),
    benchmark: benchmark.symbol,
    interval: query.interval,
    settings,
    bar0: zero === undefined ? null : zonedText(zero.starts as Instant, ticker.zone),
    study,
  }
}

/** Sessions of bars on which something else than the event is known to have moved the price. */
function confoundedSessions(
  bars: readonly BarStart[],
  calendar: Calendar,
  own: EventIndex,
  actions: readonly CorporateAction[],
  eventId: string,
): ReadonlySet<IsoDate> {
  const axis = [...new Set(bars.map(({ date }) => date))]
  const position = new Map(axis.map((date, at) => [date, at]))
  const found = confoundersOn({ axis, position, calendar }, own, actions)
  return new Set(found.flatMap(({ event_id, session }) => (event_id === eventId ? [] : [session])))
}

/** 1 for every bar of some sessions. */
const barsOf = (sessions: ReadonlySet<IsoDate>, bars: readonly BarStart[]): Uint8Array =>
  Uint8Array.from(bars, ({ date }) => (sessions.has(date) ? 1 : 0))

/** Bars of a security as they begin, with the dates of its sessions. */
interface BarStart {
  readonly start: Instant
  readonly date: IsoDate
  /** Of a session without a bar. */
  readonly ends?: Instant
}

/**
 * The bars of a security, and those that its benchmark alone has while the security's exchange trades: holes of the security,
 * as a session is. A benchmark of another exchange never lends its hours.
 */
function axisOf(
  own: readonly BarStart[],
  market: readonly BarStart[],
  dateOf: (start: Instant) => IsoDate | null,
): readonly BarStart[] {
  const bars = new Map(own.map(({ start, date }) => [start, { start, date }]))
  for (const { start } of market) {
    const date = bars.has(start) ? null : dateOf(start)
    if (date !== null) bars.set(start, { start, date })
  }
  return [...bars.values()].sort((a, b) => a.start - b.start)
}

/**
 * A session without a bar is one place, as long as the session: news of it is not taken for news of the bar that is stored
 * next, and the return over it covers two places.
 */
function withSessionsWithoutBars(bars: readonly BarStart[], calendar: Calendar): readonly BarStart[] {
  return bars.flatMap((bar, at): readonly BarStart[] => {
    const before = bars[at - 1]?.date
    if (before === undefined || before === bar.date) return [bar]
    const between = sessionsBetween(calendar, before, bar.date).filter(({ date }) => date > before && date < bar.date)
    return [...between.map(({ date, opens, closes }) => ({ start: opens, date, ends: closes })), bar]
  })
}

/** The date of the session that a bar has a part of; null where the exchange rests all the while. */
function dateInSession(start: Instant, interval: Interval, calendar: Calendar): IsoDate | null {
  const session = dayZero(start, calendar)
  if (session === null || session.opens > start) return null
  const pause = session.break
  const rests = pause !== null && start >= pause.from && start + lengthOf(interval) <= pause.to
  return rests ? null : session.date
}

const lengthOf = (interval: Interval): number => (minutesOf(interval) ?? 0) * 60_000

const newsAt = ({ alignment }: PlacedEvent): Instant | null =>
  alignment.published_utc === null ? null : instant(alignment.published_utc)

/** Bars of the regular session that are not held back; closes on total-return basis. */
async function regularBars(db: Db, { id }: TickerRow, interval: Interval) {
  const minutes = minutesOf(interval)
  const stored = minutes === null ? [] : await readIntradayBars(db, id, minutes, { from: null, to: null })
  const bars = stored.filter(({ phase, state }) => phase === 'regular' && state !== 'held')
  const factors = totalReturnFactors(bars, await readActions(db, id))
  return bars.map(({ start, date, close }, at) => ({ start, date, close: close * (factors[at] as number) }))
}

/** @throws Problem 409 where there is none */
function someOf<Bar>(bars: readonly Bar[], { symbol }: TickerRow, interval: Interval): readonly Bar[] {
  if (bars.length > 0) return bars
  throw new Problem(
    409,
    'no_intraday_bars',
    `There are no ${interval} bars of ${symbol}: fetch them with "npm run backfill -- ${symbol} --interval ${interval}"`,
    'interval',
  )
}

/** A bar ends after its length, with the session or as its break begins. */
function barTime({ start, date, ...stated }: BarStart, interval: Interval, calendar: Calendar): BarTime {
  const session = calendar.session(date)
  const ends = stated.ends ?? start + lengthOf(interval)
  return {
    starts: start,
    ends: session === null ? ends : Math.min(tradedUntil(start, ends, session), session.closes),
    day: date,
    slot: zonedText(start, calendar.zone).slice(11, 16),
  }
}
