import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Problem, refusalHeaders, refusalText } from '../problem.ts'
import type { Accepted, Sent } from './answers.ts'
import { endSoon, keepRoom } from './connections.ts'
import { securityHeaders } from './headers.ts'
import { type Arrival, checkHostAndOrigin, type ServerNames } from './hostAndOrigin.ts'
import type { TokenAuth } from './token.ts'
import { type Bindings, type Looked, plainAddress, visitorOf } from './visitor.ts'

/** Everything a listener needs of its surroundings. */
export interface Listening {
  readonly fetch: (request: Request, bindings: Bindings) => Response | Promise<Response>
  /**
   * The answer to GET of an address where it is kept, for whom the server is open: it costs less than asking for it. Else what
   * was looked at, so that nobody looks again.
   */
  readonly known?: (address: string, accepted: Accepted) => Sent | Looked
  readonly names: readonly string[]
  /** May pages of other sites frame `/embed/…`? */
  readonly framed: boolean
  readonly host: string
  readonly port: number
  readonly guard: TokenAuth
  /** Addresses of proxies whose word on who asks is taken. */
  readonly trustedProxies: readonly string[]
  /** A steady clock in milliseconds. */
  readonly steady: () => number
  readonly newRequestId: () => string
  /** Told of every request once it is over; null: of none. */
  readonly log?: ((line: AccessLine) => void) | null
}

/** One request as a log tells it; a token never stands in a target. */
export interface AccessLine {
  readonly address: string
  readonly method: string
  readonly target: string
  readonly status: number
  readonly ms: number
}

/**
 * Milliseconds that a connection is kept for its next request. After the usual five a busy machine has closed it while that
 * request was on its way, and the client heard "other side closed"; whoever keeps too many gives way (`keepRoom`).
 */
const KEPT = 55_000

/**
 * Opens the port. Host and Origin are checked on the raw request, before any of our code reads it.
 *
 * @returns the server, once it accepts connections
 * @throws the error of `listen`, with `code` EADDRINUSE for a taken port
 */
export function listen(listening: Listening): Promise<Server> {
  const server = createServer({
    requestTimeout: 60_000,
    headersTimeout: 30_000,
    keepAliveTimeout: KEPT,
    requireHostHeader: false,
  })
  const proxies = new Set(listening.trustedProxies.map(plainAddress))
  keepRoom(server, (address) => !proxies.has(plainAddress(address)))
  const bindings = new WeakMap<IncomingMessage, Bindings>()
  // A server that stops has no address any more, and still answers whoever came before.
  let port = 0
  const names = (): ServerNames => ({ names: listening.names, framed: listening.framed, port })
  const inner = getRequestListener((request, { incoming }) =>
    listening.fetch(request, bindings.get(incoming as IncomingMessage) as Bindings),
  )
  server.on('request', (request, response) => {
    const { authorized, visit } = visitFrom(request, listening, proxies)
    const { log = null } = listening
    const begun = log === null ? 0 : listening.steady()
    if (log !== null)
      response.once('close', () =>
        log({
          address: visit.visitor.address,
          method: request.method ?? '',
          target: request.url ?? '',
          status: response.statusCode,
          ms: Math.round(listening.steady() - begun),
        }),
      )
    const problem = checkHostAndOrigin(arrivalOf(request, authorized), names())
    if (problem !== null) return answer(response, problem, listening.newRequestId())
    const found = knownTo(listening, request, visit)
    if (found !== null && 'status' in found) {
      response.writeHead(found.status, headOf(found))
      return response.end(found.body)
    }
    bindings.set(request, found === null ? visit : { ...visit, looked: found })
    void inner(request, response)
  })
  // Node would answer this itself, and without our headers.
  server.on('checkExpectation', (request, response) => {
    request.resume()
    const problem = new Problem(417, 'expectation', 'This server meets no expectation but 100-continue')
    answer(response, problem, listening.newRequestId())
  })
  const refuse = (socket: Socket, reason: RawReason) => endSoon(socket, rawRefusal(reason, listening.newRequestId()))
  server.on('connect', (_request, socket: Socket) => refuse(socket, rawReasons.CONNECT))
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable) return socket.destroy()
    refuse(socket, rawReasons[error.code as keyof typeof rawReasons] ?? noHttp)
  })
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(listening.port, listening.host, () => {
      server.off('error', failed)
      port = (server.address() as AddressInfo).port
      done(server)
    })
  })
}

const heads = new WeakMap<Sent, string[]>()

/** The head of what is kept, name after value: put together once for all to whom it is sent. */
function headOf(sent: Sent): string[] {
  const length = sent.body === null ? {} : { 'Content-Length': `${sent.body.length}` }
  const head = heads.get(sent) ?? Object.entries({ ...securityHeaders, ...sent.headers, ...length }).flat()
  heads.set(sent, head)
  return head
}

/** Only what the routes themselves would answer from what they kept, and nothing that carries a body. */
function knownTo(
  { known }: Listening,
  { method, url = '', headers }: IncomingMessage,
  { entry }: Bindings,
): Sent | Looked | null {
  if (known === undefined || method !== 'GET' || entry !== 'open' || !url.startsWith('/api/')) return null
  const asks = headers['content-length'] === undefined && headers['transfer-encoding'] === undefined
  const accepted = { encoding: one(headers['accept-encoding']), ifNoneMatch: headers['if-none-match'] }
  try {
    return asks ? known(url, accepted) : null
  } catch {
    // The store cannot say whether anything changed: the question is put to it, and refused with a reason.
    return null
  }
}

type RawReason = readonly [status: ContentfulStatusCode, code: string, detail: string]

const noHttp: RawReason = [400, 'bad_request', 'What was sent is no request of HTTP/1.1']
const rawReasons = {
  CONNECT: [405, 'bad_request', 'This server is no proxy: it answers GET, HEAD, POST, PUT and DELETE'],
  HPE_INVALID_METHOD: [
    501,
    'bad_request',
    'There is no such method: this server answers GET, HEAD, POST, PUT and DELETE',
  ],
  HPE_HEADER_OVERFLOW: [431, 'bad_request', 'The headers have more than 16 KiB'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'bad_request', 'The request took too long to arrive'],
} as const satisfies Readonly<Record<string, RawReason>>

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : value)

/** A token and a session are each looked at once, so that a wrong token counts once. */
function visitFrom(request: IncomingMessage, { guard, steady }: Listening, proxies: ReadonlySet<string>) {
  const { headers, socket } = request
  const visitor = visitorOf(
    {
      remoteAddress: socket.remoteAddress,
      forwardedFor: one(headers['x-forwarded-for']),
      forwardedProto: one(headers['x-forwarded-proto']),
    },
    proxies,
  )
  const now = steady()
  const bySession = guard.enter(undefined, headers.cookie, visitor.address, now)
  const byToken =
    headers.authorization === undefined
      ? 'unknown'
      : guard.enter(headers.authorization, undefined, visitor.address, now)
  return { visit: { visitor, entry: bySession === 'unknown' ? byToken : bySession }, authorized: byToken === 'known' }
}

const arrivalOf = ({ method, url, headers }: IncomingMessage, authorized: boolean): Arrival => ({
  method: method ?? '',
  target: url ?? '',
  host: headers.host,
  origin: one(headers.origin),
  secFetchSite: one(headers['sec-fetch-site']),
  secFetchMode: one(headers['sec-fetch-mode']),
  secFetchDest: one(headers['sec-fetch-dest']),
  secFetchUser: one(headers['sec-fetch-user']),
  contentType: headers['content-type'],
  ownHeader: one(headers['x-aftershock']),
  authorized,
})

function answer(response: ServerResponse, problem: Problem, requestId: string): void {
  response.writeHead(problem.status, {
    ...securityHeaders,
    ...refusalHeaders(problem),
    // What follows a refused request on this connection has not been read.
    Connection: 'close',
  })
  response.end(refusalText(problem, requestId))
}

/** For requests that never become one: what is sent is not HTTP as we speak it. */
function rawRefusal([status, code, detail]: RawReason, requestId: string): string {
  const problem = new Problem(status, code, detail)
  const body = refusalText(problem, requestId)
  const own = { 'Content-Length': `${Buffer.byteLength(body)}`, Connection: 'close' }
  const headers = Object.entries({ ...securityHeaders, ...refusalHeaders(problem), ...own })
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headers.map(([name, value]) => `${name}: ${value}`)]
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}
