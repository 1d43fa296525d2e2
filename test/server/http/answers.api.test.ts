import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tagOf } from '../../../server/http/answers.ts'
import { raiseCloses } from '../../db/tamper.ts'
import { send } from '../asking.ts'
import { type Running, startServer } from '../running.ts'

const root = join(import.meta.dirname, '../../..')
let server: Running
beforeAll(async () => {
  server = await startServer()
}, 60_000)
afterAll(() => server.stop())

const ask = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${server.url}/api${path}`, { headers: { 'Accept-Encoding': 'identity', ...headers } })
const tagged = async (path: string) => {
  const answer = await ask(path)
  return { etag: answer.headers.get('etag') ?? '', text: await answer.text(), headers: answer.headers }
}
/** The body as it is sent, in whatever coding. */
const raw = (path: string, encoding: string): Promise<{ coding: string | undefined; body: Buffer }> =>
  new Promise((done, failed) => {
    request(`${server.url}/api${path}`, { headers: { 'Accept-Encoding': encoding } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () => done({ coding: answer.headers['content-encoding'], body: Buffer.concat(parts) }))
    })
      .on('error', failed)
      .end()
  })
/** Runs while the connections of this process are looked after: one that the server ends meanwhile is not asked again. */
const command = async (script: string, ...args: readonly string[]) => {
  const child = spawn(process.execPath, [
    join(root, 'scripts', script),
    ...args,
    '--db',
    join(server.folder, 'test.db'),
  ])
  await once(child, 'close')
}

const bars = '/bars/MSFT?from=2023-11-01&to=2023-11-30'

describe('answers to GET', () => {
  it.each([
    bars,
    '/impacts?ticker=MSFT',
    '/tickers',
    '/events?ticker=MSFT',
    '/imports',
    '/openapi.json',
    '/bars/MSFT.csv',
  ])('%s: are the reader’s own, have a tag, and are not sent to whoever has them', async (path) => {
    const { etag, text, headers } = await tagged(path)
    expect(headers.get('cache-control')).toBe('private, no-cache')
    if (!path.endsWith('.csv')) expect(etag).toBe(tagOf(Buffer.from(text), headers.get('data-version')))
    for (const tag of [etag, etag.replace('W/', ''), `"other", ${etag}`]) {
      const again = await ask(path, { 'If-None-Match': tag })
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
      expect(again.headers.get('x-content-type-options')).toBe('nosniff')
      expect(again.headers.get('data-version')).toBe(path.endsWith('.csv') ? null : headers.get('data-version'))
    }
    const other = await ask(path, { 'If-None-Match': '"other"' })
    expect([other.status, await other.text()]).toEqual([200, text])
  })

  it('are packed as asked for, first and again, and are the same unpacked', async () => {
    for (const path of [bars, '/impacts?ticker=MSFT&windows=0..1']) {
      const plain = (await raw(path, 'identity')).body.toString()
      for (let time = 0; time < 2; time++) {
        const [br, zipped, none] = await Promise.all(
          ['gzip, deflate, br', 'gzip', 'br;q=0, deflate'].map((encoding) => raw(path, encoding)),
        )
        expect([br?.coding, zipped?.coding, none?.coding]).toEqual(['br', 'gzip', undefined])
        expect(brotliDecompressSync(br?.body ?? '').toString()).toBe(plain)
        expect(gunzipSync(zipped?.body ?? '').toString()).toBe(plain)
        expect(none?.body.toString()).toBe(plain)
      }
    }
  })

  it('differ with everything that is asked', async () => {
    const paths = [bars, `${bars}&basis=total`, `${bars}&max=10`, bars.replace('MSFT', '^GSPC'), `${bars}&limit=3`]
    const tags = await Promise.all(paths.map(async (path) => (await tagged(path)).etag))
    expect(new Set(tags).size).toBe(paths.length)
    for (const path of paths)
      expect((await ask(path, { 'If-None-Match': tags[0] ?? '' })).status).toBe(path === bars ? 304 : 200)
  })

  it.each(['/health', '/metrics', '/bars/NONE', '/bars/MSFT?nothing=1', '/nowhere'])(
    '%s: where nothing is to be kept says so',
    async (path) => {
      const { headers } = await ask(path)
      const isHealth = path === '/health'
      expect(headers.get('cache-control')).toBe(isHealth ? 'private, no-cache' : 'no-store')
      expect(headers.get('etag') === null).toBe(!isHealth)
    },
  )

  it('are kept by nobody where a token is set', async () => {
    const guarded = await startServer([], { AFTERSHOCK_TOKEN: 'a-long-enough-token-of-the-house' })
    try {
      const answer = await fetch(`${guarded.url}/api${bars}`, {
        headers: { Authorization: 'Bearer a-long-enough-token-of-the-house', 'If-None-Match': '*' },
      })
      expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('etag')]).toEqual([
        200,
        'no-store',
        null,
      ])
      expect((await fetch(`${guarded.url}/api${bars}`)).status).toBe(401)
    } finally {
      await guarded.stop()
    }
  }, 60_000)
})

describe('answers after a write', () => {
  const paths = [
    '/tickers',
    '/impacts?ticker=MSFT',
    '/impacts.csv?ticker=MSFT',
    '/events?ticker=MSFT',
    bars,
    '/bars/MSFT.csv',
  ]
  /** Which of the paths are answered anew. */
  const changedBy = async (change: () => unknown) => {
    const before = await Promise.all(paths.map(tagged))
    await change()
    const after = await Promise.all(
      paths.map(async (path, at) => {
        const answer = await ask(path, { 'If-None-Match': before[at]?.etag ?? '' })
        return answer.status === 304 ? null : { path, text: await answer.text(), before: before[at]?.text }
      }),
    )
    return after.flatMap((one) => (one === null || one.text === one.before ? [] : [one.path]))
  }

  it('of this server are new at once', async () => {
    const event = { title: 'A thing', public_at: '2023-11-15T10:00:00-05:00', tickers: 'MSFT' }
    expect(await changedBy(() => send(server, 'PUT', '/events/a-thing', event))).toEqual([
      '/impacts?ticker=MSFT',
      '/impacts.csv?ticker=MSFT',
      '/events?ticker=MSFT',
    ])
  })
  it('of a command on the same file are new at once', async () => {
    expect(await changedBy(() => command('tickers.ts', 'benchmark', 'MSFT', 'none'))).toContain('/tickers')
    expect(await changedBy(() => command('tickers.ts', 'benchmark', 'MSFT', 'default'))).toContain(
      '/impacts?ticker=MSFT',
    )
  })
  it('of a program that is not ours are new at once', async () => {
    const changed = await changedBy(() => raiseCloses(join(server.folder, 'test.db'), '2023-11-17'))
    expect(changed).toEqual(['/impacts?ticker=MSFT', '/impacts.csv?ticker=MSFT', bars, '/bars/MSFT.csv'])
  })
  it('that changed nothing of theirs say so', async () => {
    const { etag } = await tagged(bars)
    await send(server, 'DELETE', '/events/a-thing')
    const answer = await ask(bars, { 'If-None-Match': etag })
    expect([answer.status, answer.headers.get('etag')]).toEqual([304, etag])
  })
})
