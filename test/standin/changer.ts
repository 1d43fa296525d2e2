import { openSync, readFileSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDb } from '../../db/file/open.ts'
import { backfill } from '../../server/backfill/backfill.ts'
import { ingest } from '../../server/ingest/ingest.ts'
import { undoImport } from '../../server/ingest/undo.ts'
import { mustBeDate } from '../../server/market/day.ts'
import type { Instant } from '../../server/market/instant.ts'
import { mustBeTicker } from '../../server/market/ticker.ts'
import { acceptFinding } from '../../server/quality/decide.ts'
import { aroundCommits } from '../db/tamper.ts'

/**
 * One change of a store that is there to be killed: `changer.ts CHANGE FILE NOW MARKS POINT WHAT`. Writes `before` and `after` into
 * the file MARKS at each commit, so that whoever traces it knows which calls are a commit's own; where POINT is `before N` or
 * `after N` it kills itself there, at the N-th commit (from 1).
 */
const [change = '', file = '', nowText = '0', marks = '', point = '', what = ''] = process.argv.slice(2)
const now = Number(nowText) as Instant
const marked = openSync(marks, 'w')

const { db: plain } = await openDb(file, now, 'existing')
let commits = 0
const db = aroundCommits(plain, (place) => {
  if (place === 'before') commits++
  writeSync(marked, `${place}\n`)
  if (point === `${place} ${commits}`) process.kill(process.pid, 'SIGKILL')
})

const changes: Readonly<Record<string, () => Promise<unknown>>> = {
  import: () => ingest(db, { name: 'AAA.csv', bytes: readFileSync(what) }, { now, kind: 'prices' }),
  undo: () => undoImport(db, Number(what), false, now),
  correction: () => acceptFinding(db, Number(what), 'in cents', now),
  backfill: () =>
    backfill(
      db,
      {
        tickers: [mustBeTicker('BBB')],
        intervals: ['1d'],
        from: mustBeDate('2020-01-02'),
        to: mustBeDate('2024-06-03'),
        providerUrl: new URL(what),
        wait: false,
      },
      {
        now: () => now,
        monotonic: () => performance.now(),
        fetch: globalThis.fetch,
        sleep: async (ms) => void (await sleep(Math.min(ms, 5))),
        signal: new AbortController().signal,
        progress: () => {},
      },
    ),
}
await changes[change]?.()
db.close()
