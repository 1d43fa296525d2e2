import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { statement } from './statement.ts'

/**
 * Fingerprints of stored events, kept with every write and compared by `verify`: a title, a time, a link or a ticker that
 * another program changes is noticed as a bar is.
 */
const covered = `event_id, title, occurred_at, occurred_until, public_at, effective_ms, timezone, precision, uncertainty, session,
  relation_note, type, expected_direction, group_name, tags, summary, language, status, source_type, source_name, source_url,
  source_id, time_source, time_note, notes, window_start, window_end, estimation_end, estimation_length, extra`

function fingerprint(db: Database, id: number): { readonly eventId: string; readonly hash: string } | null {
  const row = statement(db, `select ${covered} from event where id = ?`).get(id) as { event_id: string } | undefined
  if (row === undefined) return null
  const tickers = statement(db, 'select symbol, role from event_ticker where event = ? order by position').all(id)
  const hash = createHash('sha256')
    .update(JSON.stringify([row, tickers]))
    .digest('hex')
  return { eventId: row.event_id, hash }
}

/** Renews the fingerprints of events that were just written. Must run in the transaction that did so. */
export function fingerprintEvents(db: Database, ids: readonly number[]): void {
  const save = statement(
    db,
    'insert into event_hash (event_id, hash) values (?, ?) on conflict (event_id) do update set hash = excluded.hash',
  )
  for (const id of ids) {
    const found = fingerprint(db, id)
    if (found !== null) save.run(found.eventId, found.hash)
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
    const found = fingerprint(db, id)
    if (found === null) continue
    const stored = kept.get(found.eventId)
    kept.delete(found.eventId)
    if (stored === undefined) problems.push(`the event ${found.eventId} was not stored by this program`)
    else if (stored !== found.hash) problems.push(`the event ${found.eventId} does not match its fingerprint`)
  }
  for (const eventId of kept.keys()) problems.push(`the event ${eventId} is missing`)
  return { checked: ids.length, problems }
}
