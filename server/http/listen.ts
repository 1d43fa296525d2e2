import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { type Problem, refusalText } from '../problem.ts'
import { securityHeaders } from './headers.ts'
import { checkHostAndOrigin, type ServerNames } from './hostAndOrigin.ts'
import type { TokenAuth } from './token.ts'

/** Everything a listener needs of its surroundings. */
export interface Listening {
  readonly fetch: (request: Request) => Response | Promise<Response>
  readonly names: readonly string[]
  readonly host: string
  readonly port: number
  readonly guard: TokenAuth
  /** A steady clock in milliseconds. */
  readonly steady: () => number
  readonly newRequestId: () => string
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
  server.maxConnections = 1000
  const inner = getRequestListener(listening.fetch)
  server.on('request', (request, response) => {
    const names: ServerNames = { names: listening.names, port: (server.address() as { port: number }).port }
    const problem = refuse(request, names, listening)
    if (problem === null) inner(request, response)
    else answer(response, problem, listening.newRequestId())
  })
  server.on('connect', (_request, socket) => socket.end(rawRefusal(405, 'Method Not Allowed')))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return
    const unknownMethod = error.code === 'HPE_INVALID_METHOD'
    socket.end(unknownMethod ? rawRefusal(501, 'Not Implemented') : rawRefusal(400, 'Bad Request'))
  })
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(listening.port, listening.host, () => {
      server.off('error', failed)
      done(server)
    })
  })
}

function refuse(request: IncomingMessage, names: ServerNames, { guard, steady }: Listening): Problem | null {
  const { headers } = request
  const text = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : value)
  return checkHostAndOrigin(
    {
      method: request.method ?? '',
      target: request.url ?? '',
      host: headers.host,
      origin: text(headers.origin),
      secFetchSite: text(headers['sec-fetch-site']),
      contentType: headers['content-type'],
      ownHeader: text(headers['x-aftershock']),
      authorized:
        headers.authorization !== undefined && guard.enter(headers.authorization, undefined, steady()) === 'known',
    },
    names,
  )
}

function answer(response: ServerResponse, problem: Problem, requestId: string): void {
  response.writeHead(problem.status, {
    ...securityHeaders,
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-store',
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
