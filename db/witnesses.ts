import type { Witness } from '../server/market/witness.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { statement } from './file/statement.ts'

/** What was told of when an event was public, besides its own time, in the order in which it was told. */
export const readWitnesses = (reader: Reader, eventId: string): Promise<readonly Witness[]> =>
  read(
    reader,
    (connection) =>
      statement(
        connection,
        'select kind, at, place, note, told_at as toldAt from event_witness where event_id = ? order by told_at, kind, at, place',
      ).all(eventId) as Witness[],
  )

/** Adds what was told; what was told before stays as it is. @returns how many are new */
export async function addWitnesses(tx: Tx, eventId: string, witnesses: readonly Witness[]): Promise<number> {
  const add = statement(
    connectionOf(tx),
    `insert into event_witness (event_id, kind, at, place, note, told_at) values (@eventId, @kind, @at, @place, @note, @toldAt)
     on conflict (event_id, kind, at, place) do nothing`,
  )
  return witnesses.reduce((sum, witness) => sum + add.run({ eventId, ...witness }).changes, 0)
}
