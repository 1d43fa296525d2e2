import type { Db } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'
import { beginRun, endRun } from '../../db/runs.ts'
import { removeTicker, type TickerContents, tickerContents, unlinkEvents } from '../../db/tickerContents.ts'
import { eventsNaming, forgetFormerName } from '../../db/tickerNames.ts'
import { findTicker } from '../../db/tickers.ts'
import type { Ticker } from '../market/ticker.ts'
import { ticker as readTicker } from '../market/ticker.ts'
import { meantTicker, refuseWhileBackfilling } from './ground.ts'

/** What goes with a ticker, or would go. */
export type Deleted = {
  readonly ticker: Ticker
  /** False where nobody confirmed: this is what would go. */
  readonly deleted: boolean
} & (
  | ({
      readonly kind: 'ticker'
      /** Events that named it and stay, and those of them that name no ticker any more. */
      readonly events: number
      readonly events_without_ticker: number
      readonly former_names: readonly Ticker[]
    } & TickerContents)
  /** A name that another ticker had before: it goes, the ticker stays. */
  | { readonly kind: 'former-name'; readonly of: Ticker }
)

/**
 * Forgets a ticker with its bars, actions, findings and corrections; events stay and name it no more. Without
 * confirmation nothing is changed and what would go is told.
 *
 * @throws Problem 404 for a ticker that is not stored
 */
export async function deleteTicker(db: Db, text: string, confirmed: boolean, now: number): Promise<Deleted> {
  return write(db, async (tx): Promise<Deleted> => {
    const row = await meantTicker(tx, text, 'ticker')
    await refuseWhileBackfilling(tx, now)
    const symbol = readTicker(text)
    const isFormer =
      symbol !== null && row.formerNames.includes(symbol) && (await findTicker(tx, symbol))?.symbol !== symbol
    if (isFormer) {
      if (confirmed) await forgetFormerName(tx, symbol, now)
      return { kind: 'former-name', ticker: symbol, of: row.symbol, deleted: confirmed }
    }
    const { events, alone } = await eventsNaming(tx, row.symbol)
    const done: Deleted = {
      kind: 'ticker',
      ticker: row.symbol,
      deleted: confirmed,
      events,
      events_without_ticker: alone,
      former_names: row.formerNames,
      ...(await tickerContents(tx, row.id)),
    }
    if (!confirmed) return done
    const runId = await beginRun(tx, 'tickers', { delete: row.symbol }, now)
    await unlinkEvents(tx, row.symbol)
    await removeTicker(tx, row.id)
    await endRun(tx, runId, 'complete', done, now)
    return done
  })
}
