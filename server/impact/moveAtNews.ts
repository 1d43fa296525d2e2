import { readIntradayBars, type StoredIntradayBar } from '../../db/bars.ts'
import type { Db } from '../../db/file/db.ts'
import type { PlacedEvent } from '../events/placedEvent.ts'
import { previousSession, type Session, tradedUntil } from '../market/calendar.ts'
import { type Instant, instant } from '../market/instant.ts'
import { zonedText } from '../market/zone.ts'
import { splitDay } from '../stats/intraday.ts'
import type { AlignedSeries } from './alignedSeries.ts'

/**
 * A session's move, from the close before it to its own, cut at the moment of the news. Moves are fractions. Bars are
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
    const previous = { close: previousClose, at: before.closes }
    return moveCutAt(bars, names[minutes], news, previous, close, aligned.calendar.zone)
  }
  return { kind: 'whole-session', reason }
}

/** Bars after the close before the session, up to its own close, and those after it; a bar ends where its phase does, or a break begins. */
function between(
  stored: readonly StoredIntradayBar[],
  minutes: number,
  before: Session,
  session: Session,
): readonly Ended[] {
  return stored.flatMap(({ start, close, phase, state }): readonly Ended[] => {
    if (state === 'held' || start < before.closes) return []
    const edges = [before.opens, before.closes, session.opens, session.closes].filter((edge) => edge > start)
    const whole = start + minutes * 60_000
    const ends = Math.min(tradedUntil(start, whole, before), tradedUntil(start, whole, session), ...edges)
    const late = start >= session.closes
    if (late && phase !== 'post') return []
    return [{ starts: start, ends, close, session: late ? 'post' : 'regular' }]
  })
}

function moveCutAt(
  bars: readonly Ended[],
  interval: (typeof names)[keyof typeof names],
  news: Instant,
  previous: { readonly close: number; readonly at: Instant },
  close: number,
  zone: string,
): MoveAtNews {
  const previousClose = previous.close
  const text = (at: number) => zonedText(at as Instant, zone)
  const cut = splitDay({ previousClose, close, bars, instant: news })
  const holding = bars.find(({ starts, ends, session }) => session === 'regular' && starts <= news && news < ends)
  // With no bar ended by then, the price at the news is the close before it: nothing had traded since.
  const priceAtNews = cut.priceAtNews ?? previousClose
  const afterBar = holding?.close ?? priceAtNews
  const whole = close / previousClose - 1
  const share = (part: number) => (Math.abs(whole) < 1e-9 ? null : part / whole)
  return {
    kind: 'split',
    interval,
    at: text(news),
    priceAtNews,
    pricedAt: text(cut.pricedAt ?? previous.at),
    previousClose,
    close,
    before: priceAtNews / previousClose - 1,
    during: holding === undefined ? null : holding.close / priceAtNews - 1,
    duringFrom: holding === undefined ? null : text(holding.starts),
    duringTo: holding === undefined ? null : text(holding.ends),
    after: close / afterBar - 1,
    afterHours: cut.afterHours,
    shareBefore: share(priceAtNews / previousClose - 1),
    shareBeforeBarEnd: share(afterBar / previousClose - 1),
  }
}
