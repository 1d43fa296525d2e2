import type { Over } from '../../db/eventOver.ts'
import { findEvent } from '../../db/events.ts'
import { type EventVersion, versionsOfEvents } from '../../db/eventVersions.ts'
import type { Db, Reader } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'
import { addWitnesses, readWitnesses } from '../../db/witnesses.ts'
import { effectiveTime, type MarketEvent } from '../market/event.ts'
import { type Instant, utcText } from '../market/instant.ts'
import { mustBeMoment } from '../market/moment.ts'
import { kindOfEvent, type Statement, type Witness } from '../market/witness.ts'
import { Problem } from '../problem.ts'
import { mustBeOver } from './edit.ts'

/**
 * Everybody who says when an event was public: its own time, every earlier one that the history has, and what was told
 * besides. Each statement once, in the order in which they were told.
 */
export const witnessesOf = async (reader: Reader, event: MarketEvent): Promise<readonly Witness[]> =>
  (await witnessesOfEvents(reader, [event])).get(event.event_id) ?? []

/** The same of many, by the id of the event: what each kind of row tells of them is asked for once. */
export async function witnessesOfEvents(
  reader: Reader,
  events: readonly MarketEvent[],
): Promise<ReadonlyMap<string, readonly Witness[]>> {
  const ids = events.map(({ event_id }) => event_id)
  const versions = await versionsOfEvents(reader, ids)
  const told = await readWitnesses(reader, ids)
  return new Map(
    events.map((event) => {
      const own = ownWitnesses(event, versions.get(event.event_id) ?? [])
      return [event.event_id, eachOnce([...own, ...(told.get(event.event_id) ?? [])])]
    }),
  )
}

const ownWitnesses = (event: MarketEvent, versions: readonly EventVersion[]): readonly Witness[] =>
  versions.flatMap((version, index) => {
    const after = index === 0 ? event : (versions[index - 1]?.before ?? null)
    return after === null ? [] : [ownWitness(after, version)]
  })

function eachOnce(witnesses: readonly Witness[]): readonly Witness[] {
  const known = new Map<string, Witness>()
  for (const witness of witnesses.toSorted((a, b) => a.toldAt - b.toldAt))
    known.getOrInsert(JSON.stringify([witness.kind, witness.at, witness.place]), witness)
  return [...known.values()]
}

const ownWitness = (event: MarketEvent, { at, byHand }: EventVersion): Witness => ({
  kind: kindOfEvent(event, byHand),
  at: effectiveTime(event),
  place: event.source_url ?? event.source_name ?? '',
  note: event.time_note,
  toldAt: at,
})

/**
 * Keeps what somebody says of an event's time; the event itself stays as it is.
 *
 * @throws Problem 404 for an event that is not stored, 412 for another than was read (`over`)
 */
export const tellWitness = (
  db: Db,
  eventId: string,
  witness: Statement,
  now: number,
  over?: Over,
): Promise<{ readonly added: number }> =>
  write(db, async (tx) => {
    await mustBeOver(tx, eventId, over)
    if ((await findEvent(tx, eventId)) === null)
      throw new Problem(404, 'unknown_event', `There is no event "${eventId}"`, 'event')
    const time = mustBeMoment(witness.at)
    const at = time.kind === 'instant' ? utcText(time.at as Instant) : witness.at
    return { added: await addWitnesses(tx, eventId, [{ ...witness, at, toldAt: now }]) }
  })
