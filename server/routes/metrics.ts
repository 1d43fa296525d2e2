import { statSync } from 'node:fs'
import { runList } from '../backfill/runList.ts'
import type { Gauge, Metrics } from '../http/metrics.ts'
import { verbs } from '../verbs/all.ts'
import type { VerbContext } from '../verbs/verb.ts'
import { version } from '../version.ts'
import type { Queues } from './queued.ts'

/** Paths that there are, up to the first part below /api: a label must not grow with what strangers ask. */
const known = new Set(verbs.map(({ path }) => `/api/${path.split('/')[1]}`))

/** Under which name a request is counted. */
export function routeOf(path: string): string {
  if (!path.startsWith('/api/')) return 'page'
  const end = path.indexOf('/', '/api/'.length)
  const own = end < 0 ? path : path.slice(0, end)
  return known.has(own) ? own : '/api'
}

const bytesOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** What /api/metrics says. */
export async function metricsText(
  { db, now }: Pick<VerbContext, 'db' | 'now'>,
  queues: Queues,
  counted: Metrics,
): Promise<string> {
  const { total: runs } = await runList(db, null, now(), { limit: 1, after: null })
  const queueValues = Object.entries(queues).flatMap(([queue, { state }]) =>
    Object.entries(state()).map(([what, count]) => [{ queue, state: what }, count as number] as const),
  )
  const gauges: readonly Gauge[] = [
    { name: 'info', help: 'Version of the program', values: [[{ version }, 1]] },
    {
      name: 'database_bytes',
      help: 'Size of the database and its log',
      values: [
        [{ file: 'database' }, bytesOf(db.file)],
        [{ file: 'log' }, bytesOf(`${db.file}-wal`)],
      ],
    },
    { name: 'backfill_runs', help: 'Backfills that the database knows', values: [[{}, runs]] },
    { name: 'queue', help: 'Requests at work and waiting for their turn', values: queueValues },
    { name: 'memory_bytes', help: 'Memory that the server holds', values: [[{}, process.memoryUsage.rss()]] },
  ]
  return counted.text(gauges)
}
