import type { Database } from 'better-sqlite3'
import type { EventTicker, MarketEvent } from '../server/market/event.ts'
import { hold } from '../server/market/heldEvents.ts'
import { CURRENT, conditions, type EventFilter, learnSearch } from './eventFilter.ts'
import { needChange } from './file/change.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { eventHash, forgetEventHash, keepEventHashes, TICKERS_OF } from './file/eventHashes.ts'
import { keptWhile } from './file/kept.ts'
import { nextNumber } from './file/nextNumber.ts'
import { statement } from './file/statement.ts'

/** Where the next page begins: after this event. */
export interface EventCursor {
  readonly effectiveMs: number
  readonly eventId: string
}

export interface StoredEvent {
  readonly event: MarketEvent
  readonly cursor: EventCursor
}

/** Columns of the table under the names of the format; `group` is a word of SQL. */
const columns = [
  'event_id',
  'title',
  'occurred_at',
  'occurred_until',
  'public_at',
  'timezone',
  'precision',
  'uncertainty',
  'session',
  'relation_note',
  'type',
  'expected_direction',
  'summary',
  'language',
  'status',
  'source_type',
  'source_name',
  'source_url',
  'source_id',
  'time_source',
  'time_note',
  'notes',
  'window_start',
  'window_end',
  'estimation_end',
  'estimation_length',
] as const satisfies readonly (keyof MarketEvent)[]

export type EventRow = Pick<MarketEvent, (typeof columns)[number]> & {
  readonly id: number
  readonly effective_ms: number
  readonly group_name: string | null
  readonly tags: string
  readonly extra: string
}

export const selected = `id, effective_ms, ${columns.join(', ')}, group_name, tags, extra`

export const eventOf = (row: EventRow, tickers: readonly EventTicker[]): MarketEvent => ({
  event_id: row.event_id,
  title: row.title,
  occurred_at: row.occurred_at,
  occurred_until: row.occurred_until,
  public_at: row.public_at,
  timezone: row.timezone,
  precision: row.precision,
  uncertainty: row.uncertainty,
  session: row.session,
  tickers,
  relation_note: row.relation_note,
  type: row.type,
  expected_direction: row.expected_direction,
  group: row.group_name,
  tags: JSON.parse(row.tags) as readonly string[],
  summary: row.summary,
  language: row.language,
  status: row.status,
  source_type: row.source_type,
  source_name: row.source_name,
  source_url: row.source_url,
  source_id: row.source_id,
  time_source: row.time_source,
  time_note: row.time_note,
  notes: row.notes,
  window_start: row.window_start,
  window_end: row.window_end,
  estimation_end: row.estimation_end,
  estimation_length: row.estimation_length,
  extra: JSON.parse(row.extra) as Readonly<Record<string, string>>,
})

/**
 * Events by effective time and id, from the earliest or the latest; a page of at most `limit` beyond a cursor, which is a
 * place in the list whichever way it is read.
 */
export async function readEventPage(
  reader: Reader,
  filter: EventFilter,
  after: EventCursor | null,
  limit: number,
  order: 'asc' | 'desc' = 'asc',
): Promise<readonly StoredEvent[]> {
  return read(reader, (connection) => {
    learnSearch(connection)
    const { where, values } = conditions(filter)
    const beyond =
      after === null ? '' : `and (effective_ms, event_id) ${order === 'asc' ? '>' : '<'} (@afterMs, @afterId)`
    // What is sorted are ids: many events of one moment are many long rows.
    const rows = statement(
      connection,
      `select ${selected} from event where id in
         (select id from event where ${where} ${beyond} order by effective_ms ${order}, event_id ${order} limit @limit)
       order by effective_ms ${order}, event_id ${order}`,
    ).all({ ...values, afterMs: after?.effectiveMs, afterId: after?.eventId, limit }) as EventRow[]
    const tickers = tickersOf(connection, rows)
    return rows.map((row) => ({
      event: eventOf(row, tickers.get(row.id) ?? []),
      cursor: { effectiveMs: row.effective_ms, eventId: row.event_id },
    }))
  })
}

/** Events read at once where they are wanted one after another. */
const PAGE = 500

/**
 * Every event that a filter admits, by effective time and id, page by page. Their order is read first and they themselves page by page:
 * however many there are, and on however few moments, only a page is held.
 */
export async function* eventPages(reader: Reader, filter: EventFilter): AsyncGenerator<readonly StoredEvent[]> {
  const ids = await readEventIds(reader, filter)
  for (let from = 0; from < ids.length; from += PAGE) yield await readStored(reader, ids.slice(from, from + PAGE))
}

/** The events of some ids, in the order of the ids; those that are not stored are left out. */
export async function readEvents(reader: Reader, ids: readonly string[]): Promise<readonly MarketEvent[]> {
  const known = 'file' in reader ? await held(reader, '', [['events']], async () => new Map()) : new Map()
  const missing = ids.filter((id) => !known.has(id))
  if (missing.length === 0) return ids.flatMap((id) => known.get(id) ?? [])
  const stored = await readStored(reader, missing)
  const found = new Map(stored.map(({ event }) => [event.event_id, event]))
  // Of a day of tens of thousands the others pass by as they come: to hold them in turns would help nobody.
  for (const [id, event] of found) if (known.size < HELD) known.set(id, event)
  return ids.flatMap((id) => found.get(id) ?? known.get(id) ?? [])
}

const readStored = (reader: Reader, ids: readonly string[]): Promise<readonly StoredEvent[]> =>
  read(reader, (connection) => {
    const wanted = `select ${selected} from event where event_id in (select value from json_each(?))`
    const rows = statement(connection, wanted).all(JSON.stringify(ids)) as EventRow[]
    const tickers = tickersOf(connection, rows)
    const same = 'file' in reader ? interned(reader) : eventOf
    const found = new Map(
      rows.map((row) => [
        row.event_id,
        {
          event: same(row, tickers.get(row.id) ?? []),
          cursor: { effectiveMs: row.effective_ms, eventId: row.event_id },
        },
      ]),
    )
    return ids.flatMap((id) => found.get(id) ?? [])
  })

/** Events as they are, until one of them is written to. */
const held = keptWhile<Map<string, MarketEvent>>(1)
/** Events of a store whose objects are held. */
const HELD = 2000

const lastRead = new WeakMap<Reader, Map<string, MarketEvent>>()
/** Makes an event of its row: the object that was made before of an equal one, so that what was worked out of it holds. */
function interned(db: Reader): typeof eventOf {
  const known = lastRead.get(db) ?? new Map<string, MarketEvent>()
  lastRead.set(db, known)
  return (row, tickers) => {
    const before = known.get(row.event_id)
    if (before !== undefined && isOf(row, tickers, before)) return before
    const event = eventOf(row, tickers)
    if (before === undefined && known.size >= HELD) return event
    known.set(row.event_id, hold(event))
    return event
  }
}

/** Does a row say what an event says? */
const isOf = (row: EventRow, tickers: readonly EventTicker[], event: MarketEvent): boolean =>
  columns.every((name) => row[name] === event[name]) &&
  row.group_name === event.group &&
  row.tags === JSON.stringify(event.tags) &&
  row.extra === JSON.stringify(event.extra) &&
  tickers.length === event.tickers.length &&
  tickers.every(({ symbol, role }, at) => symbol === event.tickers[at]?.symbol && role === event.tickers[at]?.role)

/** Ids of the events that a filter admits, by effective time and id. */
export async function readEventIds(reader: Reader, filter: EventFilter): Promise<readonly string[]> {
  return read(reader, (connection) => {
    learnSearch(connection)
    const { where, values } = conditions(filter)
    const sql = `select event_id from event where ${where} order by effective_ms, event_id`
    return statement(connection, sql).pluck().all(values) as string[]
  })
}

/** The symbols that events name. */
export async function readEventSymbols(reader: Reader, ids: readonly string[]): Promise<readonly string[]> {
  const sql =
    'select distinct symbol from event_ticker join event on event.id = event where event_id in (select value from json_each(?))'
  return read(reader, (connection) => statement(connection, sql).pluck().all(JSON.stringify(ids)) as string[])
}

/** Every event that a filter admits, by effective time and id. */
export async function listEvents(reader: Reader, filter: EventFilter = {}): Promise<readonly MarketEvent[]> {
  return (await readEventPage(reader, filter, null, 1_000_000)).map(({ event }) => event)
}

export async function countEvents(reader: Reader, filter: EventFilter = {}): Promise<number> {
  return read(reader, (connection) => {
    learnSearch(connection)
    const { where, values } = conditions(filter)
    return statement(connection, `select count(*) from event where ${where}`).pluck().get(values) as number
  })
}

export const findEvent = (reader: Reader, eventId: string): Promise<MarketEvent | null> =>
  read(reader, (connection) => eventFinder(connection)(eventId))

/** How many events name each symbol. */
export async function countEventsByTicker(reader: Reader): Promise<ReadonlyMap<string, number>> {
  return read(reader, (connection) => {
    const rows = connection
      .prepare('select symbol, count(distinct event) as events from event_ticker group by symbol')
      .all() as { symbol: string; events: number }[]
    return new Map(rows.map(({ symbol, events }) => [symbol, events]))
  })
}

const tickersOfEvent = (connection: Database, id: number): readonly EventTicker[] =>
  statement(connection, TICKERS_OF).all(id) as EventTicker[]

/** The tickers of many events in one question. */
function tickersOf(connection: Database, events: readonly EventRow[]): ReadonlyMap<number, readonly EventTicker[]> {
  const rows = statement(
    connection,
    'select event, symbol, role from event_ticker where event in (select value from json_each(?)) order by event, position',
  ).all(JSON.stringify(events.map(({ id }) => id))) as (EventTicker & { readonly event: number })[]
  const found = new Map<number, EventTicker[]>()
  for (const { event, symbol, role } of rows) {
    const own = found.get(event)
    if (own === undefined) found.set(event, [{ symbol, role }])
    else own.push({ symbol, role })
  }
  return found
}

function eventFinder(connection: Database): (eventId: string) => MarketEvent | null {
  const asked = statement(connection, `select ${selected} from event where event_id = ?`)
  return (eventId) => {
    const row = asked.get(eventId) as EventRow | undefined
    return row === undefined ? null : eventOf(row, tickersOfEvent(connection, row.id))
  }
}

const saved = [...columns, 'group_name', 'tags', 'extra', 'effective_ms'] as const
const added = ['id', ...saved, 'created_at', 'updated_at'] as const
const change = `update event set ${saved.map((name) => `${name} = ?`).join(', ')}, updated_at = ? where event_id = ? returning id`

/** Stores events one after another, each under its id, its tickers under the names they have now. */
export interface EventWriter {
  readonly find: (eventId: string) => MarketEvent | null
  /**
   * @param before the event as it is stored
   * @param effectiveMs first moment of its effective time, for order
   * @returns whether it was new, changed a stored one, or was there already
   */
  readonly save: (
    event: MarketEvent,
    before: MarketEvent | null,
    effectiveMs: number,
  ) => Promise<'new' | 'changed' | 'unchanged'>
  /** Keeps the fingerprints of what was written: belongs at the end. */
  readonly end: () => void
}

/** Nobody else may write events meanwhile. */
export function eventWriter(tx: Tx, now: number): EventWriter {
  const connection = connectionOf(tx)
  const find = eventFinder(connection)
  const current = currentNames(connection)
  const changing = statement(connection, change).pluck()
  const dropTickers = statement(connection, 'delete from event_ticker where event = ?')
  const hashes = new Map<string, string>()
  /** What is not written yet, row after row, and of which events. */
  const [events, tickers, unwritten] = [[] as Cell[], [] as Cell[], new Set<string>()]
  let next: number | null = null
  const flush = () => {
    insert(connection, 'event', added, events.splice(0))
    insert(connection, 'event_ticker', ofTicker, tickers.splice(0))
    unwritten.clear()
  }
  const add = (values: readonly Cell[]): number => {
    const id =
      next ??
      (statement(connection, `select ${nextNumber('event')}`)
        .pluck()
        .get() as number)
    next = id + 1
    events.push(id, ...values, now, now)
    return id
  }
  const update = (event: MarketEvent, values: readonly Cell[]): number => {
    const id = changing.get(...values, now, event.event_id) as number
    dropTickers.run(id)
    return id
  }
  return {
    find: (eventId) => {
      if (unwritten.has(eventId)) flush()
      return find(eventId)
    },
    save: async (given, before, effectiveMs) => {
      const event = underCurrentNames(given, current)
      const row = rowOf(event, effectiveMs)
      if (before !== null && isOf(row, event.tickers, before)) return 'unchanged'
      await needChange(tx, now)
      const values = saved.map((name) => row[name])
      const id = before === null ? add(values) : update(event, values)
      for (const [position, { symbol, role }] of event.tickers.entries()) tickers.push(id, position, symbol, role)
      unwritten.add(event.event_id)
      if (unwritten.size >= BLOCK) flush()
      hashes.set(event.event_id, eventHash(row, event.tickers))
      return before === null ? 'new' : 'changed'
    },
    end: () => {
      flush()
      keepEventHashes(connection, hashes)
      hashes.clear()
    },
  }
}

type Cell = string | number | null

/** Rows a statement: one for each row takes a quarter longer. */
const BLOCK = 20
const ofTicker = ['event', 'position', 'symbol', 'role'] as const

/** Adds rows that are given cell after cell, many a statement. */
function insert(connection: Database, table: string, names: readonly string[], cells: readonly Cell[]): void {
  const tuple = `(${names.map(() => '?').join(', ')})`
  for (let at = 0; at < cells.length; at += BLOCK * names.length) {
    const own = cells.slice(at, at + BLOCK * names.length)
    const rows = Array(own.length / names.length)
      .fill(tuple)
      .join(', ')
    statement(connection, `insert into ${table} (${names.join(', ')}) values ${rows}`).run(own)
  }
}

/** Stores one event, as a writer of many does. */
export async function saveEvent(
  tx: Tx,
  event: MarketEvent,
  effectiveMs: number,
  now: number,
): Promise<'new' | 'changed' | 'unchanged'> {
  const writer = eventWriter(tx, now)
  const done = await writer.save(event, writer.find(event.event_id), effectiveMs)
  writer.end()
  return done
}

/** The name that a ticker has now, each asked once. */
function currentNames(connection: Database): (symbol: string) => string {
  const asked = statement(connection, `select ${CURRENT}`).pluck()
  const known = new Map<string, string>()
  return (symbol) => known.getOrInsertComputed(symbol, () => asked.get({ ticker: symbol }) as string)
}

/** An event that names a ticker by a former name names the ticker. */
function underCurrentNames(event: MarketEvent, current: (symbol: string) => string): MarketEvent {
  const names = event.tickers.map(({ symbol }) => current(symbol))
  if (event.tickers.every(({ symbol }, at) => symbol === names[at])) return event
  const tickers = event.tickers.map((one, at) => ({ ...one, symbol: names[at] ?? one.symbol }))
  return { ...event, tickers: tickers.filter((_, at) => names.indexOf(names[at] ?? '') === at) }
}

function rowOf(event: MarketEvent, effectiveMs: number): EventRow {
  const { tickers, group, tags, extra, ...own } = event
  const sorted = Object.fromEntries(Object.entries(extra).sort(([a], [b]) => (a < b ? -1 : 1)))
  return {
    ...own,
    id: 0,
    effective_ms: effectiveMs,
    group_name: group,
    tags: JSON.stringify(tags),
    extra: JSON.stringify(sorted),
  }
}

/** Forgets an event. @returns whether it was there */
export async function removeEvent(tx: Tx, eventId: string, now: number): Promise<boolean> {
  const connection = connectionOf(tx)
  await needChange(tx, now)
  forgetEventHash(connection, eventId)
  return statement(connection, 'delete from event where event_id = ?').run(eventId).changes > 0
}
