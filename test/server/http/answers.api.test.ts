import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tagOf } from '../../../server/http/answers.ts'
import { raiseCloses, storedBars } from '../../db/tamper.ts'
import { send } from '../asking.ts'
import { type Running, startServer } from '../running.ts'

const oneConnection = new Agent({ keepAlive: true, maxSockets: 1 })
const root = join(import.meta.dirname, '../../..')
let server: Running
beforeAll(async () => {
  server = await startServer()
})
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
/** Status, headers and body, without those that tell when it was sent. */
const whole = (path: string): Promise<{ status: string; headers: Record<string, string | undefined>; body: Buffer }> =>
  new Promise((done, failed) => {
    request({ host: '127.0.0.1', port: server.port, path: `/api${path}`, agent: oneConnection }, (answer) => {
      const parts: Buffer[] = []
      const { date: _, ...headers } = answer.headers as Record<string, string>
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () =>
        done({ status: `${answer.statusCode} ${answer.statusMessage}`, headers, body: Buffer.concat(parts) }),
      )
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

  it('are the same answer however often they are asked for, and by which way they are found', async () => {
    const dates = ['2023-01-03', '2023-11-17', '2023-11-18', '2024-02-29', '1999-12-31']
    const ranges = dates.flatMap((from) => dates.map((to) => `from=${from}&to=${to}`))
    const more = ['', '&limit=5', '&limit=1&basis=total', '&basis=raw', '&basis=split&limit=100', '&interval=1d']
    const asked = ranges.flatMap((range, at) => `/bars/MSFT?${range}${more[at % more.length]}`)
    const odd = [
      '/bars/msft?from=2023-11-17',
      '/bars/%5EGSPC?from=2023-11-17&limit=3',
      '/bars/%4dSFT?limit=2',
      '/bars/MSFT?limit=2&',
      '/bars/MSFT?&limit=2',
      '/bars/MSFT?from=2023%2D11-17&limit=2',
      '/bars/MSFT?limit=2&limit=2',
      '/bars/MSFT?limit=0',
      '/bars/MSFT?limit=1e1',
      '/bars/MSFT?limit=',
      '/bars/MSFT?from=2023-02-30',
      '/bars/MSFT?from=%',
      '/bars/MSFT?from=%ff',
      '/bars/MSFT?cursor=x',
      '/bars/MSFT?max=3&limit=2',
      '/bars/MSFT?nothing',
      '/bars/MSFT?__proto__=1',
      '/bars/MSFT/?limit=2',
      '/bars//MSFT',
      '/bars/./MSFT?limit=2',
      '/bars/MSFT#limit=2',
      '/bars/?limit=2',
      '/bars/%',
      '/bars/NONE?limit=2',
      '/bars/MSFT?interval=1m',
      '/bars/MSFT?interval=1m&basis=total',
    ]
    const told = async (path: string) => {
      const answer = await whole(path)
      // Of each request its own, and how a refusal ends.
      const body = answer.body.toString().replace(/"request_id":"[^"]*"/, '"request_id":""')
      return { ...answer, body }
    }
    for (const path of [...asked, ...odd]) {
      const first = await told(path)
      for (let time = 0; time < 3; time++) expect([path, await told(path)]).toEqual([path, first])
      if (!/^200/.test(first.status)) continue
      expect(first.body).toBe(JSON.stringify(JSON.parse(first.body)))
      expect(first.headers.etag).toBe(tagOf(Buffer.from(first.body), first.headers['data-version'] ?? null))
    }
    const statuses = await Promise.all(odd.map(async (path) => Number((await whole(path)).status.slice(0, 3))))
    expect([200, 400, 404, 422].map((status) => statuses.includes(status))).toEqual([true, true, true, true])
  })

  it('of bars are what stands in the database', async () => {
    const rows = storedBars(join(server.folder, 'test.db'), 'MSFT')
    for (let from = 0; from < rows.length; from += 17)
      for (const to of [from, from + 1, from + 40]) {
        const own = rows.slice(from, to + 1)
        const range = `from=${own[0]?.date}&to=${own.at(-1)?.date}`
        const answer = JSON.parse((await whole(`/bars/MSFT?basis=split&${range}`)).body.toString()) as typeof columns
        const columns = Object.fromEntries(
          Object.keys(own[0] ?? {}).map((name) => [name, own.map((row) => row[name as 'date'])]),
        )
        expect(answer).toMatchObject(columns)
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
  })
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
