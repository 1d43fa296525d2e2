import type { ClientResponse } from 'hono/client'
import type { MarketEvent } from '../../../server/market/event.ts'
import type { Told } from '../../../server/verbs/takeFile.ts'
import { answer, type Client, type Fetch } from '../../api.ts'
import type { Change } from '../../core/events/change.ts'
import { type EventsQuestion, parametersOf } from '../../core/events/parameters.ts'

type IngestedResponse = ClientResponse<Told, number, 'json'>

/** A file as it is told of before it is stored, and when it was. */
export type FileRules = {
  readonly name: string
  /** Tells what would happen, and stores nothing. */
  readonly dryRun: boolean
  /** Leave out what is wrong and store the rest. */
  readonly skip: boolean
  /** Whose prices it holds, where neither it nor its name says so; null: they do. */
  readonly ticker: string | null
}

/** What the events page asks and orders. Each gives the body of its route and throws a Refusal when there is none. */
export function makeEventsApi(client: Client, fetch: Fetch) {
  /** A body that the typed client does not make: a file as it is, or records of the event format. */
  const send = (
    method: 'POST' | 'PUT',
    path: string,
    type: string,
    body: BodyInit,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Told> =>
    answer(
      (init) =>
        fetch(path, { ...init, method, headers: { 'Content-Type': type, ...more }, body }) as Promise<IngestedResponse>,
    )
  const told = ({ run, counts }: Told) => ({ run, changed: counts.new + counts.changed })

  return {
    /** A page of the list; @param cursor null for the first */
    page: (question: EventsQuestion, limit: number, cursor: string | null, signal: AbortSignal) => {
      const query = {
        ...parametersOf(question),
        order: question.order,
        limit: String(limit),
        ...(cursor === null ? {} : { cursor }),
      }
      return answer((init) => client.events.$get({ query }, { init }), signal)
    },

    facets: (question: EventsQuestion, signal: AbortSignal) =>
      answer((init) => client.facets.$get({ query: parametersOf(question) }, { init }), signal),

    /** @param name what the list of imports calls it */
    add: async (name: string, events: readonly Change[]) =>
      told(
        await send('POST', `/api/events?${new URLSearchParams({ name })}`, 'application/json', JSON.stringify(events)),
      ),

    /** One event as it is stored now, with its version. */
    one: (id: string) => answer((init) => client.events[':event'].$get({ param: { event: id } }, { init })),

    /** Changes an event. @param version which of it must be stored; the change is refused where another one is */
    put: async (id: string, change: Change, version: string) =>
      told(
        await send('PUT', `/api/events/${encodeURIComponent(id)}`, 'application/json', JSON.stringify(change), {
          'If-Match': `"${version}"`,
        }),
      ),

    remove: (id: string) => answer((init) => client.events[':event'].$delete({ param: { event: id } }, { init })),

    setStatus: (events: readonly string[], status: MarketEvent['status']) =>
      answer((init) => client.events.status.$post({ json: { events: [...events], status } }, { init })),

    stories: (question: EventsQuestion, signal: AbortSignal) =>
      answer((init) => client.stories.$get({ query: parametersOf(question) }, { init }), signal),

    decide: (one: string, other: string, decision: 'same' | 'different') =>
      answer((init) => client.stories.$post({ json: { one, other, decision } }, { init })),

    takeBack: (run: number) =>
      answer((init) => client.imports[':run'].$delete({ param: { run: String(run) } }, { init })),

    /** A file of any kind that can be stored; which one is told by its head. */
    file: (file: Blob, { name, dryRun, skip, ticker }: FileRules): Promise<Told> => {
      const query = new URLSearchParams({
        name,
        dry_run: String(dryRun),
        mode: skip ? 'skip' : 'strict',
        ...(ticker === null ? {} : { ticker }),
      })
      return send('POST', `/api/imports?${query}`, 'text/csv', file)
    },
  }
}

export type EventsApi = ReturnType<typeof makeEventsApi>
