import { readFileSync } from 'node:fs'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, sendRaw, startServer } from '../running.ts'

let server: Running
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { headers, redirect: 'manual' })
const raw = (head: string) => sendRaw(server.port, `${head}\r\nConnection: close\r\n\r\n`)

const payloads = [
  '<img src=x onerror=__xss(1)>',
  '"><svg onload=__xss(2)>',
  "'><script>__xss(3)</script>",
  '</title><script>__xss(4)</script>',
  "{{constructor.constructor('__xss(10)')()}}",
  '<!--',
  ']]>',
  '\u202Etext',
  '\u2028',
]
interface Tag {
  readonly localName: string
  readonly attributes: readonly { readonly name: string; readonly value: string }[]
}

/** What of a page could run or draw what it was not made to: scripts of its own, handlers, addresses that are programs. */
function foreignIn(html: string): readonly string[] {
  const { document } = parseHTML(html)
  const all = [...document.querySelectorAll('*')] as unknown as readonly Tag[]
  const runs = ({ localName, attributes }: Tag) =>
    (localName === 'script' && !attributes.some(({ name }) => name === 'src')) ||
    attributes.some(({ name, value }) => name.startsWith('on') || /^\s*javascript:/i.test(value) || value === 'x') ||
    (localName === 'title' && document.querySelectorAll('head title').length !== 1)
  return all.filter(runs).map(({ localName }) => localName)
}

const literals = [
  "'",
  '"',
  ';--',
  "') OR 1=1--",
  '%',
  '_',
  '\\',
  ']',
  '`',
  "x' UNION SELECT sql FROM sqlite_master--",
  'a'.repeat(10_000),
]

describe('who may talk to the server', () => {
  it('the server listens on the loopback address only (A1)', () => {
    const sockets = readFileSync('/proc/net/tcp', 'utf8') + readFileSync('/proc/net/tcp6', 'utf8')
    const port = server.port.toString(16).toUpperCase().padStart(4, '0')
    const listening = [...sockets.matchAll(new RegExp(`: ([0-9A-F]{8,32}):${port} [0-9A-F]+:0000 0A`, 'g'))].map(
      (match) => match[1],
    )
    expect(listening).toEqual(['0100007F'])
  })
  it.each([
    'evil.test',
    'evil.test:PORT',
    '127.0.0.1.evil.test',
    'localhost.evil.test',
    '0.0.0.0:PORT',
    '169.254.1.1',
    'localhost:PORT@evil.test',
    '[::1]evil',
    '',
  ])('the server turns away the Host "%s" on the API, on files and on unknown paths (A3)', async (host) => {
    for (const path of ['/api/health', '/', '/index.html', '/nothing']) {
      const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: ${host.replace('PORT', String(server.port))}`)
      expect(statusOf(answer)).toBe(403)
      expect(answer).toMatch(/content-security-policy/i)
      expect(answer).not.toMatch(/\/work|node_modules|at .*\.ts/)
    }
  })
  it('the server turns away a request without a Host (A3)', async () =>
    expect(statusOf(await raw('GET /api/health HTTP/1.0'))).toBe(403))
  it.each(['localhost', 'LOCALHOST:PORT', '127.0.0.1:PORT', '[::1]:PORT'])(
    'the server answers to the Host %s (A4)',
    async (host) =>
      expect(
        statusOf(await raw(`GET /api/health HTTP/1.1\r\nHost: ${host.replace('PORT', String(server.port))}`)),
      ).toBe(200),
  )
  it('the server refuses an absolute request target (A5)', async () =>
    expect(statusOf(await raw(`GET http://evil.test/api/health HTTP/1.1\r\nHost: localhost:${server.port}`))).toBe(400))
  it('a path with a backslash is refused with our headers and words, as every refusal (B1, F1)', async () => {
    const answer = await raw(`GET /\\evil.test/ HTTP/1.1\r\nHost: localhost:${server.port}`)
    expect(statusOf(answer)).toBe(400)
    expect(answer).toMatch(/content-security-policy: default-src 'none'/i)
    expect(answer).toContain('application/problem+json')
  })
  it('the server ignores forwarding headers (A6)', async () => {
    const answer = await get('/api/health', {
      'X-Forwarded-Host': 'evil.test',
      'X-Forwarded-For': '10.0.0.1',
      Forwarded: 'host=evil.test',
    })
    expect(answer.status).toBe(200)
    expect(await answer.text()).not.toContain('evil.test')
  })
  it.each(['TRACE', 'CONNECT', 'PROPFIND', 'FOO'])(
    'the server refuses %s and goes on answering (A11)',
    async (method) => {
      const target = method === 'CONNECT' ? `localhost:${server.port}` : '/api/health'
      const answer = await raw(`${method} ${target} HTTP/1.1\r\nHost: localhost:${server.port}`)
      expect([405, 501]).toContain(statusOf(answer))
      expect(answer).toContain('application/problem+json')
      expect((await get('/api/health')).status).toBe(200)
    },
  )
  it('the server never allows another origin, nor a preflight (A12, A13)', async () => {
    for (const method of ['GET', 'OPTIONS', 'POST']) {
      const answer = await sendRaw(
        server.port,
        `${method} /api/health HTTP/1.1\r\nHost: localhost:${server.port}\r\nOrigin: https://evil.test\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n`,
      )
      expect(statusOf(answer)).toBe(403)
      expect(answer).not.toMatch(/access-control-allow/i)
      expect(answer).toMatch(/vary: origin/i)
    }
  })
  const origins = (port: number): readonly (readonly string[])[] => [
    ['Sec-Fetch-Site: cross-site'],
    ['Origin: https://evil.test'],
    ['Origin: null'],
    [`Origin: http://evil.test:${port}`, `Host: evil.test:${port}`],
    [`Origin: http://localhost:${port + 1}`],
    ['Sec-Fetch-Site: same-site'],
  ]
  const media = [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'Application/X-WWW-Form-Urlencoded',
    'multipart/form-data',
    'text/plain;a=application/json',
    null,
    'application/json, text/plain',
  ]
  it('the server refuses a write from elsewhere in every guise (A7)', async () => {
    for (const path of ['/api/session', '/api/events', '/api/backfills', '/api/studies', '/api/articles'])
      for (const lines of origins(server.port))
        for (const type of media) {
          const host = lines.find((line) => line.startsWith('Host:')) ?? `Host: localhost:${server.port}`
          const rest = lines.filter((line) => !line.startsWith('Host:'))
          const head = [
            `POST ${path} HTTP/1.1`,
            host,
            ...rest,
            ...(type === null ? [] : [`Content-Type: ${type}`]),
            'Content-Length: 2',
            'Connection: close',
          ]
          const status = statusOf(await sendRaw(server.port, `${head.join('\r\n')}\r\n\r\n{}`))
          expect([403, 415], `${path} ${lines.join()} ${type}`).toContain(status)
        }
  })
  it('the server takes a write of its own page and of a program that says so, and no other (A8, A9)', async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${server.url}/api/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: '{"token":"x"}',
      })
    const own = `http://127.0.0.1:${server.port}`
    expect((await post({ Origin: own })).status).toBe(401)
    expect((await post({ 'X-Aftershock': '1' })).status).toBe(401)
    expect((await post({})).status).toBe(403)
  })
  it('reading with a method override changes nothing and is read as GET (A10)', async () => {
    const before = await (await get('/api/tickers')).text()
    await get('/api/tickers?_method=DELETE')
    await get('/api/tickers', { 'X-HTTP-Method-Override': 'DELETE' })
    expect(await (await get('/api/tickers')).text()).toBe(before)
  })
})

describe('headers on every response', () => {
  const paths = [
    '/',
    '/t/MSFT',
    '/api/health',
    '/api/tickers',
    '/api/bars/MSFT',
    '/api/bars/NOPE',
    '/api/nothing',
    '/nothing',
    '/api/bars/MSFT?from=2023-02-30',
    '/api/openapi.json',
  ]
  it.each(paths)('the answer to %s carries every protection (B1, B2, B4)', async (path) => {
    const { headers } = await get(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "object-src 'none'",
    ])
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('server')).toBeNull()
    if (path.startsWith('/api')) expect(headers.get('cache-control')).toMatch(/^(no-store|private, no-cache)$/)
  })
  it('answers name their type and character set (B3)', async () => {
    expect((await get('/')).headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect((await get('/api/health')).headers.get('content-type')).toMatch(/^application\/json/)
    expect((await get('/api/nothing')).headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  })
  it('only files named by their content may be kept for ever (B4)', async () => {
    const html = await (await get('/')).text()
    const asset = /\/assets\/[\w.-]+\.js/.exec(html)?.[0] ?? ''
    expect((await get(asset)).headers.get('cache-control')).toContain('immutable')
    // The page holds what was asked for, and is its reader's own.
    expect((await get('/')).headers.get('cache-control')).toBe('private, no-cache')
  })
})

describe('files of the page', () => {
  it('come packed as the build packed them, and are the same', async () => {
    const shell = await (await fetch(`${server.url}/`)).text()
    const path = /type="module"[^>]* src="\/(assets\/[\w-]+\.js)"/.exec(shell)?.[1]
    const as = (coding: string) => fetch(`${server.url}/${path}`, { headers: { 'Accept-Encoding': coding } })
    const plain = await (await as('identity')).text()
    expect(plain.length).toBeGreaterThan(10_000)
    for (const coding of ['br', 'gzip']) {
      const answer = await as(coding)
      expect(answer.headers.get('content-encoding')).toBe(coding)
      expect(await answer.text()).toBe(plain)
      expect((await fetch(`${server.url}/${path}.${coding}`)).status).toBe(404)
    }
  })
})

describe('hostile input', () => {
  it.each([
    '/../x',
    '/..%2fx',
    '/%2e%2e/x',
    '/..%5cx',
    '/%252e%252e/x',
    '/....//x',
    '//x',
    '/%00',
    '/a%00.js',
    '/.git/config',
    '/.env',
    '/server/main.ts',
    '/data.db',
    '/assets/../data.db',
    '/\\evil.test/',
    '//evil.test/',
    '/package.json',
  ])('the path %s gives no file and leads nowhere else (F1)', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost:${server.port}`)
    expect([400, 404]).toContain(statusOf(answer))
    expect(answer).not.toMatch(/^location:/im)
    expect(answer).not.toMatch(/openStore|"dependencies"|SQLite format|\[core\]/)
  })
  it.each(payloads)('markup in a path, a parameter or a body comes back as text only: %s (C6)', async (payload) => {
    const encoded = encodeURIComponent(payload)
    for (const path of [
      `/${encoded}`,
      `/?q=${encoded}`,
      `/api/${encoded}`,
      `/api/bars/${encoded}`,
      `/api/bars/MSFT?basis=${encoded}`,
      `/api/bars/MSFT?${encoded}=1`,
    ]) {
      const answer = await get(path)
      const text = await answer.text()
      if (answer.headers.get('content-type')?.includes('json')) expect(text).not.toContain('<')
      else expect(foreignIn(text), path).toEqual([])
    }
  })
  it.each(literals)('a parameter is never read as SQL: %s (G1)', async (text) => {
    for (const path of ['/api/bars/', '/api/bars/MSFT?basis=', '/api/bars/MSFT?from=', '/api/tickers?x=']) {
      const answer = await get(path + encodeURIComponent(text))
      expect([200, 400, 404]).toContain(answer.status)
      expect(await answer.text()).not.toMatch(/sqlite_master|CREATE TABLE|SQLITE_/i)
    }
  })
  it.each(['1e309', '-1', 'NaN', '0x10', '1.5', '９', '[]', '{}', 'true', '2023-02-30', '2023-2-3', ' 2023-02-03', ''])(
    'the date "%s" is refused by the name of its parameter (G5)',
    async (text) => {
      const answer = await get(`/api/bars/MSFT?from=${encodeURIComponent(text)}`)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ parameter: 'from', code: 'bad_parameter', status: 400 })
    },
  )
  it('a range that ends before it starts is refused (G5)', async () =>
    expect(await (await get('/api/bars/MSFT?from=2023-02-02&to=2023-02-01')).json()).toMatchObject({
      status: 400,
      parameter: 'to',
    }))
  it.each([
    'sort=title;DROP',
    'sort=(select 1)',
    'order=asc,sleep',
    'columns=*',
    'id=1',
    '__proto__[x]=1',
    'constructor=1',
  ])('an unknown parameter is refused, not ignored: %s (G2)', async (query) =>
    expect((await get(`/api/bars/MSFT?${query}`)).status).toBe(400),
  )
  it('a parameter given twice is refused (G6)', async () =>
    expect((await get('/api/bars/MSFT?basis=raw&basis=split')).status).toBe(400))
  it('an error tells its request but nothing of the inside (I3)', async () => {
    const problem = (await (await get('/api/bars/NOPE')).json()) as Record<string, unknown>
    expect(problem).toMatchObject({ status: 404, code: 'unknown_ticker', parameter: 'ticker', type: 'about:blank' })
    expect(problem.request_id).toMatch(/^[0-9a-f-]{36}$/)
    expect(JSON.stringify(problem)).not.toMatch(/\.ts|node_modules|stack/)
  })
})
