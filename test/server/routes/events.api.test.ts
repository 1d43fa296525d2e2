import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../running.ts'

let server: Running
beforeAll(async () => {
  server = await startServer()
}, 60_000)
afterAll(() => server.stop())

interface Listed {
  total: number
  events: { event_id: string; title: string; alignment: { day0?: string } }[]
}
const list = async (query: string) => (await (await fetch(`${server.url}/api/events?${query}`)).json()) as Listed
const send = (method: string, path: string, body: string, type = 'application/json') =>
  fetch(`${server.url}${path}`, {
    method,
    headers: { 'X-Aftershock': '1', 'Content-Type': type },
    ...(body === '' ? {} : { body }),
  })

describe('/api/events', () => {
  it('GET lists the bundled events with their sessions', async () => {
    const { total, events } = await list('')
    expect(total).toBe(49)
    expect(events.find(({ event_id }) => event_id === 'openai-20231117-altman-ousted')?.alignment.day0).toBe(
      '2023-11-17',
    )
    expect(events.find(({ event_id }) => event_id === 'msft-20240119-midnight-blizzard')?.alignment.day0).toBe(
      '2024-01-22',
    )
  })
  it.each([
    ['q=SUTSKEVER', 2],
    ['q=%25%25', 0],
    ['q=_', 0],
    ['q=%27%20OR%201=1--', 0],
    ['type=macro', 1],
    ['ticker=%5EGSPC', 1],
    ['from=2023-11-17&to=2023-11-17', 6],
  ])('GET filters by %s', async (query, most) => {
    const { total, events } = await list(query)
    expect(events).toHaveLength(total)
    expect(total).toBeLessThanOrEqual(most)
    if (most > 0) expect(total).toBeGreaterThan(0)
  })
  it('POST adds events, the same body again changes nothing, PUT changes and DELETE forgets', async () => {
    const body = 'title,public_at,tickers,event_id\r\nA <b>test</b>,2023-12-05T10:00:00-05:00,MSFT,test-1\r\n'
    expect(await (await send('POST', '/api/events', body, 'text/csv')).json()).toMatchObject({
      counts: { new: 1, changed: 0, unchanged: 0, rejected: 0 },
    })
    expect(await (await send('POST', '/api/events', body, 'text/csv')).json()).toMatchObject({
      counts: { new: 0, changed: 0, unchanged: 1 },
    })
    expect(
      await (
        await send('PUT', '/api/events/test-1', '{"title":"Changed","public_at":"2023-12-05T10:00:00-05:00"}')
      ).json(),
    ).toMatchObject({ counts: { changed: 1 } })
    expect((await list('q=Changed')).events.map(({ title }) => title)).toEqual(['Changed'])
    expect((await send('DELETE', '/api/events/test-1', '')).status).toBe(200)
    expect((await send('DELETE', '/api/events/test-1', '')).status).toBe(404)
    expect((await list('')).total).toBe(49)
  })
  it('POST refuses a ticker whose ending no exchange has, names the record, and stores none of the others', async () => {
    const rows = ['a,2023-11-17T10:00:00-05:00,Good,MSFT', 'b,2023-11-17T10:00:00-05:00,Nowhere,ABC.QQ']
    const csv = `event_id,public_at,title,tickers\n${rows.join('\n')}\n`
    const answer = await send('POST', '/api/events', csv, 'text/csv')
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      code: 'E_EXCHANGE',
      parameter: 'tickers',
      report: [{ line: 3, event_id: 'b', field: 'tickers', code: 'E_EXCHANGE', value: 'ABC.QQ' }],
    })
    expect((await list('q=Nowhere')).total + (await list('q=Good')).total).toBe(0)
  })
  it('POST refuses a body with a bad line whole, and says which line, field and value', async () => {
    const body = 'title,public_at\r\nGood,2023-12-05\r\nBad,2023-02-30\r\n'
    const answer = await send('POST', '/api/events', body, 'text/csv')
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      status: 422,
      code: 'E_TIME_FORMAT',
      parameter: 'public_at',
      report: [{ line: 3, value: '2023-02-30' }],
    })
    expect((await list('')).total).toBe(49)
  })
  it.each(['{', '[]', '"x"', 'null', '{"title":1}', '{"title":"x"}', '{"__proto__":{"x":1}}'])(
    'PUT refuses the body %s',
    async (body) => {
      expect([400, 422]).toContain((await send('PUT', '/api/events/test-2', body)).status)
      expect(({} as Record<string, unknown>).x).toBeUndefined()
    },
  )
})

describe('/api/events, large bodies', () => {
  let own: Running
  beforeAll(async () => {
    own = await startServer()
  }, 60_000)
  afterAll(() => own.stop())

  it('POST takes a large body in a thread of its own: whole, once, and not at all when one line is bad', async () => {
    const head = 'event_id,title,occurred_at,timezone,tickers\n'
    const lines = Array.from(
      { length: 1200 },
      (_, at) =>
        `many-${at},A title that makes the body longer than small ones are,2022-03-${10 + (at % 10)},America/New_York,MSFT`,
    )
    const post = (body: readonly string[]) =>
      fetch(`${own.url}/api/events`, {
        method: 'POST',
        headers: { 'X-Aftershock': '1', 'Content-Type': 'text/csv' },
        body: head + body.join('\n'),
      })
    const refused = await post([
      ...lines.slice(0, 700),
      'many-x,Bad,2022-02-30,America/New_York,MSFT',
      ...lines.slice(700),
    ])
    const { report } = (await refused.json()) as { report: { line: number; field: string; severity: string }[] }
    expect(refused.status).toBe(422)
    expect(report.filter(({ severity }) => severity === 'error')).toMatchObject([{ line: 702, field: 'occurred_at' }])
    const total = async () => ((await (await fetch(`${own.url}/api/events`)).json()) as Listed).total
    expect(await total()).toBe(49)

    const counts = async () => ((await (await post(lines)).json()) as { counts: unknown }).counts
    expect(await counts()).toMatchObject({ new: 1200, changed: 0, unchanged: 0 })
    expect(await counts()).toMatchObject({ new: 0, changed: 0, unchanged: 1200 })
    expect(await total()).toBe(1249)
  })
})
