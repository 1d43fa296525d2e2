import type { Database } from 'better-sqlite3'
import type { EventTicker, MarketEvent } from '../server/market/event.ts'
import { type EventRow, eventOf, selected, tickersOfEvent } from './events.ts'
import { read } from './file/connection.ts'
import type { Reader } from './file/db.ts'
import { statement } from './file/statement.ts'

/** A change of an event, and what the event was before it. */
export interface EventVersion {
  readonly change: number
  /** When it was changed, UTC milliseconds. */
  readonly at: number
  /** The call that changed it, and its verb; null for another program. */
  readonly run: number | null
  readonly verb: string | null
  /** It was written by a person, not taken from a file. */
  readonly byHand: boolean
  /** Null where there was none before: the change made it. */
  readonly before: MarketEvent | null
}

interface Change extends Pick<EventVersion, 'change' | 'at' | 'run' | 'verb'> {
  readonly name: string | null
}
/** What an edit is called where it is stored as a file of one record. */
const edits = /^(add|edit) |^request$/
interface Past {
  readonly existed: 0 | 1
}
type PastTicker = Past & EventTicker & { readonly position: number }

/** Every change of an event, newest first, with the event as it was before. Also of one that is deleted. */
export const eventVersions = (reader: Reader, eventId: string): Promise<readonly EventVersion[]> =>
  read(reader, (connection) => {
    // An event that was deleted and came again has a row of its own for each life.
    const lives = statement(
      connection,
      'select id from event where event_id = @eventId union select id from event_history where event_id = @eventId order by id desc',
    )
      .pluck()
      .all({ eventId }) as number[]
    return lives.flatMap((id) => versionsOf(connection, id, eventId)).sort((a, b) => b.change - a.change)
  })

/** A number that was free again may have been another event's: what is of that one is left out. */
function versionsOf(connection: Database, id: number, eventId: string): readonly EventVersion[] {
  const changes = statement(
    connection,
    `select c.id as change, c.at as at, c.run_id as run, run.verb as verb, run.request ->> '$.name' as name from change c left join run on run.id = c.run_id
     where c.id in (select change_id from event_history where id = @id union select change_id from event_ticker_history where event = @id)
     order by c.id desc`,
  ).all({ id }) as Change[]
  // Backwards from what is stored now: each change says what of it was otherwise before.
  let row = statement(connection, `select ${selected} from event where id = ?`).get(id) as EventRow | undefined
  const tickers = new Map(tickersOfEvent(connection, id).map((one, position) => [position, one]))
  return changes.flatMap(({ change, at, run, verb, name }) => {
    const after = row?.event_id
    const past = statement(
      connection,
      `select existed, ${selected} from event_history where id = ? and change_id = ?`,
    ).get(id, change) as (EventRow & Past) | undefined
    if (past !== undefined) row = past.existed === 1 ? past : undefined
    for (const { existed, position, symbol, role } of statement(
      connection,
      'select existed, position, symbol, role from event_ticker_history where event = ? and change_id = ?',
    ).all(id, change) as PastTicker[])
      if (existed === 1) tickers.set(position, { symbol, role })
      else tickers.delete(position)
    const named = [...tickers].sort(([a], [b]) => a - b).map(([, one]) => one)
    if (after !== eventId && row?.event_id !== eventId) return []
    const isOwn = row !== undefined && row.event_id === eventId
    const byHand = verb === 'edit' || (verb === 'ingest' && edits.test(name ?? ''))
    return [{ change, at, run, verb, byHand, before: isOwn ? eventOf(row as EventRow, named) : null }]
  })
}
