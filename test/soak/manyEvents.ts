import { join } from 'node:path'
import { ingest } from '../../server/ingest/ingest.ts'
import type { Instant } from '../../server/market/instant.ts'
import { openStore } from '../../server/store/open.ts'
import { startServer } from '../server/running.ts'
import { memoryOf } from '../standin/proc.ts'

const paths = [
  '/api/tickers',
  '/api/board',
  '/api/events',
  '/api/facets',
  '/api/changes',
  '/api/stories',
  '/api/world',
  '/api/events/busy-00010',
  '/api/events/busy-00010/passport',
  '/api/events?ticker=MSFT',
  '/api/impacts?ticker=MSFT',
  '/api/impacts/busy-00010',
  '/api/impacts/busy-00010/robustness',
  '/api/moves/MSFT',
  '/api/abnormal?ticker=MSFT',
  '/api/bars/MSFT',
  '/api/quality',
  '/api/backfills',
]
const tables = [
  '/api/events.csv',
  '/api/impacts.csv?ticker=MSFT',
  '/api/impacts/busy-00010.csv',
  '/api/moves/MSFT.csv',
  '/api/abnormal.csv?ticker=MSFT',
  '/api/board.csv',
  '/api/witnesses.csv',
  '/api/panel.csv?ticker=MSFT&event=-1..1',
]

const news = (count: number, days: number) =>
  Array.from({ length: count }, (_, at) => ({
    event_id: `busy-${String(at).padStart(5, '0')}`,
    title: `News item number ${at} about the company`,
    public_at: new Date(Date.UTC(2023, 7, 3, 13, 45) - Math.floor((at / count) * days) * 86_400_000)
      .toISOString()
      .replace('.000Z', 'Z'),
    tickers: ['MSFT'],
  }))

/**
 * `manyEvents [COUNT [DAYS]]`: so many events on one day, or spread over days, and every route over them: no answer of JSON
 * over 5 MB, memory at most 150 MB more than before, for JSON and for tables each; a walk over all pages gives every event.
 */
export async function soak([count = '50000', days = '1']: readonly string[]): Promise<boolean> {
  const server = await startServer()
  try {
    const { db } = await openStore(join(server.folder, 'test.db'), Date.now())
    const bytes = Buffer.from(JSON.stringify(news(Number(count), Number(days))))
    await ingest(db, { name: 'busy.json', bytes }, { now: Date.now() as Instant, kind: 'events' })
    db.close()
    let good = true
    for (const group of [paths, tables]) {
      const before = memoryOf(server.process.pid ?? 0)
      let most = before
      for (const path of group) {
        const begun = performance.now()
        const answer = await fetch(server.url + path)
        let size = 0
        for await (const piece of answer.body ?? []) size += piece.length
        const memory = memoryOf(server.process.pid ?? 0)
        most = Math.max(most, memory)
        const ms = Math.round(performance.now() - begun)
        console.log(JSON.stringify({ path, status: answer.status, ms, bytes: size, memory_mb: Math.round(memory) }))
        good &&= answer.status === 200 && (group === tables || size <= 5_000_000)
      }
      console.log(JSON.stringify({ more_memory_mb: Math.round(most - before) }))
      good &&= most - before <= 150
    }
    const begun = performance.now()
    let [walked, cursor] = [0, '']
    do {
      const page = (await (
        await fetch(`${server.url}/api/impacts?ticker=MSFT&windows=0..0&limit=10000${cursor}`)
      ).json()) as { impacts: readonly unknown[]; next: string | null; total: number }
      walked += page.impacts.length
      cursor = page.next === null ? '' : `&cursor=${page.next}`
    } while (cursor !== '')
    console.log(JSON.stringify({ walked, walk_ms: Math.round(performance.now() - begun) }))
    return good && walked >= Number(count)
  } finally {
    await server.stop()
  }
}
