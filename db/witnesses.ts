import type { Witness } from '../server/market/witness.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { statement } from './file/statement.ts'

/** What was told of when events were public, besides their own times, in the order in which it was told. */
export const readWitnesses = (
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Witness[]>> =>
  read(reader, (connection) => {
    const sql = `select event_id as eventId, kind, at, place, note, told_at as toldAt from event_witness
      where event_id in (select value from json_each(?)) order by told_at, kind, at, place`
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
