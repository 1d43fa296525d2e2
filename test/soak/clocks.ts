import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { mustBeDate } from '../../server/market/day.ts'
import { verify } from '../../server/store/verify.ts'
import { startServer } from '../server/running.ts'
import { openStandin } from '../standin/standin.ts'
import { walk } from '../standin/world.ts'

const clock = join(import.meta.dirname, '../standin/clock.ts')
const DAY = 86_400_000
const headers = { 'X-Aftershock': '1', 'Content-Type': 'application/json' }
const read = [
  '/api/health',
  '/api/tickers',
  '/api/events',
  '/api/bars/MSFT',
  '/api/impacts?ticker=MSFT&limit=5',
  '/api/quality',
  '/api/backfills',
  '/api/imports',
  '/api/metrics',
]

/** Clocks, each after the one before: when a server starts, and how many days the clock is set by while it runs. */
const clocks: readonly (readonly [at: string, days: number])[] = [
  ['2024-06-14T12:00:00Z', 0],
  ['2024-06-14T12:05:00Z', 3],
  ['2024-06-17T12:00:00Z', -3],
  ['2023-06-14T12:00:00Z', 0],
  ['2024-06-14T12:00:00Z', 36_525],
  ['2124-06-14T12:00:00Z', 0],
  ['1970-01-02T00:00:00Z', 0],
  ['2024-06-20T12:00:00Z', -366],
]

/**
 * `clocks`: servers on one file whose clocks stand days, a year and a century off, and are set forward and back while they run. Every read is
 * answered, an event is stored, a backfill ends by itself, nothing is left claimed, and the file is sound.
 */
export async function soak(): Promise<boolean> {
  const standin = await openStandin([walk('W1', 1, mustBeDate('2023-01-03'), mustBeDate('2024-06-13'))])
  const keeper = await startServer([], {}, 'unwatched')
  keeper.process.kill('SIGTERM')
  await once(keeper.process, 'exit')
  const file = join(keeper.folder, 'test.db')
  let good = true
  try {
    for (const [round, [at, days]] of clocks.entries()) {
      const env = {
        AFTERSHOCK_PROVIDER_URL: standin.url.href,
        NODE_OPTIONS: `--import ${clock}`,
        CLOCK_AT: at,
        CLOCK_JUMP: String(days * DAY),
      }
      const server = await startServer(['--db', file], env, 'unwatched')
      const statuses: number[] = []
      for (const path of read) statuses.push((await fetch(server.url + path)).status)
      const event = [{ event_id: `clock-${round}`, title: 'x', public_at: '2023-11-17T15:00:00Z', tickers: ['MSFT'] }]
      const written = await fetch(`${server.url}/api/events`, { method: 'POST', headers, body: JSON.stringify(event) })
      const order = { tickers: ['W1'], from: '2023-01-03' }
      const begun = await fetch(`${server.url}/api/backfills`, { method: 'POST', headers, body: JSON.stringify(order) })
      const end = await ended(server.url)
      server.process.kill('SIGTERM')
      const [code] = (await once(server.process, 'exit')) as [number | null]
      await server.stop()
      const { sound, problems } = await verify(file, Date.now())
      const all = {
        at,
        set_by_days: days,
        reads: [...new Set(statuses)],
        event: written.status,
        backfill: begun.status,
        end,
        code,
        sound,
      }
      console.log(JSON.stringify(all), problems.join('; '))
      good &&=
        statuses.every((status) => status === 200) &&
        written.status === 200 &&
        begun.status === 202 &&
        end !== 'never' &&
        code === 0 &&
        sound
    }
    return good
  } finally {
    await keeper.stop()
    await standin.close()
  }
}

/** How the last backfill ended; `never` after a minute. */
async function ended(url: string): Promise<string> {
  for (let tries = 0; tries < 240; tries++) {
    const { running, runs } = (await (await fetch(`${url}/api/backfills`)).json()) as {
      running: unknown
      runs: readonly { outcome: string }[]
    }
    if (running === null) return runs[0]?.outcome ?? 'none'
    await sleep(250)
  }
  return 'never'
}
