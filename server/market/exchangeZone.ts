import { exchangeOfMic } from './exchange/exchanges.ts'
import { symbolPlace } from './exchange/symbolPlace.ts'

/**
 * The zone of the exchange that a symbol trades on by its notation alone (`BBCA.JK`), or null for one that it does not
 * tell and for `*`. What the store knows of the ticker comes before it.
 */
export function exchangeZone(symbol: string): string | null {
  const place = symbolPlace(symbol)
  return symbol === '*' || place.kind === 'unknown' ? null : (exchangeOfMic(place.mic)?.zone ?? null)
}
