import type { Db } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'
import { beginRun, endRun } from '../../db/runs.ts'
import { eventsNaming, renameTicker } from '../../db/tickerNames.ts'
import { findTicker, type TickerRow } from '../../db/tickers.ts'
import { exchangeOfMic } from '../market/exchange/exchanges.ts'
import { symbolPlace } from '../market/exchange/symbolPlace.ts'
import type { Ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'
import { meantTicker, refuseWhileBackfilling, symbolOrRefuse } from './ground.ts'

export interface Renamed {
  readonly from: Ticker
  readonly to: Ticker
  /** Events that named it. */
  readonly events: number
}

/**
 * Gives a ticker the name it has now; everything stored under the old one stays, and the old one goes on answering.
 *
 * @throws Problem 404 for a ticker that is not stored, 400 and 422 for a name it cannot have, 409 for one that is taken
 */
export async function rename(db: Db, from: string, to: string, now: number): Promise<Renamed> {
  const symbol = symbolOrRefuse(to, 'to')
  return write(db, async (tx) => {
    const ticker = await meantTicker(tx, from, 'from')
    await refuseWhileBackfilling(tx, now)
    if (ticker.symbol === symbol) throw new Problem(422, 'same_ticker', `${symbol} is called that already`, 'to')
    const other = await findTicker(tx, symbol)
    if (other !== null && other.id !== ticker.id) throw taken(ticker, other, symbol)
    refuseOtherPlace(ticker, symbol)
    const { events } = await eventsNaming(tx, ticker.symbol)
    const done: Renamed = { from: ticker.symbol, to: symbol, events }
    const runId = await beginRun(tx, 'tickers', { rename: ticker.symbol, to: symbol }, now)
    await renameTicker(tx, ticker.id, ticker.symbol, symbol, now)
    await endRun(tx, runId, 'complete', done, now)
    return done
  })
}

function taken(ticker: TickerRow, other: TickerRow, symbol: Ticker): Problem {
  const why =
    other.symbol === symbol
      ? `as prices of ${symbol} are stored: if both are one security, "npm run tickers -- merge ${ticker.symbol} ${symbol}" makes one of them`
      : `as that is a former name of ${other.symbol}: "npm run tickers -- delete ${symbol} --yes" frees it`
  return new Problem(409, 'ticker_exists', `Cannot rename ${ticker.symbol} to ${symbol} ${why}`, 'to')
}

/** A listing on another exchange has other sessions and another currency: its history is not this one's. */
function refuseOtherPlace({ symbol, zone }: TickerRow, to: Ticker): void {
  const place = symbolPlace(to)
  const there = place.kind === 'unknown' ? null : exchangeOfMic(place.mic)
  if (there === null || there.zone === zone) return
  throw new Problem(
    422,
    'other_exchange',
    `Cannot rename ${symbol} to ${to} as that is traded in ${there.zone} and the prices stored are of ${zone}: fetch it as a ticker of its own`,
    'to',
  )
}
