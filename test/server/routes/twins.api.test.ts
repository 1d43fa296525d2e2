import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../running.ts'

const EVENT = 'openai-20231117-altman-ousted'

describe('addresses of the page as data', () => {
  let server: Running
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.stop())
  const leads = async (path: string) => {
    const answer = await fetch(server.url + path, { redirect: 'manual' })
    return `${answer.status} ${answer.headers.get('location')}`
  }

  // The newest bundled bar is of 31 May 2024.
  it.each([
    ['/.json', '/api/board?from=2023-06-01&to=2024-05-31'],
    ['/board.csv?r=1m', '/api/board.csv?from=2024-05-01&to=2024-05-31'],
    ['/board.json?r=max', '/api/board'],
    ['/t/MSFT.csv?r=2023-11-01..2023-12-15', '/api/bars/MSFT.csv?interval=1d&from=2023-11-01&to=2023-12-15'],
    // A file that there is not is refused in the language of the page; an answer to a program in none.
    ['/t/MSFT.csv?r=2023-11-01..2023-12-15&l=id', '/api/bars/MSFT.csv?interval=1d&from=2023-11-01&to=2023-12-15&l=id'],
    ['/t/%5EGSPC.json?i=1h&r=max&l=id', '/api/bars/%5EGSPC?interval=1h'],
    [
      `/t/MSFT.json?ev=${EVENT}&w=0..1&p=01`,
      `/api/impacts/${EVENT}?ticker=MSFT&model=market&estimation=-260..-11&event=-10..10&windows=0..0%2C0..1%2C-1..1%2C0..5&alpha=0.01`,
    ],
    ['/events.json?t=MSFT&y=2023&q=openai', '/api/events?ticker=MSFT&year=2023&q=openai'],
    ['/events.csv', '/api/events.csv'],
    [`/e/${EVENT}.json`, `/api/events/${EVENT}`],
    ['/data.csv?t=MSFT', '/api/quality.csv?ticker=MSFT&status=open&severity=error%2Cwarn'],
  ])('%s leads to %s', async (path, to) => expect(await leads(path)).toBe(`307 ${to}`))

  it.each(['/board', '/t/MSFT', '/events', `/e/${EVENT}`, '/data', '/study'])(
    'what %s leads to is there, as JSON and as CSV',
    async (path) => {
      const json = await fetch(`${server.url}${path}.json`)
      expect(json.status).toBe(200)
      expect(json.headers.get('content-type')).toContain('application/json')
      const csv = await fetch(`${server.url}${path}.csv`)
      expect(csv.status).toBe(200)
      expect(csv.headers.get('content-type')).toContain('text/csv')
    },
  )

  it('the study of an address is that of its form', async () => {
    const read = async <T>(path: string) => (await (await fetch(server.url + path)).json()) as T
    const { spec } = await read<{ spec: { events: { id: string }[] } }>('/study.json?families=earnings&tickers=MSFT')
    const { events } = await read<{ events: { event_id: string }[] }>('/api/events?ticker=MSFT&type=earnings')
    const earnings = new Set(events.map(({ event_id }) => event_id))
    expect(spec.events.length).toBeGreaterThan(3)
    expect(spec.events.filter(({ id }) => !earnings.has(id))).toEqual([])
  })

  it('the study of an address that cannot be made is refused as every request is', async () => {
    const answer = await fetch(`${server.url}/study.json?tickers=%5EGSPC`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      409,
      'application/problem+json; charset=utf-8',
    ])
    expect(await answer.json()).toMatchObject({
      code: 'no_benchmark',
      parameter: 'benchmark',
      request_id: expect.stringMatching(/.{8}/),
    })
  })

  it('screens without data have none, and the page that comes drawn names those that have', async () => {
    expect((await fetch(`${server.url}/methods.json`)).status).toBe(404)
    expect((await fetch(`${server.url}/nothing.csv`)).status).toBe(404)
    const html = await (await fetch(`${server.url}/t/MSFT?r=6m`)).text()
    expect(html).toContain('<link rel="alternate" type="application/json" href="/t/MSFT.json?r=6m">')
    expect(html).toContain('<link rel="alternate" type="text/csv" href="/t/MSFT.csv?r=6m">')
    expect(await (await fetch(`${server.url}/methods`)).text()).not.toContain('rel="alternate"')
  })
})

describe('the same where a token is set', () => {
  it('tells nobody else what is stored', async () => {
    const server = await startServer([], { AFTERSHOCK_TOKEN: 'a-token-for-this-test-alone' }, 'unwatched')
    const answer = await fetch(`${server.url}/board.json`, { redirect: 'manual' })
    expect(answer.status).toBe(401)
    await server.stop()
  })
})
