import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { mustBeDate } from '../../server/market/day.ts'
import { verify } from '../../server/store/verify.ts'
import { type Running, startServer } from '../server/running.ts'
import { openStandin } from '../standin/standin.ts'
import { seeded, walk } from '../standin/world.ts'

const own = { 'X-Aftershock': '1' }
const news = (round: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    event_id: `round-${round}-${at}`,
    title: `News ${at}`,
    public_at: new Date(Date.UTC(2023, 1 + (at % 9), 1 + (at % 28), 15)).toISOString().replace('.000Z', 'Z'),
    tickers: ['MSFT'],
  }))

/** What is under way when the signal comes: small and large answers, writes, a study, a stream. */
const asked: readonly (readonly [path: string, init?: (round: number) => RequestInit])[] = [
  ['/api/health'],
  ['/api/panel.csv?ticker=MSFT&event=-5..5'],
  ['/api/impacts.csv?ticker=MSFT'],
  ['/api/impacts?ticker=MSFT&limit=500'],
  ['/api/bars/MSFT'],
  ['/api/openapi.json'],
  ['/api/impacts/openai-20231117-altman-ousted/robustness'],
  ['/api/studies', () => ({ method: 'POST', body: '{"tickers":["MSFT"],"events":["openai-20231117-altman-ousted"]}' })],
  ['/api/events', (round) => ({ method: 'POST', body: JSON.stringify(news(round, 20)) })],
  ['/api/events', (round) => ({ method: 'POST', body: JSON.stringify(news(round, 600)) })],
]

/** Milliseconds from the signal within which a server is gone. */
const LONGEST = 5000

/**
 * `endings [N [SEED]]`: N servers (20) that get SIGTERM while they answer, import, study, stream and backfill: each is gone within five
 * seconds, with exit code 0; no answer that was begun is cut, and what was said to be stored is.
 */
export async function soak([count = '20', seed = '1']: readonly string[]): Promise<boolean> {
  const next = seeded(Number(seed))
  const series = Array.from({ length: 40 }, (_, at) =>
    walk(`W${at}`, at + 1, mustBeDate('2015-01-02'), mustBeDate('2024-06-03')),
  )
  const standin = await openStandin(series)
  const sums = { whole: 0, not_taken: 0, cut: 0, lost: 0, late: 0, unsound: 0 }
  let slowest = 0
  try {
    for (let round = 0; round < Number(count); round++) {
      const server = await startServer([], { AFTERSHOCK_PROVIDER_URL: standin.url.href }, 'unwatched')
      try {
        const { stored, ...ends } = await one(server, round, 50 + Math.floor(next() * 1200))
        sums.whole += ends.whole
        sums.not_taken += ends.notTaken
        sums.cut += ends.cut.length
        for (const cut of ends.cut) console.log(`round ${round}: ${cut}`)
        slowest = Math.max(slowest, ends.ms)
        if (ends.ms > LONGEST || ends.code !== 0) {
          sums.late++
          console.log(`round ${round}: gone after ${Math.round(ends.ms)} ms with ${ends.code}\n${server.printed()}`)
        }
        const file = join(server.folder, 'test.db')
        if (!(await verify(file, Date.now())).sound) sums.unsound++
        sums.lost += (await missing(file, stored)).length
      } finally {
        await server.stop()
      }
    }
    console.log(
      JSON.stringify({ endings: Number(count), seed: Number(seed), ...sums, slowest_ms: Math.round(slowest) }),
    )
    return sums.cut + sums.lost + sums.late + sums.unsound === 0 && sums.whole > 0
  } finally {
    await standin.close()
  }
}

interface Ending {
  readonly whole: number
  /** Came when nobody listened any more, and was told so; a connection that was taken and reset is an answer cut. */
  readonly notTaken: number
  readonly cut: readonly string[]
  /** Ids of events that were said to be stored. */
  readonly stored: readonly string[]
  readonly ms: number
  readonly code: number | null
}

async function one({ url, process: child }: Running, round: number, after: number): Promise<Ending> {
  const json = { ...own, 'Content-Type': 'application/json' }
  const backfill = { tickers: Array.from({ length: 40 }, (_, at) => `W${at}`), from: '2015-01-02' }
  const begun = await fetch(`${url}/api/backfills`, { method: 'POST', headers: json, body: JSON.stringify(backfill) })
  const { id } = (await begun.json()) as { id: number }
  const cut: string[] = []
  const stored: string[] = []
  let [whole, notTaken] = [0, 0]
  const ask = async (path: string, init: RequestInit = {}) => {
    let answer: Response | null = null
    try {
      answer = await fetch(url + path, { headers: init.body == null ? own : json, ...init })
      const text = await answer.text()
      whole++
      if (path === '/api/events' && answer.status === 200)
        stored.push(...(JSON.parse(String(init.body)) as { event_id: string }[]).map(({ event_id }) => event_id))
      if (answer.status >= 500) cut.push(`${path} is answered ${answer.status}: ${text.slice(0, 200)}`)
    } catch (error) {
      const cause = (error as Error).cause as NodeJS.ErrnoException | undefined
      if (answer === null && cause?.code === 'ECONNREFUSED') notTaken++
      else cut.push(`${path} ends with ${(error as Error).message} ${cause?.code ?? cause?.message ?? ''}`)
    }
  }
  const asking = [
    ask(`/api/backfills/${id}/progress`),
    ...asked.map(([path, init]) =>
      sleep(after * ((asked.length - 1) / asked.length)).then(() => ask(path, init?.(round))),
    ),
  ]
  await sleep(after)
  const from = performance.now()
  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number | null]
  const ms = performance.now() - from
  await Promise.all(asking)
  return { whole, notTaken, cut, stored, ms, code }
}

/** Which of these events a server that starts on the file does not have. */
async function missing(file: string, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const server = await startServer(['--db', file], {}, 'unwatched')
  try {
    const { events } = (await (await fetch(`${server.url}/api/events?q=News&limit=10000`)).json()) as {
      events: readonly { event_id: string }[]
    }
    const there = new Set(events.map(({ event_id }) => event_id))
    return ids.filter((id) => !there.has(id))
  } finally {
    await server.stop()
  }
}
