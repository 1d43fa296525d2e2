import { findEvent } from './events.ts'
import type { Reader } from './file/db.ts'
import { eventVersion } from './version.ts'

/** What a writer has read of an event: versions of which one must still be stored, or `any`: some event must be. */
export type Over = readonly string[] | 'any'

/** Why what is stored of an event is not what a writer has read, as a sentence; null where it is, or nothing was said. */
export async function otherThan(reader: Reader, eventId: string, over: Over | undefined): Promise<string | null> {
  if (over === undefined) return null
  const stored = await findEvent(reader, eventId)
  if (stored === null) return `The event "${eventId}" is not stored`
  return over === 'any' || over.includes(eventVersion(stored)) ? null : `The event "${eventId}" was changed meanwhile`
}
