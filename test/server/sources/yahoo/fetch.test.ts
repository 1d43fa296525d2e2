import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Instant } from '../../../../server/market/instant.ts'
import { mustBeTicker } from '../../../../server/market/ticker.ts'
import { ask, type ClientEffects, usualLimits } from '../../../../server/sources/client.ts'
import { retry, TRIES } from '../../../../server/sources/retry.ts'
import { chartFetcher } from '../../../../server/sources/yahoo/fetch.ts'
import { sampleSeries } from '../../../standin/series.ts'
import { openStandin, type Standin } from '../../../standin/standin.ts'

const question = {
  ticker: mustBeTicker('^GSPC'),
  interval: '1d' as const,
  from: Date.parse('2023-11-01') as Instant,
  until: Date.parse('2023-12-01') as Instant,
}
let standin: Standin
let slept: number[]
let now: number
let effects: ClientEffects
beforeEach(async () => {
  standin = await openStandin(sampleSeries())
  slept = []
  now = 1_000_000
  effects = {
    fetch: globalThis.fetch,
    sleep: async (ms) => {
      slept.push(ms)
      now += ms
    },
    now: () => now,
    random: () => 0.5,
    signal: new AbortController().signal,
  }
})
afterEach(() => standin.close())

const fetcher = (limits = { ...usualLimits, headers: 1500, body: 1500 }) =>
  chartFetcher({ base: standin.url, limits }, effects)

describe('chartFetcher()', () => {
  it('asks through the library with our own address, and escapes the symbol', async () => {
    const fetched = await fetcher()(question)
    expect(fetched).toMatchObject({ outcome: 'ok', status: 200, requests: 1 })
    expect(fetched.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(standin.requests).toEqual([
      {
        symbol: '^GSPC',
        interval: '1d',
        period1: 1_698_796_800,
        period2: 1_701_388_800,
        includePrePost: false,
        events: 'capitalGain|div|split|earn',
      },
    ])
  })
  it('keeps a path of the base address', async () => {
    const fetched = await chartFetcher({ base: new URL('/mirror/', standin.url) }, effects)(question)
    expect(fetched.outcome).toBe('not_found')
  })
  it('gives every attempt a deadline of its own', async () => {
    standin.script((at) => (at < 2 ? 'hang-headers' : null))
    expect(await fetcher()(question)).toMatchObject({ outcome: 'ok', requests: 3 })
    expect(slept).toEqual([500, 1000])
  })
  it('tries four times, with 1, 2 and 4 s between at full jitter', async () => {
    standin.script(() => '503-html')
    expect(await fetcher()(question)).toMatchObject({ outcome: 'down', status: 503, requests: 4 })
    expect(slept).toEqual([500, 1000, 2000])
  })
  it('does not ask twice when told that there were too many requests', async () => {
    standin.script(() => '429-seconds')
    expect(await fetcher()(question)).toMatchObject({ outcome: 'rate_limit', requests: 1, retryAfter: 3_600_000 })
    expect(slept).toEqual([])
  })
  it('keeps requests apart', async () => {
    const fetch = chartFetcher({ base: standin.url, spacing: 250 }, effects)
    await fetch(question)
    await fetch(question)
    expect(slept).toEqual([312.5])
  })
  it('stops at once when told to', async () => {
    const stop = new AbortController()
    standin.script(() => 'hang-headers')
    const asked = chartFetcher({ base: standin.url }, { ...effects, signal: stop.signal })(question)
    setTimeout(() => stop.abort(new Error('Stopped')), 50)
    await expect(asked).rejects.toThrow('Stopped')
  })
})

describe('ask()', () => {
  it('counts a packed body as what it becomes', async () => {
    standin.script(() => 'gzip-bomb')
    const url = new URL('/v8/finance/chart/MSFT', standin.url).href
    const attempt = await ask(url, {}, effects, { ...usualLimits, bytes: 1024 * 1024 })
    expect(attempt).toMatchObject({ kind: 'failure', outcome: 'bad_body' })
  })
  it('names the cause of a connection that is refused', async () => {
    const { url } = standin
    await standin.close()
    expect(await ask(url.href, {}, effects)).toMatchObject({
      kind: 'failure',
      outcome: 'net',
      message: expect.stringContaining('ECONNREFUSED'),
    })
  })
  it('fails where no trusted connection comes about', async () => {
    // Speaks no TLS at all: like an unknown certificate, that ends before anything is sent.
    const url = standin.url.href.replace('http:', 'https:')
    expect(await ask(url, {}, effects)).toMatchObject({ kind: 'failure', outcome: 'net' })
    const untrusted = () =>
      Promise.reject(
        new TypeError('fetch failed', {
          cause: Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
        }),
      )
    expect(await ask('https://example.invalid/', {}, { ...effects, fetch: untrusted })).toMatchObject({
      outcome: 'net',
      message: 'the certificate is not trusted: self-signed certificate (DEPTH_ZERO_SELF_SIGNED_CERT)',
    })
  })
  it('goes to no other host', async () => {
    standin.script(() => 'redirect-away')
    const attempt = await ask(new URL('/v8/finance/chart/MSFT', standin.url).href, {}, effects)
    expect(attempt).toMatchObject({
      kind: 'failure',
      outcome: 'consent',
      message: expect.stringContaining('elsewhere.invalid'),
    })
  })
})

describe('retry()', () => {
  const outcomes = (
    ...list: readonly { outcome: 'ok' | 'net' | 'auth' | 'rate_limit' | 'schema'; retryAfter?: number }[]
  ) => {
    let at = 0
    let renewed = 0
    const attempt = async () => ({
      retryAfter: null,
      ...(list[Math.min(at++, list.length - 1)] ?? { outcome: 'ok' as const }),
    })
    return { run: () => retry(attempt, () => renewed++, effects), tries: () => at, renewed: () => renewed }
  }
  it('waits out a limit of up to a minute, once', async () => {
    const short = outcomes({ outcome: 'rate_limit', retryAfter: 60_000 }, { outcome: 'ok' })
    expect((await short.run()).outcome).toBe('ok')
    expect(slept).toEqual([60_000])
    const long = outcomes({ outcome: 'rate_limit', retryAfter: 60_001 })
    expect((await long.run()).outcome).toBe('rate_limit')
    expect(long.tries()).toBe(1)
    const again = outcomes({ outcome: 'rate_limit', retryAfter: 10 })
    expect((await again.run()).outcome).toBe('rate_limit')
    expect(again.tries()).toBe(2)
  })
  it('renews once when it is not let in', async () => {
    const never = outcomes({ outcome: 'auth' })
    expect((await never.run()).outcome).toBe('auth')
    expect([never.tries(), never.renewed()]).toEqual([2, 1])
  })
  it('does not ask again what would be answered the same', async () => {
    const schema = outcomes({ outcome: 'schema' })
    await schema.run()
    expect(schema.tries()).toBe(1)
    const net = outcomes({ outcome: 'net' })
    await net.run()
    expect(net.tries()).toBe(TRIES)
  })
})
