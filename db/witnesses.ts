import type { Witness } from '../server/market/witness.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { statement } from './file/statement.ts'

/**
 * What a joining of two stories told stays on record, but it speaks for the event only while they are joined: not once the
 * run that did so, known by its moment, is undone and no other has joined the two again.
 */
const speaks = `not (note like 'echo: %' and told_at in (
  select r.started_at from run r where r.verb = 'edit' and r.outcome = 'undone' and r.request ->> '$.name' like 'same story: %'
    and not exists (select 1 from run a where a.verb = 'edit' and a.outcome = 'complete' and a.request ->> '$.name' = r.request ->> '$.name')))`

/** What was told of when events were public, besides their own times, in the order in which it was told. */
export const readWitnesses = (
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Witness[]>> =>
  read(reader, (connection) => {
    const sql = `select event_id as eventId, kind, at, place, note, told_at as toldAt from event_witness
      where event_id in (select value from json_each(?)) and ${speaks} order by told_at, kind, at, place`
    const rows = statement(connection, sql).all(JSON.stringify(eventIds)) as (Witness & { readonly eventId: string })[]
    const found = new Map<string, Witness[]>()
    for (const { eventId, ...witness } of rows) found.getOrInsertComputed(eventId, () => []).push(witness)
    return found
  })

/** Adds what was told; what was told before stays as it is. @returns how many are new */
export async function addWitnesses(tx: Tx, eventId: string, witnesses: readonly Witness[]): Promise<number> {
  const add = statement(
    connectionOf(tx),
    `insert into event_witness (event_id, kind, at, place, note, told_at) values (@eventId, @kind, @at, @place, @note, @toldAt)
     on conflict (event_id, kind, at, place) do nothing`,
  )
  return witnesses.reduce((sum, witness) => sum + add.run({ eventId, ...witness }).changes, 0)
}
