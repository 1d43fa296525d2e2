import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { listen } from '../../../server/http/listen.ts'
import { tokenAuth } from '../../../server/http/token.ts'

it('a store that cannot say whether anything changed leaves the question to the routes, and the server stands', async () => {
  const server = await listen({
    fetch: () => new Response('answered by a route'),
    known: () => {
      throw new Error('disk I/O error')
    },
    names: ['127.0.0.1'],
    framed: false,
    host: '127.0.0.1',
    port: 0,
    guard: tokenAuth(null),
    trustedProxies: [],
    steady: () => performance.now(),
    newRequestId: () => '1',
  })
  const { port } = server.address() as AddressInfo
  for (let time = 0; time < 2; time++)
    expect(await (await fetch(`http://127.0.0.1:${port}/api/tickers`)).text()).toBe('answered by a route')
  await new Promise((done) => {
    server.closeAllConnections()
    server.close(done)
  })
})
