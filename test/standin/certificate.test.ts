import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentHash } from '../../db/file/content.ts'
import { fetchFile } from '../../server/sources/fileFetch.ts'
import { TRIES } from '../../server/sources/retry.ts'
import { folder } from '../db/file.ts'
import { memory, openWorld } from '../server/backfill/world.ts'
import { command } from './command.ts'
import { sampleSeries } from './series.ts'
import { openStandin, type Standin } from './standin.ts'

const NOT_TRUSTED = /the certificate is not trusted: self-signed certificate \(DEPTH_ZERO_SELF_SIGNED_CERT\)/

describe('a source with a certificate that nobody has signed', { timeout: 60_000 }, () => {
  let standin: Standin
  beforeAll(async () => {
    standin = await openStandin(sampleSeries(), 0, true)
  })
  afterAll(() => standin.close())

  it('the certificate of the stand-in outlives us', () => {
    const file = join(import.meta.dirname, '../fixtures/tls/TEST-ONLY-certificate.pem')
    expect(new X509Certificate(readFileSync(file)).validToDate.getUTCFullYear()).toBeGreaterThan(2100)
  })

  it('backfill() calls it net, asks four times a ticker, stores nothing and defers', async () => {
    const world = await openWorld([])
    const db = await memory()
    const before = await contentHash(db)
    let asked = 0
    world.fetch = (input) => {
      asked++
      const { pathname, search } = new URL(String(input))
      return fetch(new URL(pathname + search, standin.url))
    }
    const report = await world.run(db, { tickers: ['MSFT', '^GSPC'], from: '2022-01-03', to: '2024-05-31' })
    expect(report).toMatchObject({ outcome: 'deferred', exit_code: 4, rows: { new: 0 } })
    expect(report.series[0]).toMatchObject({ reason: 'net', message: expect.stringMatching(NOT_TRUSTED) })
    expect([asked, standin.requests]).toEqual([2 * TRIES, []])
    expect(await contentHash(db)).toBe(before)
    await world.close()
  })

  it('fetchFile() calls it net and gives no file', async () => {
    const effects = {
      fetch: globalThis.fetch,
      sleep: async () => {},
      now: () => 0,
      random: () => 0,
      signal: new AbortController().signal,
    }
    expect(await fetchFile(new URL('/a.csv', standin.url), effects)).toEqual({
      kind: 'failure',
      outcome: 'net',
      message: expect.stringMatching(NOT_TRUSTED),
    })
  })

  it('npm run backfill says that it is not trusted and exits with 4', async () => {
    const db = join(folder(), 'a.db')
    const from = ['--from', '2024-06-03', '--to', '2024-06-07', '--provider-url', standin.url.href]
    // The waits between the tries are a chance of their own; here all are the shortest.
    const before = ['--import', 'data:text/javascript,Math.random = () => 0']
    const { code, said } = await command('scripts/backfill.ts', ['MSFT', ...from, '--db', db], { before })
    expect(said).toMatch(/MSFT 1d .*deferred; 0 new.*; net: the certificate is not trusted/)
    expect([code, existsSync(db), standin.requests]).toEqual([4, true, []])
  })
})
