import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen } from '../../../server/http/listen.ts'
import { tokenAuth } from '../../../server/http/token.ts'

let server: Server
let port: number
let release: () => void = () => {}
const held = new Set<Socket>()

beforeAll(async () => {
  server = await listen({
    // A long answer is one that the test ends.
    fetch: (request) =>
      request.url.endsWith('/long')
        ? new Promise<Response>((done) => {
            release = () => done(new Response('done'))
          })
        : new Response('well'),
    names: ['127.0.0.1', '127.0.0.2', '127.0.0.3'],
    framed: false,
    host: '0.0.0.0',
    port: 0,
    guard: tokenAuth(null),
    trustedProxies: ['127.0.0.3'],
    steady: () => performance.now(),
    newRequestId: () => 'test',
  })
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  for (const socket of held) socket.destroy()
  server.closeAllConnections()
  server.close()
})

/** A connection from a loopback address that says what it is told to, and nothing else; it ignores that it is ended. */
const hold = (from: string, words = ''): Promise<Socket> =>
  new Promise((done, failed) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from, allowHalfOpen: true }, () => {
      if (words !== '') socket.write(words)
      done(socket)
    })
    socket.on('error', failed)
    socket.on('error', () => {})
    held.add(socket)
  })

const ask = (from: string): Promise<string> =>
  new Promise((done) => {
    let text = ''
    const socket = connect({ port, host: '127.0.0.1', localAddress: from }, () =>
      socket.write('GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'),
    )
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('close', () => done(text))
    socket.on('error', () => done(text))
  })

describe('a server with many connections', () => {
  it('goes on answering, the address that holds them included, when 1,200 connections say nothing', async () => {
    const silent = await Promise.all(Array.from({ length: 1200 }, () => hold('127.0.0.1')))
    expect(await ask('127.0.0.1')).toMatch(/200 OK[\s\S]*well$/)
    expect(await ask('127.0.0.2')).toMatch(/200 OK[\s\S]*well$/)
    const counted = await new Promise<number>((done) => server.getConnections((_, count) => done(count)))
    expect(counted).toBeLessThanOrEqual(250)
    for (const socket of silent) socket.destroy()
  })
  it('goes on answering when many addresses together hold all there is', async () => {
    const all: Socket[] = []
    for (let n = 10; n < 20; n++)
      all.push(...(await Promise.all(Array.from({ length: 120 }, () => hold(`127.0.0.${n}`, 'GET /health HT')))))
    expect(await ask('127.0.0.2')).toMatch(/well$/)
    const counted = await new Promise<number>((done) => server.getConnections((_, count) => done(count)))
    expect(counted).toBeLessThanOrEqual(1000)
    for (const socket of all) socket.destroy()
  })
  it('never lets a connection that waits for its answer give way', async () => {
    const busy = await hold('127.0.0.1', 'GET /long HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n')
    let answer = ''
    const ended = new Promise<void>((done) => busy.on('data', (chunk) => (answer += chunk)).on('end', () => done()))
    await ask('127.0.0.2')
    const others = await Promise.all(Array.from({ length: 300 }, () => hold('127.0.0.1')))
    await ask('127.0.0.1')
    release()
    await ended
    expect(answer).toMatch(/done$/)
    for (const socket of others) socket.destroy()
  })
  it('counts no connections of a trusted proxy against it', async () => {
    const proxied = await Promise.all(Array.from({ length: 400 }, () => hold('127.0.0.3')))
    await ask('127.0.0.2')
    const counted = await new Promise<number>((done) => server.getConnections((_, count) => done(count)))
    expect(counted).toBeGreaterThanOrEqual(400)
    for (const socket of proxied) socket.destroy()
  })
  it('destroys a connection that it has ended and that does not let go', async () => {
    const socket = await hold('127.0.0.2', 'GET /health HTTP/9 nonsense\r\n\r\n')
    let said = ''
    socket.on('data', (chunk) => (said += chunk))
    await new Promise<void>((done) => socket.once('end', done))
    expect(said).toMatch(/^HTTP\/1.1 400 Bad Request/)
    const [head = '', body = ''] = said.split('\r\n\r\n')
    expect(head).toMatch(/\r\nContent-Type: application\/problem\+json; charset=utf-8\r\n/)
    expect(head).toContain(`\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`)
    expect(JSON.parse(body)).toMatchObject({ status: 400, code: 'bad_request', request_id: expect.any(String) })
    // Half open on our side: only the server's destroying it makes it go from the server's count.
    await expect
      .poll(() => new Promise<number>((done) => server.getConnections((_, count) => done(count))), { timeout: 20_000 })
      .toBe(0)
  })
})
