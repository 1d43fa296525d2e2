import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mustBeDate } from '../../../server/market/day.ts'
import { openStandin, type Standin } from '../../standin/standin.ts'
import { type Running, startServer } from '../running.ts'
import { troubledMarket } from '../troubledStore.ts'

let standin: Standin
let server: Running
beforeAll(async () => {
  standin = await openStandin(troubledMarket(1, mustBeDate('2023-01-02'), mustBeDate('2023-12-29')))
  server = await startServer([], { AFTERSHOCK_PROVIDER_URL: standin.url.href })
})
afterAll(async () => {
  await server?.stop()
  await standin?.close()
})

const file = () => join(server.folder, 'test.db')
/** What the server has locked of a file, as the kernel tells it. */
const locked = (path: string) =>
  readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .filter((line) => line.includes(` ${server.process.pid} `) && line.includes(`:${statSync(path).ino} `))
const send = async (path: string, body: string, type = 'application/json') => {
  const answer = await fetch(`${server.url}/api/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': type, 'X-Aftershock': '1' },
    body,
  })
  return [answer.status, await answer.json()]
}

describe.skipIf(process.platform !== 'linux')(
  'the locks of a database in use (skipped where no /proc/locks tells them)',
  () => {
    it('stay while threads of the server open it too, so that no other program takes its log away', async () => {
      expect(locked(file()).length).toBeGreaterThan(0)
      const events = Array.from({ length: 3000 }, (_, n) => `e${n},"${'News '.repeat(6)}${n}",2023-05-05,MSFT`)
      const works: readonly (readonly [string, () => Promise<unknown>])[] = [
        ['study', () => send('studies', JSON.stringify({ tickers: ['MSFT'], events: { family: ['governance'] } }))],
        ['import', () => send('events', `event_id,title,public_at,tickers\n${events.join('\n')}\n`, 'text/csv')],
        [
          'backfill',
          () => send('backfills', JSON.stringify({ tickers: ['W01'], from: '2023-01-02', to: '2023-06-30' })),
        ],
      ]
      for (const [name, work] of works) {
        const [status] = (await work()) as [number, unknown]
        expect([name, status]).toEqual([name, name === 'backfill' ? 202 : 200])
        // A backfill is answered when it has begun.
        if (name === 'backfill')
          await expect
            .poll(async () => JSON.stringify(await (await fetch(`${server.url}/api/backfills`)).json()), {
              timeout: 30_000,
            })
            .toMatch(/"outcome":"(complete|partial)"/)
        expect(locked(file()).length, name).toBeGreaterThan(0)
      }
    })

    it.each(['that has written', 'that has only read'])(
      'a log that was taken away all the same is noticed at the next write of a server %s',
      async (which) => {
        const own = which === 'that has written' ? server : await startServer()
        try {
          rmSync(join(own.folder, 'test.db-wal'))
          const answer = await fetch(`${own.url}/api/events`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', 'X-Aftershock': '1' },
            body: JSON.stringify([{ event_id: 'x', title: 'X', public_at: '2023-05-05' }]),
          })
          const problem = (await answer.json()) as { code: string; detail: string }
          expect([answer.status, problem.code]).toEqual([503, 'store_gone'])
          expect(problem.detail).toContain('The log of the database')
        } finally {
          if (own !== server) await own.stop()
        }
      },
    )
  },
)
