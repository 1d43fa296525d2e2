import type { Interval, Prices } from '../server/market/bar.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'

/** A value as it was before a source replaced it. */
export interface OldBar extends Prices {
  /** Day of a daily bar, start second of another. */
  readonly at: number
  readonly adjClose: number | null
  /** The answer that had delivered it. */
  readonly fetchId: number
}

/** Keeps values that are about to be replaced, with both answers. */
export async function keepOldBars(
  tx: Tx,
  tickerId: number,
  interval: Interval,
  bars: readonly OldBar[],
  replacedBy: number,
): Promise<void> {
  const connection = connectionOf(tx)
  const save = connection.prepare(
    `insert or ignore into bar_revision (ticker_id, interval, at, replaced_by, fetch_id, open, high, low, close, volume, adj_close)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  for (const { at, fetchId, open, high, low, close, volume, adjClose } of bars)
    save.run(tickerId, interval, at, replacedBy, fetchId, open, high, low, close, volume, adjClose)
}

/** Earlier values of a ticker's bars, oldest answer first. */
export async function readRevisions(
  reader: Reader,
  tickerId: number,
  interval: Interval,
): Promise<readonly (OldBar & { readonly replacedBy: number })[]> {
  return read(reader, (connection) => {
    return connection
      .prepare(
        `select at, replaced_by as replacedBy, fetch_id as fetchId, open, high, low, close, volume, adj_close as adjClose
       from bar_revision where ticker_id = ? and interval = ? order by at, replaced_by`,
      )
      .all(tickerId, interval) as (OldBar & { replacedBy: number })[]
  })
}
