import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { Instant } from '../market/instant.ts'
import { utcText } from '../market/instant.ts'
import { version } from '../version.ts'
import type { AppContext } from './context.ts'

/** Answers once the database is open: a server that answers is ready. */
export const health = ({ now }: AppContext) =>
  new Hono().get('/', describeRoute({ summary: 'Is the server ready?' }), (c) =>
    c.json({ status: 'ok', ready: true, version, now: utcText(now() as Instant) }),
  )
