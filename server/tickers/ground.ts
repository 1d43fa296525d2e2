import type { Reader } from '../../db/file/db.ts'
import { leaseHolder } from '../../db/file/lease.ts'
import { listTickers, type TickerRow } from '../../db/tickers.ts'
import { type Ticker, ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'

/**
 * The ticker somebody means: exactly as it is stored, so that `BRK.B` of an old database can be told from `BRK-B` beside
 * it, else in the one notation, else by a former name.
 *
 * @throws Problem 404
 */
export async function meantTicker(reader: Reader, text: string, parameter: string): Promise<TickerRow> {
  const stored = await listTickers(reader)
  const exact = text.trim().toUpperCase()
  const symbol = ticker(text)
  const found =
    stored.find((row) => row.symbol === exact) ??
    stored.find((row) => row.symbol === symbol) ??
    stored.find(({ formerNames }) => symbol !== null && formerNames.includes(symbol))
  if (found !== undefined) return found
  throw new Problem(
    404,
    'unknown_ticker',
    `There is no ticker ${exact}: "npm run tickers -- list" names them all`,
    parameter,
  )
}

/** @throws Problem 400 for what is no symbol */
export function symbolOrRefuse(text: string, parameter: string): Ticker {
  const symbol = ticker(text)
  if (symbol !== null) return symbol
  throw new Problem(400, 'bad_parameter', `Cannot read "${text}" as a ticker symbol such as MSFT or ^GSPC`, parameter)
}

/** @throws Problem 409 while a backfill writes under the names that are to be changed */
export async function refuseWhileBackfilling(reader: Reader, now: number): Promise<void> {
  const holder = await leaseHolder(reader, 'backfill', now)
  if (holder === null) return
  const where = `process ${holder.pid} on ${holder.host.split('/')[0]}`
  throw new Problem(409, 'busy', `Cannot change tickers while a backfill runs (${where}): wait for it, or stop it`)
}
