import { findEvent } from '../../db/events.ts'
import { type EventVersion, eventVersions } from '../../db/eventVersions.ts'
import type { Reader } from '../../db/file/db.ts'
import type { MarketEvent } from '../market/event.ts'
import { type Instant, utcText } from '../market/instant.ts'
import { Problem } from '../problem.ts'

/** Every change of an event, newest first. @throws Problem 404 for an event that never was */
export async function eventHistory(reader: Reader, eventId: string) {
  const versions = await eventVersions(reader, eventId)
  if (versions.length === 0) throw new Problem(404, 'unknown_event', `There never was an event "${eventId}"`, 'event')
  const today = await findEvent(reader, eventId)
  return {
    event_id: eventId,
    versions: versions.map((version, index) =>
      told(version, index === 0 ? today : (versions[index - 1]?.before ?? null)),
    ),
  }
}

const told = ({ change, at, run, verb, before }: EventVersion, after: MarketEvent | null) => ({
  change,
  at: utcText(at as Instant),
  run,
  verb,
  before,
  changed: changedFields(before, after),
})

/** Fields that differ; none where one of the two is no event. */
const changedFields = (before: MarketEvent | null, after: MarketEvent | null): readonly string[] =>
  before === null || after === null
    ? []
    : (Object.keys(before) as (keyof MarketEvent)[]).filter(
        (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
      )
