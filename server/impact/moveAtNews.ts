import { readIntradayBars, type StoredIntradayBar } from '../../db/bars.ts'
import type { Db } from '../../db/file/db.ts'
import type { PlacedEvent } from '../events/placedEvent.ts'
import { previousSession, type Session, tradedUntil } from '../market/calendar.ts'
import { type Instant, instant } from '../market/instant.ts'
import { zonedText } from '../market/zone.ts'
import { splitDay } from '../stats/intraday.ts'
import type { AlignedSeries } from './alignedSeries.ts'

/**
 * A session's move, from the close before it to its own, cut at the moment of the news. Moves are fractions on total-return
 * basis: together they are the return of the session. Prices are as they were. Bars are
 * not cut: what moved inside the bar that holds the news is `during`.
 */
export type MoveAtNews =
  | {
      readonly kind: 'split'
      readonly interval: '1m' | '2m' | '5m' | '15m' | '30m' | '1h' | '90m'
      readonly at: string
      /** The last price before the news, and when its bar ended; where none has ended since, the close before the session. */
      readonly priceAtNews: number
      readonly pricedAt: string
      readonly previousClose: number
      readonly close: number
      readonly before: number
      /** In the bar that holds the news: null when the news came between bars. */
      readonly during: number | null
      readonly duringFrom: string | null
      readonly duringTo: string | null
      /** From the end of that bar to the close. */
      readonly after: number
      readonly afterHours: number | null
      /** Part of the whole move that came before the news, and before the end of the bar that holds it. */
      readonly shareBefore: number | null
      readonly shareBeforeBarEnd: number | null
    }
  /** `otherPrices`: bars within the day end the session at another level than its daily close, as with a split that one of the two does not know. */
  | { readonly kind: 'whole-session'; readonly reason: 'noIntradayBars' | 'timeUnknown' | 'noPrice' | 'otherPrices' }

const finestFirst = [1, 2, 5, 15, 30, 60, 90] as const
const names = { 1: '1m', 2: '2m', 5: '5m', 15: '15m', 30: '30m', 60: '1h', 90: '90m' } as const

/** No closing auction moves a price by a quarter; the smallest usual split does. */
const APART = Math.log(1.24)

interface Ended {
  readonly starts: number
  readonly ends: number
  readonly close: number
  /** Of the session before: its price has in it what the session pays. */
  readonly isEve: boolean
  readonly session: 'regular' | 'post'
}

/**
 * Cuts the move of an event's session at the news. Only closes of bars are used: highs and lows outside the regular
 * session are too often single bad ticks.
 */
export async function moveAtNews(db: Db, aligned: AlignedSeries, { alignment }: PlacedEvent): Promise<MoveAtNews> {
  const news = alignment.published_utc === null ? null : instant(alignment.published_utc)
  if (alignment.kind !== 'aligned' || news === null) return { kind: 'whole-session', reason: 'timeUnknown' }
  const session = aligned.calendar.session(alignment.day0)
  const before = previousSession(aligned.calendar, alignment.day0)
  const position = aligned.position.get(alignment.day0)
  const close = position === undefined ? null : (aligned.bars[position]?.close ?? null)
  const previousClose = position === undefined ? null : (aligned.bars[position - 1]?.close ?? null)
  if (session === null || before === null || close === null || previousClose === null)
    return { kind: 'whole-session', reason: 'noPrice' }
  let reason: 'noIntradayBars' | 'otherPrices' = 'noIntradayBars'
  for (const minutes of finestFirst) {
    const stored = await readIntradayBars(db, aligned.ticker.id, minutes, { from: before.date, to: session.date })
    const bars = between(stored, minutes, before, session)
    const own = bars.filter(({ starts }) => starts >= session.opens && starts < session.closes)
    if (own.length === 0) continue
    const last = own.find(({ ends }) => ends === session.closes)
    if (last !== undefined && Math.abs(Math.log(last.close / close)) > APART) {
      reason = 'otherPrices'
      continue
    }
    const previous = { close: previousClose, at: before.closes, kept: keptOfEve(aligned, position ?? 0) }
    return moveCutAt(bars, names[minutes], news, previous, close, aligned.calendar.zone)
  }
  return { kind: 'whole-session', reason }
}

/** What is left of a price of the eve when a session pays a dividend: 1 where it pays none. */
function keptOfEve({ series, bars }: AlignedSeries, position: number): number {
  const factor = (at: number): number => (series.asset.values[at] ?? Number.NaN) / (bars[at]?.close ?? Number.NaN)
  const kept = factor(position - 1) / factor(position)
  // Equal factors may differ in their last bits here.
  return Number.isNaN(kept) || Math.abs(kept - 1) < 1e-9 ? 1 : kept
}

/** Bars after the close before the session, up to its own close, and those after it; a bar ends where its phase does, or a break begins. */
function between(
  stored: readonly StoredIntradayBar[],
  minutes: number,
  before: Session,
  session: Session,
): readonly Ended[] {
  return stored.flatMap(({ date, start, close, phase, state }): readonly Ended[] => {
    if (state === 'held' || start < before.closes) return []
    const edges = [before.opens, before.closes, session.opens, session.closes].filter((edge) => edge > start)
    const whole = start + minutes * 60_000
    const ends = Math.min(tradedUntil(start, whole, before), tradedUntil(start, whole, session), ...edges)
    const late = start >= session.closes
    if (late && phase !== 'post') return []
    return [{ starts: start, ends, close, isEve: date === before.date, session: late ? 'post' : 'regular' }]
  })
}

function moveCutAt(
  bars: readonly Ended[],
  interval: (typeof names)[keyof typeof names],
  news: Instant,
  previous: { readonly close: number; readonly at: Instant; readonly kept: number },
  close: number,
  zone: string,
): MoveAtNews {
  const text = (at: number) => zonedText(at as Instant, zone)
  // Moves are on total-return basis: an ex-dividend day does not begin with a fall.
  const base = previous.close * previous.kept
  const worth = bars.map((bar) => (bar.isEve ? { ...bar, close: bar.close * previous.kept } : bar))
  const cut = splitDay({ previousClose: base, close, bars: worth, instant: news })
  const holding = worth.find(({ starts, ends, session }) => session === 'regular' && starts <= news && news < ends)
  // With no bar ended by then, the price at the news is the close before it: nothing had traded since.
  const atNews = cut.priceAtNews ?? base
  const last = bars.find(({ ends, session }) => session === 'regular' && ends === cut.pricedAt)
  const afterBar = holding?.close ?? atNews
  const whole = close / base - 1
  const share = (part: number) => (Math.abs(whole) < 1e-9 ? null : part / whole)
  return {
    kind: 'split',
    interval,
    at: text(news),
    priceAtNews: last?.close ?? previous.close,
    pricedAt: text(cut.pricedAt ?? previous.at),
    previousClose: previous.close,
    close,
    before: atNews / base - 1,
    during: holding === undefined ? null : holding.close / atNews - 1,
    duringFrom: holding === undefined ? null : text(holding.starts),
    duringTo: holding === undefined ? null : text(holding.ends),
    after: close / afterBar - 1,
    afterHours: cut.afterHours,
    shareBefore: share(atNews / base - 1),
    shareBeforeBarEnd: share(afterBar / base - 1),
  }
}
