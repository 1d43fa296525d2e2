import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { forgetEvent } from '../events/forget.ts'
import { eventList } from '../events/list.ts'
import { ingestQueue } from '../ingest/queue.ts'
import { statuses } from '../market/event.ts'
import type { Instant } from '../market/instant.ts'
import { Problem } from '../problem.ts'
import { inOrder } from '../query/order.ts'
import { rangeShape, SearchParameter, TickerParameter } from '../query/parameters.ts'
import type { AppContext } from './context.ts'
import { valid } from './valid.ts'

export const EventsQuery = z.strictObject({
  ticker: TickerParameter.optional(),
  ...rangeShape,
  type: z
    .string()
    .regex(/^[a-z0-9_.]{1,64}$/, 'expected an event type or family such as governance or earnings.results')
    .optional(),
  status: z.enum(statuses).optional(),
  q: SearchParameter.optional(),
})

const EventId = z.string().regex(/^[A-Za-z0-9._:-]{1,64}$/, 'expected an event id: letters, digits and . _ : -')

export const events = ({ db, now }: AppContext) => {
  const queue = ingestQueue(db)
  const take = async (bytes: Uint8Array, onConflict: 'update' | 'fail') => {
    const done = await queue.take({ name: 'request', bytes }, { now: now() as Instant, kind: 'events', onConflict })
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
  return new Hono()
    .get(
      '/',
      describeRoute({ summary: 'Events with the session each could first move' }),
      valid('query', EventsQuery),
      async (c) => c.json(await eventList(db, inOrder(c.req.valid('query')))),
    )
    .post(
      '/',
      describeRoute({
        summary: 'Add or change events: a file of the event format, as CSV or JSON; all of it or nothing',
      }),
      async (c) => c.json(await take(new Uint8Array(await c.req.arrayBuffer()), 'update')),
    )
    .put(
      '/:event',
      describeRoute({ summary: 'Add or change one event: a JSON object of the event format' }),
      valid('param', z.object({ event: EventId })),
      async (c) => {
        const { event } = c.req.valid('param')
        const given = jsonObject(await c.req.text())
        if (given.event_id !== undefined && given.event_id !== event)
          throw new Problem(422, 'E_ID', `The body is about another event than ${event}`, 'event_id')
        return c.json(await take(new TextEncoder().encode(JSON.stringify([{ ...given, event_id: event }])), 'update'))
      },
    )
    .delete(
      '/:event',
      describeRoute({ summary: 'Forget an event' }),
      valid('param', z.object({ event: EventId })),
      async (c) => {
        const { event } = c.req.valid('param')
        if (!(await forgetEvent(db, event)))
          throw new Problem(404, 'unknown_event', `There is no event "${event}"`, 'event')
        return c.json({ removed: event })
      },
    )
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
