import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { get, send } from '../asking.ts'
import { type Running, startServer } from '../running.ts'

interface Listed {
  readonly ticker: string
  readonly former_names: readonly string[]
  readonly benchmark: string | null
  readonly bars: readonly { readonly count: number }[]
}

let server: Running
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const list = async () => (await get<{ tickers: readonly Listed[] }>(server, '/tickers')).tickers
const of = async (symbol: string) => (await list()).find(({ ticker }) => ticker === symbol)
const order = async (method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown = null) => {
  const answer = await send(server, method, path, body)
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

describe('/api/tickers/:ticker', { timeout: 60_000 }, () => {
  it('a renamed ticker keeps its history and answers to its old name, which the answer tells', async () => {
    const before = await of('MSFT')
    expect(await order('POST', '/tickers/MSFT/rename', { to: 'MSF' })).toMatchObject({
      status: 200,
      body: { from: 'MSFT', to: 'MSF' },
    })
    expect(await of('MSF')).toMatchObject({ former_names: ['MSFT'], bars: before?.bars })
    expect(await get(server, '/bars/MSFT?from=2023-11-17&to=2023-11-17')).toMatchObject({
      ticker: 'MSF',
      asked_as: 'MSFT',
      close: [369.85],
    })
    expect(await get(server, '/bars/MSF?from=2023-11-17&to=2023-11-17')).toMatchObject({ asked_as: null })
    const event = '/impacts/openai-20231117-altman-ousted'
    const paths = ['/impacts?ticker=', `${event}?ticker=`, `${event}/robustness?ticker=`, '/moves/']
    for (const path of paths) {
      expect(await get(server, `${path}MSFT`)).toMatchObject({ ticker: 'MSF', asked_as: 'MSFT' })
      expect(await get(server, `${path}MSF`)).toMatchObject({ ticker: 'MSF', asked_as: null })
    }
    // Nobody asked by a name.
    expect(await get(server, event)).toMatchObject({ ticker: 'MSF', asked_as: null })
    const { events } = await get<{ events: readonly unknown[] }>(server, '/events?ticker=MSFT')
    expect(events.length).toBeGreaterThan(10)
    expect((await order('POST', '/tickers/MSF/rename', { to: 'MSFT' })).status).toBe(200)
  })

  it('has a benchmark of its own', async () => {
    expect(await order('PUT', '/tickers/MSFT/benchmark', { benchmark: 'none' })).toEqual({
      status: 200,
      body: { ticker: 'MSFT', benchmark: 'none' },
    })
    expect(await of('MSFT')).toMatchObject({ benchmark: 'none' })
    expect(await get(server, '/moves/MSFT')).toMatchObject({ code: 'no_benchmark', status: 409 })
    expect(await order('PUT', '/tickers/MSFT/benchmark', { benchmark: 'default' })).toMatchObject({ status: 200 })
    expect(await of('MSFT')).toMatchObject({ benchmark: null })
  })

  it('goes only when that is confirmed', async () => {
    const would = await order('DELETE', '/tickers/%5EGSPC')
    expect(would).toMatchObject({ status: 200, body: { kind: 'ticker', ticker: '^GSPC', deleted: false } })
    expect(await of('^GSPC')).toBeDefined()
    expect(await order('DELETE', '/tickers/%5EGSPC?confirmed=true')).toMatchObject({ body: { deleted: true } })
    expect(await of('^GSPC')).toBeUndefined()
  })

  it.each([
    ['POST', '/tickers/NOPE/rename', { to: 'X' }, 404, 'unknown_ticker'],
    ['POST', '/tickers/MSFT/rename', { to: 'BBCA.JK' }, 422, 'other_exchange'],
    ['POST', '/tickers/MSFT/rename', {}, 400, 'bad_parameter'],
    ['POST', '/tickers/MSFT/merge', { into: 'MSFT' }, 422, 'same_ticker'],
    ['POST', '/tickers/MSFT/merge', { into: 'MSFT', force: true }, 400, 'bad_parameter'],
    ['PUT', '/tickers/MSFT/benchmark', { benchmark: 'MSFT' }, 422, 'own_benchmark'],
    ['DELETE', '/tickers/NOPE?confirmed=true', null, 404, 'unknown_ticker'],
    ['DELETE', '/tickers/MSFT?confirmed=yes', null, 400, 'bad_parameter'],
  ] as const)('%s %s %j is refused with %i %s', async (method, path, body, status, code) =>
    expect(await order(method, path, body)).toMatchObject({ status, body: { code } }),
  )
})
