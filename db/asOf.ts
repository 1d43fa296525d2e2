import type { Database } from 'better-sqlite3'
import type { CorporateAction } from '../server/market/action.ts'
import type { EventTicker, MarketEvent } from '../server/market/event.ts'
import { type ActionRow, actionsAsked, inUse } from './actions.ts'
import {
  type DailyTuple,
  type DateRange,
  dailyBarOf,
  dailyBarsAsked,
  daysOf,
  type IntradayTuple,
  intradayBarOf,
  intradayBarsAsked,
  type StoredDailyBar,
  type StoredIntradayBar,
  startsAround,
} from './bars.ts'
import { type EventRow, eventOf, selected } from './events.ts'
import { read } from './file/connection.ts'
import type { Reader } from './file/db.ts'
import { historied } from './file/historyText.ts'

/**
 * What was stored at an instant (UTC milliseconds), as far as it is known: what came before there was a history counts
 * from the moment it first came, with the value it had when the history began. A change counts from its own moment on;
 * where a clock was set back, the state is that before the first change which is later than the instant.
 */

/** Tables as they were at `@at`, under their own names: what is asked after it sees those. */
function asOf(connection: Database, tables: readonly string[]): string {
  const parts = tables.map((table) => {
    const { key = [], isDatedByFetch } = historied.find((one) => one.table === table) ?? {}
    const columns = connection
      .prepare('select name from pragma_table_info(?) order by cid')
      .pluck()
      .all(table)
      .join(', ')
    const same = key.map((name) => `h.${name} = x.${name}`).join(' and ')
    const firstLater = `select min(h.change_id) from ${table}_history h join change c on c.id = h.change_id where ${same} and c.at > @at`
    const hadCome = isDatedByFetch ? 'and (select ended_at from fetch where id = x.first_fetch_id) <= @at' : ''
    return `${table} as (
      select ${columns} from main.${table} x where (${firstLater}) is null ${hadCome}
      union all
      select ${columns} from ${table}_history x where existed = 1 and change_id = (${firstLater}) ${hadCome})`
  })
  return `with ${parts.join(', ')} `
}

/** Daily bars of a ticker as they were stored at an instant, without corrections. */
export const dailyBarsAt = (
  reader: Reader,
  tickerId: number,
  range: DateRange,
  at: number,
): Promise<readonly StoredDailyBar[]> =>
  read(reader, (connection) =>
    (
      connection
        .prepare(asOf(connection, ['daily_bar']) + dailyBarsAsked)
        .raw()
        .all(tickerId, ...daysOf(range), { at }) as DailyTuple[]
    ).map(dailyBarOf),
  )

/** The same of bars within the day. */
export const intradayBarsAt = (
  reader: Reader,
  tickerId: number,
  minutes: number,
  range: DateRange,
  at: number,
): Promise<readonly StoredIntradayBar[]> =>
  read(reader, (connection) =>
    (
      connection
        .prepare(asOf(connection, ['intraday_bar']) + intradayBarsAsked)
        .raw()
        .all(tickerId, minutes, ...startsAround(range), ...daysOf(range), { at }) as IntradayTuple[]
    ).map(intradayBarOf),
  )

/** Dividends, capital gains and splits of a ticker that figures would have used at an instant. */
export const actionsAt = (reader: Reader, tickerId: number, at: number): Promise<readonly CorporateAction[]> =>
  read(reader, (connection) =>
    inUse(
      connection.prepare(asOf(connection, ['corporate_action']) + actionsAsked).all(tickerId, { at }) as ActionRow[],
    ),
  )

/** Every event as it was stored at an instant, by effective time and id. */
export const eventsAt = (reader: Reader, at: number): Promise<readonly MarketEvent[]> =>
  read(reader, (connection) => {
    const rows = connection
      .prepare(`${asOf(connection, ['event'])}select ${selected} from event order by effective_ms, event_id`)
      .all({ at }) as EventRow[]
    const named = connection
      .prepare(
        `${asOf(connection, ['event_ticker'])}select event, symbol, role from event_ticker order by event, position`,
      )
      .all({ at }) as (EventTicker & { readonly event: number })[]
    const tickers = Map.groupBy(named, ({ event }) => event)
    return rows.map((row) =>
      eventOf(
        row,
        (tickers.get(row.id) ?? []).map(({ symbol, role }) => ({ symbol, role })),
      ),
    )
  })
