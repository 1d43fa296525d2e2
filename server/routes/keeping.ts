import { hash, randomUUID } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { type Accepted, type KeptAnswer, matches, type Sent, tagOf } from '../http/answers.ts'
import type { Bindings } from '../http/visitor.ts'
import { BODY, VERSION_HEADER } from './answering.ts'
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
    if (c.req.method !== 'GET' || (c.env as Bindings | undefined)?.entry !== 'open') return next()
    const [address, accepted, moment] = [addressOf(c.req.url), acceptedBy(c), now()]
    const found = answers.find(address, moment, accepted)
    if (found !== null) return responseOf(found)
    const table = () => `W/"${hash('sha256', `${own} ${moment} ${address}`, 'base64url').slice(0, 22)}"`
    const none = accepted.ifNoneMatch
    // Any answer matches "*", but only a whole one says whether there is one.
    if (none !== undefined && none !== '*' && matches(none, table()))
      return responseOf({ status: 304, headers: { 'Cache-Control': 'private, no-cache', ETag: table() }, body: null })
    await next()
    if (c.error !== undefined || c.res.status !== 200) return
    const type = c.res.headers.get('Content-Type') ?? ''
    if (type.startsWith('text/csv')) {
      // What was written while the first lines were made may be in them.
      if (now() !== moment) return
      c.res.headers.set('Cache-Control', 'private, no-cache')
      c.res.headers.set('ETag', table())
      return
    }
    if (!/^(application\/json|image\/)/.test(type)) return
    const answer = await keptOf(c.res, type, c.get(BODY))
    // What was written while it was made may be in a part of it.
    if (answer.headers[VERSION_HEADER] !== undefined && now() === moment) answers.keep(address, moment, answer)
    const sent = await answers.form(address, answer, accepted)
    c.res = undefined
    c.res = responseOf(sent)
  }
}

/** A whole answer as it is kept. @param bytes its body, where that is at hand */
export async function keptOf(
  response: Response,
  type: string,
  bytes: Uint8Array<ArrayBuffer> | undefined,
): Promise<KeptAnswer> {
  const version = response.headers.get(VERSION_HEADER)
  const disposition = response.headers.get('Content-Disposition')
  const body = bytes ?? new Uint8Array(await response.arrayBuffer())
  return {
    body,
    etag: tagOf(body, version),
    headers: {
      'Content-Type': type,
      ...(version === null ? {} : { [VERSION_HEADER]: version }),
      ...(disposition === null ? {} : { 'Content-Disposition': disposition }),
    },
  }
}

const responseOf = ({ status, headers, body }: Sent): Response => new Response(body, { status, headers })

/** What is kept, for a listener that need not ask the routes. */
export const knownAnswers =
  ({ answers, moment, counted }: Pick<AppContext, 'answers' | 'moment' | 'counted'>) =>
  (address: string, accepted: Accepted): Sent | null => {
    const found = answers.find(address, moment(), accepted)
    if (found !== null) counted.count('GET', routeOf(address.split('?', 1)[0] ?? ''), found.status, 0)
    return found
  }
