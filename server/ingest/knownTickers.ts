import { readActions } from '../../db/actions.ts'
import type { Db } from '../../db/file/db.ts'
import { listTickers, type TickerRow } from '../../db/tickers.ts'
import type { CorporateAction } from '../market/action.ts'
import type { Ticker } from '../market/ticker.ts'

/** What the store knows of a ticker before a file is read. */
export interface KnownTicker extends TickerRow {
  readonly actions: readonly CorporateAction[]
}

/** Tickers that are stored already, by their names and former names, with what is known of them. */
export type KnownTickers = ReadonlyMap<Ticker, KnownTicker>

export async function knownTickers(db: Db): Promise<KnownTickers> {
  const known = new Map<Ticker, KnownTicker>()
  for (const row of await listTickers(db)) {
    const ticker = { ...row, actions: await readActions(db, row.id) }
    known.set(row.symbol, ticker)
    for (const name of row.formerNames) known.set(name, ticker)
  }
  return known
}
