import type { z } from 'zod'
import { changesSince } from '../../db/changes.ts'
import {
  changes as changesAnswer,
  edited,
  eventList as eventsAnswer,
  facets as facetsAnswer,
  history as historyAnswer,
  ingested,
  oneEvent as oneEventAnswer,
} from '../answers/event.ts'
import { forgetEvent, neededOf, restoreEvent, setStatus } from '../events/edit.ts'
import { eventHistory } from '../events/history.ts'
import { eventFacets, eventList, filterOf, oneEvent } from '../events/list.ts'
import { eventFieldColumns } from '../export/eventColumns.ts'
import { eventsTable } from '../export/exportEvents.ts'
import type { Ingested } from '../ingest/ingested.ts'
import type { EventFormat } from '../market/eventFormats.ts'
import { Problem } from '../problem.ts'
import { pagingOf } from '../query/page.ts'
import {
  ChangesQuestion,
  EventSubject,
  EventsExportQuestion,
  EventsFileQuestion,
  EventsPageQuestion,
  FacetsQuestion,
  OwnEventSubject,
  RestoreOrder,
  StatusOrder,
} from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import type { Table } from '../table/table.ts'
import { tableHeadings } from './tableHeadings.ts'
import { takeFile } from './takeFile.ts'
import { type Declaration, tableVerb, type VerbContext, verb } from './verb.ts'

export const events = verb({
  name: 'events',
  does: 'Events with the session each could first move',
  method: 'get',
  path: '/events',
  subject: nothing,
  question: EventsPageQuestion,
  answer: eventsAnswer,
  fails: [],
  run: ({ db }, asked) => eventList(db, asked, pagingOf(asked)),
  used: async (_, asked, __, { db }) => ({ listed: await filterOf(db, asked) }),
})

export const eventsCsv = tableVerb({
  ...tableHeadings.events,
  columns: eventFieldColumns,
  file: () => 'events',
  run: ({ db }, asked) => eventsTable(db, asked),
})

/** What each form of a list of events is as a file. */
export const eventFiles = {
  csv: { type: 'text/csv', ending: 'csv' },
  json: { type: 'application/json', ending: 'json' },
  eventstudytools: { type: 'text/csv', ending: 'csv' },
  grafana: { type: 'application/json', ending: 'json' },
  icalendar: { type: 'text/calendar', ending: 'ics' },
} as const satisfies Record<EventFormat, unknown>

export const exportEvents = {
  name: 'export-events',
  does: 'Events as a file in the form of another program, or with the session of each',
  method: 'get',
  path: '/exports/events',
  subject: nothing,
  question: EventsExportQuestion,
  fails: ['too_many'],
  gives: { kind: 'file', types: [...new Set(Object.values(eventFiles).map(({ type }) => type))] },
} as const satisfies Declaration

/** @throws Problem for sessions beside a form that has no place for them */
export function exportedEvents(
  { db }: Pick<VerbContext, 'db'>,
  { with_alignment: isAligned, ...asked }: z.output<typeof EventsExportQuestion>,
): Promise<Table> {
  if (isAligned === 'true' && asked.format !== 'csv')
    throw new Problem(400, 'bad_parameter', 'Only csv has columns for the sessions', 'with_alignment')
  return eventsTable(db, { ...asked, withAlignment: isAligned === 'true' })
}

const eventsFile = { type: 'array', items: { type: 'object' }, description: 'docs/event-format.md' } as const

export const addEvents = {
  name: 'add-events',
  does: 'Add or change events: a file in any form that docs/event-format.md reads, all of it or nothing; or tell what it would do',
  method: 'post',
  path: '/events',
  subject: nothing,
  question: EventsFileQuestion,
  bodies: [
    {
      type: 'text/csv',
      schema: {
        type: 'string',
        description: 'docs/event-format.md: CSV, JSON Lines, iCalendar, feeds and the others, told by shape',
      },
    },
    { type: 'application/json', schema: eventsFile },
  ],
  gives: { kind: 'json', status: 200, schema: ingested, versioned: false },
  fails: ['E_…', 'no_events', 'too_large'],
} as const satisfies Declaration

export const putEvent = {
  name: 'put-event',
  does: 'Add an event or change one: a JSON object of the event format; fields that are not named stay',
  method: 'put',
  path: '/events/:event',
  subject: OwnEventSubject,
  question: nothing,
  bodies: [{ type: 'application/json', schema: eventsFile.items }],
  gives: { kind: 'json', status: 200, schema: ingested, versioned: false },
  precondition: 'the `ETag` of GET /api/events/{event}: nothing is changed where another is stored meanwhile',
  fails: ['E_…', 'bad_json', 'no_events', 'too_large', 'changed_meanwhile'],
} as const satisfies Declaration

export const removeEvent = verb({
  name: 'remove-event',
  does: 'Forget an event',
  method: 'delete',
  path: '/events/:event',
  subject: OwnEventSubject,
  question: nothing,
  answer: edited,
  precondition: 'the `ETag` of GET /api/events/{event}: nothing is forgotten where another is stored meanwhile',
  fails: ['unknown_event', 'changed_meanwhile'],
  run: ({ db, now, over }, _, { event }) => forgetEvent(db, event, now(), over),
  used: null,
})

export const event = verb({
  name: 'event',
  does: 'One event with the session it could first move',
  method: 'get',
  path: '/events/:event',
  subject: EventSubject,
  question: nothing,
  answer: oneEventAnswer,
  fails: ['unknown_event'],
  run: ({ db }, _, { event: id }) => oneEvent(db, id),
  used: (_, __, { event: id }) => ({ events: [{ id }] }),
})

export const eventVersions = verb({
  name: 'event-history',
  does: 'Every change of an event with what it was before, newest first; also of one that is deleted',
  method: 'get',
  path: '/events/:event/history',
  subject: EventSubject,
  question: nothing,
  answer: historyAnswer,
  fails: ['unknown_event'],
  run: ({ db }, _, { event: id }) => eventHistory(db, id),
  used: null,
})

export const restore = verb({
  name: 'restore-event',
  does: 'Make an event again what it was before a change, also when it is deleted',
  method: 'post',
  path: '/events/:event/restore',
  subject: OwnEventSubject,
  question: RestoreOrder,
  answer: edited,
  precondition: 'the `ETag` of GET /api/events/{event}: nothing is restored where another is stored meanwhile',
  fails: ['unknown_change', 'no_event_before', 'changed_meanwhile'],
  run: ({ db, now, over }, { change }, { event: id }) => restoreEvent(db, id, change, now(), over),
  used: null,
})

export const statuses = verb({
  name: 'set-status',
  does: 'Confirm, reject or propose events, all that are named or none',
  method: 'post',
  path: '/events/status',
  subject: nothing,
  question: StatusOrder,
  answer: edited,
  fails: ['unknown_event'],
  run: ({ db, now }, { events: ids, status }) => setStatus(db, ids, status, now()),
  used: null,
})

export const facets = verb({
  name: 'facets',
  does: 'How many events there are by type, status, ticker, source and year',
  method: 'get',
  path: '/facets',
  subject: nothing,
  question: FacetsQuestion,
  answer: facetsAnswer,
  fails: [],
  run: ({ db }, asked) => eventFacets(db, asked),
  used: async (_, asked, __, { db }) => ({ listed: await filterOf(db, asked) }),
})

/** Events and tickers that are named one by one. */
const MOST_CHANGED = 200

export const changes = verb({
  name: 'changes',
  does: 'What has changed since a change that was seen: asked every few seconds, an open page learns of it',
  method: 'get',
  path: '/changes',
  subject: nothing,
  question: ChangesQuestion,
  answer: changesAnswer,
  fails: [],
  run: ({ db }, { since }) => changesSince(db, since ?? null, MOST_CHANGED),
  used: null,
})

/**
 * Takes a file of events into the store, or tells what that would do.
 *
 * @throws Problem 422 with the first fault and a report of all, when it was to be stored and nothing was
 */
export const takeEvents = (
  context: VerbContext,
  bytes: Uint8Array,
  { name, mode, dry_run }: z.output<typeof EventsFileQuestion> = EventsFileQuestion.parse({}),
): Promise<Ingested> =>
  takeFile(context, bytes, { kind: 'events', onConflict: 'update', mode, dryRun: dry_run === 'true' }, name)

/**
 * The same of one event, whose id the address says.
 *
 * @throws Problem for a body that is no JSON object, or about another; 412 where something else is stored than was read
 */
export async function takeEvent(context: VerbContext, id: string, body: string): Promise<Ingested> {
  const given = jsonObject(body)
  if (given.event_id !== undefined && given.event_id !== id)
    throw new Problem(422, 'E_ID', `The body is about another event than ${id}`, 'event_id')
  const needed = await neededOf(context.db, id, new Set(Object.keys(given)))
  const record = { ...Object.fromEntries(needed), ...given, event_id: id }
  const bytes = new TextEncoder().encode(JSON.stringify([record]))
  try {
    return await takeFile(context, bytes, { kind: 'events', over: context.over }, `edit ${id}`)
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'E_CHANGED')) throw error
    throw new Problem(412, 'changed_meanwhile', error.message, 'event')
  }
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Problem(400, 'bad_json', 'The body is not JSON')
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>
  throw new Problem(422, 'bad_json', 'The body must be one JSON object')
}
