import { hash, randomUUID } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { type Accepted, type KeptAnswer, matches, type Sent, tagOf } from '../http/answers.ts'
import { securityHeaders } from '../http/headers.ts'
import type { Bindings, Looked } from '../http/visitor.ts'
import { BODY, CHEAP, HEADERS, MOMENT, VERSION_HEADER, WHOLE } from './answering.ts'
import type { AppContext } from './context.ts'
import { routeOf } from './metrics.ts'

/** Path and query of a request, by which its answer is kept: nothing else in it decides what is answered. */
const addressOf = (url: string): string => url.slice(url.indexOf('/', url.indexOf('//') + 2))

const acceptedBy = (c: Context): Accepted => ({
  encoding: c.req.header('accept-encoding'),
  ifNoneMatch: c.req.header('if-none-match'),
})

/**
 * Gives answers to GET a tag, sends 304 to whoever has them already, packs them, and keeps those that are made of the
 * store alone, which the data version they carry says. Where a token is set nothing is kept by anybody.
 *
 * A table is made while it is sent: its tag names the moment of the store and not its bytes.
 */
export function keeping({ answers, moment: now }: Pick<AppContext, 'answers' | 'moment'>): MiddlewareHandler {
  const own = randomUUID()
  return async (c, next) => {
    const { entry, looked } = (c.env ?? {}) as Partial<Bindings>
    if (c.req.method !== 'GET' || entry !== 'open') return next()
    const address = addressOf(c.req.url)
    const isLooked = looked?.address === address
    const { accepted, moment } = isLooked ? looked : { accepted: acceptedBy(c), moment: now() }
    const found = isLooked ? null : answers.find(address, moment, accepted)
    if (found !== null) return respond(c, found)
    c.set(MOMENT, moment)
    const table = () => `W/"${hash('sha256', `${own} ${moment} ${address}`, 'base64url').slice(0, 22)}"`
    const none = accepted.ifNoneMatch
    // Any answer matches "*", but only a whole one says whether there is one.
    if (none !== undefined && none !== '*' && matches(none, table())) {
      const headers = { 'Cache-Control': 'private, no-cache', ETag: table() }
      return respond(c, { status: 304, headers, body: null })
    }
    await next()
    if (c.error !== undefined || c.res.status !== 200) return
    const headers: KeptAnswer['headers'] | undefined = c.get(HEADERS)
    const type = headers?.['Content-Type'] ?? c.res.headers.get('Content-Type') ?? ''
    if (type.startsWith('text/csv')) {
      // What was written while the first lines were made may be in them.
      if (now() !== moment) return
      c.res.headers.set('Cache-Control', 'private, no-cache')
      c.res.headers.set('ETag', table())
      return
    }
    if (!/^(application\/json|image\/)/.test(type)) return
    const answer = await keptOf(c.res, headers ?? headersOf(c.res, type), c.get(BODY), c.get(CHEAP))
    // What was written while it was made may be in a part of it.
    if (answer.headers[VERSION_HEADER] !== undefined && now() === moment) answers.keep(address, moment, answer)
    const sent = await answers.form(address, answer, accepted)
    c.res = undefined
    c.res = respond(c, sent)
  }
}

/** A whole answer as it is kept. @param bytes its body, where that is at hand */
export async function keptOf(
  response: Response,
  headers: KeptAnswer['headers'],
  bytes?: Uint8Array<ArrayBuffer>,
  isCheap = false,
): Promise<KeptAnswer> {
  const body = bytes ?? new Uint8Array(await response.arrayBuffer())
  return { body, etag: tagOf(body, headers[VERSION_HEADER] ?? null), headers, isCheap }
}

/** What a response says of its body. */
export function headersOf({ headers }: Response, type: string): KeptAnswer['headers'] {
  const told = [VERSION_HEADER, 'Content-Disposition'].map((name) => [name, headers.get(name)] as const)
  return { 'Content-Type': type, ...Object.fromEntries(told.filter(([, value]) => value !== null)) }
}

/** With every header that it is to have: looking into a response for more costs as much as making it. */
function respond(c: Context, { status, headers, body }: Sent): Response {
  c.set(WHOLE, true)
  return new Response(body, { status, headers: { ...securityHeaders, ...headers } })
}

/** What is kept, for a listener that need not ask the routes. */
export const knownAnswers =
  ({ answers, moment, counted }: Pick<AppContext, 'answers' | 'moment' | 'counted'>) =>
  (address: string, accepted: Accepted): Sent | Looked => {
    const now = moment()
    const found = answers.find(address, now, accepted)
    if (found === null) return { address, accepted, moment: now }
    const query = address.indexOf('?')
    counted.count('GET', routeOf(query < 0 ? address : address.slice(0, query)), found.status, 0)
    return found
  }
