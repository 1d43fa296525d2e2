import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { World } from '../app.ts'
import { eventList } from '../eventList.ts'
import { statuses } from '../market/event.ts'
import { inOrder } from '../order.ts'
import { rangeShape, SearchParameter, TickerParameter } from '../parameters.ts'
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

export const events = ({ db }: World) =>
  new Hono().get(
    '/',
    describeRoute({ summary: 'Events with the session each could first move' }),
    valid('query', EventsQuery),
    async (c) => c.json(await eventList(db, inOrder(c.req.valid('query')))),
  )
