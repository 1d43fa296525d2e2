import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Problem, refusalHeaders, refusalText } from '../problem.ts'
import { endSoon, keepRoom } from './connections.ts'
import { securityHeaders } from './headers.ts'
import { type Arrival, checkHostAndOrigin, type ServerNames } from './hostAndOrigin.ts'
import type { TokenAuth } from './token.ts'
import { type Bindings, plainAddress, visitorOf } from './visitor.ts'

/** Everything a listener needs of its surroundings. */
export interface Listening {
  readonly fetch: (request: Request, bindings: Bindings) => Response | Promise<Response>
  readonly names: readonly string[]
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
 * Opens the port. Host and Origin are checked on the raw request, before any of our code reads it.
 *
 * @returns the server, once it accepts connections
 * @throws the error of `listen`, with `code` EADDRINUSE for a taken port
 */
export function listen(listening: Listening): Promise<Server> {
  const server = createServer({
    requestTimeout: 60_000,
    headersTimeout: 30_000,
    keepAliveTimeout: 5_000,
    requireHostHeader: false,
  })
  const proxies = new Set(listening.trustedProxies.map(plainAddress))
  keepRoom(server, (address) => !proxies.has(plainAddress(address)))
  const bindings = new WeakMap<IncomingMessage, Bindings>()
  const inner = getRequestListener((request, { incoming }) =>
    listening.fetch(request, bindings.get(incoming as IncomingMessage) as Bindings),
  )
  server.on('request', (request, response) => {
    const names: ServerNames = { names: listening.names, port: (server.address() as { port: number }).port }
    const { authorized, ...visit } = visitFrom(request, listening, proxies)
    const begun = listening.steady()
    response.once('close', () =>
      listening.log?.({
        address: visit.visitor.address,
        method: request.method ?? '',
        target: request.url ?? '',
        status: response.statusCode,
        ms: Math.round(listening.steady() - begun),
      }),
    )
    const problem = checkHostAndOrigin(arrivalOf(request, authorized), names)
    if (problem !== null) return answer(response, problem, listening.newRequestId())
    bindings.set(request, visit)
    void inner(request, response)
  })
  // Node would answer this itself, and without our headers.
  server.on('checkExpectation', (request, response) => {
    request.resume()
    const problem = new Problem(417, 'expectation', 'This server meets no expectation but 100-continue')
    answer(response, problem, listening.newRequestId())
  })
  server.on('connect', (_request, socket: Socket) => endSoon(socket, rawRefusal(405, 'Method Not Allowed')))
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable) return socket.destroy()
    endSoon(socket, rawRefusal(...(rawReasons[error.code ?? ''] ?? ([400, 'Bad Request'] as const))))
  })
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(listening.port, listening.host, () => {
      server.off('error', failed)
      done(server)
    })
  })
}

const rawReasons: Readonly<Record<string, readonly [status: number, reason: string]>> = {
  HPE_INVALID_METHOD: [501, 'Not Implemented'],
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
}

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
  return { visitor, entry: bySession === 'unknown' ? byToken : bySession, authorized: byToken === 'known' }
}

const arrivalOf = ({ method, url, headers }: IncomingMessage, authorized: boolean): Arrival => ({
  method: method ?? '',
  target: url ?? '',
  host: headers.host,
  origin: one(headers.origin),
  secFetchSite: one(headers['sec-fetch-site']),
  secFetchMode: one(headers['sec-fetch-mode']),
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
function rawRefusal(status: number, reason: string): string {
  const headers = Object.entries({ ...securityHeaders, 'Content-Length': '0', Connection: 'close' })
  return `HTTP/1.1 ${status} ${reason}\r\n${headers.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`
}
