import { eventList as eventsAnswer, ingested, removed } from '../answers/event.ts'
import { forgetEvent } from '../events/forget.ts'
import { eventList, filterOf } from '../events/list.ts'
import { eventFieldColumns } from '../export/eventColumns.ts'
import { eventsTable } from '../export/exportEvents.ts'
import type { Ingested, IngestOptions } from '../ingest/ingest.ts'
import type { Instant } from '../market/instant.ts'
import { Problem } from '../problem.ts'
import { pagingOf } from '../query/page.ts'
import { EventsPageQuestion, EventsQuestion, OwnEventSubject } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
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
  used: (_, asked) => ({ listed: filterOf(asked) }),
})

export const eventsCsv = tableVerb({
  name: 'events',
  does: 'Dated events in the format of docs/event-format.md',
  path: '/events.csv',
  subject: nothing,
  question: EventsQuestion,
  columns: eventFieldColumns,
  fails: [],
  file: () => 'events',
  run: ({ db }, asked) => eventsTable(db, asked),
})

const eventsFile = { type: 'array', items: { type: 'object' }, description: 'docs/event-format.md' } as const

export const addEvents = {
  name: 'add-events',
  does: 'Add or change events: a file of the event format, as CSV or JSON; all of it or nothing',
  method: 'post',
  path: '/events',
  subject: nothing,
  question: nothing,
  bodies: [
    { type: 'text/csv', schema: { type: 'string', description: 'docs/event-format.md' } },
    { type: 'application/json', schema: eventsFile },
  ],
  gives: { kind: 'json', status: 200, schema: ingested, versioned: false },
  fails: ['E_…', 'no_events', 'too_large'],
} as const satisfies Declaration

export const putEvent = {
  name: 'put-event',
  does: 'Add or change one event: a JSON object of the event format',
  method: 'put',
  path: '/events/:event',
  subject: OwnEventSubject,
  question: nothing,
  bodies: [{ type: 'application/json', schema: eventsFile.items }],
  gives: { kind: 'json', status: 200, schema: ingested, versioned: false },
  fails: ['E_…', 'bad_json', 'no_events', 'too_large'],
} as const satisfies Declaration

export const removeEvent = verb({
  name: 'remove-event',
  does: 'Forget an event',
  method: 'delete',
  path: '/events/:event',
  subject: OwnEventSubject,
  question: nothing,
  answer: removed,
  fails: ['unknown_event'],
  run: async ({ db, now }, _, { event }) => {
    if (await forgetEvent(db, event, now())) return { removed: event }
    throw new Problem(404, 'unknown_event', `There is no event "${event}"`, 'event')
  },
  used: null,
})

/**
 * Takes a file of events into the store.
 *
 * @throws Problem 422 with the first fault and a report of all, when nothing was stored
 */
export async function takeEvents(
  { ingests, now }: VerbContext,
  bytes: Uint8Array,
  onConflict: IngestOptions['onConflict'] = 'update',
): Promise<Ingested> {
  const options = { now: now() as Instant, kind: 'events', onConflict } as const
  const done = await ingests.take({ name: 'request', bytes }, options)
  if (done.stored) return done
  const [first] = done.report.filter(({ severity }) => severity === 'error')
  throw new Problem(
    422,
    first?.code ?? 'no_events',
    first?.message ?? 'There is no event in the body',
    first?.field ?? null,
    done.report,
  )
}

/** The same of one event, whose id the address says. @throws Problem for a body that is no JSON object, or about another */
export function takeEvent(context: VerbContext, id: string, body: string): Promise<Ingested> {
  const given = jsonObject(body)
  if (given.event_id !== undefined && given.event_id !== id)
    throw new Problem(422, 'E_ID', `The body is about another event than ${id}`, 'event_id')
  return takeEvents(context, new TextEncoder().encode(JSON.stringify([{ ...given, event_id: id }])))
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
