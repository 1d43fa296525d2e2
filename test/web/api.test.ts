import { Hono } from 'hono'
import { hc } from 'hono/client'
import { describe, expect, it } from 'vitest'
import { Problem, refusalText, tooMany } from '../../server/problem.ts'
import { answer } from '../../web/api.ts'
import { catalogue as english } from '../../web/i18n/en/page.ts'
import { catalogue as indonesian } from '../../web/i18n/id/page.ts'
import { type Failure, Refusal, refusalIn } from '../../web/refusal.ts'

const app = new Hono().get('/good', (c) => c.json({ tickers: ['MSFT'] }))
const clientOf = (fetch: (url: string | URL | Request) => Promise<Response>) =>
  hc<typeof app>('http://page.test', { fetch })
const failureOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.failure : error),
  )

describe('answer', () => {
  it('answer() gives the body with the type of its route', async () => {
    const client = clientOf(async (url) => app.request(url))
    const body: { readonly tickers: readonly string[] } = await answer((init) => client.good.$get({}, { init }))
    expect(body).toEqual({ tickers: ['MSFT'] })
    // @ts-expect-error the route gives no such field
    expect(body.prices).toBeUndefined()
  })
  it('answer() gives the reason of a refusal', async () => {
    const problem = new Problem(404, 'unknown_ticker', 'Cannot find X', 'ticker')
    const client = clientOf(async () => new Response(refusalText(problem, 'id-1'), { status: 404 }))
    expect(await failureOf(answer(() => client.good.$get()))).toEqual({
      kind: 'refused',
      status: 404,
      code: 'unknown_ticker',
      detail: 'Cannot find X',
      id: 'id-1',
    })
  })
  it.each([
    ['too_many', 10, 'The server is busy. Try again in 10 seconds', 'sanggup dilayaninya. Coba lagi dalam 10 detik'],
    ['too_many_tries', 60, 'Too many wrong tokens', 'Terlalu banyak token salah'],
  ])('a server that takes no more (%s) is told in the words of the page', async (code, seconds, en, id) => {
    const body = refusalText(tooMany(code, 'Cannot take more studies', seconds), 'id-1')
    const init = { status: 429, headers: { 'Retry-After': String(seconds) } }
    const client = clientOf(async () => new Response(body, init))
    const failure = await failureOf(answer(() => client.good.$get()))
    expect(failure).toMatchObject({ kind: 'refused', status: 429, code, again: seconds })
    expect(refusalIn(failure as Failure, english)).toContain(en)
    expect(refusalIn(failure as Failure, indonesian)).toContain(id)
  })
  it('refusalIn() leaves other refusals in the words of the server, and an unreachable server to the page', () => {
    const refused = { kind: 'refused', status: 404, code: 'unknown_ticker', detail: 'Cannot find X', id: '' } as const
    expect(refusalIn(refused, english)).toBe('Cannot find X')
    expect(refusalIn({ ...refused, status: 429, code: 'of_a_proxy', detail: 'Slow down' }, english)).toBe('Slow down')
    expect(refusalIn({ kind: 'offline' }, english)).toBeNull()
  })
  it('answer() takes a page of somebody else for a refusal, not for an empty answer', async () => {
    const client = clientOf(async () => new Response('<html>', { status: 502, statusText: 'Bad Gateway' }))
    expect(await failureOf(answer(() => client.good.$get()))).toEqual({
      kind: 'refused',
      status: 502,
      code: 'unreadable',
      detail: 'Bad Gateway',
      id: '',
    })
  })
  it('answer() refuses a success whose body is no JSON', async () => {
    const client = clientOf(async () => new Response('{"tick', { status: 200, statusText: 'OK' }))
    expect(await failureOf(answer(() => client.good.$get()))).toMatchObject({ kind: 'refused', code: 'unreadable' })
  })
  it('answer() says that no server was reached', async () => {
    const client = clientOf(() => Promise.reject(new TypeError('fetch failed')))
    expect(await failureOf(answer(() => client.good.$get()))).toEqual({ kind: 'offline' })
  })
  it('answer() passes on that it was given up', async () => {
    const given = AbortSignal.abort(new Error('given up'))
    const client = clientOf((url) => fetch(url, { signal: given }))
    expect(await failureOf(answer((init) => client.good.$get({}, { init }), given))).toEqual(new Error('given up'))
  })
})
