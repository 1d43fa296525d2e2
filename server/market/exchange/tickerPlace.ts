import type { Instant } from '../instant.ts'
import { localTime } from '../zone.ts'
import { type Exchange, exchangeOfMic, exchangeOfName, exchangeOfZone } from './exchanges.ts'
import { symbolPlace } from './symbolPlace.ts'

/** What is known of a ticker that tells where it trades: its symbol, and what a source or a file says of it. */
export interface TickerTold {
  readonly symbol: string
  readonly exchange: string | null
  /** `stock`, `index`, `etf`, `fund`, `currency`, `crypto`, `future` or `other`. */
  readonly kind: string | null
  readonly zone: string | null
}

/**
 * The exchange of a ticker. What is stored decides before the symbol: a kind that keeps no exchange's hours, then the
 * exchange's name or MIC, then the symbol, and where the zone of neither fits, the exchange of the zone.
 *
 * @returns null where nothing names an exchange that is known here
 */
export function tickerExchange({ symbol, exchange, kind, zone }: TickerTold): Exchange | null {
  if (kind === 'crypto') return exchangeOfMic('24-7')
  if (kind === 'currency') return exchangeOfMic('24-5')
  const told = exchange === null ? null : exchangeOfName(exchange)
  const place = symbolPlace(symbol)
  const own = place.kind === 'unknown' ? null : exchangeOfMic(place.mic)
  if (kind === 'future') return isFutures(told) ? told : own !== null && isFutures(own) ? own : exchangeOfMic('CMES')
  if (place.kind === 'future') return isFutures(told) ? told : own
  if (place.kind === 'currency' || place.kind === 'coin') return own
  const named = [told, own].filter((found) => found !== null)
  if (zone === null) return named[0] ?? null
  return named.find((found) => agree(found.zone, zone)) ?? exchangeOfZone(zone)
}

const SEASONS = [Date.UTC(2024, 0, 15), Date.UTC(2024, 6, 15)]

/** Zones have several names (Calcutta, Kolkata), so what counts is whether their clocks agree, summer and winter. */
const agree = (one: string, other: string): boolean =>
  one === other ||
  SEASONS.every((at) => localTime(at as Instant, one).offset === localTime(at as Instant, other).offset)

const futures = ['CMES', 'XCBT', 'XNYM', 'XCEC', 'IEPA', 'XCBF', 'XEUR', 'XEEE']
const isFutures = (exchange: Exchange | null) => exchange !== null && futures.includes(exchange.mic)
