import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, sendRaw, startServer } from '../running.ts'

let server: Running | undefined
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.stop())

const headers = { 'Content-Type': 'application/json', 'X-Aftershock': '1' }
const post = (path: string, body: unknown, signal: AbortSignal | null = null) =>
  fetch(`${server?.url}${path}`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal,
  })
const get = (path: string) => fetch(`${server?.url}${path}`)
const ousted = 'openai-20231117-altman-ousted'

/** A study of many events on made-up but moving series. */
function large(events: number) {
  const calendar = Array.from({ length: 900 }, (_, i) => new Date(Date.UTC(2015, 0, 1 + i)).toISOString().slice(0, 10))
  const wave = (step: number) => calendar.map((_, i) => Math.sin(i * step + step) / 100)
  const names = Array.from({ length: 40 }, (_, k) => `S${k}`)
  const returns = Object.fromEntries([['M', wave(1.7)], ...names.map((name, k) => [name, wave(2.3 + k / 7)])])
  return {
    series: { calendar, returns },
    events: Array.from({ length: events }, (_, i) => ({
      id: `e${i}`,
      ticker: names[i % 40],
      market: 'M',
      title: '=1+1',
      day0: calendar[280 + ((i * 37) % 590)],
    })),
  }
}

// Threads start slowly on a machine that is busy with other tests.
describe('POST /api/studies', { timeout: 120_000 }, () => {
  it('POST /api/studies measures an event as /api/impacts does', async () => {
    const response = await post('/api/studies', { tickers: ['MSFT'], events: [ousted] })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    const study = await response.json()
    const impact = await (await get(`/api/impacts/${ousted}?ticker=MSFT`)).json()
    expect(study.single[0].day0).toBe(impact.session)
    expect(study.single[0].model).toEqual(impact.model)
    const { car, tExact, pExact } = study.single[0].windows[0]
    expect(impact.windows[0]).toMatchObject({ car, tExact, pExact })
  })

  it.each([
    ['{"events": [NaN]}', 400, 'bad_json'],
    [{ events: ['no-such-event'] }, 404, 'unknown_event'],
  ])('POST /api/studies refuses %j as every route does', async (body, status, code) => {
    const response = await post('/api/studies', body)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toMatch('application/problem+json')
    expect(await response.json()).toMatchObject({ code, status })
  })

  it('POST /api/studies lets other requests pass while it computes', async () => {
    const study = post('/api/studies', large(2000)).then(async (response) => {
      expect((await response.json()).spec.detail).toBe('light')
      return 'study'
    })
    const health = get('/api/health').then(() => 'health')
    expect(await Promise.race([study, health])).toBe('health')
    expect(await study).toBe('study')
  })

  it('POST /api/studies goes on after a reader went away', async () => {
    for (let i = 0; i < 2; i++) {
      const stop = new AbortController()
      const response = await post('/api/studies', { ...large(60), detail: 'full' }, stop.signal)
      await response.body?.getReader().read()
      stop.abort()
    }
    expect((await post('/api/studies', large(10))).status).toBe(200)
  })

  const lines = { ...headers, Accept: 'application/x-ndjson' }
  const follow = (spec: unknown, signal: AbortSignal | null = null) =>
    fetch(`${server?.url}/api/studies`, { method: 'POST', headers: lines, body: JSON.stringify(spec), signal })

  it('POST /api/studies tells how far it is, and last the same study', async () => {
    const spec = { ...large(600), robustness: true }
    const response = await follow(spec)
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    const told = (await response.text()).split('\n')
    expect(told.pop()).toBe('')
    expect(`${told.pop()}\n`).toBe(await (await post('/api/studies', spec)).text())
    expect(told.length).toBeGreaterThan(0)
    for (const line of told) {
      const { step, done, of } = JSON.parse(line).progress
      expect(['measuring', 'testing', 'robustness']).toContain(step)
      expect(done).toBeLessThanOrEqual(of)
    }
  })

  it('POST /api/studies refuses as ever where lines are asked for, and ends with a reader who leaves', async () => {
    expect((await follow({ events: ['no-such-event'] })).status).toBe(404)
    const stop = new AbortController()
    // Minutes of work, were it to go on.
    const response = await follow({ ...large(20_000), robustness: true }, stop.signal)
    await response.body?.getReader().read()
    const atWork = async () =>
      /queue="studies",state="at_work"\} (\d+)/.exec(await (await get('/api/metrics')).text())?.[1]
    expect(await atWork()).toBe('1')
    stop.abort()
    await expect.poll(atWork, { timeout: 20_000 }).toBe('0')
  })

  it('POST /api/studies refuses a NUL among the words that are looked for, and says where', async () => {
    const response = await post('/api/studies', { events: { q: 'a\0b' } })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'bad_spec', detail: expect.stringMatching(/events\.q/) })
  })

  it('POST /api/studies.csv gives a table, and text that is no formula', async () => {
    const response = await post('/api/studies.csv?table=events', large(50))
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const [header, first] = (await response.text()).split('\r\n')
    for (const column of ['event_id', 'window_from', 'car', 'se_exact', 't_exact', 'p_exact', 'data_hash'])
      expect(header?.split(',')).toContain(column)
    expect(first).toContain(",'=1+1")
    expect((await post('/api/studies.csv?table=weather', {})).status).toBe(400)
  })
})

describe('GET /api/moves and robustness', () => {
  it('GET /api/moves/:ticker.csv gives the same rows as its JSON', async () => {
    const { moves } = await (await get('/api/moves/MSFT')).json()
    const lines = (await (await get('/api/moves/MSFT.csv')).text()).trim().split('\r\n')
    expect(lines).toHaveLength(moves.length + 1)
    expect(lines[0]).toMatch(/^ticker,benchmark,date,return,abnormal_return,t,p,p_adjusted,/)
  })

  it('GET /api/moves refuses what it does not know', async () => {
    expect((await get('/api/moves/NONE')).status).toBe(404)
    expect((await get('/api/moves/MSFT?fdr=2')).status).toBe(400)
    expect((await get('/api/moves/MSFT?from=2024-01-02&to=2024-01-01')).status).toBe(400)
  })

  it('GET /api/impacts/:event/robustness answers for one event', async () => {
    const answer = await (await get(`/api/impacts/${ousted}/robustness?ticker=MSFT&windows=0..0,0..1`)).json()
    expect(answer.cells).toHaveLength(8 * 3 * 2)
    expect((await get('/api/impacts/no-such-event/robustness')).status).toBe(404)
  })

  it('POST /api/studies refuses a body over the limit', async () => {
    const port = server?.port ?? 0
    const said = await sendRaw(
      port,
      `POST /api/studies HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Aftershock: 1\r\nContent-Type: application/json\r\nContent-Length: 10485761\r\n\r\n`,
    )
    expect(said).toMatch(/^HTTP\/1\.1 413 /)
  })
})
