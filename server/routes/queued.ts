import type { Context, MiddlewareHandler } from 'hono'
import { type Turnstile, turnstile } from '../http/turnstile.ts'
import type { Bindings } from '../http/visitor.ts'
import { BODY, MOMENT } from './answering.ts'

/** The queues of what takes long: each with a bound, in the order in which /api/queues tells them. */
export interface Queues {
  readonly exports: Turnstile
  readonly studies: Turnstile
  readonly robustness: Turnstile
  /** Streams of server-sent events: nobody waits for one, they are simply bounded. */
  readonly streams: Turnstile
}

export const makeQueues = (): Queues => ({
  exports: turnstile('exports', { atWork: 4, waiting: 60, ofOne: 48 }),
  studies: turnstile('studies', { atWork: 2, waiting: 16, ofOne: 16 }),
  robustness: turnstile('robustness tables', { atWork: 2, waiting: 32, ofOne: 24 }),
  streams: turnstile('streams of progress', { atWork: 200, waiting: 0, ofOne: 20 }),
})

/** How many were before a request in its queue, where it had to wait. */
const WAITED = 'Waited-Behind'

/** Lets a request through in its turn; its place is taken until the last byte is sent, or the reader is gone. */
export const queued =
  (queue: Turnstile): MiddlewareHandler =>
  async (c, next) => {
    const before = queue.state()
    const leave = await queue.enter(addressOf(c), c.req.raw.signal)
    // Whoever waited is answered from the store as it is by now.
    c.set(MOMENT, undefined)
    try {
      await next()
    } catch (error) {
      leave()
      throw error
    }
    if (before.waiting > 0) c.res.headers.set(WAITED, String(before.waiting))
    // A table that is not kept, and what is another thread's, is made while it is read.
    if (c.error !== undefined || c.get(BODY) !== undefined || c.res.body === null) return leave()
    const body = untilRead(c.res.body, leave)
    // Of HEAD nobody reads a body to its end.
    if (c.req.method === 'HEAD') return body.cancel()
    c.res = new Response(body, c.res)
  }

const addressOf = (c: Context): string => (c.env as Partial<Bindings> | undefined)?.visitor?.address ?? ''

/** The same bytes; tells when the last one was taken, or nobody wants them any more. */
function untilRead(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  over: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done) return controller.enqueue(value)
        over()
        controller.close()
      } catch (error) {
        over()
        controller.error(error)
      }
    },
    async cancel(reason) {
      over()
      await reader.cancel(reason)
    },
  })
}
