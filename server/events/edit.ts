import { type Over, otherThan } from '../../db/eventOver.ts'
import { findEvent, removeEvent, saveEvent } from '../../db/events.ts'
import { eventVersions } from '../../db/eventVersions.ts'
import type { Db, Reader, Tx } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'
import { beginRun, endRun } from '../../db/runs.ts'
import { effectiveTime, type MarketEvent } from '../market/event.ts'
import { firstMs, mustBeMoment } from '../market/moment.ts'
import { Problem } from '../problem.ts'

/** What an edit came to: `run` takes it back, as an import is taken back. */
export interface Edited {
  readonly run: number
  readonly changed: number
  readonly unchanged: number
}

/** Does something to events as one call on record, in one transaction. @param name what it did, for the list of imports */
export const edit = (
  db: Db,
  name: string,
  now: number,
  work: (tx: Tx) => Promise<Omit<Edited, 'run'>>,
): Promise<Edited> =>
  write(db, async (tx) => {
    const run = await beginRun(tx, 'edit', { name, kind: 'events' }, now)
    const done = await work(tx)
    await endRun(tx, run, 'complete', { new: 0, ...done, rejected: 0 }, now)
    return { run, ...done }
  })

const unknown = (ids: readonly string[]): Problem =>
  new Problem(404, 'unknown_event', `There is no event ${ids.map((id) => `"${id}"`).join(', ')}`, 'event')

/** @throws Problem 412 where what is stored of an event is not what was read of it */
export async function mustBeOver(reader: Reader, eventId: string, over: Over | undefined): Promise<void> {
  const why = await otherThan(reader, eventId, over)
  if (why !== null) throw new Problem(412, 'changed_meanwhile', why, 'event')
}

/**
 * Forgets an event and which tickers it names.
 *
 * @param over what was read of it; left out: whatever is stored is forgotten
 * @throws Problem 404 for one that is not stored, 412 for another than was read
 */
export const forgetEvent = (db: Db, eventId: string, now: number, over?: Over): Promise<Edited> =>
  edit(db, `delete ${eventId}`, now, async (tx) => {
    await mustBeOver(tx, eventId, over)
    if (!(await removeEvent(tx, eventId, now))) throw unknown([eventId])
    return { changed: 1, unchanged: 0 }
  })

/** Gives events a status, all of them or none. @throws Problem 404 naming those that are not stored */
export const setStatus = (
  db: Db,
  ids: readonly string[],
  status: MarketEvent['status'],
  now: number,
): Promise<Edited> =>
  edit(db, `${status} ${ids.length === 1 ? ids[0] : `${ids.length} events`}`, now, async (tx) => {
    const missing: string[] = []
    let changed = 0
    for (const id of new Set(ids)) {
      const event = await findEvent(tx, id)
      if (event === null) missing.push(id)
      else if ((await saveEdited(tx, { ...event, status }, now)) === 'changed') changed++
    }
    if (missing.length > 0) throw unknown(missing.slice(0, 10))
    return { changed, unchanged: new Set(ids).size - changed }
  })

/**
 * Makes an event again what it was before a change, also when it is deleted now.
 *
 * @param over what was read of it; left out: whatever is stored becomes that
 * @throws Problem 404 for a change that is not of this event, 409 for the one that made it: before it there was none, 412 for
 * another event than was read
 */
export const restoreEvent = (db: Db, eventId: string, change: number, now: number, over?: Over): Promise<Edited> =>
  edit(db, `restore ${eventId}`, now, async (tx) => {
    await mustBeOver(tx, eventId, over)
    const version = (await eventVersions(tx, eventId)).find((one) => one.change === change)
    if (version === undefined)
      throw new Problem(404, 'unknown_change', `Change ${change} is none of the event "${eventId}"`, 'change')
    if (version.before === null)
      throw new Problem(409, 'no_event_before', `Before change ${change} there was no event "${eventId}"`, 'change')
    const done = await saveEdited(tx, version.before, now)
    return { changed: done === 'unchanged' ? 0 : 1, unchanged: done === 'unchanged' ? 1 : 0 }
  })

/** Stores an event within an edit. */
export const saveEdited = (tx: Tx, event: MarketEvent, now: number) =>
  saveEvent(tx, event, firstMs(mustBeMoment(effectiveTime(event))), now)

/** What a record must name besides what it changes: title and time as they are stored; nothing of an event that is new. */
export async function neededOf(
  reader: Reader,
  eventId: string,
  given: { readonly has: (name: string) => boolean },
): Promise<readonly (readonly [name: string, value: string])[]> {
  const event = await findEvent(reader, eventId)
  if (event === null) return []
  const { title, public_at, occurred_at } = event
  return Object.entries({ title, public_at, occurred_at }).flatMap(([name, value]) =>
    value === null || given.has(name) ? [] : [[name, value] as const],
  )
}
