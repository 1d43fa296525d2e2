import { symbolPlace } from './symbolPlace.ts'

/** What helps where nothing tells where a symbol trades. */
const remedy = 'correct it, or take in a file of tickers first that says where it trades (symbol,exchange,zone)'

/**
 * Why the notation of a symbol does not tell where it trades, as the end of a sentence with what to do about it; null
 * for one that names a place, and for `*`, the whole market. A symbol that the store knows needs no ending.
 */
export function whyUnplaced(symbol: string): string | null {
  const place = symbolPlace(symbol)
  if (place.kind !== 'unknown' || symbol === '*') return null
  return place.what === 'ending'
    ? `no exchange that is known has the ending .${place.text}: ${remedy}`
    : `${place.text} is no index that is known: ${remedy}`
}
