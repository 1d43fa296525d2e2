import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LookUp, pinnedFetch } from '../../../server/sources/pinnedFetch.ts'

let server: Server
let port = 0
const hosts: string[] = []
beforeAll(async () => {
  server = createServer((request, response) => {
    hosts.push(request.headers.host ?? '')
    response.end('here')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** A name that means one thing after the other, as one that was made to change. */
function changing(...answers: readonly string[]): { readonly lookup: LookUp; readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    lookup: (host, _, told) => {
      const address = answers[Math.min(asked.push(host), answers.length) - 1] ?? ''
      told(null, address === '' ? [] : [{ address, family: address.includes(':') ? 6 : 4 }])
    },
  }
}
const causeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'answered',
    (error: Error) => String((error.cause as Error | undefined)?.message ?? error.message),
  )

describe('pinnedFetch()', () => {
  it('connects to the address that was looked up, once, with the name that was asked for', async () => {
    const { lookup, asked } = changing('127.0.0.1', '203.0.113.1')
    const answer = await pinnedFetch('news.test', lookup)(`http://news.test:${port}/a`)
    expect([answer.status, await answer.text(), asked, hosts]).toEqual([
      200,
      'here',
      ['news.test'],
      [`news.test:${port}`],
    ])
  })

  it.each(['127.0.0.1', '10.1.2.3', '192.168.1.1', '169.254.169.254', '::1', 'fd00::1', '::ffff:127.0.0.1'])(
    'connects to nothing where a name that nobody typed means %s',
    async (address) => {
      const { lookup } = changing(address)
      const before = hosts.length
      expect(await causeOf(pinnedFetch('other.test', lookup)(`http://news.test:${port}/`))).toContain(
        'news.test is no host of the public internet',
      )
      expect(hosts).toHaveLength(before)
    },
  )

  it('refuses a name of which one address alone is not of the internet', async () => {
    const lookup: LookUp = (_, __, told) =>
      told(null, [
        { address: '93.184.215.14', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ])
    expect(await causeOf(pinnedFetch(null, lookup)(`http://news.test:${port}/`))).toContain('no host of the public')
  })

  it.each(['127.0.0.1', '[::1]', '10.0.0.1', '127.1', '0x7f.1'])(
    'refuses the address %s itself, unless it was typed',
    async (host) => {
      expect(await causeOf(pinnedFetch(null)(`http://${host}:${port}/`))).toContain('no host of the public')
    },
  )

  it('lets the owner name this machine', async () => {
    expect(await (await pinnedFetch('127.0.0.1')(`http://127.0.0.1:${port}/`)).text()).toBe('here')
  })

  it('says that a name means nothing, and stops when it is told to', async () => {
    const { lookup } = changing('')
    expect(await causeOf(pinnedFetch(null, lookup)('http://news.test/'))).toContain('there is no host news.test')
    const stop = AbortSignal.abort(new Error('stopped'))
    await expect(pinnedFetch('127.0.0.1')(`http://127.0.0.1:${port}/`, { signal: stop })).rejects.toThrow('stopped')
  })
})
