import type { AddressInfo } from 'node:net'
import { createServer as createTcpServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { ask, type ClientEffects, usualLimits } from '../../../server/sources/client.ts'
import { classify } from '../../../server/sources/yahoo/classify.ts'

const effects: ClientEffects = {
  fetch: globalThis.fetch,
  sleep: async () => {},
  now: () => Date.UTC(2026, 10, 26, 12),
  random: () => 0.5,
  signal: new AbortController().signal,
}
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Takes connections and says `answer` to each, if anything. */
async function listens(answer: string | null): Promise<number> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    if (answer !== null) socket.once('data', () => socket.end(answer))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
const answers = (head: string, body = '{}') =>
  listens(`HTTP/1.1 ${head}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`)

describe('ask() and its deadlines', () => {
  it('gives connecting, the headers and the body 10, 10 and 30 s', () =>
    expect(usualLimits).toEqual({ connect: 10_000, headers: 10_000, body: 30_000, bytes: 20 * 1024 * 1024 }))
  it('gives up a connection whose TLS does not come about, before anything is sent', async () => {
    const port = await listens(null)
    const attempt = await ask(`https://127.0.0.1:${port}/`, {}, effects, { ...usualLimits, connect: 300 })
    expect(attempt).toEqual({ kind: 'failure', outcome: 'timeout', message: 'no connection within 0.3 s' })
  })
  it('begins the deadline of the headers when the question is on its way', async () => {
    const port = await listens(null)
    const limits = { ...usualLimits, connect: 20_000, headers: 300 }
    const attempt = await ask(`http://127.0.0.1:${port}/a b?q=^x`, {}, effects, limits)
    expect(attempt).toEqual({ kind: 'failure', outcome: 'timeout', message: 'no headers within 0.3 s' })
  })
  it('does not begin it when another question to the same host goes out', async () => {
    const port = await listens(null)
    const limits = { ...usualLimits, connect: 20_000, headers: 300 }
    const [first, second] = await Promise.all([
      ask(`http://127.0.0.1:${port}/first`, {}, effects, limits),
      ask(`https://127.0.0.1:${port}/second`, {}, effects, { ...limits, connect: 600 }),
    ])
    expect([first, second]).toMatchObject([
      { message: 'no headers within 0.3 s' },
      { message: 'no connection within 0.6 s' },
    ])
  })
})

describe('ask() and Retry-After', () => {
  it.each([
    ['Retry-After: 7', 7_000],
    ['Retry-After: 0', 0],
    ['Retry-After: Thu, 26 Nov 2026 12:00:30 GMT', 30_000],
    ['Retry-After: Thu, 26 Nov 2026 11:00:00 GMT', 0],
    ['Retry-After: Thu, 31 Nov 2026 11:00:00 GMT', null],
    ['Retry-After: soon', null],
    ['Retry-After: -5', null],
    ['X-Nothing: 1', null],
  ])('reads "%s" as %s', async (header, wait) => {
    const port = await answers(`429 Too Many Requests\r\n${header}`)
    expect(await ask(`http://127.0.0.1:${port}/`, {}, effects)).toMatchObject({ status: 429, retryAfter: wait })
  })
})

describe('ask() that is sent on', () => {
  it('says that it was sent on to no address, and throws nothing', async () => {
    for (const location of ['http://[', 'http://127.0.0.1:99999/']) {
      const port = await answers(`302 Found\r\nLocation: ${location}`)
      expect(await ask(`http://127.0.0.1:${port}/`, {}, effects)).toEqual({
        kind: 'failure',
        outcome: 'schema',
        message: 'sent on to no address',
      })
    }
  })
})

describe('classify()', () => {
  const answer = (status: number, body: string) =>
    classify({ kind: 'answer', status, url: '', body, retryAfter: null }).outcome
  it('says of a form that asks for consent what is left to do', () =>
    expect(
      classify({ kind: 'answer', status: 200, url: '', body: '<form action="/consent">', retryAfter: null }).message,
    ).toMatch(/agrees to nothing: ask from a network .* or take the prices from a file/))
  const said = (description: string) => `{"chart":{"result":null,"error":{"code":"x","description":"${description}"}}}`
  it.each([
    [422, said('1m data not available for startTime=1 and endTime=2'), 'range'],
    [400, said('The requested range must be within the last 60 days.'), 'range'],
    [400, said('Bad Request'), 'schema'],
    [400, '', 'schema'],
    [200, 'Too Many Requests', 'rate_limit'],
    [503, 'Too Many Requests', 'rate_limit'],
    [200, said('No data found, symbol may be delisted'), 'not_found'],
    [200, said('Invalid Crumb'), 'auth'],
    [999, 'anything', 'down'],
    [200, '<html>Will be right back</html>', 'down'],
    [200, '<form action="https://consent.example">', 'consent'],
    [200, '{"chart":', 'bad_body'],
    [204, '', 'bad_body'],
    [300, '{}', 'schema'],
  ])('calls %i with %s %s', (status, body, outcome) => expect(answer(status, body)).toBe(outcome))
})
