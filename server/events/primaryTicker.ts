import type { Db } from '../../db/file/db.ts'
import { findTicker } from '../../db/tickers.ts'
import type { MarketEvent } from '../market/event.ts'
import { type Ticker, ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'

/** The first ticker of an event that has prices; null when none has. */
export async function primaryTickerOrNone(db: Db, event: MarketEvent): Promise<Ticker | null> {
  for (const { symbol } of event.tickers) {
    const read = ticker(symbol)
    if (read !== null && (await findTicker(db, read)) !== null) return read
  }
  return null
}

/** @throws Problem 409 for an event none of whose tickers has prices */
export async function primaryTicker(db: Db, event: MarketEvent): Promise<Ticker> {
  const found = await primaryTickerOrNone(db, event)
  if (found !== null) return found
  const named = event.tickers.map(({ symbol }) => symbol).join(', ') || 'none'
  throw new Problem(
    409,
    'no_prices',
    `None of the tickers of ${event.event_id} (${named}) has prices: name one that has`,
    'ticker',
  )
}
