import { hash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { statement } from './statement.ts'

/**
 * Fingerprints of stored events, kept with every write and compared by `verify`: a title, a time, a link or a ticker that
 * another program changes is noticed as a bar is.
 */
const covered = [
  'event_id',
  'title',
  'occurred_at',
  'occurred_until',
  'public_at',
  'effective_ms',
  'timezone',
  'precision',
  'uncertainty',
  'session',
  'relation_note',
  'type',
  'expected_direction',
  'group_name',
  'tags',
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
  'extra',
] as const

type Covered = Readonly<Record<(typeof covered)[number], string | number | null>>
interface Named {
  readonly symbol: string
  readonly role: string
}

/** The tickers of one event in order. SQLite would plan the question anew for each value of a bare parameter. */
export const TICKERS_OF = 'select symbol, role from event_ticker where event = cast(? as integer) order by position'

/** The fingerprint of an event with its tickers in order. */
export function eventHash(event: Covered, tickers: readonly Named[]): string {
  const row: Record<string, string | number | null> = {}
  for (const name of covered) row[name] = event[name]
  const named = tickers.map(({ symbol, role }) => ({ symbol, role }))
  return hash('sha256', JSON.stringify([row, named]))
}

/** That of one that is stored, behind its id; null where it is not. */
function storedHash(db: Database, id: number): readonly [eventId: string, hash: string] | null {
  const row = statement(db, `select ${covered.join(', ')} from event where id = ?`).get(id) as Covered | undefined
  if (row === undefined) return null
  return [String(row.event_id), eventHash(row, statement(db, TICKERS_OF).all(id) as Named[])]
}

/** Renews fingerprints, by the ids of events that were just written. Must run in the transaction that did so. */
export function keepEventHashes(db: Database, hashes: ReadonlyMap<string, string>): void {
  const save = statement(
    db,
    'insert into event_hash (event_id, hash) values (?, ?) on conflict (event_id) do update set hash = excluded.hash',
  )
  // By their key: each page of the table is written once, however many events there are.
  for (const eventId of [...hashes.keys()].sort()) save.run(eventId, hashes.get(eventId))
}

/** The same for events that are stored, by their numbers. */
export function fingerprintEvents(db: Database, ids: readonly number[]): void {
  for (const id of ids) {
    const found = storedHash(db, id)
    if (found !== null) keepEventHashes(db, new Map([found]))
  }
}

/** Forgets the fingerprints of events that are gone. */
export function forgetEventHash(db: Database, eventId: string): void {
  statement(db, 'delete from event_hash where event_id = ?').run(eventId)
}

/** Takes the fingerprints of events that were stored before there were any. */
export const fingerprintOldEvents = (db: Database): void => fingerprintEvents(db, idsOf(db))

const idsOf = (db: Database): readonly number[] => db.prepare('select id from event').pluck().all() as number[]

/** Compares every stored event with its fingerprint. @returns events compared, and a sentence for each that differs */
export function compareEvents(db: Database): { readonly checked: number; readonly problems: readonly string[] } {
  const kept = new Map(db.prepare('select event_id, hash from event_hash').raw().all() as [string, string][])
  const problems: string[] = []
  const ids = idsOf(db)
  for (const id of ids) {
    const found = storedHash(db, id)
    if (found === null) continue
    const [eventId, hash] = found
    const stored = kept.get(eventId)
    kept.delete(eventId)
    if (stored === undefined) problems.push(`the event ${eventId} was not stored by this program`)
    else if (stored !== hash) problems.push(`the event ${eventId} does not match its fingerprint`)
  }
  for (const eventId of kept.keys()) problems.push(`the event ${eventId} is missing`)
  return { checked: ids.length, problems }
}
