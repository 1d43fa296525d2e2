import { once } from 'node:events'
import { join } from 'node:path'
import { mustBeDate } from '../../server/market/day.ts'
import { verify } from '../../server/store/verify.ts'
import { type Running, startServer } from '../server/running.ts'
import { openStandin } from '../standin/standin.ts'
import { walk } from '../standin/world.ts'

const headers = { 'X-Aftershock': '1', 'Content-Type': 'application/json' }
const post = (server: Running, path: string, body: unknown) =>
  fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })

/** Events that a server lists of those this soak wrote. */
async function listed(server: Running): Promise<ReadonlySet<string>> {
  const answer = await fetch(`${server.url}/api/events?q=both-write&limit=10000`)
  const { events } = (await answer.json()) as { events: readonly { event_id: string }[] }
  return new Set(events.map(({ event_id }) => event_id))
}

/**
 * `twoServers [N]`: two servers on one file take N events (400), eight at once, in turns; a second backfill is refused while one runs; one is killed
 * with SIGKILL in the middle and started again. Both list the same events, every one that was said to be stored, and the file is sound.
 */
export async function soak([count = '400']: readonly string[]): Promise<boolean> {
  const series = Array.from({ length: 12 }, (_, at) =>
    walk(`W${at}`, at + 1, mustBeDate('2015-01-02'), mustBeDate('2024-06-03')),
  )
  const standin = await openStandin(series)
  const env = { AFTERSHOCK_PROVIDER_URL: standin.url.href }
  const first = await startServer([], env, 'unwatched')
  const file = join(first.folder, 'test.db')
  let second = await startServer(['--db', file], env, 'unwatched')
  try {
    const order = { tickers: series.map(({ symbol }) => symbol), from: '2015-01-02' }
    const begun = await post(first, '/api/backfills', order)
    const other = await post(second, '/api/backfills', order)
    const stored: string[] = []
    const wrong: string[] = []
    let [sent, restarts] = [0, 0]
    const writer = async (turn: number) => {
      while (sent < Number(count)) {
        const at = sent++
        if (at === Math.floor(Number(count) / 2)) {
          second.process.kill('SIGKILL')
          await once(second.process, 'exit')
          second = await startServer(['--db', file], env, 'unwatched')
          restarts++
        }
        const id = `both-write-${at}`
        const server = (at + turn) % 2 === 0 ? first : second
        const event = [{ event_id: id, title: id, public_at: '2023-11-17T15:00:00Z', tickers: ['MSFT'] }]
        const answer = await post(server, '/api/events', event).catch(() => null)
        if (answer?.status === 200) stored.push(id)
        // Whoever asks a server that is killed hears nothing.
        else if (answer !== null) wrong.push(`${answer.status} ${await answer.text()}`)
      }
    }
    await Promise.all(Array.from({ length: 8 }, (_, turn) => writer(turn)))
    const [here, there] = [await listed(first), await listed(second)]
    const lost = stored.filter((id) => !here.has(id) || !there.has(id)).length
    for (const server of [first, second]) {
      server.process.kill('SIGTERM')
      await once(server.process, 'exit')
    }
    const { sound, problems } = await verify(file, Date.now())
    for (const word of [...wrong.slice(0, 5), ...problems]) console.log(word)
    const backfills = [begun.status, other.status]
    console.log(
      JSON.stringify({
        events: Number(count),
        stored: stored.length,
        lost,
        listed: [here.size, there.size],
        wrong: wrong.length,
        restarts,
        backfills,
        sound,
      }),
    )
    return (
      lost + wrong.length === 0 && sound && here.size === there.size && restarts === 1 && backfills.join() === '202,409'
    )
  } finally {
    await second.stop()
    await first.stop()
    await standin.close()
  }
}
