import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Found, type GuardEffects, guardedFetch } from '../../../server/sources/guardedFetch.ts'
import { askedAddress, isPublicAddress } from '../../../server/sources/publicAddress.ts'

/** The list of the security checklist, E. */
const refused = [
  'http://127.0.0.1/',
  'http://localhost/',
  'http://localhost./',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://127.1/',
  'http://0/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://①②⑦.0.0.1/',
  'http://169.254.169.254/',
  'http://[fd00:ec2::254]/',
  'http://[fe80::1]/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://100.64.0.1/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://user:pw@example.com/',
  'http://example.com:22/',
  'http://127.0.0.1\\@example.com/',
  'http:/\\/127.0.0.1',
  'file:///etc/hostname',
  'ftp://example.com/',
  'gopher://127.0.0.1/',
  'data:text/html,x',
  'javascript:1',
  '//example.com/x',
  'http://',
  `http://example.com/${'x'.repeat(2100)}`,
  'http://exa mple.com/',
  'http://example.com/%0d%0aX: y',
]

const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/page': (response) => response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'a=1' }).end('<p>news'),
  '/packed': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed')),
  '/bomb': (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(6_000_000, ' '))),
  '/large': (response) => response.end(Buffer.alloc(6_000_000, 'x')),
  '/cut': (response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('x', () => response.socket?.destroy())
  },
  '/drip': (response) => void response.writeHead(200).write('x'),
  '/once': (response) => response.writeHead(302, { location: '/page' }).end(),
  '/loop': (response) => response.writeHead(301, { location: '/loop' }).end(),
  '/inward': (response) => response.writeHead(307, { location: 'http://10.0.0.1/' }).end(),
  '/file': (response) => response.writeHead(302, { location: 'file:///etc/hostname' }).end(),
  '/refresh': (response) => response.writeHead(200, { refresh: '0; url=http://127.0.0.1/' }).end('stay'),
}

let server: Server
let port: number
let asked: { readonly url: string; readonly headers: IncomingHttpHeaders }[] = []
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', headers: request.headers })
    answers[request.url ?? '']?.(response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** A public name whose connection the test leads to its own server: the port of an address may not be named. */
const looked: string[] = []
const effects = (found: readonly Found[], isAllowed = isPublicAddress): GuardEffects => ({
  lookup: async (host) => {
    looked.push(host)
    return found
  },
  isAllowed,
  signal: new AbortController().signal,
})

describe('what an address may be', () => {
  it.each(refused)('%s is refused and nothing is connected to', async (text) => {
    const own = { address: '127.0.0.1', family: 4 } as const
    // Whatever the machine's own names mean, they are not public.
    const answer = await guardedFetch(text, effects([own]))
    expect(answer).toMatchObject({ kind: 'blocked', code: expect.stringMatching(/^blocked_(url|address)$/) })
  })

  it.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '2a00:1450:4001::1'])('%s is public', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  )

  it('a name of which any address is private is refused (E1), and is looked up once (E2)', async () => {
    looked.length = 0
    const both = [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ] as const
    expect(await guardedFetch('http://news.test/', effects(both))).toMatchObject({ code: 'blocked_address' })
    expect(looked).toEqual(['news.test'])
  })

  it('askedAddress() takes a public address as it is', () =>
    expect(String(askedAddress('https://news.example/a?b=c#d'))).toBe('https://news.example/a?b=c#d'))
})

describe('guardedFetch()', () => {
  /** The loopback server, by an explicit setting for its address and port. */
  const own = { address: '127.0.0.1', family: 4 } as const
  const fetched = (path: string, limits = { total: 5000, bytes: 5 * 1024 * 1024, redirects: 3 }) => {
    asked = []
    looked.length = 0
    return guardedFetch(
      `http://news.test:${port}${path}`,
      {
        ...effects([own], (address) => address === own.address),
        isPortAllowed: (given) => given === '' || given === String(port),
      },
      limits,
    )
  }
  const textOf = (answer: Awaited<ReturnType<typeof fetched>>) =>
    answer.kind === 'answer' ? Buffer.from(answer.bytes).toString() : answer

  it('gives what is there, packed or not, and follows its redirects', async () => {
    expect(await fetched('/page')).toMatchObject({ kind: 'answer', status: 200, type: 'text/html' })
    expect(textOf(await fetched('/packed'))).toBe('packed')
    expect(textOf(await fetched('/once'))).toBe('<p>news')
    expect(looked).toEqual(['news.test', 'news.test'])
  })

  it('says nothing of whoever asks (E6, E7)', async () => {
    await fetched('/once')
    for (const { headers } of asked)
      expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host'])
  })

  it.each([
    ['/inward', 'blocked_address'],
    ['/file', 'blocked_url'],
  ])('is refused at the hop to %s (E3)', async (path, code) => {
    expect(await fetched(path)).toMatchObject({ kind: 'blocked', code })
    expect(asked).toHaveLength(1)
  })

  it('follows no Refresh (E3), and gives a loop up at the fourth answer without asking again (E4)', async () => {
    expect(textOf(await fetched('/refresh'))).toBe('stay')
    expect(await fetched('/loop')).toMatchObject({ kind: 'failure', message: 'sent on more than 3 times' })
    expect(asked).toHaveLength(4)
  })

  it.each(['/bomb', '/large'])('ends %s at five megabytes unpacked (E5)', async (path) =>
    expect(await fetched(path)).toMatchObject({ kind: 'failure', message: 'an answer of more than 5242880 bytes' }),
  )

  it('ends an answer that drips at its deadline, and takes no half answer (E5)', async () => {
    const begun = performance.now()
    const limits = { total: 200, bytes: 1000, redirects: 3 }
    expect(await fetched('/drip', limits)).toMatchObject({ kind: 'failure', message: 'no whole answer within 0.2 s' })
    expect(performance.now() - begun).toBeLessThan(3000)
    expect(await fetched('/cut')).toMatchObject({ kind: 'failure' })
  })
})
