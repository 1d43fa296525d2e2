import { findEvent } from '../../db/events.ts'
import { type EventVersion, eventVersions } from '../../db/eventVersions.ts'
import type { Db, Reader } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'
import { addWitnesses, readWitnesses } from '../../db/witnesses.ts'
import { effectiveTime, type MarketEvent } from '../market/event.ts'
import { type Instant, utcText } from '../market/instant.ts'
import { mustBeMoment } from '../market/moment.ts'
import { kindOfEvent, type Statement, type Witness } from '../market/witness.ts'
import { Problem } from '../problem.ts'

/**
 * Everybody who says when an event was public: its own time, every earlier one that the history has, and what was told
 * besides. Each statement once, in the order in which they were told.
 */
export async function witnessesOf(reader: Reader, event: MarketEvent): Promise<readonly Witness[]> {
  const versions = await eventVersions(reader, event.event_id)
  const own = versions.flatMap((version, index) => {
    const after = index === 0 ? event : (versions[index - 1]?.before ?? null)
    return after === null ? [] : [ownWitness(after, version)]
  })
  const told = await readWitnesses(reader, event.event_id)
  const known = new Map<string, Witness>()
  for (const witness of [...own, ...told].sort((a, b) => a.toldAt - b.toldAt)) {
    const key = JSON.stringify([witness.kind, witness.at, witness.place])
    if (!known.has(key)) known.set(key, witness)
  }
  return [...known.values()]
}

const ownWitness = (event: MarketEvent, { at, byHand }: EventVersion): Witness => ({
  kind: kindOfEvent(event, byHand),
  at: effectiveTime(event),
  place: event.source_url ?? event.source_name ?? '',
  note: event.time_note,
  toldAt: at,
})

/** Keeps what somebody says of an event's time; the event itself stays as it is. @throws Problem 404 for an event that is not stored */
export const tellWitness = (
  db: Db,
  eventId: string,
  witness: Statement,
  now: number,
): Promise<{ readonly added: number }> =>
  write(db, async (tx) => {
    if ((await findEvent(tx, eventId)) === null)
      throw new Problem(404, 'unknown_event', `There is no event "${eventId}"`, 'event')
    const time = mustBeMoment(witness.at)
    const at = time.kind === 'instant' ? utcText(time.at as Instant) : witness.at
    return { added: await addWitnesses(tx, eventId, [{ ...witness, at, toldAt: now }]) }
  })
