import type { EventTicker, MarketEvent } from '../server/market/event.ts'
import { type EventRow, eventOf, selected } from './events.ts'
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

interface Change extends Pick<EventVersion, 'change' | 'at' | 'run'> {
  readonly event: number
}
interface Run {
  readonly id: number
  readonly verb: string
  readonly name: string | null
}
/** What an edit is called where it is stored as a file of one record. */
const edits = /^(add|edit) |^request$/
interface Past {
  readonly existed: 0 | 1
  readonly change: number
}
interface TickerAt extends EventTicker {
  readonly event: number
  readonly position: number
}

/** Every change of an event, newest first, with the event as it was before. Also of one that is deleted. */
export const eventVersions = async (reader: Reader, eventId: string): Promise<readonly EventVersion[]> =>
  (await versionsOfEvents(reader, [eventId])).get(eventId) ?? []

/** The same of many events, each kind of row asked for once. */
export const versionsOfEvents = (
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, readonly EventVersion[]>> =>
  read(reader, (connection) => {
    const wanted = (keys: readonly (string | number)[]) => ({ keys: JSON.stringify(keys) })
    // An event that was deleted and came again has a row of its own for each life.
    const lives = statement(
      connection,
      `select id, event_id as eventId from event where event_id in (select value from json_each(@keys))
       union select id, event_id from event_history where event_id in (select value from json_each(@keys)) order by id desc`,
    ).all(wanted(eventIds)) as { readonly id: number; readonly eventId: string }[]
    const all = <Row>(sql: string): Row[] => statement(connection, sql).all(wanted(lives.map(({ id }) => id))) as Row[]
    const now = all<EventRow>(`select ${selected} from event where id in (select value from json_each(@keys))`)
    const tickers = all<TickerAt>(
      'select event, symbol, role, position from event_ticker where event in (select value from json_each(@keys)) order by event, position',
    )
    const past = all<EventRow & Past>(
      `select existed, change_id as change, ${selected} from event_history where id in (select value from json_each(@keys))`,
    )
    const pastTickers = all<TickerAt & Past>(
      'select event, existed, change_id as change, position, symbol, role from event_ticker_history where event in (select value from json_each(@keys))',
    )
    const changes = all<Change>(
      `select event, change.id as change, change.at as at, run_id as run from
         (select id as event, change_id from event_history where id in (select value from json_each(@keys))
          union select event, change_id from event_ticker_history where event in (select value from json_each(@keys)))
       join change on change.id = change_id order by event, change.id desc`,
    )
    const runs = statement(
      connection,
      `select id, verb, request ->> '$.name' as name from run where id in (select value from json_each(@keys))`,
    ).all(wanted([...new Set(changes.flatMap(({ run }) => run ?? []))])) as Run[]
    const of = {
      now: new Map(now.map((row) => [row.id, row])),
      tickers: Map.groupBy(tickers, ({ event }) => event),
      past: new Map(past.map((row) => [`${row.id} ${row.change}`, row])),
      pastTickers: Map.groupBy(pastTickers, ({ event, change }) => `${event} ${change}`),
      changes: Map.groupBy(changes, ({ event }) => event),
      runs: new Map(runs.map((run) => [run.id, run])),
    }
    const found = new Map<string, EventVersion[]>()
    for (const { id, eventId } of lives)
      found.getOrInsertComputed(eventId, () => []).push(...versionsOf(id, eventId, of))
    for (const versions of found.values()) versions.sort((a, b) => b.change - a.change)
    return found
  })

/** What is stored of the lives of some events, and what was. */
interface Lives {
  readonly now: ReadonlyMap<number, EventRow>
  readonly tickers: ReadonlyMap<number, readonly TickerAt[]>
  /** By row and change. */
  readonly past: ReadonlyMap<string, EventRow & Past>
  readonly pastTickers: ReadonlyMap<string, readonly (TickerAt & Past)[]>
  /** Newest first. */
  readonly changes: ReadonlyMap<number, readonly Change[]>
  readonly runs: ReadonlyMap<number, Run>
}

/** A number that was free again may have been another event's: what is of that one is left out. */
function versionsOf(id: number, eventId: string, of: Lives): readonly EventVersion[] {
  // Backwards from what is stored now: each change says what of it was otherwise before.
  let row = of.now.get(id)
  const tickers = new Map((of.tickers.get(id) ?? []).map(({ symbol, role }, position) => [position, { symbol, role }]))
  return (of.changes.get(id) ?? []).flatMap(({ change, at, run }) => {
    const after = row?.event_id
    const past = of.past.get(`${id} ${change}`)
    if (past !== undefined) row = past.existed === 1 ? past : undefined
    for (const { existed, position, symbol, role } of of.pastTickers.get(`${id} ${change}`) ?? [])
      if (existed === 1) tickers.set(position, { symbol, role })
      else tickers.delete(position)
    const named = [...tickers].sort(([a], [b]) => a - b).map(([, one]) => one)
    if (after !== eventId && row?.event_id !== eventId) return []
    const isOwn = row !== undefined && row.event_id === eventId
    const { verb = null, name = null } = of.runs.get(run ?? -1) ?? {}
    const byHand = verb === 'edit' || (verb === 'ingest' && edits.test(name ?? ''))
    return [{ change, at, run, verb, byHand, before: isOwn ? eventOf(row as EventRow, named) : null }]
  })
}
