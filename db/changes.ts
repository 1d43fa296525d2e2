import { read } from './file/connection.ts'
import type { Reader } from './file/db.ts'
import { statement } from './file/statement.ts'

/** What of the store changed after a change that somebody has seen. */
export interface Changes {
  /** Number of the last change; 0 in a store that nothing has changed. */
  readonly change: number
  /** Events that came, changed or went; null where they are more than were asked for. */
  readonly events: readonly string[] | null
  /** Tickers of which prices came; null likewise. */
  readonly prices: readonly string[] | null
}

/** @param since number of the last change that was seen; null to learn the number alone @param most events and tickers that are named */
export const changesSince = (reader: Reader, since: number | null, most: number): Promise<Changes> =>
  read(reader, (connection) => {
    const change = statement(connection, 'select coalesce(max(id), 0) from change').pluck().get() as number
    if (since === null || since >= change) return { change, events: [], prices: [] }
    const some = (sql: string): readonly string[] | null => {
      const found = statement(connection, `${sql} limit @limit`)
        .pluck()
        .all({ since, limit: most + 1 }) as string[]
      return found.length > most ? null : found
    }
    const touched = `select id from event_history where change_id > @since
      union select event from event_ticker_history where change_id > @since`
    const events = some(
      `select event_id from (select event_id from event where id in (${touched})
         union select event_id from event_history where event_id is not null and id in (${touched})) order by 1`,
    )
    const prices = some(
      `select distinct symbol from change join fetch on fetch.id = fetch_id join ticker on ticker.id = ticker_id
       where change.id > @since order by 1`,
    )
    return { change, events, prices }
  })
