import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { verify } from '../../server/store/verify.ts'
import { startServer } from '../server/running.ts'
import { cpuOf, memoryOf } from '../standin/proc.ts'
import { seeded } from '../standin/world.ts'

/** A question as it is sent, with the statuses that are right for it. */
interface Asked {
  readonly method: string
  readonly path: string
  readonly body?: string
  readonly type?: string
  readonly right: readonly number[]
}
type Next = () => number

const pick = <Value>(values: readonly [Value, ...Value[]], next: Next): Value =>
  values[Math.floor(next() * values.length)] ?? values[0]
const get = (path: string, ...right: number[]): Asked => ({
  method: 'GET',
  path,
  right: right.length === 0 ? [200] : right,
})
const send = (method: string, path: string, body: unknown, ...right: number[]): Asked => ({
  method,
  path,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  type: typeof body === 'string' ? 'text/csv' : 'application/json',
  right,
})

const ousted = 'openai-20231117-altman-ousted'
/** Events of ours come and go under so many names, so that the store does not grow without end. */
const NAMES = 200
const ownEvent = (next: Next) => `soak-${Math.floor(next() * NAMES)}`
const newsDay = (next: Next) =>
  `2023-${pick(['06', '07', '08', '09', '10', '11', '12'], next)}-${10 + Math.floor(next() * 18)}`
const eventOf = (id: string, next: Next) => ({
  event_id: id,
  title: `News ${Math.floor(next() * 1e6)} <b>of</b> ${id}`,
  public_at: `${newsDay(next)}T${10 + Math.floor(next() * 10)}:30:00Z`,
  tickers: ['MSFT'],
})

/** Kinds of requests with their weights: what a page asks for, what people change, what is refused. 409: nothing to compare with, as `benchmark` may set. */
const kinds: readonly (readonly [name: string, weight: number, ask: (next: Next) => Asked])[] = [
  ['health', 60, () => get('/api/health')],
  ['page', 60, (next) => get(pick(['/', '/t/MSFT', '/data', '/study', '/methods'], next))],
  ['tickers', 60, () => get('/api/tickers')],
  [
    'bars',
    100,
    (next) =>
      get(
        `/api/bars/${pick(['MSFT', '%5EGSPC'], next)}?from=${newsDay(next)}&basis=${pick(['split', 'raw', 'total'], next)}`,
      ),
  ],
  ['merged bars', 30, (next) => get(`/api/bars/MSFT?max=${50 + Math.floor(next() * 300)}`)],
  ['hours', 20, () => get('/api/bars/MSFT?interval=1h')],
  ['events', 80, (next) => get(`/api/events?ticker=MSFT&limit=${10 + Math.floor(next() * 90)}&from=${newsDay(next)}`)],
  ['search', 50, (next) => get(`/api/events?q=${pick(['Altman', 'soak', 'News', '%25', '_'], next)}&limit=20`)],
  ['impacts', 15, (next) => get(`/api/impacts?ticker=MSFT&limit=20&from=${newsDay(next)}`, 200, 409)],
  [
    'impact',
    60,
    (next) => get(`/api/impacts/${ousted}?model=${pick(['market', 'mean', 'market-adjusted'], next)}`, 200, 409),
  ],
  ['intraday impact', 20, () => get(`/api/impacts/${ousted}/intraday`, 409)],
  ['robustness', 2, () => get(`/api/impacts/${ousted}/robustness`, 200, 409)],
  ['moves', 10, (next) => get(`/api/moves/MSFT?limit=20&from=${newsDay(next)}`, 200, 409)],
  ['quality', 30, () => get('/api/quality?ticker=MSFT')],
  ['imports', 20, () => get('/api/imports')],
  ['backfills', 20, () => get('/api/backfills')],
  ['metrics', 10, () => get('/api/metrics')],
  ['openapi', 5, () => get('/api/openapi.json')],
  ['events.csv', 10, () => get('/api/events.csv?ticker=MSFT')],
  ['prices.csv', 10, (next) => get(`/api/bars/MSFT.csv?from=${newsDay(next)}`)],
  ['impact.csv', 10, () => get(`/api/impacts/${ousted}.csv`, 200, 409)],
  ['panel.csv', 1, () => get('/api/panel.csv?ticker=MSFT&from=2023-11-01&to=2023-11-30&event=-1..1', 200, 409)],
  ['figure', 3, () => get('/api/figures/MSFT.svg?r=2023-11-01..2023-12-15', 200, 404)],
  ['study', 1, () => send('POST', '/api/studies', { tickers: ['MSFT'], events: [ousted] }, 200, 409)],
  ['draft', 10, () => send('POST', '/api/drafts', { text: 'Microsoft shares fell 3% on Nov. 17, 2023.' }, 200)],
  ['add events', 60, (next) => send('POST', '/api/events', [eventOf(ownEvent(next), next)], 200)],
  ['add events as CSV', 20, (next) => send('POST', '/api/events', csvOf(next), 200)],
  [
    'put event',
    40,
    (next) => {
      const { event_id, ...event } = eventOf(ownEvent(next), next)
      return send('PUT', `/api/events/${event_id}`, event, 200)
    },
  ],
  ['remove event', 40, (next) => ({ method: 'DELETE', path: `/api/events/${ownEvent(next)}`, right: [200, 404] })],
  [
    'benchmark',
    5,
    (next) => send('PUT', '/api/tickers/MSFT/benchmark', { benchmark: pick(['^GSPC', 'default', 'none'], next) }, 200),
  ],
  [
    'decide',
    10,
    (next) =>
      send(
        'POST',
        `/api/quality/${1 + Math.floor(next() * 6)}`,
        { status: pick(['accepted', 'open'], next), note: 'soak' },
        200,
        404,
      ),
  ],
  [
    'undo',
    5,
    (next) => ({ method: 'DELETE', path: `/api/imports/${100 + Math.floor(next() * 300)}`, right: [200, 404, 409] }),
  ],
  ['no event', 10, () => get('/api/impacts/no-such-event', 404)],
  [
    'wrong question',
    10,
    (next) => get(`/api/bars/MSFT?${pick(['from=2023-02-30', 'nonsense=1', 'max=9', 'basis=x'], next)}`, 400),
  ],
  ['no ticker', 10, () => get('/api/bars/NONE', 404)],
  ['no route', 10, () => get('/api/nothing', 404)],
  [
    'bad event',
    10,
    (next) => send('POST', '/api/events', [{ ...eventOf('bad', next), public_at: 'yesterday' }], 200, 422),
  ],
  ['bad body', 5, () => send('PUT', '/api/events/soak-1', [{ title: 1 }], 400, 422)],
]
const csvOf = (next: Next) => {
  const rows = [1, 2, 3].map(() => eventOf(ownEvent(next), next))
  const ids = [...new Map(rows.map((row) => [row.event_id, row])).values()]
  return `event_id,title,public_at,tickers\n${ids.map((row) => `${row.event_id},${row.title},${row.public_at},MSFT`).join('\n')}\n`
}

const total = kinds.reduce((sum, [, weight]) => sum + weight, 0)
function kindAt(place: number) {
  let left = place * total
  for (const kind of kinds) {
    left -= kind[1]
    if (left < 0) return kind
  }
  throw new RangeError('Cannot place a request beyond the last kind')
}

/** Megabytes a sample grows by, from one to the next: the slope of least squares. */
function slopeOf(samples: readonly number[]): number {
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length
  const middle = (samples.length - 1) / 2
  const moments = samples.map((value, at) => [(at - middle) * (value - mean), (at - middle) ** 2] as const)
  return moments.reduce((sum, [with_]) => sum + with_, 0) / moments.reduce((sum, [, own]) => sum + own, 0)
}

const STEP = 1000
const READERS = 4

/**
 * `requests [N [SEED]]`: N mixed requests (200,000), one in five a write, by four readers at once against one server: no status that is not
 * right for its request, memory that grows by less than 1 MB per 10,000 requests after the first fifth, a log below 64 MB,
 * and a sound database at the end.
 */
export async function soak([count = '200000', seed = '1']: readonly string[]): Promise<boolean> {
  const server = await startServer([], {}, 'unwatched')
  const pid = server.process.pid ?? 0
  const file = join(server.folder, 'test.db')
  const next = seeded(Number(seed))
  const memory: number[] = []
  const wrong = new Map<string, number>()
  const statuses = new Map<number, number>()
  const [begun, cpu] = [performance.now(), cpuOf(pid)]
  let [sent, log, slowest, again] = [0, 0, 0, 0]
  const reader = async () => {
    while (sent < Number(count)) {
      const at = ++sent
      const [name, , ask] = kindAt(next())
      const { method, path, body, type, right } = ask(next)
      const headers = { 'X-Aftershock': '1', ...(type === undefined ? {} : { 'Content-Type': type }) }
      const from = performance.now()
      const asked = async () => {
        const answer = await fetch(server.url + path, { method, headers, ...(body === undefined ? {} : { body }) })
        const said = await answer.text()
        if (!right.includes(answer.status) && !wrong.has(`${name} ${answer.status}`))
          console.log(`${method} ${path} ${body ?? ''}: ${answer.status} ${said.slice(0, 500)}`)
        return answer.status
      }
      // A connection that is kept may be closed for its idleness just as it is used again: a browser asks anew, once.
      const status = await asked().catch(() => {
        again++
        return asked().catch((error: Error) => {
          console.log(`${name}: ${error.message} ${String(error.cause)}`)
          return 0
        })
      })
      slowest = Math.max(slowest, performance.now() - from)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (!right.includes(status)) wrong.set(`${name} ${status}`, (wrong.get(`${name} ${status}`) ?? 0) + 1)
      if (at % STEP !== 0) continue
      memory.push(memoryOf(pid))
      log = Math.max(log, statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0)
      if (at % (10 * STEP) === 0)
        console.log(
          JSON.stringify({
            requests: at,
            s: Math.round((performance.now() - begun) / 1000),
            memory_mb: Math.round(memory.at(-1) ?? 0),
            log_mb: Math.round(log / 1e6),
            wrong: Object.fromEntries(wrong),
          }),
        )
    }
  }
  try {
    await Promise.all(Array.from({ length: READERS }, reader))
    const settled = memory.slice(Math.floor(memory.length / 5))
    const slope = slopeOf(settled) * (10_000 / STEP)
    const used = cpuOf(pid) - cpu
    const size = Math.round(statSync(file).size / 1e6)
    server.process.kill('SIGTERM')
    await once(server.process, 'exit')
    const { sound, problems } = await verify(file, Date.now())
    for (const problem of problems) console.log(problem)
    console.log(
      JSON.stringify({
        requests: sent,
        asked_again: again,
        seed: Number(seed),
        s: Math.round((performance.now() - begun) / 1000),
        cpu_ms_a_request: Math.round((used / sent) * 10_000) / 10,
        slowest_ms: Math.round(slowest),
        statuses: Object.fromEntries([...statuses].sort(([a], [b]) => a - b)),
        unexpected: Object.fromEntries(wrong),
        memory_mb: {
          first: Math.round(settled[0] ?? 0),
          last: Math.round(settled.at(-1) ?? 0),
          most: Math.round(Math.max(...memory)),
        },
        slope_mb_per_10000: Math.round(slope * 100) / 100,
        log_mb: Math.round(log / 1e5) / 10,
        database_mb: size,
        sound,
      }),
    )
    return wrong.size === 0 && sound && log < 64e6 && slope < 1
  } finally {
    await server.stop()
  }
}
