import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { mustBeDate } from '../../../server/market/day.ts'
import { openStandin, type Standin } from '../../standin/standin.ts'
import { walk } from '../../standin/world.ts'
import { type Backfills, backfilled, eventsOf, get, send } from '../asking.ts'
import { type Running, sendRaw, startServer } from '../running.ts'

const names = ['AAA', 'BBB', 'CCC', 'DDD']
const [from, to] = [mustBeDate('2023-01-03'), mustBeDate('2023-12-29')]
const year = { from, to, intervals: ['1d'] }
let standin: Standin
let server: Running
beforeAll(async () => {
  standin = await openStandin(names.map((name, at) => walk(name, at + 1, from, to)))
  server = await startServer([], { AFTERSHOCK_PROVIDER_URL: standin.url.href })
})
afterEach(() => standin.script(() => null))
afterAll(async () => {
  await server.stop()
  await standin.close()
})

const list = () => get<Backfills>(server, '/backfills')

describe('/api/backfills', () => {
  it('POST starts one, its stream tells every step and the end, and its bars are there at once', async () => {
    const { id, events } = await backfilled(server, { ...year, tickers: ['aaa', 'BBB'] })
    expect(events.at(-1)).toEqual({ name: 'end', data: { outcome: 'complete', message: null, resume_at: null } })
    expect(events.filter(({ name }) => name === 'progress').at(-1)?.data).toMatchObject({
      id,
      series: 2,
      series_done: 2,
      windows: 2,
      done: 2,
      rows: 500,
      outcomes: { complete: 2, partial: 0, deferred: 0, failed: 0 },
    })
    expect(events.filter(({ name }) => name === 'series').map(({ data }) => data)).toMatchObject([
      { ticker: 'AAA', outcome: 'complete', missing_count: 0 },
      { ticker: 'BBB', outcome: 'complete', missing_count: 0 },
    ])
    const { runs, running } = await list()
    expect(running).toBeNull()
    expect(runs[0]).toMatchObject({
      id,
      tickers: ['AAA', 'BBB'],
      intervals: ['1d'],
      from: '2023-01-03',
      to: '2023-12-29',
      outcome: 'complete',
      rows: { new: 500, changed: 0, unchanged: 0 },
      series: { complete: 2 },
    })
    expect((await get<{ date: string[] }>(server, '/bars/AAA')).date).toHaveLength(250)
    expect(await get(server, `/backfills/${id}`)).toMatchObject({ series: [{ ticker: 'AAA' }, { ticker: 'BBB' }] })
  })

  it('GET progress of a backfill that is over is its end alone', async () => {
    const { id } = await backfilled(server, { ...year, tickers: ['AAA'] })
    const again = await eventsOf(await fetch(`${server.url}/api/backfills/${id}/progress`))
    expect(again.map(({ name }) => name)).toEqual(['end'])
  })

  it('a source that wants to be left alone makes the run deferred, never complete, and says when it goes on', async () => {
    standin.script((_, { symbol }) => (symbol === 'CCC' ? '429-seconds' : null))
    const { events } = await backfilled(server, { ...year, tickers: ['CCC', 'DDD'] })
    const end = events.at(-1)?.data as { outcome: string; resume_at: string }
    expect(end.outcome).toBe('deferred')
    expect(end.resume_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/)
    const { runs } = await list()
    expect(runs[0]).toMatchObject({ outcome: 'deferred', series: { deferred: 2 } })
    const { provider } = await get<{ provider: { outcome: string; resume_at: string } }>(server, '/quality')
    expect(provider).toMatchObject({ outcome: 'rate_limit', resume_at: end.resume_at })
  })

  it('of a hundred starts at the same time one runs and the others are refused', async () => {
    standin.script(() => 'hang-headers')
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => send(server, 'POST', '/backfills', { ...year, tickers: ['DDD'] })),
    )
    const started = answers.filter(({ status }) => status === 202)
    expect(started).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(99)
    const { id } = (await (started[0] as Response).json()) as { id: number }
    const stream = fetch(`${server.url}/api/backfills/${id}/progress`).then(eventsOf)
    const stopped = await send(server, 'DELETE', `/backfills/${id}`)
    expect(stopped.status).toBe(202)
    expect((await stream).at(-1)).toMatchObject({ name: 'end', data: { outcome: 'stopped' } })
    expect((await send(server, 'DELETE', `/backfills/${id}`)).status).toBe(409)
    expect((await list()).runs[0]).toMatchObject({ id, outcome: 'stopped' })
  })

  it.each([
    [{ tickers: ['../x'] }, 'tickers'],
    [{ tickers: 'MSFT' }, 'tickers'],
    [{ tickers: ['ABC.QQ'] }, 'tickers'],
    [{ tickers: ['MSFT'], intervals: ['7m'] }, 'intervals'],
    [{ tickers: ['MSFT'], from: '2023-02-30' }, 'from'],
    [{ tickers: ['MSFT'], from: '2023-02-01', to: '2023-01-01' }, 'to'],
    [{ tickers: ['MSFT'], provider_url: 'http://127.0.0.1:1' }, 'provider_url'],
  ])('POST refuses %j', async (body, parameter) => {
    const answer = await send(server, 'POST', '/backfills', body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'bad_parameter', parameter })
  })

  it('POST without the header that foreign pages cannot send is refused', async () => {
    expect((await send(server, 'POST', '/backfills', {}, {})).status).toBe(403)
    expect((await send(server, 'POST', '/backfills', {}, { Origin: 'https://evil.example' })).status).toBe(403)
  })

  it.each([
    ['Host: evil.example', 'foreign_host'],
    ['Host: 127.0.0.1\r\nOrigin: https://evil.example', 'foreign_origin'],
  ])('the stream is refused to %j', async (headers, code) => {
    const answer = await sendRaw(server.port, `GET /api/backfills/1/progress HTTP/1.1\r\n${headers}\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
    expect(answer).toContain(code)
  })

  it.each(['/backfills/0', '/backfills/x', '/backfills/1e1'])('GET %s is no number of a backfill', async (path) =>
    expect((await fetch(`${server.url}/api${path}`)).status).toBe(400),
  )
  it('GET of a number that no backfill has is not found', async () => {
    expect((await fetch(`${server.url}/api/backfills/999999`)).status).toBe(404)
    expect((await fetch(`${server.url}/api/backfills/999999/progress`)).status).toBe(404)
  })
})

describe('a server that is stopped', () => {
  it('ends its backfill and closes the stream', async () => {
    standin.script((_, { symbol }) => (symbol === 'BBB' ? 'hang-headers' : null))
    const answer = await send(server, 'POST', '/backfills', { ...year, tickers: ['AAA', 'BBB'] })
    const { id } = (await answer.json()) as { id: number }
    const stream = eventsOf(await fetch(`${server.url}/api/backfills/${id}/progress`))
    while ((await list()).running?.series_done !== 1);
    await server.stop()
    expect((await stream).at(-1)).toMatchObject({ name: 'end', data: { outcome: 'stopped' } })
    expect(server.process.exitCode).toBe(0)
  })
})
