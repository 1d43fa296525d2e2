import { describe, expect, it } from 'vitest'
import { undescribed } from './described.ts'

const health = { status: 'ok', ready: true, version: '0.1.0', now: '2026-01-02T00:00:00Z' }
const refusal = { type: 'about:blank', title: 'x', status: 404, detail: 'x', code: 'unknown_ticker', request_id: 'x' }
const answer = (body: unknown, status = 200, type = 'application/json', headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type, ...headers } })
const problem = (body: unknown, status: number) => answer(body, status, 'application/problem+json; charset=utf-8')

describe('undescribed()', () => {
  it.each<[string, string, Response]>([
    ['an answer', '/api/health', answer(health)],
    ['a refusal', '/api/bars/NONE', problem(refusal, 404)],
    ['a path that there is not', '/api/nothing', problem({ ...refusal, code: 'no_such_route' }, 404)],
  ])('takes %s that is as described', async (_, path, given) =>
    expect(await undescribed('GET', path, given)).toBeNull(),
  )

  it.each<[string, string, Response]>([
    ['a field too many', '/api/health', answer({ ...health, more: 1 })],
    ['a field that is missing', '/api/health', answer({ ...health, ready: undefined })],
    ['a field of another kind', '/api/health', answer({ ...health, now: 'today' })],
    ['another status', '/api/health', problem({ ...refusal, status: 418 }, 418)],
    ['another content type', '/api/health', answer(health, 200, 'text/plain')],
    ['a code that is not of the path', '/api/health', problem({ ...refusal, status: 400 }, 400)],
    ['a refusal without its words', '/api/nothing', problem({ code: 'x' }, 404)],
    ['no data version', '/api/tickers', answer({ total: 0, next: null, tickers: [] })],
  ])('tells of %s', async (_, path, given) => expect(await undescribed('GET', path, given)).not.toBeNull())
})
