import type { Interval } from '../server/market/bar.ts'
import { dateOf, dayOf, type IsoDate } from '../server/market/day.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { statement } from './file/statement.ts'

/** First and last date of a window the source answered for, both included. */
export interface Covered {
  readonly from: IsoDate
  readonly to: IsoDate
}

type Row = { from_day: number; to_day: number }

/** Windows that a source has answered for, ascending, none touching another. */
export async function readCoverage(reader: Reader, tickerId: number, interval: Interval): Promise<readonly Covered[]> {
  return read(reader, (connection) => {
    const rows = statement(
      connection,
      'select from_day, to_day from coverage where ticker_id = ? and interval = ? order by from_day',
    ).all(tickerId, interval) as Row[]
    return rows.map(({ from_day, to_day }) => ({ from: dateOf(from_day), to: dateOf(to_day) }))
  })
}

/** Adds a window, joining it with those it overlaps or touches. Belongs in the transaction that stored its bars. */
export async function addCoverage(tx: Tx, tickerId: number, interval: Interval, { from, to }: Covered): Promise<void> {
  const connection = connectionOf(tx)
  const [first, last] = [dayOf(from), dayOf(to)]
  const touching = connection
    .prepare(
      'select from_day, to_day from coverage where ticker_id = ? and interval = ? and from_day <= ? and to_day >= ?',
    )
    .all(tickerId, interval, last + 1, first - 1) as Row[]
  const [only] = touching
  if (touching.length === 1 && only !== undefined && only.from_day <= first && only.to_day >= last) return
  const remove = connection.prepare('delete from coverage where ticker_id = ? and interval = ? and from_day = ?')
  for (const { from_day } of touching) remove.run(tickerId, interval, from_day)
  connection
    .prepare('insert into coverage (ticker_id, interval, from_day, to_day) values (?, ?, ?, ?)')
    .run(
      tickerId,
      interval,
      Math.min(first, ...touching.map(({ from_day }) => from_day)),
      Math.max(last, ...touching.map(({ to_day }) => to_day)),
    )
}
