import type { Interval } from '../server/market/bar.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { fingerprintEvents } from './file/eventHashes.ts'
import { statement } from './file/statement.ts'
import { countRevisions } from './revisions.ts'

/** Everything that is stored under a ticker, counted. */
export interface TickerContents {
  readonly bars: readonly { readonly interval: Interval; readonly count: number }[]
  readonly actions: number
  readonly findings: number
  readonly repairs: number
  /** Values that a source replaced. */
  readonly revisions: number
}

export async function tickerContents(reader: Reader, tickerId: number): Promise<TickerContents> {
  const bars = await countBars(reader, tickerId)
  return read(reader, (connection) => {
    const count = (table: string) =>
      statement(connection, `select count(*) from ${table} where ticker_id = ?`).pluck().get(tickerId) as number
    return {
      bars,
      actions: count('corporate_action'),
      findings: count('finding'),
      repairs: count('repair'),
      revisions: countRevisions(connection, tickerId),
    }
  })
}

/** Bars of a ticker, counted by their length. */
export const countBars = (reader: Reader, tickerId: number): Promise<TickerContents['bars']> =>
  read(
    reader,
    (connection) =>
      statement(
        connection,
        `select '1d' as interval, count(*) as count from daily_bar where ticker_id = @id having count > 0
         union all
         select case minutes when 60 then '1h' else minutes || 'm' end, count(*) from intraday_bar where ticker_id = @id group by minutes`,
      ).all({ id: tickerId }) as TickerContents['bars'],
  )

/** Tables with rows of a ticker, in the order in which they can be emptied. */
const owned = [
  'repair_finding',
  'repair',
  'finding',
  'daily_bar',
  'intraday_bar',
  'corporate_action',
  'coverage',
  'bar_hash',
  'bar_level',
  'ticker_alias',
]

/** Forgets a ticker with everything stored under it; the log of answers stays, and says no more whose they were. */
export async function removeTicker(tx: Tx, tickerId: number): Promise<void> {
  const connection = connectionOf(tx)
  for (const table of owned) statement(connection, `delete from ${table} where ticker_id = ?`).run(tickerId)
  statement(connection, 'update fetch set ticker_id = null where ticker_id = ?').run(tickerId)
  statement(connection, 'delete from ticker where id = ?').run(tickerId)
}

/** Lets events no longer name a symbol. @returns how many did */
export async function unlinkEvents(tx: Tx, symbol: string): Promise<number> {
  const connection = connectionOf(tx)
  const events = statement(connection, 'select distinct event from event_ticker where symbol = ?')
    .pluck()
    .all(symbol) as number[]
  statement(connection, 'delete from event_ticker where symbol = ?').run(symbol)
  fingerprintEvents(connection, events)
  return events.length
}
