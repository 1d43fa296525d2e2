import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { usualLimits } from '../../../server/sources/client.ts'
import { fetchFile, whyNotFetch } from '../../../server/sources/fileFetch.ts'
import { zipped } from './zipped.ts'

const text = ',Mkt-RF,SMB\r\n20231116,    0.10,   -0.87\r\n20231117,    0.16,    1.29\r\n'
const archive = zipped({ name: 'F-F_daily.CSV', text })

/** What the server does, by path. */
const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/F-F_daily_CSV.zip': (response) => response.writeHead(200, { 'content-type': 'application/zip' }).end(archive),
  '/%5EGSPC.csv': (response) => response.end('date,close\n2023-11-17,4514.02\n'),
  '/cut': (response) => {
    response.writeHead(200, { 'content-length': archive.length })
    response.write(archive.subarray(0, 50), () => response.socket?.destroy())
  },
  '/page': (response) => response.end('<!DOCTYPE html><title>Please log in</title>'),
  '/consent': (response) => response.end('<html><form action="/consent">'),
  '/gone': (response) => response.writeHead(404).end('<html>Not Found'),
  '/denied': (response) => response.writeHead(403).end(),
  '/busy': (response) => response.writeHead(429).end(),
  '/down': (response) => response.writeHead(503).end('<html>Service Unavailable'),
  '/empty': (response) => response.end(),
  '/away': (response) => response.writeHead(301, { location: 'http://elsewhere.invalid/a.zip' }).end(),
  '/moved': (response) => response.writeHead(302, { location: '/F-F_daily_CSV.zip' }).end('<html>over there'),
  '/loop': (response) => response.writeHead(302, { location: '/loop' }).end(),
  '/bomb': (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(2_000_000, ' '))),
  '/hang': (response) => response.writeHead(200).write('date,'),
}

let server: Server
let origin: string
let asked: string[] = []
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    answers[request.url?.replace(/\?.*/, '') ?? '']?.(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.closeAllConnections())

const fetched = (path: string) => {
  asked = []
  return fetchFile(
    new URL(path, origin),
    {
      fetch: globalThis.fetch,
      sleep: async () => {},
      now: () => 0,
      random: () => 0,
      signal: new AbortController().signal,
    },
    { ...usualLimits, body: path === '/hang' ? 100 : 20_000, bytes: 1_000_000 },
  )
}

describe('fetchFile', () => {
  it('fetchFile() follows a loop three times, and does not begin it anew', async () => {
    expect(await fetched('/loop')).toEqual({
      kind: 'failure',
      outcome: 'schema',
      message: 'sent on more than 3 times',
    })
    expect(asked).toHaveLength(4)
  })
  it('fetchFile() gives the bytes of an archive as they are', async () => {
    const file = await fetched('/F-F_daily_CSV.zip?token=secret')
    expect(file).toEqual({ kind: 'file', name: `${origin}/F-F_daily_CSV.zip`, bytes: archive })
  })

  it('fetchFile() names a file by its readable address', async () =>
    expect(await fetched('/%5EGSPC.csv')).toMatchObject({ name: `${origin}/^GSPC.csv` }))

  it('fetchFile() follows its host and gives what it was sent on to', async () =>
    expect(await fetched('/moved')).toMatchObject({ kind: 'file', bytes: archive }))

  it.each([
    ['/cut', 'bad_body', 4],
    ['/page', 'bad_body', 4],
    ['/bomb', 'bad_body', 4],
    ['/hang', 'timeout', 4],
    ['/down', 'down', 4],
    ['/consent', 'consent', 1],
    ['/gone', 'not_found', 1],
    ['/denied', 'auth', 2],
    ['/busy', 'rate_limit', 1],
    ['/empty', 'empty', 1],
    ['/away', 'consent', 1],
  ])('fetchFile() calls %s %s and asks %i times', async (path, outcome, times) => {
    expect(await fetched(path)).toMatchObject({ kind: 'failure', outcome })
    expect(asked).toHaveLength(times)
  })
})

describe('whyNotFetch', () => {
  it.each([
    ['https://example.org/a.csv', null],
    ['http://127.0.0.1:8000/a.csv', null],
    ['http://localhost/a.csv', null],
    ['http://[::1]:1/a.csv', null],
    ['http://example.org/a.csv', /only https/],
    ['http://example.org/a.csv?key=secret', /^Cannot fetch http:\/\/example\.org\/a\.csv as only https/],
    ['http://127.0.0.1.example.org/a.csv', /only https/],
    ['https://me:secret@example.org/a.csv', /^Cannot fetch from an address with a user name or password in it$/],
    ['https://', /it is none/],
  ])('whyNotFetch() of %s', (address, why) =>
    why === null ? expect(whyNotFetch(address)).toBeNull() : expect(whyNotFetch(address)).toMatch(why),
  )
})

describe('npm run ingest -- ADDRESS', { timeout: 60_000 }, () => {
  /** The command as a process: what it said, and whether a store was made. */
  const run = async (...args: readonly string[]) => {
    const folder = mkdtempSync(join(tmpdir(), 'aftershock-address-'))
    const db = join(folder, 'a.db')
    try {
      const child = spawn(process.execPath, ['scripts/ingest.ts', ...args, '--db', db])
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece))
      const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
      return { code, said, isMade: existsSync(db) }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  it('takes published factors from an address', async () => {
    const { code, said } = await run(`${origin}/F-F_daily_CSV.zip`, '--as', 'factors', '--json')
    expect([code, JSON.parse(said)]).toMatchObject([
      0,
      { kind: 'factors', stored: true, counts: { new: 2 }, report: [] },
    ])
  })

  it('says the address and the outcome of a fetch that failed, and writes nothing', async () => {
    const { code, said, isMade } = await run(`${origin}/gone`, '--as', 'factors')
    expect([code, isMade]).toEqual([1, false])
    expect(said).toBe(`Cannot fetch ${origin}/gone: not_found, no such file (status 404)\n`)
  })

  it('does not ask where it should not', async () => {
    const { code, said, isMade } = await run('http://example.invalid/a.csv')
    expect([code, isMade]).toEqual([2, false])
    expect(said).toMatch(/only https/)
  })
})
