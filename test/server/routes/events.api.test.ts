import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../running.ts'

let server: Running
beforeAll(async () => {
  server = await startServer()
})
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
    ['q=%27%20OR%20zz=zz--', 0],
    ['q=board%20openai', 7],
    ['type=macro', 1],
    ['ticker=%5EGSPC', 1],
    ['from=2023-11-17&to=2023-11-17', 6],
  ])('GET filters by %s', async (query, most) => {
    const { total, events } = await list(query)
    expect(events).toHaveLength(total)
    expect(total).toBeLessThanOrEqual(most)
    if (most > 0) expect(total).toBeGreaterThan(0)
  })
  it('GET goes through the list from either end, and back from any place of it', async () => {
    const ids = ({ events }: Listed) => events.map(({ event_id }) => event_id)
    const page = async (query: string) => (await list(query)) as Listed & { next: string | null }
    const all = ids(await list('limit=100'))
    expect(ids(await list('limit=100&order=desc'))).toEqual(all.toReversed())
    const read: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const one: Listed & { next: string | null } = await page(`order=desc&limit=10${next && `&cursor=${next}`}`)
      expect(one.total).toBe(all.length)
      read.push(...ids(one))
      next = one.next
    }
    expect(read).toEqual(all.toReversed())
    const first = await page('limit=10')
    expect(ids(await page(`limit=10&order=desc&cursor=${first.next}`))).toEqual(all.slice(0, 9).toReversed())
  })
  it.each(['type=foo', 'type=governance,bar', 'type=earnings.nonsense', 'status=maybe', 'order=up', 'year=23'])(
    'GET refuses %s and names the parameter',
    async (query) => {
      const answer = await fetch(`${server.url}/api/events?${query}`)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ code: 'bad_parameter', parameter: query.split('=')[0] })
    },
  )
  it.each(['type=x.milestone', 'type=x', 'type=deals,legal.ruling'])('GET takes %s', async (query) => {
    expect((await fetch(`${server.url}/api/events?${query}`)).status).toBe(200)
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
  it('a report is told up to a thousand lines, and how much of it is left out', async () => {
    const bad = Array.from({ length: 1205 }, (_, n) => `Bad ${n},05/1${n % 2}/x,MSFT\n`).join('')
    const told = async (query: string) =>
      (await (await send('POST', `/api/events${query}`, `title,public_at,tickers\n${bad}`, 'text/csv')).json()) as {
        readonly report: readonly unknown[]
        readonly report_left_out: unknown
      }
    for (const query of ['', '?dry_run=true']) {
      const { report, report_left_out } = await told(query)
      expect([report.length, report_left_out]).toEqual([1000, { errors: 205, warnings: 0 }])
    }
  })
  it('POST with dry_run tells what a file would do and stores nothing; mode=skip leaves out what is wrong', async () => {
    const file = 'title,public_at,tickers\nGood,2023-12-05,MSFT\nBad,05/12/2023,MSFT\n'
    const post = async (query: string) =>
      (await (await send('POST', `/api/events?${query}`, file, 'text/csv')).json()) as Record<string, unknown>
    const fault = expect.objectContaining({ line: 3, field: 'public_at', code: 'E_TIME_FORMAT', value: '05/12/2023' })
    expect(await post('dry_run=true')).toMatchObject({ accepted: false, stored: false, run: null, report: [fault] })
    expect(await post('dry_run=true&mode=skip')).toMatchObject({
      accepted: true,
      stored: false,
      counts: { new: 1, rejected: 1 },
      report: [fault],
    })
    expect((await list('')).total).toBe(49)
    expect(await post('dry_run=false')).toMatchObject({ status: 422, code: 'E_TIME_FORMAT', report: [fault] })
    const { run } = await post('mode=skip&name=mine.csv')
    const { imports } = (await (await fetch(`${server.url}/api/imports`)).json()) as { imports: { name: string }[] }
    expect(imports[0]).toMatchObject({ id: run, name: 'mine.csv', kind: 'events' })
    expect((await send('DELETE', `/api/imports/${run}`, '')).status).toBe(200)
    expect((await list('')).total).toBe(49)
  })
  it.each([
    ['csv', 'text/csv; charset=utf-8', 'events.csv', /^event_id,title,/],
    ['json', 'application/json; charset=utf-8', 'events.json', /^\{ "format": "market-events"/],
    ['icalendar', 'text/calendar; charset=utf-8', 'events.ics', /^BEGIN:VCALENDAR\r\n/],
    ['grafana', 'application/json; charset=utf-8', 'events.json', /^\[\n\{"event_id":"[\w-]+","time":\d{13}/],
    ['eventstudytools', 'text/csv; charset=utf-8', 'events.csv', /^[^;]+;MSFT;;\d\d\.\d\d\.\d{4};/],
  ])('GET /api/exports/events writes %s', async (format, type, name, begins) => {
    const answer = await fetch(`${server.url}/api/exports/events?format=${format}&ticker=MSFT`)
    expect(answer.headers.get('Content-Type')).toBe(type)
    expect(answer.headers.get('Content-Disposition')).toContain(`filename="${name}"`)
    expect(await answer.text()).toMatch(begins)
  })
  it('GET /api/exports/events has the sessions in CSV alone, and is otherwise the same file as /api/events.csv', async () => {
    const text = async (path: string) => (await fetch(`${server.url}/api/${path}`)).text()
    expect(await text('exports/events?q=openai')).toBe(await text('events.csv?q=openai'))
    expect((await text('exports/events?with_alignment=true')).split('\r\n')[0]).toMatch(/,event_day,event_session,/)
    expect((await fetch(`${server.url}/api/exports/events?with_alignment=true&format=json`)).status).toBe(400)
  })
  it('PUT of a stored event changes what it names and leaves the rest; each change is told, and taken back one by one', async () => {
    const put = (body: unknown) => send('PUT', '/api/events/edit-1', JSON.stringify(body))
    const got = async () => (await (await fetch(`${server.url}/api/events/edit-1`)).json()) as Record<string, unknown>
    await put({ title: 'One', public_at: '2023-12-05T10:00:00-05:00', tickers: [{ symbol: 'MSFT' }], notes: 'kept' })
    expect(await (await put({ title: 'Two' })).json()).toMatchObject({ counts: { changed: 1 } })
    expect(await got()).toMatchObject({ title: 'Two', notes: 'kept', public_at: '2023-12-05T10:00:00-05:00' })
    await put({ notes: '' })
    expect(await got()).toMatchObject({ title: 'Two', notes: null })
    const deleted = (await (await send('DELETE', '/api/events/edit-1', '')).json()) as { run: number }
    interface Versions {
      versions: { change: number; before: { title: string } | null; changed: string[] }[]
    }
    const { versions } = (await (await fetch(`${server.url}/api/events/edit-1/history`)).json()) as Versions
    expect(versions.map(({ before, changed }) => [before?.title ?? null, changed.join()])).toEqual([
      ['Two', ''],
      ['Two', 'notes'],
      ['One', 'title'],
      [null, ''],
    ])
    const restore = (change: number | undefined) =>
      send('POST', '/api/events/edit-1/restore', JSON.stringify({ change }))
    expect((await restore(versions[2]?.change)).status).toBe(200)
    expect(await got()).toMatchObject({ title: 'One', notes: 'kept', tickers: [{ symbol: 'MSFT', role: 'subject' }] })
    expect([(await restore(versions[3]?.change)).status, (await restore(1)).status]).toEqual([409, 404])
    expect((await send('DELETE', `/api/imports/${deleted.run}`, '')).status).toBe(409)
    await send('DELETE', '/api/events/edit-1', '')
  })
  it('PUT with If-Match changes what was read and nothing else: the second of two writers gets 412 in the one shape', async () => {
    const path = '/api/events/two-writers'
    const put = (body: object, tag?: string) =>
      fetch(`${server.url}${path}`, {
        method: 'PUT',
        headers: {
          'X-Aftershock': '1',
          'Content-Type': 'application/json',
          ...(tag === undefined ? {} : { 'If-Match': tag }),
        },
        body: JSON.stringify(body),
      })
    const read = async () => {
      const answer = await fetch(`${server.url}${path}`)
      return {
        tag: answer.headers.get('etag') ?? '',
        body: (await answer.json()) as { title: string; data_version: string },
      }
    }
    const fresh = { title: 'One', public_at: '2023-11-17', tickers: 'MSFT' }
    expect((await put(fresh, '*')).status).toBe(412)
    expect((await put(fresh)).status).toBe(200)
    const [a, b] = [await read(), await read()]
    expect((await put({ title: 'Two' }, a.tag)).status).toBe(200)
    const late = await put({ title: 'Three' }, b.tag)
    expect([late.status, late.headers.get('content-type')]).toEqual([412, 'application/problem+json; charset=utf-8'])
    expect(await late.json()).toMatchObject({
      status: 412,
      code: 'changed_meanwhile',
      parameter: 'event',
      type: 'about:blank',
    })
    const now = await read()
    expect(now.body.title).toBe('Two')
    // The version in the body is the same word; of several tags one will do, in whatever packing it was read.
    expect((await put({ title: 'Four' }, `"000000000000", W/"${now.body.data_version}-gz"`)).status).toBe(200)
    for (const bad of ['Four', '"x"', `"${now.body.data_version}" x`])
      expect((await put(fresh, bad)).status, bad).toBe(400)
    expect((await put({ title: 'Five' }, '*')).status).toBe(200)
    await send('DELETE', path, '')
  })
  it('every change of one event takes If-Match, and a change of anything else refuses it', async () => {
    const path = '/api/events/read-before'
    const ask = async (method: string, at: string, tag: string | null, body?: object) => {
      const answer = await fetch(`${server.url}${at}`, {
        method,
        headers: {
          'X-Aftershock': '1',
          'Content-Type': 'application/json',
          ...(tag === null ? {} : { 'If-Match': tag }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: answer.status, ...((await answer.json()) as { code?: string; parameter?: string }) }
    }
    const tag = async () => (await fetch(`${server.url}${path}`)).headers.get('etag') ?? ''
    await ask('PUT', path, null, { title: 'One', public_at: '2023-11-17', tickers: 'MSFT' })
    const read = await tag()
    await ask('PUT', path, read, { title: 'Two' })
    const { versions } = (await (await fetch(`${server.url}${path}/history`)).json()) as {
      versions: { change: number }[]
    }
    const before = { change: versions[0]?.change }
    const witness = { kind: 'page', at: '2023-11-17T15:00:00-05:00' }
    const late = { status: 412, code: 'changed_meanwhile', parameter: 'event' }
    expect(await ask('DELETE', path, read)).toMatchObject(late)
    expect(await ask('POST', `${path}/restore`, read, before)).toMatchObject(late)
    expect(await ask('POST', `${path}/witnesses`, read, witness)).toMatchObject(late)
    expect(await ask('DELETE', path, 'x')).toMatchObject({ status: 400, parameter: 'If-Match' })
    expect((await ask('POST', `${path}/witnesses`, await tag(), witness)).status).toBe(200)
    expect((await ask('POST', `${path}/restore`, await tag(), before)).status).toBe(200)
    const unread = { status: 400, code: 'bad_parameter', parameter: 'If-Match' }
    const event = { event_id: 'read-before', title: 'Three', public_at: '2023-11-17' }
    expect(await ask('POST', '/api/events', '"000000000000"', [event])).toMatchObject(unread)
    const confirm = { events: ['read-before'], status: 'confirmed' }
    expect(await ask('POST', '/api/events/status', '*', confirm)).toMatchObject(unread)
    expect(await ask('DELETE', '/api/imports/1', '*')).toMatchObject(unread)
    expect((await ask('DELETE', path, await tag())).status).toBe(200)
    expect(await ask('DELETE', path, '*')).toMatchObject(late)
  })
  it('POST of a status is for all that are named or for none; its run takes it back, and /api/changes tells of it', async () => {
    const ids = (await list('limit=3')).events.map(({ event_id }) => event_id)
    const seen = (await (await fetch(`${server.url}/api/changes`)).json()) as { change: number; events: [] }
    const post = (events: readonly string[]) =>
      send('POST', '/api/events/status', JSON.stringify({ events, status: 'rejected' }))
    expect((await post([...ids, 'nobody'])).status).toBe(404)
    expect((await list('status=rejected')).total).toBe(0)
    const { run, changed } = (await (await post(ids)).json()) as { run: number; changed: number }
    expect(changed).toBe(3)
    expect((await list('status=rejected,proposed')).events.map(({ event_id }) => event_id)).toEqual(ids)
    const after = (await (await fetch(`${server.url}/api/changes?since=${seen.change}`)).json()) as typeof seen
    expect([seen.events, after.events]).toEqual([[], [...ids].sort()])
    expect((await send('DELETE', `/api/imports/${run}`, '')).status).toBe(200)
    expect((await list('status=rejected')).total).toBe(0)
  })
  it('the passport of an event lists who says when it was public, the sessions that gives, and the finding on each', async () => {
    // The filing of 16:39:35 in New York; the list of EDGAR has had such times with a Z that was none.
    const id = 'msft-20240119-midnight-blizzard'
    const tell = (at: string, kind = 'filing_json') =>
      send('POST', `/api/events/${id}/witnesses`, JSON.stringify({ kind, at, place: 'list' }))
    expect((await tell('yesterday')).status).toBe(400)
    expect(await (await tell('2024-01-19T16:39:35Z')).json()).toEqual({ added: 1 })
    expect(await (await tell('2024-01-19T16:39:35.000Z')).json()).toEqual({ added: 0 })
    await tell('2024-01-19', 'page')
    interface Passport {
      witnesses: { kind: string; seconds: number | null; agrees: boolean; session: string | null; used: boolean }[]
      spread_seconds: number
      sessions: { session: string; used: boolean; ar: number; p: number; finding: { en: string; id: string } }[]
      same_conclusion: boolean
    }
    const { witnesses, sessions, ...rest } = (await (
      await fetch(`${server.url}/api/events/${id}/passport`)
    ).json()) as Passport
    expect(witnesses.map(({ kind, seconds, agrees, session, used }) => [kind, seconds, agrees, session, used])).toEqual(
      [
        ['text', 0, true, '2024-01-22', true],
        ['filing_json', -5 * 3600, false, '2024-01-19', false],
        ['page', null, true, '2024-01-19', false],
      ],
    )
    expect(rest).toMatchObject({ spread_seconds: 5 * 3600, same_conclusion: true })
    expect(sessions.map(({ session, used }) => [session, used])).toEqual([
      ['2024-01-19', false],
      ['2024-01-22', true],
    ])
    expect(sessions[1]?.finding.id).toContain('22 Jan 2024')
    expect((await (await fetch(`${server.url}/api/witnesses.csv?q=blizzard`)).text()).split('\r\n')).toHaveLength(7)
  })
  it('GET facets counts what the list has, each facet without its own part of the question', async () => {
    interface Facets {
      total: number
      facets: Record<string, { values: { value: string; count: number }[] }>
    }
    const facets = async (query: string) => (await (await fetch(`${server.url}/api/facets?${query}`)).json()) as Facets
    const { total, facets: all } = await facets('year=2023&type=earnings')
    expect(total).toBe((await list('year=2023&type=earnings')).total)
    for (const { value, count } of all.year?.values ?? [])
      expect([value, count]).toEqual([value, (await list(`year=${value}&type=earnings`)).total])
    // A family in the list means all that is below it.
    for (const { value, count } of (all.type?.values ?? []).filter(({ value }) => value.includes('.')))
      expect([value, count]).toEqual([value, (await list(`year=2023&type=${value}`)).total])
    for (const { value, count } of all.source?.values ?? [])
      expect(count).toBe((await list(`year=2023&type=earnings&source=${encodeURIComponent(value)}`)).total)
    expect([all.year?.values.length, all.type?.values.length].map((count) => (count ?? 0) > 1)).toEqual([true, true])
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
  })
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
